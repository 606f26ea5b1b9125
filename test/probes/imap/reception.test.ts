import {networkInterfaces} from 'node:os';
import {describe, expect, test} from 'vitest';
import {leftovers, scripted} from '../smtp/loopback.ts';
import {mailbox, password, probing, user} from './asking.ts';

const quick = {ms: 150};

describe('reaching the server', () => {
	test('nobody listens', async () => {
		const {port} = await scripted(() => {});
		const free = await scripted(socket => socket.destroy());
		expect(free.port).not.toBe(port);
		const {stop} = await probing(1).ask({do: 'login'});
		expect(stop).toMatchObject({stage: 'connect', failure: {code: 'refused'}});
	});

	test('a name that does not exist', async () => {
		const {stop} = await probing(1, {connectTo: []}).ask({do: 'login'});
		expect(stop).toEqual({stage: 'connect', failure: {code: 'no-such-name'}});
	});

	test('IPv6', async () => {
		const server = await scripted(socket => socket.end('* BYE not here\r\n'), '::1');
		const {address, stop} = await probing(server.port, {
			connectTo: [{host: '', port: '', toHost: '::1', toPort: String(server.port)}],
		}).ask({do: 'login', security: 'none'});
		expect(address).toBe(`[::1]:${server.port}`);
		expect(stop).toEqual({stage: 'connect', refusal: {text: 'not here'}});
	});

	test.each(['implicit', 'starttls', 'none'] as const)('silence, %s', async security => {
		const {port, idle} = await scripted(() => {});
		const {stop} = await probing(port, quick).ask({do: 'login', security});
		expect(stop).toMatchObject({
			stage: security === 'implicit' ? 'tls' : 'connect',
			failure: {code: 'timeout'},
		});
		await idle();
	});

	test.each([
		['220 smtp.provider.test ESMTP', 'not IMAP: 220 smtp.provider.test ESMTP'],
		['HTTP/1.1 400 Bad Request', 'not IMAP: HTTP/1.1 400 Bad Request'],
		['+OK POP3 ready', 'not IMAP: +OK POP3 ready'],
		['* NO \u001b[2Jodd', 'not IMAP: * NO \\u{1b}[2Jodd'],
		['* PREAUTH welcome', 'the server says that somebody is logged in already (PREAUTH)'],
	])('%s', async (line, detail) => {
		const {port} = await scripted(socket => socket.write(`${line}\r\n`));
		const {stop} = await probing(port).ask({do: 'login', security: 'starttls'});
		expect(stop).toEqual({stage: 'connect', failure: {code: 'malformed', detail}});
	});

	test('a line without an end', async () => {
		const {port} = await scripted(socket => socket.write('x'.repeat(100_000)));
		const {stop} = await probing(port).ask({do: 'login', security: 'none'});
		expect(stop).toEqual({
			stage: 'connect',
			failure: {code: 'malformed', detail: 'a line of more than 8192 octets'},
		});
	});

	test('a server that hangs up', async () => {
		const {port} = await scripted(socket => socket.end());
		const {stop} = await probing(port).ask({do: 'login', security: 'none'});
		expect(stop).toMatchObject({stage: 'connect', failure: {code: 'closed'}});
	});

	test('a greeting of BYE, with its code', async () => {
		const {ask} = await mailbox({greeting: '* BYE [UNAVAILABLE] come back later'});
		const {stop, greeting} = await ask({do: 'login'});
		expect(stop).toEqual({stage: 'tls', refusal: {code: 'UNAVAILABLE', text: 'come back later'}});
		expect(greeting).toBe('come back later');
	});
});

