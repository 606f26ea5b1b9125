// Long because it is one table of how a resolver can answer, over real sockets: cut in two, neither half shows what is missing.
import {getEventListeners} from 'node:events';
import {afterEach, describe, expect, test} from 'vitest';
import type {DnsQuestion} from '../../source/core/dns.ts';
import {type ResolverFault, serveZones, type ZoneServer, type Zones} from '../../source/lab/zones.ts';
import {dnsProbe} from '../../source/probes/dns.ts';
import {answering, flagged, good, replyTo, tcpListener, udpResolver} from './dns/loopback.ts';

const world: Zones = {
	'example.test': {
		'@': [
			'A 192.0.2.10',
			'MX 10 mx1.example.test.',
			'MX 20 mx2.example.test.',
			'TXT "v=spf1 " "-all"',
			'NS ns1.example.test.',
			'SOA ns1.example.test. hostmaster.example.test. 7 3600 600 86400 60',
		],
		mx1: ['A 192.0.2.1', 'AAAA 2001:db8::1'],
		'_25._tcp.mx1': `TLSA 3 1 1 ${'ab'.repeat(32)}`,
		_dmarc: `TXT "v=DMARC1; ${'p'.repeat(300)}ü"`,
		'_submission._tcp': 'SRV 0 5 587 smtp.example.test.',
		smtp: 'CNAME mail.provider.test.',
		dangling: 'CNAME gone.provider.test.',
		loop: 'CNAME loop.example.test.',
		signed: ['DS 12345 13 2 a1b2', 'DNSKEY 257 3 13 AQID'],
		broken: 'SERVFAIL',
		closed: 'REFUSED',
		deaf: 'SILENT',
		many: Array.from({length: 100}, (_, index) => `A 192.0.2.${index}`),
	},
	'provider.test': {mail: 'A 192.0.2.2', empty: 'TXT "nothing"'},
	'2.0.192.in-addr.arpa': {'1': 'PTR mx1.example.test.'},
	'null.test': {'@': 'MX 0 .'},
	'xn--mnchen-3ya.test': {'@': 'A 192.0.2.3'},
};

const servers: ZoneServer[] = [];
const serve = async (options?: {fault?: ResolverFault; delayMs?: number}) => {
	const server = await serveZones(world, options);
	servers.push(server);
	return server;
};
afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

const never = new AbortController().signal;
const quick = {timeoutMs: 300, tries: 2};
const asking = async (question: DnsQuestion, fault?: ResolverFault) => {
	const {address} = await serve(fault && {fault});
	return dnsProbe({...quick, servers: [address]})(question, never);
};

describe('answers', () => {
	test.each<[DnsQuestion, readonly string[]]>([
		[{name: 'mx1.example.test', type: 'A'}, ['192.0.2.1']],
		[{name: 'MX1.Example.Test.', type: 'AAAA'}, ['2001:db8::1']],
		[{name: 'example.test', type: 'MX'}, ['mx1.example.test', 'mx2.example.test']],
		[{name: 'null.test', type: 'MX'}, ['.']],
		[{name: 'example.test', type: 'TXT'}, ['v=spf1 -all']],
		[{name: '_dmarc.example.test', type: 'TXT'}, [`v=DMARC1; ${'p'.repeat(300)}ü`]],
		[{name: 'example.test', type: 'NS'}, ['ns1.example.test']],
		[{name: 'example.test', type: 'SOA'}, ['ns1.example.test hostmaster.example.test 7 3600 600 86400 60']],
		[{name: '1.2.0.192.in-addr.arpa', type: 'PTR'}, ['mx1.example.test']],
		[{name: '_submission._tcp.example.test', type: 'SRV'}, ['5 587 smtp.example.test']],
		[{name: '_25._tcp.mx1.example.test', type: 'TLSA'}, [`3 1 1 ${'ab'.repeat(32)}`]],
		[{name: 'signed.example.test', type: 'DS'}, ['12345 13 2 a1b2']],
		[{name: 'signed.example.test', type: 'DNSKEY'}, ['257 3 13 AQID']],
		[{name: 'smtp.example.test', type: 'CNAME'}, ['mail.provider.test']],
		[{name: 'münchen.test', type: 'A'}, ['192.0.2.3']],
	])('%o', async (question, data) => {
		const answer = await asking(question);
		expect(answer).toMatchObject({ok: true, value: {protocol: 'udp', tries: 1, aliases: [], dropped: []}});
		expect(answer.ok && answer.value.records.map(record => record.data)).toEqual(data);
	});

	test('records carry priority and ttl', async () => {
		expect(await asking({name: 'example.test', type: 'MX'})).toMatchObject({
			value: {
				records: [
					{name: 'example.test', type: 'MX', ttl: 60, data: 'mx1.example.test', priority: 10},
					{priority: 20},
				],
			},
		});
	});

	test('an alias is followed and listed', async () => {
		expect(await asking({name: 'smtp.example.test', type: 'A'})).toMatchObject({
			value: {aliases: ['mail.provider.test'], records: [{name: 'mail.provider.test', data: '192.0.2.2'}]},
		});
	});

	test('an alias without its target is asked for again', async () => {
		await using resolver = await udpResolver(query => [
			query.questions[0]!.name === 'target.test'
				? good(query)
				: answering(query, {type: 'CNAME', data: 'Target.test'}),
		]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'alias.test', type: 'A'}, never)).toMatchObject({
			value: {aliases: ['Target.test'], records: [{data: '192.0.2.1'}]},
		});
		expect(resolver.queries).toHaveLength(2);
	});

	test('what the resolver validated is known', async () => {
		await using resolver = await udpResolver(query => [flagged(good(query), 3, 32)]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'a.test', type: 'A'}, never)).toMatchObject({value: {authenticated: true}});
	});

	test('a character that lies across two strings survives', async () => {
		const [one, two] = [Buffer.from([0x61, 0xc3]), Buffer.from([0xbc, 0x62])];
		await using resolver = await udpResolver(query => [answering(query, {type: 'TXT', data: [one, two]})]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'a.test', type: 'TXT'}, never)).toMatchObject({
			value: {records: [{data: 'aüb'}]},
		});
	});

	test('an answer that does not fit is fetched over TCP', async () => {
		const answer = await asking({name: 'many.example.test', type: 'A'});
		expect(answer).toMatchObject({ok: true, value: {protocol: 'tcp', tries: 2}});
		expect(answer.ok && answer.value.records).toHaveLength(100);
	});
});

