import {chown, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

const nobody = 65_534;

/**
 * Dovecot's login service and its quota policy service, and nothing else of Dovecot: `socket` and, at a TCP port,
 * `quotas` are what Postfix asks. Mailboxes of `full` hold more than they may.
 */
export const startDovecot = async (
	folder: string,
	users: Readonly<Record<string, string>>,
	{full = []}: {readonly full?: readonly string[]} = {},
): Promise<Daemon & {readonly socket: string; readonly quotas: number; log(): Promise<string>}> => {
	await mkdir(folder, {mode: 0o755});
	const quotas = await freePort();
	const socket = path.join(folder, 'login');
	const log = path.join(folder, 'dovecot.log');
	const passwords = path.join(folder, 'passwords');
	await writeFile(
		passwords,
		[
			...Object.entries(users).map(([user, password]) => `${user}:{PLAIN}${password}\n`),
			...full.map(
				user => `${user}::${nobody}:${nobody}::${folder}/mail/${user}::userdb_quota_rule=*:bytes=100\n`,
			),
		].join(''),
		{mode: 0o644},
	);
	for (const user of full) await fill(path.join(folder, 'mail', user, 'Maildir'));
	const settings = path.join(folder, 'dovecot.conf');
	await writeFile(
		settings,
		`
base_dir = ${folder}/run
state_dir = ${folder}/state
instance_name = lostmail-test
log_path = ${log}
protocols =
ssl = no
auth_mechanisms = plain login cram-md5
auth_verbose = yes
auth_failure_delay = 0
passdb {
	driver = passwd-file
	args = scheme=PLAIN username_format=%u ${passwords}
}
userdb {
	driver = passwd-file
	args = username_format=%u ${passwords}
}
mail_location = maildir:~/Maildir
mail_plugins = quota
plugin {
	quota = maildir:User quota
	quota_status_success = DUNNO
	quota_status_nouser = DUNNO
	quota_status_overquota = "552 5.2.2 Mailbox is full"
}
service quota-status {
	executable = quota-status -p postfix
	inet_listener {
		address = 127.0.0.1
		port = ${quotas}
	}
	client_limit = 1
}
service auth {
	unix_listener ${socket} {
		mode = 0666
	}
}
# Nobody waits for the wrong password of the test before.
service anvil {
	unix_listener anvil-auth-penalty {
		mode = 0
	}
}
`,
	);
	const daemon = await startDaemon('/usr/sbin/dovecot', ['-F', '-c', settings], {
		log: path.join(folder, 'dovecot.out'),
		ready: () => accepts({path: socket}),
	});
	return {...daemon, socket, quotas, log: () => readFile(log, 'utf8')};
};

/** A Maildir with one message of a thousand bytes. */
const fill = async (maildir: string): Promise<void> => {
	await mkdir(maildir, {recursive: true});
	for (const part of ['new', 'cur', 'tmp']) await mkdir(path.join(maildir, part));
	await writeFile(path.join(maildir, 'new', '1.M1P1.host,S=1000'), `Subject: old\n\n${'x'.repeat(984)}\n\n`);
	for (const part of ['', 'new', 'cur', 'tmp', 'new/1.M1P1.host,S=1000'])
		await chown(path.join(maildir, part), nobody, nobody);
};
