import {once} from 'node:events';
import type {AddressInfo, Socket} from 'node:net';
import {createTCPServer, createUDPServer, type DnsHandler} from 'dns2';

type Listener = {readonly port: number; close(): Promise<void>};

const mostAttempts = 20;

/**
 * One handler on one loopback port over UDP and TCP, as a truncated answer sends its reader from one to the other.
 * The system chooses the UDP port; where its TCP twin is taken, another pair is tried.
 */
export const listen = async (handle: DnsHandler): Promise<Listener> => {
	for (let attempts = 1; ; attempts++) {
		const udp = await listenUdp(handle);
		try {
			const tcp = await listenTcp(handle, udp.port);
			return {
				port: udp.port,
				close: async () => {
					await Promise.all([udp.close(), tcp.close()]);
				},
			};
		} catch (error) {
			await udp.close();
			if (attempts === mostAttempts) throw error;
		}
	}
};

const listenUdp = async (handle: DnsHandler): Promise<Listener> => {
	const server = createUDPServer(handle);
	server.bind(0, '127.0.0.1');
	await once(server, 'listening');
	server.on('error', () => {});
	return {
		port: server.address().port,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			await closed;
		},
	};
};

const listenTcp = async (handle: DnsHandler, port: number): Promise<Listener> => {
	const server = createTCPServer(handle);
	const clients = new Set<Socket>();
	server.on('connection', (client: Socket) => {
		clients.add(client);
		client.on('close', () => clients.delete(client));
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	server.on('error', () => {});
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const client of clients) client.destroy();
			await closed;
		},
	};
};
