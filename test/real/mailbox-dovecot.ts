import {execFile} from 'node:child_process';
import {chown, mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import nodemailer from 'nodemailer';
import type {Identity} from '../../source/lab/certificates.ts';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

const execute = promisify(execFile);
const nobody = 65_534;

export type MailboxUser = {
	readonly password: string;
	/** Octets that the mailbox may hold. */
	readonly limit?: number;
};

export type Mailboxes = Daemon & {
	readonly ports: {readonly imap: number; readonly imaps: number; readonly lmtp: number};
	/** Delivers by LMTP; throws what the server replied where it does not take the message. */
	deliver(to: string, message: string, from?: string): Promise<void>;
	/** Everything that is kept of every message of a mailbox, flags and text included. */
	state(user: string): Promise<string>;
	log(): Promise<string>;
	/** What clients of IMAP said after their login, connection after connection. */
	said(): Promise<string>;
	/** The home of a user. */
	home(user: string): string;
};

/**
 * Dovecot as a mail provider runs it: IMAP with STARTTLS and over TLS, delivery by LMTP, Sieve, and quota. The folder for
 * junk has a French name, and so have those that the rules put mail into; there is one without a special use by each name.
 */
export const startMailboxes = async (
	folder: string,
	users: Readonly<Record<string, MailboxUser>>,
	{identity, layout = 'maildir:~/Maildir'}: {readonly identity: Identity; readonly layout?: string},
): Promise<Mailboxes> => {
	await mkdir(folder, {mode: 0o755});
	const [imap, imaps, lmtp] = [await freePort(), await freePort(), await freePort()];
	const [log, settings] = [path.join(folder, 'dovecot.log'), path.join(folder, 'dovecot.conf')];
	const home = (user: string) => path.join(folder, 'mail', user);
	await mkdir(path.join(folder, 'mail'), {mode: 0o755});
	const said = path.join(folder, 'said');
	await mkdir(said);
	await chown(said, nobody, nobody);
	for (const user of Object.keys(users)) {
		await mkdir(home(user));
		await writeFile(path.join(home(user), 'rules.sieve'), rules);
		for (const part of ['', 'rules.sieve']) await chown(path.join(home(user), part), nobody, nobody);
	}
	await writeFile(path.join(folder, 'certificate.pem'), identity.cert);
	await writeFile(path.join(folder, 'key.pem'), identity.key, {mode: 0o600});
	await writeFile(
		path.join(folder, 'passwords'),
		Object.entries(users)
			.map(([user, {password, limit}]) => {
				const quota = limit === undefined ? '' : `userdb_quota_rule=*:bytes=${limit}`;
				return `${user}:{PLAIN}${password}:${nobody}:${nobody}::${home(user)}::${quota}\n`;
			})
			.join(''),
		{mode: 0o644},
	);
	await writeFile(settings, configuration({folder, imap, imaps, lmtp, log, layout}));
	const daemon = await startDaemon('/usr/sbin/dovecot', ['-F', '-c', settings], {
		log: path.join(folder, 'dovecot.out'),
		ready: async () => (await accepts({port: imaps})) && accepts({port: lmtp}),
	});
	return {
		...daemon,
		ports: {imap, imaps, lmtp},
		async deliver(to, message, from = 'nas@home-mail.test') {
			const transport = nodemailer.createTransport({
				host: '127.0.0.1',
				port: lmtp,
				lmtp: true,
				ignoreTLS: true,
			});
			try {
				const {rejectedErrors} = await transport.sendMail({
					envelope: {from, to},
					raw: message.replaceAll(/\r?\n/g, '\r\n'),
				});
				for (const refused of rejectedErrors ?? []) throw refused;
			} finally {
				transport.close();
			}
		},
		async state(user) {
			const fields = 'mailbox uid guid flags date.received size.physical text';
			const args = ['-c', settings, 'fetch', '-u', user, fields, 'mailbox', '*', 'all'];
			const {stdout} = await execute('doveadm', args, {maxBuffer: 64 * 1024 * 1024});
			return stdout;
		},
		log: () => readFile(log, 'utf8'),
		async said() {
			const files = (await readdir(said)).filter(name => name.endsWith('.in')).sort();
			const texts = await Promise.all(files.map(name => readFile(path.join(said, name), 'utf8')));
			return texts.join('');
		},
		home,
	};
};

/** What a spam filter, a rule of the user and a rule that throws away do. */
const rules = `require ["fileinto", "mailbox"];
if header :contains "X-Spam-Flag" "YES" { fileinto "Courrier indésirable"; stop; }
if header :is "X-Rule" "folder" { fileinto :create "Règles/Codes"; stop; }
if header :is "X-Rule" "named" { fileinto :create "垃圾邮件"; stop; }
if header :is "X-Rule" "trash" { fileinto "Trash"; stop; }
`;

const configuration = ({
	folder,
	imap,
	imaps,
	lmtp,
	log,
	layout,
}: {
	readonly folder: string;
	readonly imap: number;
	readonly imaps: number;
	readonly lmtp: number;
	readonly log: string;
	readonly layout: string;
}): string => `
base_dir = ${folder}/run
state_dir = ${folder}/state
instance_name = lostmail-mailboxes
log_path = ${log}
protocols = imap lmtp
ssl = yes
ssl_cert = <${folder}/certificate.pem
ssl_key = <${folder}/key.pem
auth_mechanisms = plain login
auth_verbose = yes
auth_failure_delay = 0
postmaster_address = postmaster@mailbox.test
passdb {
	driver = passwd-file
	args = scheme=PLAIN username_format=%u ${folder}/passwords
}
userdb {
	driver = passwd-file
	args = username_format=%u ${folder}/passwords
}
mail_location = ${layout}
mail_plugins = quota
namespace inbox {
	inbox = yes
	separator = /
	mailbox "Courrier indésirable" {
		special_use = \\Junk
		auto = create
	}
	mailbox Trash {
		special_use = \\Trash
		auto = create
	}
	mailbox Sent {
		special_use = \\Sent
		auto = create
	}
}
protocol lmtp {
	mail_plugins = quota sieve
}
protocol imap {
	mail_plugins = quota imap_quota
	rawlog_dir = ${folder}/said
}
plugin {
	quota = maildir:User quota
	quota_rule = *:storage=1G
	sieve = file:~/rules.sieve
}
service imap-login {
	inet_listener imap {
		address = 127.0.0.1
		port = ${imap}
	}
	inet_listener imaps {
		address = 127.0.0.1
		port = ${imaps}
		ssl = yes
	}
}
service lmtp {
	inet_listener lmtp {
		address = 127.0.0.1
		port = ${lmtp}
	}
}
# Nobody waits for the wrong password of the test before.
service anvil {
	unix_listener anvil-auth-penalty {
		mode = 0
	}
}
`;
