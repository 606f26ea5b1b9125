import type {TLSSocket} from 'node:tls';
import {describe, expect, test} from 'vitest';
import {failed} from '../../../source/core/result.ts';
import {eventually, leftovers, scripted} from '../smtp/loopback.ts';
import {ask, reply, saying, serve} from './loopback.ts';

describe('failures', () => {
	const endless = (socket: TLSSocket): void => {
		socket.write('HTTP/1.1 200 OK\r\n\r\n');
		const drip = () => socket.writable && socket.write('x', () => setImmediate(drip));
		drip();
	};
	/** One piece after another, for ever, so that no single wait is a long one. */
	const dripping =
		(start: string, piece: string) =>
		(socket: TLSSocket): void => {
			socket.write(start);
			const timer = setInterval(() => socket.write(piece), 10);
			socket.on('close', () => clearInterval(timer));
		};
	test.each<[string, (socket: TLSSocket) => void]>([
		['malformed', saying(reply('x'.repeat(1001)), 'keep')],
		['malformed', endless],
		['malformed', saying(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 'keep')],
		['malformed', saying('220 smtp.example.test ESMTP\r\n', 'keep')],
		['malformed', saying(reply('x', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip'))],
		['malformed', saying('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 'keep')],
		['timeout', () => {}],
		['timeout', saying('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc', 'keep')],
		['timeout', saying('HTTP/1.1 200', 'keep')],
		['timeout', dripping('HTTP/1.1 200 OK\r\n\r\n', 'x')],
		['timeout', dripping('HTTP/1.1 200 OK\r\n', 'X: x\r\n')],
		['timeout', dripping('', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
		['closed', socket => void socket.end()],
		['closed', saying('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc')],
		[
			'closed',
			saying('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 'keep'),
		],
	])('%s', async (code, play) => {
		const server = await serve(play);
		const ms = code === 'timeout' ? 150 : 2000;
		const before = leftovers();
		expect(await ask(server.port, {}, {ms})).toMatchObject({
			failure: {code, detail: expect.any(String)},
		});
		expect(await eventually(() => server.open.size === 0)).toBe(true);
		expect(await eventually(() => leftovers() <= before)).toBe(true);
	});

	test('what is too long is told with its limit', async () => {
		const server = await serve(saying(reply('x'.repeat(200))));
		expect(await ask(server.port, {limit: 100})).toEqual(
			failed({code: 'malformed', detail: 'longer than 100 octets'}),
		);
	});

	test('a server that is reset, refuses, or speaks no TLS', async () => {
		const reset = await serve(socket => {
			socket.once('data', () => {
				for (const raw of reset.open) raw.resetAndDestroy();
			});
		});
		expect(await ask(reset.port)).toMatchObject({
			failure: {code: expect.stringMatching(/^(?:reset|closed)$/)},
		});
		expect(await ask(1)).toMatchObject({failure: {code: 'refused'}});
		const plain = await scripted(socket => void socket.write(reply('x')));
		expect(await ask(plain.port)).toMatchObject({failure: {code: 'tls'}});
	});
});
