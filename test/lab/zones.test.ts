import {createSocket} from 'node:dgram';
import {Resolver} from 'node:dns/promises';
import {once} from 'node:events';
import {connect} from 'node:net';
import {decode, encode} from 'dns-packet';
import {afterEach, describe, expect, test} from 'vitest';
import {
	type ResolverFault,
	resolverFaultSchema,
	serveZones,
	type ZoneServer,
	type Zones,
	zonesSchema,
} from '../../source/lab/zones.ts';

const zones: Zones = {
	'example.test': {
		'@': ['A 192.0.2.1', 'MX 10 mx.example.test.'],
		'a.deep': 'A 192.0.2.2',
		'*': 'TXT "any"',
		key: `TXT "${'k'.repeat(400)}"`,
		mapped: 'AAAA ::ffff:192.0.2.1',
		alias: 'CNAME host.other.test.',
		quoted: 'TXT "say \\"hi\\"" "there"',
		bare: 'TXT no quotes at all',
		octets: 'TXT "v=spf1 \\195\\164 \\255 a:\\"\\\\"',
		word: ['TXT "SERVFAIL"', 'MX 10 192.0.2.1.'],
		'*.2.0.0.127': 'A 127.0.0.2',
	},
	'sub.example.test': {'@': 'A 192.0.2.3'},
	'other.test.': {HOST: 'A 192.0.2.4'},
	'2.0.192.in-addr.arpa': {'25': 'PTR mx.example.test.'},
};

const servers: ZoneServer[] = [];
const serve = async (options?: {fault?: ResolverFault; delayMs?: number}) => {
	const server = await serveZones(zones, options);
	servers.push(server);
	return server;
};
afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});
const portOf = ({address}: ZoneServer) => Number(address.split(':')[1]);

const ask = async (server: ZoneServer, name: string, type: string) => {
	const socket = createSocket('udp4');
	socket.connect(portOf(server), '127.0.0.1');
	await once(socket, 'connect');
	socket.send(
		encode({id: 7, questions: [{name, type}], additionals: [{type: 'OPT', name: '.', udpPayloadSize: 4096}]}),
	);
	const [octets] = await once(socket, 'message');
	socket.close();
	return decode(octets);
};

describe('what it answers', () => {
	test.each<[string, string, string, readonly unknown[]]>([
		['example.test', 'A', 'NOERROR', ['192.0.2.1']],
		['example.test', 'MX', 'NOERROR', [{preference: 10, exchange: 'mx.example.test'}]],
		['Sub.EXAMPLE.test', 'A', 'NOERROR', ['192.0.2.3']],
		['a.deep.example.test', 'A', 'NOERROR', ['192.0.2.2']],
		['sub.example.test', 'A', 'NOERROR', ['192.0.2.3']],
		['mapped.example.test', 'AAAA', 'NOERROR', ['::ffff:c000:201']],
		['alias.example.test', 'A', 'NOERROR', ['host.other.test', '192.0.2.4']],
		['example.test', 'AAAA', 'NOERROR', []],
		['deep.example.test', 'TXT', 'NOERROR', []],
		['b.deep.example.test', 'TXT', 'NXDOMAIN', []],
		['gone.sub.example.test', 'A', 'NXDOMAIN', []],
		['elsewhere.test', 'A', 'NXDOMAIN', []],
		['word.example.test', 'MX', 'NOERROR', [{preference: 10, exchange: '192.0.2.1'}]],
		['1.2.0.0.127.example.test', 'A', 'NOERROR', ['127.0.0.2']],
		['25.2.0.192.in-addr.arpa', 'PTR', 'NOERROR', ['mx.example.test']],
	])('%s %s: %s', async (name, type, rcode, data) => {
		const reply = await ask(await serve(), name, type);
		expect(reply).toMatchObject({rcode, flag_ra: true, additionals: [{type: 'OPT'}]});
		expect(reply.answers.map(answer => answer.data)).toEqual(data);
	});

	test.each([
		['any.example.test', ['any']],
		['quoted.example.test', ['say "hi"', 'there']],
		['bare.example.test', ['no quotes at all']],
		['word.example.test', ['SERVFAIL']],
		['key.example.test', ['k'.repeat(255), 'k'.repeat(145)]],
	])('TXT %s', async (name, strings) => {
		const {answers} = await ask(await serve(), name, 'TXT');
		expect((answers[0]!.data as Buffer[]).map(String)).toEqual(strings);
	});

	test('octets of TXT may be written by their numbers', async () => {
		const {answers} = await ask(await serve(), 'octets.example.test', 'TXT');
		const octets = Buffer.from('v=spf1 ä \xff a:"\\', 'latin1');
		expect(Buffer.concat(answers[0]!.data as Buffer[])).toEqual(
			Buffer.concat([Buffer.from('v=spf1 ä '), octets.subarray(9)]),
		);
	});

	test('no data comes with the SOA record of the zone', async () => {
		const {authorities} = await ask(await serve(), 'example.test', 'AAAA');
		expect(authorities).toMatchObject([{type: 'SOA', name: 'example.test'}]);
	});

	test('what node itself asks is answered and kept', async () => {
		const server = await serve();
		const resolver = new Resolver({timeout: 500, tries: 1});
		resolver.setServers([server.address]);
		expect(await resolver.resolveMx('example.test')).toMatchObject([
			{priority: 10, exchange: 'mx.example.test'},
		]);
		expect(server.queries()).toEqual([{name: 'example.test', type: 'MX', protocol: 'udp'}]);
	});
});

