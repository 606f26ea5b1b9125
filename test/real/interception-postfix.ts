import {execFile} from 'node:child_process';
import {chown, mkdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

const execute = promisify(execFile);

type Settings = Readonly<Record<string, string>>;

export type MailServer<Name extends string> = Daemon & {
	/** Port of each service on 127.0.0.1. */
	readonly ports: Readonly<Record<Name, number>>;
	/** Has other settings from now on. */
	change(settings: Settings): Promise<void>;
	/** Tries everything that waits in the queue now. */
	flush(): Promise<void>;
};

/** Postfix entries of a table that stands in the settings themselves. */
export const table = (entries: Settings): string =>
	`inline:{ ${Object.entries(entries)
		.map(([key, value]) => `{ ${key} = ${value} }`)
		.join(', ')} }`;

/** A Postfix that takes mail at several ports and passes it on; all of it lies in the folder, and it asks no name server. */
export const startMailServer = async <Name extends string>(
	folder: string,
	{
		hostname,
		settings,
		services,
		transports,
	}: {
		readonly hostname: string;
		readonly settings: Settings;
		/** What each service does otherwise than the others. */
		readonly services: Readonly<Record<Name, Settings>>;
		/** More lines of master.cf. */
		readonly transports?: (ports: Readonly<Record<Name, number>>) => Promise<string>;
	},
): Promise<MailServer<Name>> => {
	const [etc, spool, state] = ['etc', 'spool', 'state'].map(name => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	await mkdir(folder, {mode: 0o755});
	for (const part of [etc, spool, state]) await mkdir(part, {mode: 0o755});
	await ownedByPostfix(state);
	const names = Object.keys(services) as Name[];
	const ports = {} as Record<Name, number>;
	for (const name of names) ports[name] = await freePort();
	await writeFile(
		path.join(etc, 'main.cf'),
		lines({
			compatibility_level: '3.6',
			queue_directory: spool,
			data_directory: state,
			maillog_file: path.join(folder, 'mail.log'),
			maillog_file_prefixes: folder,
			myhostname: hostname,
			mydestination: '',
			mynetworks: '',
			inet_interfaces: 'loopback-only',
			inet_protocols: 'ipv4',
			alias_maps: '',
			alias_database: '',
			local_recipient_maps: '',
			smtpd_peername_lookup: 'no',
			disable_dns_lookups: 'yes',
			biff: 'no',
			// What is put off is tried again soon.
			minimal_backoff_time: '1s',
			maximal_backoff_time: '1s',
			queue_run_delay: '1s',
			...settings,
		}),
	);
	const inlets = names.map(name =>
		[
			`127.0.0.1:${ports[name]} inet n - n - - smtpd`,
			...Object.entries<string>(services[name]).map(([key, value]) => `  -o { ${key} = ${value} }`),
		].join('\n'),
	);
	await writeFile(
		path.join(etc, 'master.cf'),
		`${[...inlets, internals, (await transports?.(ports)) ?? ''].join('\n')}\n`,
	);
	// Makes the folders of the queue, and complains about what is wrong with the settings.
	await execute('/usr/sbin/postfix', ['-c', etc, 'check']);
	const daemon = await startDaemon('/usr/lib/postfix/sbin/master', ['-c', etc, '-d'], {
		log: path.join(folder, 'master.out'),
		ready: async () => (await Promise.all(names.map(name => accepts({port: ports[name]})))).every(Boolean),
	});
	return {
		...daemon,
		ports,
		async change(changed) {
			await execute('/usr/sbin/postconf', [
				'-c',
				etc,
				...Object.entries(changed).map(([key, value]) => `${key}=${value}`),
			]);
			await execute('/usr/sbin/postfix', ['-c', etc, 'reload']);
		},
		flush: async () => {
			await execute('/usr/sbin/postqueue', ['-c', etc, '-f']);
		},
	};
};

const lines = (settings: Settings): string =>
	Object.entries(settings)
		.map(([key, value]) => `${key} = ${value}\n`)
		.join('');

/** The package of Postfix made a folder for the account that it runs under. */
const ownedByPostfix = async (folder: string): Promise<void> => {
	const {uid, gid} = await stat('/var/lib/postfix');
	await chown(folder, uid, gid);
};

/** What takes mail in, keeps it and passes it on; nothing here listens on a network. */
const internals = `
pickup unix n - n 60 1 pickup
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
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`.trim();
