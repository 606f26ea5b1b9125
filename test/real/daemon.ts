import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';

/** A port of 127.0.0.1 that nothing listened on a moment ago: these servers cannot choose one by themselves. */
export const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

/** A server in the foreground, ended by its process id. */
export type Daemon = {close(): Promise<void>};

/** Starts a server that stays in the foreground; it is up when `ready` holds. */
export const startDaemon = async (
	file: string,
	args: readonly string[],
	{
		log,
		ready,
		env = {},
	}: {
		readonly log: string;
		readonly ready: () => Promise<boolean>;
		/** Added to the environment of the tests. */
		readonly env?: Readonly<Record<string, string>>;
	},
): Promise<Daemon> => {
	const output = openSync(log, 'a');
	// A process group of its own: Postfix ends its parts by ending its group.
	const child = spawn(file, args, {
		stdio: ['ignore', output, output],
		detached: true,
		env: {...process.env, ...env},
	});
	closeSync(output);
	const exited = once(child, 'exit');
	const abandon = () => child.kill('SIGTERM');
	process.once('exit', abandon);
	const close = async () => {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
		const late = new AbortController();
		await Promise.race([
			exited,
			wait(10_000, undefined, {signal: late.signal}).then(() => child.kill('SIGKILL')),
		]);
		late.abort();
		await exited;
		process.off('exit', abandon);
	};
	await once(child, 'spawn');
	for (const end = performance.now() + 20_000; !(await ready()); ) {
		const over = child.exitCode !== null || child.signalCode !== null;
		if (over || performance.now() > end) {
			await close();
			throw new Error(`${file} ${over ? 'ended at once' : 'is not up after 20 s'}; see ${log}`);
		}
		await wait(50);
	}
	return {close};
};

/** Whether something accepts connections there. */
export const accepts = (where: {readonly port: number} | {readonly path: string}): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect({host: '127.0.0.1', ...where});
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
