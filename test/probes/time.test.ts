import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {networkInterfaces} from 'node:os';
import {describe, expect, test} from 'vitest';
import {failed, success} from '../../source/core/result.ts';
import {holdSilentPort} from '../../source/lab/silent.ts';
import {afterwards} from './smtp/loopback.ts';
import {answering, ask, host, serveTime} from './time/loopback.ts';

/** A clock that goes on by so many milliseconds each time it is looked at. */
const stepping = (start: number, step: number): (() => number) => {
	let next = start - step;
	return () => {
		next += step;
		return next;
	};
};

const noon = Date.UTC(2026, 5, 15, 12);

describe('answers', () => {
	test('how far ahead the server is, and how sure that is', async () => {
		const server = await serveTime(question => [answering(question, noon + 20, {ahead: 3_600_000})]);
		expect(await ask(server.port, {now: stepping(noon, 40)})).toEqual(
			success({
				address: `127.0.0.1:${server.port}`,
				offset: 3_600_000,
				delay: 40,
				stratum: 2,
				heardAt: '2026-06-15T12:00:00.040Z',
			}),
		);
	});

	test('how far behind it is, and that a leap second comes', async () => {
		const server = await serveTime(question => [answering(question, noon, {ahead: -500_000, leap: 1})]);
		expect(await ask(server.port, {now: stepping(noon, 0)})).toMatchObject({
			value: {offset: -500_000, delay: 0, leap: 'insert'},
		});
	});

	test('a question tells nothing of this machine and cannot be guessed', async () => {
		const server = await serveTime(question => [answering(question, noon)]);
		await ask(server.port);
		await ask(server.port);
		const [first, second] = server.heard;
		for (const question of server.heard) {
			expect(question).toHaveLength(48);
			expect(question.readUInt8()).toBe(0x23);
			expect(question.subarray(1, 40).every(octet => octet === 0)).toBe(true);
		}
		expect(first?.subarray(40)).not.toEqual(second?.subarray(40));
	});

	test.each([
		['after 2036', Date.UTC(2036, 1, 7, 6, 28, 17)],
		['in the last second before', Date.UTC(2036, 1, 7, 6, 28, 15)],
		['in 2100', Date.UTC(2100, 0, 1)],
		['by a clock that forgot everything', Date.UTC(1970, 0, 1)],
	])('the era is found out: %s', async (_, at) => {
		const server = await serveTime(question => [answering(question, at)]);
		expect(await ask(server.port, {now: stepping(noon, 0)})).toMatchObject({value: {offset: at - noon}});
	});

	test('a lost packet is sent again with another number, and the late answer to the first still counts', async () => {
		const server = await serveTime((_, nth) => (nth === 1 ? [] : [answering(server.heard[0]!, noon)]));
		expect(await ask(server.port, {ms: 400, now: stepping(noon, 0)})).toMatchObject({value: {offset: 0}});
		expect(server.heard).toHaveLength(2);
		expect(server.heard[0]?.subarray(40)).not.toEqual(server.heard[1]?.subarray(40));
	});

	test('the first of two answers counts', async () => {
		const server = await serveTime(question => [
			answering(question, noon, {ahead: 1000}),
			answering(question, noon, {ahead: 900_000}),
		]);
		expect(await ask(server.port, {now: stepping(noon, 0)})).toMatchObject({value: {offset: 1000}});
	});
});

describe('what is passed over, because it may be forged', () => {
	test.each([
		['shorter than a packet of NTP', (question: Buffer) => answering(question, noon).subarray(0, 47)],
		['not the answer of a server', (question: Buffer) => question],
		['not the answer of a server', (question: Buffer) => answering(question, noon, {mode: 5})],
		['another version of NTP', (question: Buffer) => answering(question, noon, {version: 3})],
		[
			'an answer to another question',
			(question: Buffer) => answering(question, noon, {cookie: Buffer.alloc(8, 7)}),
		],
		[
			'an answer to another question',
			(question: Buffer) => answering(question, noon, {cookie: Buffer.alloc(8), stratum: 0, kiss: 'DENY'}),
		],
	])('%s', async (why, forge) => {
		const lonely = await serveTime(question => [forge(question)]);
		expect(await ask(lonely.port, {ms: 60})).toEqual(
			failed({code: 'timeout', detail: `no answer within 0.06 s (passed over: ${why})`}),
		);
		const beside = await serveTime(question => [forge(question), answering(question, noon)]);
		expect(await ask(beside.port, {now: stepping(noon, 0)})).toMatchObject({value: {offset: 0}});
	});

	test('a flood of it is told in a few words', async () => {
		const server = await serveTime(question => [...Array(50).fill(Buffer.from('no')), question]);
		const heard = await ask(server.port, {ms: 60});
		expect(heard).toMatchObject({failure: {code: 'timeout', detail: expect.not.stringContaining('no, no')}});
	});

	test('whoever else sends the right answer', async () => {
		const stranger = createSocket('udp4');
		stranger.bind(0, '127.0.0.1');
		await once(stranger, 'listening');
		afterwards(() => stranger.close());
		const server = await serveTime(question => {
			const [to] = server.from;
			stranger.send(answering(question, noon), to!.port, to!.address);
			return [];
		});
		expect(await ask(server.port, {ms: 100})).toEqual(
			failed({code: 'timeout', detail: 'no answer within 0.1 s'}),
		);
	});
});

