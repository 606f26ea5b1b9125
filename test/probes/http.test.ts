import {describe, expect, test} from 'vitest';
import {failed, success} from '../../source/core/result.ts';
import {httpProbe} from '../../source/probes/http.ts';
import {ask, host, reply, saying, serve, url} from './http/loopback.ts';
import {authority, eventually, scripted} from './smtp/loopback.ts';

describe('answers', () => {
	test('one that is whole', async () => {
		const server = await serve(
			saying(
				[
					'HTTP/1.1 200 OK',
					'Date: Sun, 15 Nov 2026 12:00:00 GMT',
					'Content-Type: text/plain; charset=utf-8',
					'',
					'version: STSv1\r\nü',
				].join('\r\n'),
			),
		);
		expect(await ask(server.port)).toMatchObject({
			ok: true,
			value: {
				address: `127.0.0.1:${server.port}`,
				status: 200,
				contentType: 'text/plain; charset=utf-8',
				date: '2026-11-15T12:00:00.000Z',
				body: 'version: STSv1\r\nü',
				tls: {protocol: 'TLSv1.3', chain: [{subject: `CN=${host}`, signed: true}, {signed: true}]},
			},
		});
		expect(server.heard().split('\r\n')).toEqual([
			'GET /.well-known/mta-sts.txt?a=b HTTP/1.1',
			`Host: ${host}`,
			'User-Agent: lostmail/1',
			'Accept: */*',
			'Accept-Encoding: identity',
			'Connection: close',
			'',
			'',
		]);
	});

	test.each([
		[
			'in chunks',
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
			'abcde',
		],
		['on a connection that stays open', reply('abcde'), 'abcde'],
		['after a 103', `HTTP/1.1 103 Early Hints\r\n\r\n${reply('abcde')}`, 'abcde'],
		['without a body', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ''],
		['exactly as long as allowed', reply('x'.repeat(1000)), 'x'.repeat(1000)],
	])('%s', async (_, text, body) => {
		const server = await serve(saying(text, 'keep'));
		expect(await ask(server.port)).toMatchObject({value: {status: 200, body}});
	});

	test.each([
		['HTTP/1.1 404 Not Found', 404],
		['HTTP/1.1 500 Oops', 500],
		['HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1:1/', 301],
		['HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/', 302],
	])('%j is one as well, and nothing is followed', async (head, status) => {
		let taken = 0;
		const server = await serve(socket => {
			taken += 1;
			saying(reply('no', head))(socket);
		});
		expect(await ask(server.port)).toMatchObject({value: {status, body: 'no'}});
		expect(taken).toBe(1);
	});

	test('the port of the URL, and an address as host', async () => {
		const server = await serve(saying(reply('x')));
		const direct = {connectTo: [], resolve: async () => success(['127.0.0.1'])};
		const named = await ask(0, {url: `https://${host}:${server.port}/`}, direct);
		expect(named).toMatchObject({value: {status: 200}});
		expect(server.heard()).toContain(`Host: ${host}:${server.port}\r\n`);
		expect(await ask(0, {url: `https://127.0.0.1:${server.port}/`}, direct)).toMatchObject({
			failure: {code: 'untrusted', detail: expect.stringContaining('wrong-name')},
		});
	});
});

describe('certificates', () => {
	test.each(['expired', 'not-yet-valid', 'self-signed', 'wrong-name', 'unknown-issuer'] as const)(
		'%s: nothing is said',
		async kind => {
			const server = await serve(saying(reply('secret')), kind);
			expect(await ask(server.port)).toMatchObject({
				failure: {code: 'untrusted', detail: expect.stringMatching(new RegExp(`^${kind} \\([A-Z_]+\\)$`))},
			});
			await eventually(() => server.open.size === 0);
			expect(server.heard()).toBe('');
		},
	);

	test('a name that leads to a service of this machine is told nothing before that proves the name', async () => {
		const service = await scripted(socket => void socket.once('data', () => socket.write(reply('secret'))));
		const inside = {connectTo: [], resolve: async () => success(['127.0.0.1'])};
		expect(await ask(0, {url: `https://${host}:${service.port}/`}, inside)).toMatchObject({
			failure: {code: 'tls'},
		});
		// A TLS record with a handshake message (RFC 8446 section 5.1), and whatever alert comes after it.
		expect(service.heard().charCodeAt(0)).toBe(22);
		expect(service.heard()).not.toContain('GET ');
	});

	test('one that expires soon is still good', async () => {
		expect(await ask((await serve(saying(reply('x')), 'expires-soon')).port)).toMatchObject({ok: true});
	});
});