describe('the server', () => {
	test('closes although an answer is due and a connection is open', async () => {
		const server = await serve({delayMs: 60_000});
		const client = connect(portOf(server), '127.0.0.1');
		await once(client, 'connect');
		const query = encode({id: 1, questions: [{name: 'example.test', type: 'A'}]});
		const length = Buffer.alloc(2);
		length.writeUInt16BE(query.length);
		client.write(Buffer.concat([length, query]));
		client.resume();
		client.on('error', () => {});
		const gone = new Promise(resolve => client.on('close', resolve));
		await Promise.all([server.close(), server.close()]);
		await gone;
	});

	test('answers late when told to', async () => {
		const before = performance.now();
		await ask(await serve({delayMs: 30}), 'example.test', 'A');
		expect(performance.now() - before).toBeGreaterThan(25);
	});

	test('survives rubbish', async () => {
		const server = await serve();
		const socket = createSocket('udp4');
		socket.send('rubbish', portOf(server), '127.0.0.1');
		expect(await ask(server, 'example.test', 'A')).toMatchObject({rcode: 'NOERROR'});
		socket.close();
	});

	test('many of them find ports of their own', async () => {
		const many = await Promise.all(Array.from({length: 20}, () => serve()));
		expect(new Set(many.map(({address}) => address)).size).toBe(20);
	});
});

describe('what an author is told', () => {
	const issues = (value: unknown) =>
		zonesSchema.safeParse(value).error?.issues.map(({path, message}) => `${path.join('/')}: ${message}`);

	test('good zones are fine', () => {
		expect(issues(zones)).toBeUndefined();
		expect(
			issues({'a.test': {'@': 'SILENT', b: ['SERVFAIL'], c: 'REFUSED', d: []}, 'b.test': null}),
		).toBeUndefined();
	});

	test.each<[string, unknown]>([
		['A data such as: A 127.0.0.1', 'A 300.1.1.1'],
		['MX data such as: MX 10 mx1.example.test.', 'MX 10 mx1.example.test'],
		['MX data', 'MX mx1.example.test.'],
		['TXT data such as: TXT "v=spf1 -all"', 'TXT "open'],
		['TXT data', 'TXT "\\256"'],
		['SRV data', 'SRV 1 2 99999 a.'],
		['TLSA data', 'TLSA 4 1 1 OF mx.a.test'],
		['TLSA data', 'TLSA 3 1 1 abc'],
		['expected a record such as "A 127.0.0.1" (types: A, NS', 'HINFO x'],
		['expected a record such as "A 127.0.0.1", or a list', 4],
	])('%s', (message, record) => {
		const found = issues({'a.test': {b: record}});
		expect(found).toHaveLength(1);
		expect(found?.[0]).toContain('a.test/b: ');
		expect(found?.[0]).toContain(message);
	});

	test('the place in a list, owners, zones and faults', () => {
		expect(issues({'a.test': {b: ['A 127.0.0.1', 'A no']}})?.[0]).toContain('a.test/b/1: ');
		expect(issues({'a.test': {'b.': 'A 127.0.0.1'}})?.[0]).toContain('expected an owner within the zone');
		expect(issues({'a..test': {}})?.[0]).toContain('expected a zone such as example.test');
		expect(resolverFaultSchema.safeParse('slow').error?.issues[0]?.message).toContain(
			'expected one of silent',
		);
	});

	test('unread records do not start a server', async () => {
		await expect(serveZones({'a.test': {b: 'A no'}})).rejects.toThrow('b in a.test: expected A data');
	});
});
