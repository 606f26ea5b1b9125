import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Server, type Socket} from 'node:net';
import type {Daemon} from './daemon.ts';

type Port = Daemon & {readonly port: number};

/**
 * The way from one server to another, as though it led through the Internet: whoever is reached by it sees a connection
 * from `address` and not from loopback (PROXY protocol, version 1), and judges the sender by that.
 */
export const startPassage = (address: string, toPort: number): Promise<Port> =>
	listen(socket => {
		const onward = connect(toPort, '127.0.0.1');
		onward.write(`PROXY TCP4 ${address} 127.0.0.1 40000 25\r\n`);
		socket.pipe(onward).pipe(socket);
		for (const [one, other] of [
			[socket, onward],
			[onward, socket],
		] as const)
			one.on('error', () => other.destroy()).on('close', () => other.end());
	});

/** A server that takes connections and never says a word. */
export const startSilence = (): Promise<Port> => listen(socket => socket.on('error', () => {}));

const listen = async (take: (socket: Socket) => void): Promise<Port> => {
	const open = new Set<Socket>();
	const server: Server = createServer(socket => {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
		take(socket);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		async close() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
};