describe('failures', () => {
	test.each<[string, DnsQuestion]>([
		['no-such-name', {name: 'gone.example.test', type: 'A'}],
		['no-such-name', {name: 'elsewhere.invalid', type: 'A'}],
		['no-such-name', {name: 'dangling.example.test', type: 'A'}],
		['no-data', {name: 'mx1.example.test', type: 'MX'}],
		['no-data', {name: 'smtp.example.test', type: 'MX'}],
		['server-failure', {name: 'broken.example.test', type: 'A'}],
		['server-failure', {name: 'loop.example.test', type: 'A'}],
		['query-refused', {name: 'closed.example.test', type: 'A'}],
		['timeout', {name: 'deaf.example.test', type: 'A'}],
		['bad-name', {name: 'a..b', type: 'A'}],
		['bad-name', {name: '', type: 'A'}],
		['bad-name', {name: 'example.test', type: 'A', server: 'dns.example.test'}],
	])('%s: %o', async (code, question) => {
		expect(await asking(question)).toEqual({
			ok: false,
			failure: {code, detail: expect.stringMatching(/^.+\.$/)},
		});
	});

	test.each<[ResolverFault, object]>([
		['silent', {failure: {code: 'timeout'}}],
		['servfail', {failure: {code: 'server-failure', detail: expect.stringContaining('SERVFAIL')}}],
		['refused', {failure: {code: 'query-refused', detail: expect.stringContaining('REFUSED')}}],
		['truncate', {value: {protocol: 'tcp'}}],
		['drop-edns', {value: {protocol: 'udp', tries: 2}}],
		['wrong-id', {failure: {code: 'timeout', detail: expect.stringContaining('another id')}}],
		['wrong-question', {failure: {code: 'timeout', detail: expect.stringContaining('another question')}}],
		['garbage', {failure: {code: 'malformed'}}],
	])('a resolver with the fault %s', async (fault, expected) => {
		expect(await asking({name: 'mx1.example.test', type: 'A'}, fault)).toMatchObject(expected);
	});

	test('silence over TCP ends with the time of the server', async () => {
		await using listener = await tcpListener(() => {});
		await using resolver = await udpResolver(query => [flagged(replyTo(query), 2, 2)], {port: listener.port});
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		const answer = await probe({name: 'a.test', type: 'A'}, never);
		expect(answer).toMatchObject({failure: {code: 'timeout', detail: expect.stringContaining('TCP')}});
		const [, ms] = /within (\d+) ms/.exec(JSON.stringify(answer)) ?? [];
		expect(Number(ms)).toBeLessThanOrEqual(quick.timeoutMs);
	});

	test('what a resolver adds to its failure is told', async () => {
		const dnssecBogus = {code: 15, data: Buffer.from('\0\u0006expired\u001B[2J')};
		await using resolver = await udpResolver(query => [
			flagged(
				replyTo(query, {
					additionals: [{type: 'OPT', name: '.', udpPayloadSize: 1232, flags: 0, options: [dnssecBogus]}],
				}),
				3,
				2,
			),
		]);
		const server = `127.0.0.1:${resolver.port}`;
		expect(await dnsProbe({...quick, servers: [server]})({name: 'a.test', type: 'A'}, never)).toEqual({
			ok: false,
			failure: {
				code: 'server-failure',
				detail: `${server} answered SERVFAIL (dnssec bogus: expired\\u{1b}[2J).`,
			},
		});
	});

	test('an alias that leads back to itself ends', async () => {
		await using resolver = await udpResolver(query => [
			answering(query, {
				type: 'CNAME',
				data: query.questions[0]!.name === 'one.test' ? 'two.test' : 'one.test',
			}),
		]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'one.test', type: 'A'}, never)).toMatchObject({failure: {code: 'no-data'}});
		expect(resolver.queries.length).toBeLessThan(5);
	});

	test('an endless row of aliases ends', async () => {
		await using resolver = await udpResolver((query, nth) => [
			answering(query, {type: 'CNAME', data: `hop${nth}.test`}),
		]);
		const probe = dnsProbe({timeoutMs: 1000, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'one.test', type: 'A'}, never)).toMatchObject({failure: {code: 'malformed'}});
		expect(resolver.queries).toHaveLength(9);
	});

	test('records of another name are not "no data"', async () => {
		await using resolver = await udpResolver(query => [
			replyTo(query, {answers: [{name: 'other.test', type: 'A', ttl: 1, data: '192.0.2.1'}]}),
		]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'one.test', type: 'A'}, never)).toMatchObject({failure: {code: 'malformed'}});
	});

	test('a server that only names others has not answered', async () => {
		await using resolver = await udpResolver(query => [
			replyTo(query, {authorities: [{name: 'test', type: 'NS', ttl: 1, data: 'ns.test'}]}),
		]);
		const probe = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]});
		expect(await probe({name: 'one.test', type: 'A'}, never)).toMatchObject({
			failure: {code: 'query-refused'},
		});
	});
});

