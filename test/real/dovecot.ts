import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, startDaemon} from './daemon.ts';

/** Dovecot's login service and nothing else of Dovecot: `socket` is what Postfix asks. */
export const startDovecot = async (
	folder: string,
	users: Readonly<Record<string, string>>,
): Promise<Daemon & {readonly socket: string; log(): Promise<string>}> => {
	await mkdir(folder, {mode: 0o755});
	const socket = path.join(folder, 'login');
	const log = path.join(folder, 'dovecot.log');
	const passwords = path.join(folder, 'passwords');
	await writeFile(
		passwords,
		Object.entries(users)
			.map(([user, password]) => `${user}:{PLAIN}${password}\n`)
			.join(''),
		{mode: 0o644},
	);
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
auth_mechanisms = plain login
auth_verbose = yes
auth_failure_delay = 0
passdb {
	driver = passwd-file
	args = scheme=PLAIN username_format=%u ${passwords}
}
userdb {
	driver = static
	args = uid=65534 gid=65534 home=/nonexistent
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
	return {...daemon, socket, log: () => readFile(log, 'utf8')};
};
