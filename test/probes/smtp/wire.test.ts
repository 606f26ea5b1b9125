import {expect, test} from 'vitest';
import {eventually, probing, scripted, speaking} from './loopback.ts';

test('what a server sends ahead while nobody listens is bounded', async () => {
	let sent = 0;
	let flood = () => {};
	const server = await scripted(socket => {
		speaking()(socket);
		flood = () => {
			while (!socket.destroyed && socket.write(`250-${'x'.repeat(4000)}\r\n`.repeat(50)));
			sent = socket.bytesWritten;
			if (!socket.destroyed) socket.once('drain', flood);
		};
	});
	const {ask} = probing(server.port);
	await ask('connect');
	flood();
	let [before, still] = [-1, 0];
	const stuck = () => {
		still = sent === before ? still + 1 : 0;
		before = sent;
		return still > 1000;
	};
	expect(await eventually(stuck)).toBe(true);
	// What the kernel holds on both sides comes on top.
	expect(sent).toBeLessThan(12_000_000);
	expect((await ask('sender')).stop?.failure?.code).toBe('malformed');
	await server.idle();
});

test.each([
	['220-a\r\n'.repeat(5000), ['a', 'a', 'a', 'a', 'a']],
	['220-a\r\n', ['a']],
	['220 no end', ['']],
])('a greeting that has begun was heard, though it never ends: %#', async (text, lines) => {
	const server = await scripted(socket => socket.write(text));
	const answer = await probing(server.port, {ms: 200}).ask('connect');
	expect(answer).toMatchObject({greeting: {code: 220, lines}, stop: {stage: 'connect'}});
});

test('what is said instead of a goodbye is heard out for so many octets only', async () => {
	let sent = 0;
	const server = await scripted(socket => {
		socket.allowHalfOpen = true;
		speaking({'MAIL FROM': '550 no'})(socket);
		socket.on('data', chunk => {
			if (!String(chunk).startsWith('QUIT')) return;
			const flood = () => {
				while (!socket.destroyed && socket.write('x'.repeat(65_536)));
				sent = socket.bytesWritten;
				if (!socket.destroyed) socket.once('drain', flood);
			};
			flood();
		});
	});
	await probing(server.port).ask('sender');
	await server.idle();
	// What the kernel holds on both sides comes on top.
	expect(sent).toBeLessThan(12_000_000);
});

test('where TLS comes first, a server that greeted already does not leave the handshake waiting', async () => {
	const greeted = Promise.withResolvers<void>();
	const server = await scripted(socket => socket.write('220 x ESMTP\r\n', () => greeted.resolve()));
	const {ask} = probing(server.port, {ms: 10_000});
	await ask('connect', {security: 'implicit'});
	await greeted.promise;
	for (let turns = 0; turns < 20; turns++) await new Promise<void>(resolve => setImmediate(resolve));
	const {stop} = await ask('tls', {security: 'implicit'});
	expect(stop).toMatchObject({
		stage: 'tls',
		failure: {code: 'tls', detail: expect.stringMatching(/wrong.version/i)},
	});
});

test('words of a server cannot pass for lines of the transcript', async () => {
	const server = await scripted(speaking({'MAIL FROM': '550 no\rC: AUTH PLAIN x\rS: 235 fine'}));
	const {exchanges} = await probing(server.port).ask('sender');
	expect(exchanges.map(({text}) => text)).toContain('550 no\\u{d}C: AUTH PLAIN x\\u{d}S: 235 fine');
});

const password = 'canary-Pässwort-7Hq!x';
const said = (text: string, encoding: BufferEncoding = 'utf8') =>
	Buffer.concat([Buffer.from(`220 hello ${text}`, encoding), Buffer.from('\r\n')]);

test.each([
	['as it is', said(password)],
	['in capitals', said(password.replaceAll(/[a-z]/g, letter => letter.toUpperCase()))],
	['backwards', said([...password].reverse().join(''))],
	['in base64', said(Buffer.from(password).toString('base64'))],
	['in Latin-1', said(password, 'latin1')],
	[
		'on a line that is not UTF-8',
		Buffer.concat([said(password).subarray(0, -2), Buffer.from([0xff, 13, 10])]),
	],
])('a secret that a server knows from before is masked in its greeting, %s', async (_, greeting) => {
	const server = await scripted(socket => socket.write(greeting));
	const {ask, close} = probing(server.port, {secret: () => password, ms: 200});
	const {greeting: kept, exchanges} = await ask('connect', {secret: 'smtp-password', user: 'nas'});
	close();
	expect(kept?.lines[0]).toMatch(/^hello ••••••/);
	expect(JSON.stringify({kept, exchanges})).not.toMatch(/canary|trow|7Hq/i);
});
