import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {launcher} from '../../program/lostmail.ts';

/** A sink that runs in a process of its own. */
export type Running = {
	readonly name: string;
	readonly port: number;
	/** Mebibytes in memory now. */
	memory(): number;
	close(): Promise<void>;
};

export type Contestant = {readonly name: string; start(folder: string): Promise<Running | undefined>};

const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

const accepts = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect({host: '127.0.0.1', port});
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

const running = async (name: string, port: number, child: ChildProcess): Promise<Running> => {
	for (const end = performance.now() + 20_000; !(await accepts(port)); await wait(50))
		if (child.exitCode !== null || performance.now() > end) throw new Error(`${name} is not up`);
	return {
		name,
		port,
		memory: () => {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
		},
		close: async () => {
			const exited = once(child, 'exit');
			child.kill('SIGTERM');
			const late = setTimeout(() => child.kill('SIGKILL'), 3000);
			await exited;
			clearTimeout(late);
		},
	};
};

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** It refuses to run as root. */
const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];

const quiet = {stdio: 'ignore'} as const;

/** Keeps everything: the store holds more than is sent. */
export const lostmailSink: Contestant = {
	name: 'lostmail sink',
	async start(folder) {
		const port = await freePort();
		const child = spawn(
			process.execPath,
			[
				launcher,
				'sink',
				'--plain',
				'--listen',
				'127.0.0.1',
				'--port',
				`${port}/starttls`,
				'--store',
				path.join(folder, `sink-${port}.db`),
				'--keep-count',
				'1000000',
			],
			quiet,
		);
		return running(this.name, port, child);
	},
};

/** What the sink is built on, which its speed is compared with. */
export const bare = 'smtp-server, bare';

export const contestants: readonly Contestant[] = [
	lostmailSink,
	{
		name: bare,
		async start() {
			const child = spawn(process.execPath, [fileURLToPath(new URL('./discarding.ts', import.meta.url))], {
				stdio: ['ignore', 'pipe', 'ignore'],
			});
			const [port] = (await once(child.stdout, 'data')) as [Buffer];
			return running(this.name, Number(port.toString()), child);
		},
	},
	{
		name: 'smtp-sink (Postfix)',
		async start() {
			if (!has('smtp-sink')) return undefined;
			const port = await freePort();
			return running(this.name, port, spawn('smtp-sink', [...asNobody, `127.0.0.1:${port}`, '100'], quiet));
		},
	},
	{
		name: 'aiosmtpd',
		async start() {
			if (spawnSync('/usr/bin/python3', ['-c', 'import aiosmtpd']).status !== 0) return undefined;
			const port = await freePort();
			const args = ['-m', 'aiosmtpd', '-n', '-l', `127.0.0.1:${port}`, '-c', 'aiosmtpd.handlers.Sink'];
			return running(this.name, port, spawn('/usr/bin/python3', args, quiet));
		},
	},
	{
		name: 'MailDev',
		async start() {
			const program = process.env['LOSTMAIL_BENCH_MAILDEV'];
			if (!program) return undefined;
			const port = await freePort();
			const args = ['--smtp', `${port}`, '--ip', '127.0.0.1', '--disable-web', '--silent'];
			return running(this.name, port, spawn(process.execPath, [program, ...args], quiet));
		},
	},
];
