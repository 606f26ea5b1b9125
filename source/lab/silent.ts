import {createSocket, type Socket as Datagrams} from 'node:dgram';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {setImmediate as turn, setTimeout as wait} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

/** A port on loopback, TCP and UDP, that exists for this lab alone. */
export type HeldPort = {readonly port: number; close(): Promise<void>};

/**
 * Listens, then stops its thread for ever, so that nothing is accepted. A text and not a file of its own, because
 * the built program is one bundle.
 */
const deafListener = `
const {parentPort} = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({host: '127.0.0.1', port: 0, backlog: 1}, () => {
	parentPort.postMessage(server.address().port);
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

/** A loopback connection is there at once or, once the queue of the listener is full, not at all. */
const patience = 60;
const mostFillers = 16;

/**
 * A port whose SYN gets no answer, as behind a firewall that drops packets: nobody accepts, and the queue of those
 * who wait to be accepted is filled up. Its datagrams are lost. Systems that refuse instead of dropping (Windows) are
 * reported as an error.
 */
export const holdSilentPort = (): Promise<HeldPort> => withBothProtocols(holdSilentTcp, async () => {});

const holdSilentTcp = async (): Promise<HeldPort> => {
	const worker = new Worker(deafListener, {eval: true, execArgv: []});
	const fillers: Socket[] = [];
	const close = async (): Promise<void> => {
		for (const filler of fillers) filler.destroy();
		await worker.terminate();
	};
	try {
		const [port] = (await once(worker, 'message')) as [number];
		while (fillers.length < mostFillers) {
			const filler = connect({host: '127.0.0.1', port});
			fillers.push(filler);
			if ((await outcome(filler)) === 'nothing') return {port, close};
		}
		throw new Error('this system answers every connection, so that no port can be made silent');
	} catch (error) {
		await close();
		throw error;
	}
};

/** After the wait the loop turns once more: what the kernel had connected meanwhile is known then, however busy we were. */
const outcome = async (socket: Socket): Promise<'connected' | 'nothing'> => {
	const over = new AbortController();
	socket.on('error', () => {});
	try {
		await Promise.race([once(socket, 'connect', over), wait(patience, undefined, over)]);
		await turn();
		return socket.connecting ? 'nothing' : 'connected';
	} finally {
		over.abort();
	}
};

const mostAttempts = 20;

/** Holds the UDP twin of a TCP port as well; where somebody has it, another pair is tried. */
export const withBothProtocols = async (
	hold: () => Promise<HeldPort>,
	prepare: (datagrams: Datagrams) => Promise<void>,
): Promise<HeldPort> => {
	for (let attempts = 1; ; attempts++) {
		const tcp = await hold();
		const udp = createSocket('udp4');
		try {
			udp.bind(tcp.port, '127.0.0.1');
			await once(udp, 'listening');
			await prepare(udp);
			udp.on('error', () => {});
			let closed: Promise<unknown> | undefined;
			const close = () => Promise.all([tcp.close(), closeUdp(udp)]);
			return {
				port: tcp.port,
				close: async () => {
					closed ??= close();
					await closed;
				},
			};
		} catch (error) {
			await Promise.all([tcp.close(), closeUdp(udp)]);
			if (attempts === mostAttempts) throw error;
		}
	}
};

const closeUdp = async (socket: Datagrams): Promise<void> => {
	const closed = once(socket, 'close');
	socket.close();
	await closed;
};