describe('only the date', () => {
	const only = 'date' as const;
	const head = 'HTTP/1.1 200 OK\r\nDate: Sun, 15 Nov 2026 12:00:00 GMT\r\nContent-Length: 9999999\r\n\r\n';
	const times = [1_000_000, 1_000_040];
	const now = () => times.shift() ?? 1_000_040;

	test('is asked for with HEAD, the body is not waited for, and our own clock is told beside it', async () => {
		const server = await serve(saying(head, 'keep'));
		expect(await ask(server.port, {limit: 0, only}, {now})).toEqual(
			success({
				address: `127.0.0.1:${server.port}`,
				status: 200,
				date: '2026-11-15T12:00:00.000Z',
				heardAt: '1970-01-01T00:16:40.040Z',
				heardAfter: 40,
				body: '',
				tls: expect.not.objectContaining({fault: expect.anything()}),
			}),
		);
		expect(server.heard()).toMatch(/^HEAD .*\r\nCache-Control: no-cache\r\n\r\n$/s);
		expect(await eventually(() => server.open.size === 0)).toBe(true);
	});

	test.each(['expired', 'not-yet-valid', 'self-signed', 'wrong-name', 'unknown-issuer'] as const)(
		'comes from behind a certificate that is not trusted as well: %s',
		async kind => {
			const server = await serve(saying(head), kind);
			expect(await ask(server.port, {limit: 0, only})).toMatchObject({
				value: {date: '2026-11-15T12:00:00.000Z', tls: {fault: kind}},
			});
		},
	);

	test('comes without TLS from an http URL, at port 80', async () => {
		const server = await scripted(socket => void socket.once('data', () => socket.write(head)));
		const heard = await ask(
			0,
			{url: `http://${host}/x`, limit: 0, only},
			{
				connectTo: [{host, port: '80', toHost: '127.0.0.1', toPort: String(server.port)}],
			},
		);
		expect(heard).toMatchObject({value: {date: '2026-11-15T12:00:00.000Z', body: ''}});
		expect(heard).not.toHaveProperty('value.tls');
		expect(server.heard()).toMatch(/^HEAD \/x HTTP\/1\.1\r\nHost: mta-sts\.example\.test\r\n/);
	});

	test.each([
		['Age: 60', {age: 60}],
		['Age: x', {}],
		['Date: yesterday', {}],
		['Date: 1 Nov 2026', {}],
		['Location: http://127.0.0.1:1/', {}],
	])('%s', async (field, wanted) => {
		const server = await serve(saying(`HTTP/1.1 302 Found\r\n${field}\r\n\r\n`));
		const heard = await ask(server.port, {limit: 0, only});
		const value = heard.ok ? heard.value : undefined;
		expect({
			...(value?.age === undefined ? {} : {age: value.age}),
			...(value?.date && {date: value.date}),
		}).toEqual(wanted);
		expect(value?.status).toBe(302);
	});

	test.each([
		['malformed', '220 smtp.example.test ESMTP\r\n'],
		['malformed', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
		['timeout', 'HTTP/1.1 200 OK\r\n'],
	])('%s is a failure all the same', async (code, text) => {
		const server = await serve(saying(text, 'keep'));
		expect(await ask(server.port, {limit: 0, only}, {ms: code === 'timeout' ? 100 : 2000})).toMatchObject({
			failure: {code},
		});
	});
});

describe('failures', () => {
	test('a host without an address', async () => {
		for (const code of ['no-such-name', 'no-data', 'server-failure', 'timeout'] as const)
			expect(await ask(0, {}, {connectTo: [], resolve: async () => failed({code, detail: 'x'})})).toEqual(
				failed({code, detail: 'x'}),
			);
	});

	test.each([
		`http://${host}/`,
		`https://user:pass@${host}/`,
		`https://user@${host}/`,
		'file:///etc/passwd',
		'not a URL',
		'https://',
		`https://${host}/${'x'.repeat(3000)}`,
	])('%s is not asked', async bad => {
		const server = await serve(saying(reply('x')));
		expect(await ask(server.port, {url: bad})).toMatchObject({failure: {code: 'bad-name'}});
		expect(server.open.size).toBe(0);
	});

	test('called off at any time, and nothing is left behind', async () => {
		let arrived = () => {};
		const server = await serve(socket => void socket.once('data', () => arrived()));
		const leaving = new AbortController();
		const probe = httpProbe({
			connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(server.port)}],
			resolve: async () => failed({code: 'no-such-name'}),
			ca: [authority.pem],
			ms: 60_000,
			userAgent: 'x',
			now: Date.now,
		});
		const waiting = new Promise<void>(resolve => {
			arrived = resolve;
		});
		const asked = probe({url, limit: 10}, leaving.signal);
		await waiting;
		leaving.abort();
		expect(await asked).toEqual(failed({code: 'cancelled'}));
		expect(await probe({url, limit: 10}, leaving.signal)).toEqual(failed({code: 'cancelled'}));
		expect(await eventually(() => server.open.size === 0)).toBe(true);
	});
});