describe('several servers', () => {
	const question: DnsQuestion = {name: 'mx1.example.test', type: 'A'};

	test.each<ResolverFault>(['silent', 'servfail', 'refused', 'garbage'])(
		'after one that is %s the next is asked',
		async fault => {
			const [bad, fine] = [await serve({fault}), await serve()];
			const probe = dnsProbe({...quick, servers: [bad.address, fine.address]});
			expect(await probe(question, never)).toMatchObject({ok: true, value: {server: fine.address}});
		},
	);

	test('that a name does not exist is final', async () => {
		const [first, second] = [await serve(), await serve()];
		const probe = dnsProbe({...quick, servers: [first.address, second.address]});
		expect(await probe({name: 'gone.test', type: 'A'}, never)).toMatchObject({
			failure: {code: 'no-such-name'},
		});
		expect(second.queries()).toEqual([]);
	});

	test('the most telling failure is the one reported', async () => {
		const [silent, broken] = [await serve({fault: 'silent'}), await serve({fault: 'servfail'})];
		const probe = dnsProbe({...quick, servers: [silent.address, broken.address, '127.0.0.1:1']});
		expect(await probe(question, never)).toMatchObject({
			failure: {code: 'server-failure', detail: expect.stringContaining(broken.address)},
		});
	});

	test('a server named in the question is the only one asked', async () => {
		const [configured, named] = [await serve(), await serve()];
		const probe = dnsProbe({...quick, servers: [configured.address]});
		expect(await probe({...question, server: named.address}, never)).toMatchObject({
			value: {server: named.address},
		});
		expect(configured.queries()).toEqual([]);
	});

	test('without any there is no answer', async () => {
		expect(await dnsProbe({servers: []})(question, never)).toMatchObject({failure: {code: 'unreachable'}});
	});

	test('a closed port is refused at once', async () => {
		const {address, close} = await serveZones({});
		await close();
		expect(await dnsProbe({servers: [address]})(question, never)).toMatchObject({
			failure: {code: 'refused', detail: expect.stringContaining(address)},
		});
	});
});

