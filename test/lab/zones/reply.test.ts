import {afterEach, describe, expect, test} from 'vitest';
import {type ResolverFault, serveZones, type ZoneServer, type Zones} from '../../../source/lab/zones.ts';
import {ask, askByTcp, bits, datagrams} from '../ask.ts';

const zones: Zones = {
	test: {example: 'DS 12345 13 2 a1b2c3d4'},
	'example.test': {
		'@': ['A 192.0.2.1', 'DNSKEY 257 3 13 AQID'],
		half: ['A 192.0.2.2', 'TXT SERVFAIL', 'MX SILENT'],
		out: 'CNAME www.plain.example.test.',
		in: 'CNAME www.broken.test.',
		back: 'CNAME example.test.',
	},
	'plain.example.test': {www: 'A 192.0.2.3'},
	'broken.test': {www: 'A 192.0.2.4'},
};

const servers: ZoneServer[] = [];
const serve = async (fault?: ResolverFault): Promise<number> => {
	const server = await serveZones(zones, {fault, signed: ['example.test.'], bogus: ['Broken.test']});
	servers.push(server);
	return Number(server.address.split(':')[1]);
};
afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

describe('validation', () => {
	test.each([
		['a signed answer', 'example.test', 'A', {rcode: 'NOERROR', flag_ad: true}],
		['a name that a signed zone does not have', 'gone.example.test', 'A', {rcode: 'NXDOMAIN', flag_ad: true}],
		['no data in a signed zone', 'example.test', 'AAAA', {rcode: 'NOERROR', flag_ad: true}],
		['an alias within', 'back.example.test', 'A', {rcode: 'NOERROR', flag_ad: true}],
		['an unsigned zone below', 'www.plain.example.test', 'A', {rcode: 'NOERROR', flag_ad: false}],
		['an alias to an unsigned zone', 'out.example.test', 'A', {rcode: 'NOERROR', flag_ad: false}],
		['another zone', 'example.elsewhere', 'A', {rcode: 'NXDOMAIN', flag_ad: false}],
		['a failure in a signed zone', 'half.example.test', 'TXT', {rcode: 'SERVFAIL', flag_ad: false}],
		['what the zone above says of a signed one', 'example.test', 'DS', {rcode: 'NOERROR', flag_ad: false}],
		['what the zone above says of a broken one', 'broken.test', 'DS', {rcode: 'NOERROR', flag_ad: false}],
		['wrong signatures', 'www.broken.test', 'A', {rcode: 'SERVFAIL', flag_ad: false, answers: []}],
		['a name without, below wrong signatures', 'gone.broken.test', 'A', {rcode: 'SERVFAIL'}],
		['an alias to wrong signatures', 'in.example.test', 'A', {rcode: 'SERVFAIL', answers: []}],
	])('%s', async (_what, name, type, expected) => {
		expect(await ask(await serve(), name, type)).toMatchObject(expected);
	});

	test('whoever does not want validation gets the true answer, and no AD', async () => {
		const port = await serve();
		const flags = bits.recursion | bits.authentic | bits.unvalidated;
		for (const name of ['www.broken.test', 'example.test'])
			expect(await ask(port, name, 'A', {flags})).toMatchObject({
				rcode: 'NOERROR',
				flag_ad: false,
				flag_cd: true,
				answers: [{type: 'A'}],
			});
	});

	test('AD is for those who say by AD or DO that they know it', async () => {
		const port = await serve();
		expect(await ask(port, 'example.test', 'A', {flags: bits.recursion})).toMatchObject({flag_ad: false});
		expect(await ask(port, 'example.test', 'A', {flags: bits.recursion, dnssec: 'wanted'})).toMatchObject({
			flag_ad: true,
		});
	});
});

describe('records', () => {
	test('one type of a name misbehaves while another answers', async () => {
		const port = await serve();
		expect(await ask(port, 'half.example.test', 'A')).toMatchObject({answers: [{data: '192.0.2.2'}]});
		expect(await ask(port, 'half.example.test', 'TXT')).toMatchObject({rcode: 'SERVFAIL', answers: []});
		expect(await ask(port, 'half.example.test', 'AAAA')).toMatchObject({rcode: 'NOERROR', answers: []});
		const meanwhile = () => ask(port, 'half.example.test', 'A');
		expect(await datagrams(port, 'half.example.test', 'MX', {meanwhile})).toEqual([]);
	});

	test('a DS record is found in the zone above', async () => {
		const port = await serve();
		expect(await ask(port, 'example.test', 'DS')).toMatchObject({answers: [{type: 'DS'}]});
		expect(await ask(port, 'example.test', 'DNSKEY')).toMatchObject({answers: [{type: 'DNSKEY'}]});
	});
});

describe('a resolver that misbehaves', () => {
	test('spoofed: two forgeries come first, over UDP only', async () => {
		const port = await serve('spoofed');
		const heard = await datagrams(port, 'example.test', 'A', {count: 3});
		expect(heard.map(({id}) => id)).toEqual([6, 7, 7]);
		expect(heard.map(({questions}) => questions?.[0]?.name)).toEqual([
			'example.test',
			'wrong.invalid',
			'example.test',
		]);
		expect(heard[2]).toMatchObject({rcode: 'NOERROR', answers: [{data: '192.0.2.1'}]});
		expect(await askByTcp(port, 'example.test', 'A')).toMatchObject({id: 7, answers: [{data: '192.0.2.1'}]});
	});

	test('rewrite-nxdomain: what does not exist leads to an advertisement', async () => {
		const port = await serve('rewrite-nxdomain');
		expect(await ask(port, 'gone.example.test', 'A')).toMatchObject({
			rcode: 'NOERROR',
			flag_ad: false,
			answers: [{name: 'gone.example.test', data: '192.0.2.200'}],
		});
		expect(await ask(port, 'gone.example.test', 'MX')).toMatchObject({rcode: 'NXDOMAIN', answers: []});
		expect(await ask(port, 'example.test', 'A')).toMatchObject({answers: [{data: '192.0.2.1'}]});
	});

	test('formerr-edns: only plain queries are understood', async () => {
		const port = await serve('formerr-edns');
		expect(await ask(port, 'example.test', 'A')).toMatchObject({rcode: 'FORMERR', additionals: []});
		expect(await ask(port, 'example.test', 'A', {edns: 'none'})).toMatchObject({
			rcode: 'NOERROR',
			answers: [{data: '192.0.2.1'}],
		});
	});
});