describe('encryption', () => {
	test.each(['expired', 'self-signed', 'wrong-name', 'unknown-issuer'] as const)(
		'a certificate that is %s: no word of a login',
		async certificate => {
			for (const security of ['implicit', 'starttls'] as const) {
				const {server, ask} = await mailbox({certificate, security});
				const {stop, tls} = await ask({do: 'login', security});
				expect(stop).toEqual({stage: 'tls', failure: {code: 'untrusted', detail: tls?.reason}});
				expect(tls?.fault).toBe(certificate);
				expect(server.lines().filter(line => /LOGIN|AUTHENTICATE/.test(line))).toEqual([]);
			}
		},
	);

	test('STARTTLS, and capabilities are asked again behind it', async () => {
		const {server, ask} = await mailbox({security: 'starttls'});
		const {stop, tls, capabilities} = await ask({do: 'login', security: 'starttls'});
		expect([stop, tls?.protocol]).toEqual([undefined, 'TLSv1.3']);
		expect(capabilities).not.toContain('STARTTLS');
		expect(server.lines().filter(line => line.endsWith('CAPABILITY'))).toHaveLength(3);
	});

	test('STARTTLS that is not offered, or was taken out of what is: no login in clear text', async () => {
		for (const capabilities of ['IMAP4rev1 AUTH=PLAIN', 'IMAP4rev1 XXXXXXXX AUTH=PLAIN']) {
			const {server, ask} = await mailbox({security: 'none', capabilities});
			const {stop} = await ask({do: 'login', security: 'starttls'});
			expect(stop).toEqual({
				stage: 'tls',
				failure: {code: 'not-offered', detail: 'the server does not offer STARTTLS'},
			});
			expect(server.lines()).toEqual(['L1 CAPABILITY']);
		}
	});

	test('STARTTLS that is refused', async () => {
		const {ask} = await mailbox({
			security: 'starttls',
			script: {STARTTLS: ({tag, say}) => say(`${tag} NO [UNAVAILABLE] not now`)},
		});
		const {stop} = await ask({do: 'login', security: 'starttls'});
		expect(stop).toEqual({stage: 'tls', refusal: {code: 'UNAVAILABLE', text: 'not now'}});
	});

	test('text that is put behind the reply to STARTTLS', async () => {
		const {ask} = await mailbox({
			security: 'starttls',
			script: {STARTTLS: ({tag, say}) => say(`${tag} OK begin\n* CAPABILITY IMAP4rev1 AUTH=PLAIN`)},
		});
		const {stop} = await ask({do: 'login', security: 'starttls'});
		expect(stop).toMatchObject({stage: 'tls', failure: {code: 'untrusted'}});
	});

	test('a server that never comes to the end of its capabilities', async () => {
		const {ask} = await mailbox({
			security: 'starttls',
			script: {CAPABILITY: ({say}) => say('* OK still here\n'.repeat(200))},
		});
		const {stop} = await ask({do: 'login', security: 'starttls'});
		expect(stop).toMatchObject({stage: 'tls', failure: {code: 'malformed'}});
	});

	test('a server on the wrong port speaks clear text where TLS is wanted', async () => {
		const {port} = await scripted(socket => socket.write('* OK ready\r\n'));
		const {stop} = await probing(port).ask({do: 'login'});
		expect(stop).toMatchObject({stage: 'tls', failure: {code: 'tls'}});
	});

	const [own] = Object.values(networkInterfaces())
		.flatMap(addresses => addresses ?? [])
		.filter(({internal, family}) => !internal && family === 'IPv4');

	test.skipIf(!own)('no password in clear text over a network', async () => {
		const {ask} = probing(0, {
			connectTo: [],
			resolve: async () => ({ok: true, value: [own?.address ?? '']}),
		});
		const heard: string[] = [];
		const open = await scripted(socket => {
			socket.write('* OK ready\r\n');
			socket.on('data', chunk => heard.push(chunk.toString()));
		}, own?.address);
		expect((await ask({do: 'login', security: 'none', port: open.port})).stop).toEqual({
			stage: 'login',
			failure: {code: 'not-permitted', detail: 'a password is not sent over an unencrypted connection'},
		});
		expect(heard).toEqual([]);
	});

	test('a password in clear text only within this machine', async () => {
		const {server, ask} = await mailbox({security: 'none'});
		expect((await ask({do: 'login', security: 'none'})).stop).toBeUndefined();
		const plain = Buffer.from(`\0${user}\0${password}`).toString('base64');
		expect(server.lines()).toContain(plain);
	});
});

test('called off at once, wherever it is', async () => {
	const before = leftovers();
	for (const security of ['implicit', 'starttls'] as const) {
		const {port, idle} = await scripted(() => {});
		const {probe} = probing(port, {ms: 60_000});
		const ending = new AbortController();
		const asked = probe(
			{host: 'imap.provider.test', port: 993, security, user: 'u', do: 'login'},
			ending.signal,
		);
		setImmediate(() => ending.abort());
		expect(await asked).toEqual({ok: false, failure: {code: 'cancelled'}});
		await idle();
	}
	await expect.poll(leftovers).toBeLessThanOrEqual(before + 2);
});
