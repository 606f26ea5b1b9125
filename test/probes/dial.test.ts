import {networkInterfaces} from 'node:os';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {failureCodes} from '../../source/core/failure.ts';
import {success} from '../../source/core/result.ts';
import {parseConnectTo} from '../../source/probes/connect-to.ts';
import {mostTelling} from '../../source/probes/dial.ts';
import {host, never, probing, provider, scripted, speaking} from './smtp/loopback.ts';

describe('--connect-to', () => {
	const reached = async (rules: readonly string[], host = 'smtp.provider.test') => {
		const server = await scripted(speaking());
		const connectTo = rules.map(text => {
			const rule = parseConnectTo(text.replace('PORT', String(server.port)));
			if (!rule.ok) throw new Error(rule.failure);
			return rule.value;
		});
		const resolve = async (name: string) => success(name === 'known.test' ? ['127.0.0.1'] : []);
		const {probe} = probing(1, {connectTo, resolve});
		const answer = await probe({host, port: 587, security: 'none', stage: 'connect'}, never);
		return answer.ok && answer.value.address === `127.0.0.1:${server.port}`;
	};

	test.each([
		[true, ['smtp.provider.test:587:127.0.0.1:PORT']],
		[true, ['SMTP.PROVIDER.TEST:587:127.0.0.1:PORT']],
		[true, [':587:127.0.0.1:PORT']],
		[true, ['::known.test:PORT']],
		[false, ['smtp.provider.test:25:127.0.0.1:PORT']],
		[false, ['other.test:587:127.0.0.1:PORT']],
		[true, ['other.test::127.0.0.2:1', '::127.0.0.1:PORT', '::127.0.0.2:1']],
		[false, [':::PORT']],
	])('%s for %j', async (wanted, rules) => {
		expect(await reached(rules)).toBe(wanted);
	});

	test('a host in U-labels meets its rule', async () => {
		expect(await reached(['müller.test::127.0.0.1:PORT'], 'MÜLLER.test')).toBe(true);
	});
});

describe('one address of a host', () => {
	const look = (rules: readonly string[], port: number, address = '192.0.2.9') => {
		const connectTo = rules.map(text => {
			const rule = parseConnectTo(text.replace('PORT', String(port)));
			if (!rule.ok) throw new Error(rule.failure);
			return rule.value;
		});
		const resolve = async () => success(['127.0.0.1']);
		return probing(1, {connectTo, resolve}).probe(
			{host: 'mx.test', address, port: connectTo.length > 0 ? 25 : port, security: 'none', stage: 'connect'},
			never,
		);
	};

	test('is dialled as it is, and the host is not looked up', async () => {
		const server = await scripted(speaking(), '127.0.0.2');
		expect(await look([], server.port, '127.0.0.2')).toMatchObject({
			value: {address: `127.0.0.2:${server.port}`, stages: {connect: expect.any(Number)}},
		});
		expect(await look([], server.port, '127.0.0.3')).toMatchObject({
			value: {stop: {failure: {code: 'refused'}}},
		});
	});

	test.each([
		['192.0.2.9:25:127.0.0.1:PORT'],
		['mx.test:25:127.0.0.2:1', '192.0.2.9::127.0.0.1:PORT'],
		['::127.0.0.2:1', 'mx.test:25:127.0.0.1:PORT'],
		['192.0.2.8:25:127.0.0.2:1', '192.0.2.9:26:127.0.0.2:1', '::127.0.0.1:PORT'],
	])('is reached by its own rule, then by that of the host, then by that of all: %s', async (...rules) => {
		const server = await scripted(speaking());
		expect(await look(rules, server.port)).toMatchObject({
			value: {address: `127.0.0.1:${server.port}`, stages: {connect: expect.any(Number)}},
		});
	});

	test('must be an address', async () => {
		expect(await look([], 25, 'mx.test')).toMatchObject({failure: {code: 'bad-name'}});
	});

	test('is a dialogue of its own, whose certificate is judged by the host', async () => {
		const server = await provider();
		const {ask, probe} = probing(server.port);
		const at = (address: string) =>
			probe({host, port: 587, security: 'starttls', stage: 'tls', address}, never);
		const [one, two] = [await at('192.0.2.1'), await at('192.0.2.2')];
		for (const answer of [one, two])
			expect(answer.ok && answer.value.tls?.chain[0]?.subject).toBe(`CN=${host}`);
		expect(
			(await ask('tls', {security: 'starttls', host: 'other.test', address: '192.0.2.1'})).tls?.fault,
		).toBe('wrong-name');
		expect(server.sessions()).toHaveLength(3);
	});
});

describe('addresses', () => {
	const ask = (addresses: readonly string[], port: number) =>
		probing(1, {connectTo: [], resolve: async () => success(addresses)}).ask('connect', {port});

	test('the next address is tried when one refuses', async () => {
		const server = await scripted(speaking());
		expect((await ask(['127.0.0.2', '127.0.0.1'], server.port)).address).toBe(`127.0.0.1:${server.port}`);
	});

	test('at most four are tried, and nothing that is no address', async () => {
		const server = await scripted(speaking());
		const dead = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
		expect((await ask([...dead, '127.0.0.1'], server.port)).stop?.failure?.code).toBe('refused');
		expect((await ask(['localhost', ''], server.port)).stop?.failure?.code).toBe('no-data');
		expect(server.taken()).toBe(0);
	});

	test('a name without addresses', async () => {
		expect((await ask([], 25)).stop).toMatchObject({stage: 'connect', failure: {code: 'no-data'}});
	});

	const hasIpv6 = Object.values(networkInterfaces()).some(list =>
		list?.some(({address}) => address === '::1'),
	);

	test.skipIf(!hasIpv6)('IPv6', async () => {
		const server = await scripted(speaking(), '::1');
		const {stop, address} = await ask(['::1'], server.port);
		expect(stop).toBeUndefined();
		expect(address).toBe(`[::1]:${server.port}`);
		const direct = probing(1, {connectTo: []});
		expect((await direct.ask('connect', {host: '::1', port: server.port})).stop).toBeUndefined();
		expect(server.heard()).toMatch(/^EHLO (?:\[IPv6:::1\]|[\w.-]+)\r\n/);
	});
});

test.each([
	[['refused', 'timeout'], 'timeout'],
	[['unreachable', 'refused'], 'refused'],
	[['unreachable', 'unreachable'], 'unreachable'],
	[['refused', 'reset'], 'reset'],
	[['timeout', 'cancelled'], 'cancelled'],
	[['not-permitted', 'refused'], 'refused'],
	[['not-permitted', 'unexpected'], 'not-permitted'],
	[[], 'no-data'],
] as const)('of %j, %s tells most', (codes, wanted) => {
	expect(mostTelling(codes.map(code => ({code}))).code).toBe(wanted);
});

test('what tells most is always one of what happened', () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...failureCodes), {minLength: 1}), codes => {
			expect(codes).toContain(mostTelling(codes.map(code => ({code}))).code);
		}),
	);
});
