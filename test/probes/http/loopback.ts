import {once} from 'node:events';
import type {AddressInfo, Socket} from 'node:net';
import {createServer, type TLSSocket} from 'node:tls';
import type {HttpQuestion} from '../../../source/core/http.ts';
import {failed} from '../../../source/core/result.ts';
import type {CertificateKind} from '../../../source/lab/certificates.ts';
import {type HttpOptions, httpProbe} from '../../../source/probes/http.ts';
import {afterwards, authority, never} from '../smtp/loopback.ts';

export const host = 'mta-sts.example.test';
export const url = `https://${host}/.well-known/mta-sts.txt?a=b`;

/** A server behind TLS that does with each connection what it is told; `heard` is all that it was sent. */
export const serve = async (play: (socket: TLSSocket) => void, kind: CertificateKind = 'good') => {
	const open = new Set<Socket>();
	let heard = '';
	const server = createServer(await authority.issue({name: host, kind}), socket => {
		socket
			.on('error', () => {})
			.on('data', chunk => {
				heard += chunk.toString('latin1');
			});
		play(socket);
	});
	server
		.on('tlsClientError', () => {})
		.on('connection', (socket: Socket) => {
			open.add(socket);
			socket.on('error', () => {}).on('close', () => open.delete(socket));
		});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterwards(async () => {
		for (const socket of open) socket.destroy();
		server.close();
		await once(server, 'close');
	});
	return {port: (server.address() as AddressInfo).port, heard: () => heard, open};
};

/** Says this after the request has come, and ends the connection unless it is to be kept. */
export const saying =
	(text: string, after: 'end' | 'keep' = 'end') =>
	(socket: TLSSocket): void =>
		void socket.once('data', () => (after === 'end' ? socket.end(text) : socket.write(text)));

export const reply = (body: string, head = 'HTTP/1.1 200 OK'): string =>
	`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export const ask = (port: number, question: Partial<HttpQuestion> = {}, options: Partial<HttpOptions> = {}) =>
	httpProbe({
		connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(port)}],
		resolve: async () => failed({code: 'no-such-name'}),
		ca: [authority.pem],
		ms: 2000,
		userAgent: 'lostmail/1',
		now: Date.now,
		...options,
	})({url, limit: 1000, ...question}, never);
