import {execFile} from 'node:child_process';
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import type {Identity} from '../../source/lab/certificates.ts';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** One submission service of the mail server: its certificate, and what it does otherwise than the others. */
export type Service = {readonly identity: Identity; readonly settings?: Readonly<Record<string, string>>};

export type Postfix<Name extends string> = Daemon & {
	/** Port of each service on 127.0.0.1. */
	readonly ports: Readonly<Record<Name, number>>;
	/** Where delivered mail lies: one Maildir for each recipient, named by the local part. */
	readonly maildirs: string;
	log(): Promise<string>;
};

export type MailServer<Name extends string> = {
	readonly domain: string;
	/** Local parts that exist. */
	readonly recipients: readonly string[];
	/** Login by sender address. */
	readonly owners: Readonly<Record<string, string>>;
	/** Dovecot's socket. */
	readonly logins: string;
	/** A policy service that is asked about every recipient. */
	readonly recipientPolicy?: string;
	readonly services: Readonly<Record<Name, Service>>;
};

/** A Postfix of its own: configuration, queue, log and mailboxes lie in the folder; it listens on loopback only. */
export const startPostfix = async <Name extends string>(
	folder: string,
	{domain, recipients, owners, logins, recipientPolicy, services}: MailServer<Name>,
): Promise<Postfix<Name>> => {
	const [etc, spool, state, mailboxes] = ['etc', 'spool', 'state', 'maildirs'].map(name =>
		path.join(folder, name),
	) as [string, string, string, string];
	await mkdir(folder, {mode: 0o755});
	for (const part of [etc, spool, state, mailboxes]) await mkdir(part, {mode: 0o755});
	await chmod(mailboxes, 0o777);
	await promisify(execFile)('chown', ['postfix', state]);

	const names = Object.keys(services) as Name[];
	const ports = Object.fromEntries(
		await Promise.all(names.map(async name => [name, await freePort()] as const)),
	) as Record<Name, number>;
	const lines = await Promise.all(
		names.map(async name => {
			const {identity, settings = {}} = services[name];
			const file = path.join(etc, `${name}.pem`);
			await writeFile(file, `${identity.key}\n${identity.cert}`, {mode: 0o600});
			return [
				`127.0.0.1:${ports[name]} inet n - n - - smtpd`,
				...Object.entries({smtpd_tls_chain_files: file, ...settings}).map(
					([key, value]) => `  -o { ${key} = ${value} }`,
				),
			].join('\n');
		}),
	);
	const table = (entries: Readonly<Record<string, string>>) =>
		`inline:{ ${Object.entries(entries)
			.map(([key, value]) => `{ ${key} = ${value} }`)
			.join(', ')} }`;
	await writeFile(
		path.join(etc, 'main.cf'),
		`
compatibility_level = 3.6
queue_directory = ${spool}
data_directory = ${state}
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
myhostname = smtp.provider.test
mydomain = provider.test
mydestination = ${domain}
mynetworks =
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps = ${table(Object.fromEntries(recipients.map(name => [`${name}@${domain}`, '1'])))}
local_transport = virtual:${domain}
virtual_mailbox_base = ${mailboxes}
virtual_mailbox_maps = ${table(Object.fromEntries(recipients.map(name => [`${name}@${domain}`, `${name}/`])))}
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
default_transport = error:this server reaches nobody else
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${logins}
smtpd_tls_auth_only = yes
smtpd_sender_login_maps = ${table(owners)}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = ${recipientPolicy === undefined ? '' : `check_policy_service ${recipientPolicy}, `}permit_sasl_authenticated, reject
smtpd_peername_lookup = no
disable_dns_lookups = yes
biff = no
`,
	);
	await writeFile(
		path.join(etc, 'master.cf'),
		`${lines.join('\n')}
${internals}
`,
	);
	// Makes the folders of the queue, and complains about what is wrong with the settings.
	await promisify(execFile)('/usr/sbin/postfix', ['-c', etc, 'check']);
	const log = path.join(folder, 'mail.log');
	const daemon = await startDaemon('/usr/lib/postfix/sbin/master', ['-c', etc, '-d'], {
		log: path.join(folder, 'master.out'),
		ready: async () => (await Promise.all(names.map(name => accepts({port: ports[name]})))).every(Boolean),
	});
	return {...daemon, ports, maildirs: mailboxes, log: () => readFile(log, 'utf8')};
};

/** What a submission service needs of the rest of Postfix; nothing here listens on a network. */
const internals = `
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`.trim();