describe('sharing and calling off', () => {
	test('the same question is asked once, now and later', async () => {
		const server = await serve();
		const probe = dnsProbe({...quick, servers: [server.address]});
		const ask = (name: string) => probe({name, type: 'A'}, never);
		const [one, two] = await Promise.all([ask('mx1.example.test'), ask('MX1.example.test.')]);
		expect(two).toBe(one);
		expect(await ask('mx1.example.test')).toBe(one);
		await probe({name: 'mx1.example.test', type: 'AAAA'}, never);
		await probe({name: 'mx1.example.test', type: 'A', server: server.address}, never);
		expect(server.queries().map(({type}) => type)).toEqual(['A', 'AAAA']);
	});

	test('who leaves does not take the others along; when all have left, the next one asks anew', async () => {
		const heard: (() => void)[] = [];
		await using resolver = await udpResolver((query, nth) => {
			for (const tell of heard.splice(0)) tell();
			return nth === 1 ? [] : [good(query)];
		});
		const arrival = () => new Promise<void>(resolve => heard.push(resolve));
		const probe = dnsProbe({timeoutMs: 60_000, tries: 1, servers: [`127.0.0.1:${resolver.port}`]});
		const [first, second] = [new AbortController(), new AbortController()];
		const arrived = arrival();
		const one = probe({name: 'a.test', type: 'A'}, first.signal);
		const two = probe({name: 'a.test', type: 'A'}, second.signal);
		await arrived;
		first.abort();
		expect(await one).toEqual({ok: false, failure: {code: 'cancelled'}});
		second.abort();
		expect(await two).toEqual({ok: false, failure: {code: 'cancelled'}});
		expect(await probe({name: 'a.test', type: 'A'}, never)).toMatchObject({ok: true});
		expect(resolver.queries).toHaveLength(2);
	});

	test('a signal that is over already asks nothing', async () => {
		const server = await serve();
		const probe = dnsProbe({servers: [server.address]});
		expect(await probe({name: 'mx1.example.test', type: 'A'}, AbortSignal.abort())).toEqual({
			ok: false,
			failure: {code: 'cancelled'},
		});
		expect(server.queries()).toEqual([]);
	});

	test('at most 64 are in flight', async () => {
		let waiting: (() => void) | undefined;
		const full = new Promise<void>(resolve => {
			waiting = resolve;
		});
		await using resolver = await udpResolver((_, nth) => {
			if (nth === 64) waiting?.();
			return [];
		});
		const probe = dnsProbe({timeoutMs: 60_000, tries: 1, servers: [`127.0.0.1:${resolver.port}`]});
		const controller = new AbortController();
		const warnings: Error[] = [];
		const warn = (warning: Error) => warnings.push(warning);
		process.on('warning', warn);
		const asked = Array.from({length: 80}, (_, index) =>
			probe({name: `n${index}.test`, type: 'A'}, controller.signal),
		);
		await full;
		controller.abort();
		const results = await Promise.all(asked);
		process.off('warning', warn);
		expect(results.every(result => !result.ok && result.failure.code === 'cancelled')).toBe(true);
		expect(resolver.queries).toHaveLength(64);
		expect(warnings).toEqual([]);
	});
});

test('nothing is left listening to the signal', async () => {
	const {signal} = new AbortController();
	const probe = dnsProbe({
		...quick,
		servers: [(await serve()).address, (await serve({fault: 'truncate'})).address],
	});
	await Promise.all(
		['mx1.example.test', 'gone.test', 'many.example.test', 'deaf.example.test', 'a..b'].map(name =>
			probe({name, type: 'A'}, signal),
		),
	);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('the operating system', () => {
	const system = (result: readonly string[] | Error) =>
		dnsProbe({
			...quick,
			servers: [],
			system: async (_, {family}) => {
				if (result instanceof Error) throw result;
				return result.map(address => ({address, family}));
			},
		});
	const fault = (code: string) => Object.assign(new Error(code), {code});
	const question: DnsQuestion = {name: 'host.test', type: 'A', ask: 'system'};

	test('its addresses are an answer', async () => {
		expect(await system(['192.0.2.1'])(question, never)).toMatchObject({
			value: {server: 'system', protocol: 'system', records: [{data: '192.0.2.1', type: 'A'}]},
		});
	});

	test.each<[string, readonly string[] | Error]>([
		['no-such-name', fault('ENOTFOUND')],
		['server-failure', fault('EAI_AGAIN')],
		['no-data', []],
		['unexpected', new Error('boom')],
	])('%s', async (code, result) => {
		expect(await system(result)(question, never)).toMatchObject({failure: {code}});
	});

	test('it knows addresses only', async () => {
		expect(await system([])({...question, type: 'MX'}, never)).toMatchObject({failure: {code: 'unexpected'}});
	});

	test('it is left alone when it takes too long or is called off', async () => {
		const slow = dnsProbe({...quick, servers: [], system: () => new Promise(() => {})});
		expect(await slow(question, never)).toMatchObject({failure: {code: 'timeout'}});
		const controller = new AbortController();
		const asked = slow({...question, type: 'AAAA'}, controller.signal);
		controller.abort();
		expect(await asked).toEqual({ok: false, failure: {code: 'cancelled'}});
	});

	test('the real one knows localhost', async () => {
		const answer = await dnsProbe({servers: []})({name: 'localhost', type: 'A', ask: 'system'}, never);
		expect(answer).toMatchObject({ok: true, value: {records: [{data: '127.0.0.1'}]}});
	});
});
