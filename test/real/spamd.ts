import {chmod, copyFile, mkdir, readdir, writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import path from 'node:path';
import {type Daemon, freePort, startDaemon} from './daemon.ts';

/** SpamAssassin with the rules that it ships with, on a TCP port and a Unix socket; it asks nobody and learns nothing. */
export const startSpamd = async (
	folder: string,
): Promise<Daemon & {readonly port: number; readonly socket: string}> => {
	const settings = path.join(folder, 'site');
	const home = path.join(folder, 'home');
	for (const own of [folder, settings, home]) await mkdir(own, {recursive: true});
	await chmod(folder, 0o777);
	await chmod(home, 0o777);
	// Which plugins there are stands beside what an administrator changes.
	for (const file of await readdir('/etc/spamassassin'))
		if (file.endsWith('.pre')) await copyFile(`/etc/spamassassin/${file}`, path.join(settings, file));
	await writeFile(
		path.join(settings, 'local.cf'),
		['use_bayes 0', 'bayes_auto_learn 0', 'dns_available no', 'required_score 5', ''].join('\n'),
	);
	const port = await freePort();
	const socket = path.join(folder, 'socket');
	const daemon = await startDaemon(
		'/usr/sbin/spamd',
		[
			'--local',
			`--listen=127.0.0.1:${port}`,
			`--listen=${socket}`,
			'--allowed-ips=127.0.0.1',
			'--nouser-config',
			'--username=nobody',
			'--max-children=1',
			`--siteconfigpath=${settings}`,
			`--helper-home-dir=${home}`,
			`--pidfile=${folder}/pid`,
			'--syslog=stderr',
		],
		{
			log: path.join(folder, 'spamd.log'),
			ready: async () => (await answers({port, host: '127.0.0.1'})) && (await answers({path: socket})),
		},
	);
	return {...daemon, port, socket};
};

/** It accepts before it has read its rules, and may end over them. */
const answers = (
	where: {readonly port: number; readonly host: string} | {readonly path: string},
): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect(where);
		let said = '';
		socket.on('data', chunk => {
			said += chunk.toString();
		});
		socket.once('connect', () => socket.end('PING SPAMC/1.5\r\n\r\n')).on('error', () => {});
		socket.once('close', () => resolve(said.includes('PONG')));
		socket.setTimeout(5000, () => socket.destroy());
	});
