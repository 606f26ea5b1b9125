import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import {failed, success} from '../../../source/core/result.ts';
import type {SpamQuestion} from '../../../source/core/spam.ts';
import {type SpamOptions, spamProbe} from '../../../source/probes/spam.ts';
import {afterwards, authority, never} from '../smtp/loopback.ts';

export const host = 'filter.example.test';

export const message = [
	'From: nas <nas@home.test>',
	'To: person@mailbox.test',
	'Subject: Your code',
	'Date: Mon, 23 Nov 2026 10:00:00 +0000',
	'X-Mailer: Foo',
	'',
	'Your code is 482915. https://login.home.test/r?t=q7Zs81kfo2Lmx',
	'',
].join('\r\n');

/** Asks a filter at a port of loopback. */
export const ask = (
	port: number,
	question: Partial<SpamQuestion> = {},
	options: Partial<SpamOptions> = {},
	signal: AbortSignal = never,
) => {
	let ticks = 0;
	const probe = spamProbe({
		connectTo: [{host, port: '', toHost: '127.0.0.1', toPort: String(port)}],
		resolve: async () => failed({code: 'no-such-name'}),
		ca: [authority.pem],
		ms: 2000,
		read: async () => success(Buffer.from(message)),
		clock: () => (ticks += 7),
		...options,
	});
	return probe({filter: `spamd:${host}:783`, file: 'mail.eml', ...question} as SpamQuestion, signal);
};

/** Says this when the client has said all that it wants to, and ends. */
export const afterEnd =
	(text: string) =>
	(socket: Socket): void =>
		void socket.once('end', () => socket.end(text)).resume();

/** An answer of spamd with its length. */
export const report = (body: string, spam = 'True ; 15.2 / 5.0'): string =>
	`SPAMD/1.1 0 EX_OK\r\nContent-length: ${Buffer.byteLength(body)}\r\nSpam: ${spam}\r\n\r\n${body}`;

/** Reads a whole request and answers it as a web server does. */
export const answering =
	(body: string, head = 'HTTP/1.1 200 OK') =>
	(socket: Socket): void => {
		let heard = '';
		socket.on('data', chunk => {
			heard += chunk.toString('latin1');
			const [, length] = /content-length: (\d+)/i.exec(heard) ?? [];
			const begin = heard.indexOf('\r\n\r\n') + 4;
			if (begin > 3 && heard.length >= begin + Number(length))
				socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
		});
	};

/** A server that goes on when its client has said all; it is told when no connection is left. */
export const patient = async (play: (socket: Socket) => void) => {
	const closings: Promise<unknown>[] = [];
	const open = new Set<Socket>();
	const server = createServer({allowHalfOpen: true}, socket => {
		open.add(socket);
		closings.push(new Promise(resolve => socket.once('close', resolve)));
		socket.on('error', () => {}).resume();
		play(socket);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterwards(async () => {
		for (const socket of open) socket.destroy();
		server.close();
		await once(server, 'close');
	});
	return {port: (server.address() as AddressInfo).port, closings};
};
