import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import type {Provider} from './provider.ts';
import {createRegister} from './sessions.ts';
import type {ServerSettings} from './settings.ts';

/** Servers that accept a connection and then do not hold an SMTP conversation. */
export type ImpostorFault = 'mute' | 'http' | 'ssh' | 'drop';

export const startImpostor = async (
	{host, port, name = host, banner}: ServerSettings,
	fault: ImpostorFault,
): Promise<Provider> => {
	const register = createRegister(`${host}:${port}`);
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		register.open();
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		socket.resume();
		answers[fault](socket, [name, 'ESMTP', ...(banner === undefined ? [] : [banner])].join(' '));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		sessions: register.list,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			const closed = once(server, 'close');
			server.close();
			await closed;
		},
	};
};

/** Milliseconds after which the web server loses patience with a client that sends no request. */
const requestTimeout = 50;

const webPage = (status: string): string =>
	`HTTP/1.1 ${status}\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;

const answers: Readonly<Record<ImpostorFault, (socket: Socket, greeting: string) => void>> = {
	mute: () => {},
	http: socket => {
		const timer = setTimeout(() => socket.end(webPage('408 Request Timeout')), requestTimeout);
		socket.once('data', () => {
			clearTimeout(timer);
			socket.end(webPage('400 Bad Request'));
		});
		socket.once('close', () => clearTimeout(timer));
	},
	ssh: socket => socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
	drop: (socket, greeting) => socket.end(`220 ${greeting}\r\n`),
};
