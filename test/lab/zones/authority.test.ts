import {afterEach, describe, expect, test} from 'vitest';
import {type AuthorityFault, serveAuthority, type ZoneServer, type Zones} from '../../../source/lab/zones.ts';
import {ask, askByTcp, datagrams} from '../ask.ts';

const zones: Zones = {
	test: {
		example: ['NS ns1.example.test.', 'NS ns.other.test.', 'DS 12345 13 2 a1b2c3d4'],
		'ns1.example': ['A 192.0.2.53', 'AAAA 2001:db8::53'],
	},
	'example.test': {
		'@': ['NS ns1.example.test.', 'MX 10 mx.example.test.'],
		ns1: 'A 192.0.2.53',
		mx: 'A 192.0.2.25',
		alias: 'CNAME mx.example.test.',
		away: 'CNAME host.other.test.',
		loop: 'CNAME loop.example.test.',
		bad: 'SERVFAIL',
		sub: 'NS ns1.sub.example.test.',
	},
	'other.test': {host: 'A 192.0.2.1', ns: 'A 192.0.2.54'},
};

const servers: ZoneServer[] = [];
const serve = async (serves: readonly string[], fault?: AuthorityFault): Promise<number> => {
	const server = await serveAuthority(zones, {serves, fault});
	servers.push(server);
	return Number(server.address.split(':')[1]);
};
afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

describe('an authoritative server', () => {
	test.each<
		[string, string, string, Readonly<Record<string, unknown>> & {readonly answers?: readonly object[]}]
	>([
		['answers for its zone', 'example.test', 'MX', {flag_aa: true, answers: [{type: 'MX'}], authorities: []}],
		['says what does not exist', 'gone.example.test', 'A', {rcode: 'NXDOMAIN', flag_aa: true}],
		['says what has no data', 'mx.example.test', 'TXT', {flag_aa: true, authorities: [{type: 'SOA'}]}],
		['refuses what is not its business', 'other.test', 'A', {rcode: 'REFUSED', flag_aa: false}],
		['follows aliases within', 'alias.example.test', 'A', {answers: [{type: 'CNAME'}, {type: 'A'}]}],
		['leaves aliases out', 'away.example.test', 'A', {flag_aa: true, answers: [{type: 'CNAME'}]}],
		['gives up circles', 'loop.example.test', 'A', {rcode: 'SERVFAIL', answers: []}],
		['fails where it is told to', 'bad.example.test', 'A', {rcode: 'SERVFAIL', flag_aa: false}],
		[
			'points to whom it delegated to',
			'www.sub.example.test',
			'A',
			{rcode: 'NOERROR', flag_aa: false, answers: [], authorities: [{name: 'sub.example.test', type: 'NS'}]},
		],
	])('%s', async (_what, name, type, expected) => {
		const reply = await ask(await serve(['Example.test.']), name, type);
		expect(reply).toMatchObject({flag_ra: false, ...expected});
		expect(reply.answers).toHaveLength(expected.answers?.length ?? 0);
	});

	test('the one above gives a referral with the addresses that it knows', async () => {
		const port = await serve(['test']);
		const reply = await ask(port, 'mx.example.test', 'A');
		expect(reply).toMatchObject({rcode: 'NOERROR', flag_aa: false, answers: []});
		expect(reply.authorities.map(({type, data}) => [type, data])).toEqual([
			['NS', 'ns1.example.test'],
			['NS', 'ns.other.test'],
		]);
		expect(reply.additionals.map(({type}) => type)).toEqual(['A', 'AAAA', 'OPT']);
		expect(await ask(port, 'example.test', 'DS')).toMatchObject({flag_aa: true, answers: [{type: 'DS'}]});
		expect(await ask(port, 'example.test', 'MX')).toMatchObject({flag_aa: false, answers: []});
	});

	test('who has both zones answers for the one below', async () => {
		expect(await ask(await serve(['test', 'example.test']), 'example.test', 'MX')).toMatchObject({
			flag_aa: true,
			answers: [{type: 'MX'}],
		});
	});

	test('answers over TCP as well', async () => {
		expect(await askByTcp(await serve(['example.test']), 'example.test', 'MX')).toMatchObject({
			flag_aa: true,
			answers: [{type: 'MX'}],
		});
	});

	test('a zone that nobody gave cannot be served', async () => {
		await expect(serveAuthority(zones, {serves: ['gone.test']})).rejects.toThrow('gone.test is served');
	});
});

describe('an authoritative server that misbehaves', () => {
	test.each([
		['lame-refused', {rcode: 'REFUSED', flag_aa: false, answers: []}],
		['servfail', {rcode: 'SERVFAIL', flag_aa: false, answers: []}],
		['not-authoritative', {rcode: 'NOERROR', flag_aa: false, answers: [{type: 'MX'}]}],
		[
			'lame-referral',
			{rcode: 'NOERROR', flag_aa: false, answers: [], authorities: [{name: '.'}, {name: '.'}]},
		],
	] as const)('%s', async (fault, expected) => {
		const port = await serve(['example.test'], fault);
		expect(await ask(port, 'example.test', 'MX')).toMatchObject({flag_ra: false, ...expected});
	});

	test('silent', async () => {
		const [silent, other] = [await serve(['example.test'], 'silent'), await serve(['example.test'])];
		const meanwhile = () => ask(other, 'example.test', 'MX');
		expect(await datagrams(silent, 'example.test', 'MX', {meanwhile})).toEqual([]);
	});
});