describe('failures', () => {
	test.each(['RATE', 'DENY', 'RSTR'])('a server that turns the question away: %s', async kiss => {
		const server = await serveTime(question => [answering(question, noon, {stratum: 0, kiss})]);
		expect(await ask(server.port)).toEqual(
			failed({code: 'query-refused', detail: `the server turns the question away: ${kiss}`}),
		);
		expect(server.heard).toHaveLength(1);
	});

	test.each([
		['server-failure', {stratum: 0, kiss: 'INIT'}],
		['server-failure', {stratum: 0, kiss: '\u001B[2J'}],
		['server-failure', {leap: 3}],
		['server-failure', {stratum: 16}],
		['server-failure', {dispersion: 17}],
		['malformed', {received: Buffer.alloc(8)}],
		['malformed', {sent: Buffer.alloc(8)}],
		['malformed', {ahead: 5000, sent: Buffer.from([0xe0, 0, 0, 0, 0, 0, 0, 0])}],
	] as const)('%s: %j', async (code, told) => {
		const server = await serveTime(question => [answering(question, noon, told)]);
		const heard = await ask(server.port);
		expect(heard).toMatchObject({failure: {code}});
		expect(JSON.stringify(heard)).not.toContain('[2J');
	});

	test('an answer that took longer at the server than it was under way', async () => {
		const server = await serveTime(question => [
			answering(question, noon, {sent: answering(question, noon + 60_000).subarray(40)}),
		]);
		expect(await ask(server.port, {now: stepping(noon, 10)})).toMatchObject({failure: {code: 'malformed'}});
	});

	test('our own clock is set back in between', async () => {
		const server = await serveTime(question => [answering(question, noon)]);
		expect(await ask(server.port, {now: stepping(noon, -1)})).toMatchObject({failure: {code: 'malformed'}});
	});

	test('nobody listens, or nobody says a word', async () => {
		const silent = await holdSilentPort();
		afterwards(() => silent.close());
		expect(await ask(silent.port, {ms: 60})).toEqual(
			failed({code: 'timeout', detail: 'no answer within 0.06 s'}),
		);
		expect(await ask(1)).toMatchObject({failure: {code: 'refused'}});
	});

	test.each([{server: 'no host'}, {server: ''}, {server: host, port: 0}, {server: host, port: 70_000}])(
		'%j is not asked',
		async question => {
			expect(await ask(1, {}, question)).toMatchObject({failure: {code: 'bad-name'}});
		},
	);

	test('called off at any time', async () => {
		const leaving = new AbortController();
		const server = await serveTime(() => {
			leaving.abort();
			return [];
		});
		const cancelled = failed({code: 'cancelled'});
		expect(await ask(server.port, {ms: 60_000}, {server: host}, leaving.signal)).toEqual(cancelled);
		expect(await ask(server.port, {}, {server: host}, leaving.signal)).toEqual(cancelled);
	});
});

describe('the way there', () => {
	test('a name is looked up, and its next address asked where one is silent', async () => {
		const server = await serveTime(question => [answering(question, noon)]);
		const heard = await ask(
			0,
			{
				connectTo: [],
				resolve: async name =>
					name === host ? success(['127.0.0.2', '127.0.0.1']) : failed({code: 'no-data'}),
			},
			{server: host, port: server.port},
		);
		expect(heard).toMatchObject({value: {address: `127.0.0.1:${server.port}`}});
	});

	test('a name without an address, and the code why', async () => {
		for (const code of ['no-such-name', 'no-data', 'server-failure', 'timeout'] as const)
			expect(await ask(0, {connectTo: [], resolve: async () => failed({code})})).toEqual(failed({code}));
		expect(await ask(0, {connectTo: [], resolve: async () => success([])})).toMatchObject({
			failure: {code: 'no-data'},
		});
	});

	test('port 123, unless another is asked for, and rules lead elsewhere', async () => {
		const server = await serveTime(question => [answering(question, noon)]);
		const rule = {host, port: '123', toHost: '127.0.0.1', toPort: String(server.port)};
		expect(await ask(0, {connectTo: [rule]})).toMatchObject({ok: true});
		expect(await ask(0, {connectTo: [rule]}, {server: host, port: 124})).toMatchObject({ok: false});
		const byAddress = {...rule, host: '192.0.2.123'};
		expect(await ask(0, {connectTo: [byAddress]}, {server: '192.0.2.123'})).toMatchObject({ok: true});
	});

	const hasIpv6 = Object.values(networkInterfaces()).some(list =>
		list?.some(({address}) => address === '::1'),
	);
	test.skipIf(!hasIpv6)('over IPv6', async () => {
		const server = await serveTime(question => [answering(question, noon)], '::1');
		expect(await ask(0, {connectTo: []}, {server: '::1', port: server.port})).toMatchObject({
			value: {address: `[::1]:${server.port}`},
		});
	});
});
