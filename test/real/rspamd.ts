import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** rspamd with the rules that it ships with, asked over HTTP; `resolver` is the port of the one name server that it asks. */
export const startRspamd = async (
	folder: string,
	{resolver}: {readonly resolver: number},
): Promise<Daemon & {readonly port: number}> => {
	const parts = ['database', 'run', 'log', 'local/local.d', 'local/override.d'];
	for (const part of parts) await mkdir(path.join(folder, part), {recursive: true});
	for (const part of ['', 'database', 'run', 'log']) await chmod(path.join(folder, part), 0o777);
	const port = await freePort();
	const settings = path.join(folder, 'rspamd.conf');
	// The whole public suffix list takes it ten seconds to prepare.
	const suffixes = path.join(folder, 'suffixes');
	await writeFile(suffixes, 'com\nnet\norg\ntest\n');
	await writeFile(
		path.join(folder, 'local/local.d/options.inc'),
		`url_tld = "${suffixes}";\ndns { nameserver = ["127.0.0.1:${resolver}"]; timeout = 1s; retransmits = 1; }\n`,
	);
	await writeFile(
		settings,
		`
.include "/etc/rspamd/common.conf"
options {
	pidfile = "$RUNDIR/rspamd.pid";
	.include "/etc/rspamd/options.inc"
	.include(try=true; priority=1,duplicate=merge) "$LOCAL_CONFDIR/local.d/options.inc"
}
logging {
	type = "file";
	filename = "$LOGDIR/rspamd.log";
	level = "notice";
}
worker "normal" {
	bind_socket = "127.0.0.1:${port}";
	count = 1;
}
`,
	);
	const places = {
		CONFDIR: '/etc/rspamd',
		LOCAL_CONFDIR: path.join(folder, 'local'),
		DBDIR: path.join(folder, 'database'),
		RUNDIR: path.join(folder, 'run'),
		LOGDIR: path.join(folder, 'log'),
	};
	const daemon = await startDaemon(
		'/usr/bin/rspamd',
		[
			'--no-fork',
			'--insecure',
			`--config=${settings}`,
			...Object.entries(places).map(([name, place]) => `--var=${name}=${place}`),
		],
		{log: path.join(folder, 'rspamd.out'), ready: () => answers(port)},
	);
	return {...daemon, port};
};

/** It accepts before it has read its rules. */
const answers = async (port: number): Promise<boolean> => {
	if (!(await accepts({port}))) return false;
	const ping = fetch(`http://127.0.0.1:${port}/ping`, {signal: AbortSignal.timeout(1000)});
	return ping.then(
		({ok}) => ok,
		() => false,
	);
};
