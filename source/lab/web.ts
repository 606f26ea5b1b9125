import {once} from 'node:events';
import {createServer as createPlainServer, type RequestListener, type ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Identity} from './certificates.ts';
import {dateIn} from './clock.ts';
import type {WebSettings} from './settings.ts';
import type {HeldPort} from './silent.ts';

/**
 * A web server on loopback that answers one path, over HTTPS unless it is told otherwise. Ports that nobody answers are
 * not its business.
 */
export const startWeb = async (settings: WebSettings, identity: Identity): Promise<HeldPort> => {
	const listener: RequestListener = (request, response) => {
		response.setHeader('date', dateIn(settings.clock));
		if (settings.fault === 'drop') request.socket.destroy();
		else if (request.url !== settings.path) response.writeHead(404, {'content-type': 'text/plain'}).end();
		else respond(settings, response);
	};
	const server = settings.scheme === 'http' ? createPlainServer(listener) : createServer(identity, listener);
	const sockets = new Set<Duplex>();
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.on('tlsClientError', () => {});
	server.on('clientError', (_error, socket) => socket.destroy());
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
};

const respond = ({status, type, location, body, fault}: WebSettings, response: ServerResponse): void => {
	response.on('error', () => {});
	response.writeHead(status, {'content-type': type, ...(location === undefined ? {} : {location})});
	if (fault === 'endless') flood(response);
	else response.end(body);
};

const piece = Buffer.from(`${'x'.repeat(1023)}\n`);

/** As fast as the reader reads, until it leaves. */
const flood = (response: ServerResponse): void => {
	const more = (): void => {
		while (!response.destroyed && response.write(piece));
	};
	response.on('drain', more);
	more();
};
