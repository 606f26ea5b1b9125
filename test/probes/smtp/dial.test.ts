import {networkInterfaces} from 'node:os';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {failureCodes} from '../../../source/core/failure.ts';
import {success} from '../../../source/core/result.ts';
import {mostTelling} from '../../../source/probes/smtp/dial.ts';
import {parseConnectTo} from '../../../source/probes/smtp.ts';
import {anyText, never, probing, scripted, speaking} from './loopback.ts';

describe('--connect-to', () => {
	test.each([
		['a.test:25:127.0.0.1:2525', {host: 'a.test', port: '25', toHost: '127.0.0.1', toPort: '2525'}],
		['A.Test:25:b.test:', {host: 'a.test', port: '25', toHost: 'b.test', toPort: ''}],
		[':::', {host: '', port: '', toHost: '', toPort: ''}],
		['::127.0.0.1:2525', {host: '', port: '', toHost: '127.0.0.1', toPort: '2525'}],
		['[::1]:25:[2001:DB8::2]:26', {host: '::1', port: '25', toHost: '2001:db8::2', toPort: '26'}],
		['müller.test::[::1]:', {host: 'xn--mller-kva.test', port: '', toHost: '::1', toPort: ''}],
	])('%s', (text, rule) => {
		expect(parseConnectTo(text)).toEqual({ok: true, value: rule});
	});

	test.each([
		'',
		'a',
		'a:b',
		'a:25:b',
		'a:x:b:1',
		'::1:25:b:1',
		'a:25:b:1:c',
		'[a:25:b:1',
		'a:25:b:65536',
		'a:0:b:1',
		'a b:1:c:2',
		'a/b:1:c:2',
		'[a:b]:1:c:2',
	])('%j is refused', text => {
		expect(parseConnectTo(text).ok).toBe(false);
	});

	test('any text is read or refused', () => {
		fc.assert(fc.property(anyText, text => void parseConnectTo(text)));
	});

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
