import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import type {Identity} from './certificates.ts';
import type {Provider} from './provider.ts';
import {createRegister} from './sessions.ts';
import type {ServerSettings} from './settings.ts';

/** Servers that accept a connection and then do not hold an SMTP conversation. `cut` closes it at the first word. */
export type ImpostorFault = 'mute' | 'http' | 'ssh' | 'drop' | 'cut';

/** With an identity and implicit security, all but `mute` and `cut` happens after a TLS handshake. */
export const startImpostor = async (
	{host, port, name = host, banner, security}: ServerSettings,
	fault: ImpostorFault,
	identity?: Identity,
): Promise<Provider> => {
	const register = createRegister(`${host}:${port}`);
	const sockets = new Set<Socket>();
	const keep = (socket: Socket): void => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
	};
	const answer = (socket: Socket): void => {
		register.open();
		keep(socket);
		socket.resume();
		answers[fault](socket, [name, 'ESMTP', ...(banner === undefined ? [] : [banner])].join(' '));
	};
	const isEncrypted =
		security === 'implicit' && identity !== undefined && fault !== 'mute' && fault !== 'cut';
	const server = isEncrypted
		? createTlsServer({...identity, minVersion: 'TLSv1.2'}, answer)
				.on('connection', keep)
				.on('tlsClientError', () => {})
		: createServer(answer);
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
	cut: socket => socket.once('data', () => socket.destroy()),
};
