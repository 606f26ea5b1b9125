import type {encode} from 'dns-packet';
import {describe, expect, test} from 'vitest';
import type {DnsQuestion, DnsType} from '../../../source/core/dns.ts';
import {dnsProbe} from '../../../source/probes/dns.ts';
import {answering, flagged, good, type Message, replyTo, type Script, udpResolver} from './loopback.ts';

const never = new AbortController().signal;
type Content = Parameters<typeof encode>[0];

const ns = (name: string, data = 'ns1.child.test') => ({name, type: 'NS', ttl: 60, data}) as const;
const soa = {
	name: 'test',
	type: 'SOA',
	ttl: 60,
	data: {mname: 'ns.test', rname: 'h.test', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1},
} as const;
const authoritative = (message: Buffer) => flagged(message, 2, 4);
const nameOf = (query: Message) => query.questions[0]?.name ?? '';

const asking = async (question: DnsQuestion, script: Script) => {
	await using resolver = await udpResolver(script);
	const server = `127.0.0.1:${resolver.port}`;
	const heard = await dnsProbe({servers: [], timeoutMs: 300, tries: 2})({server, ...question}, never);
	return {heard, queries: resolver.queries};
};

describe('without recursion', () => {
	const ask = async (type: DnsType, content: Content, make = (message: Buffer) => message) =>
		(
			await asking({name: 'sub.child.test', type, recursion: 'none'}, query => [
				make(replyTo(query, content)),
			])
		).heard;

	test('it is not asked for, and validation is left as it is', async () => {
		const {queries} = await asking({name: 'a.test', type: 'A', recursion: 'none'}, query => [good(query)]);
		expect(queries).toMatchObject([{flag_rd: false, flag_cd: false, flag_ad: true}]);
	});

	test.each(['sub.child.test', 'Child.test', 'test'])(
		'servers of %s are an answer about servers',
		async owner => {
			const heard = await ask('NS', {
				authorities: [ns(owner), ns(owner, 'ns2.child.test'), ns('other.test')],
			});
			expect(heard).toMatchObject({
				value: {
					referral: true,
					records: [{data: 'ns1.child.test'}, {data: 'ns2.child.test'}].map(more => ({name: owner, ...more})),
				},
			});
			expect(heard.ok && heard.value.records).toHaveLength(2);
			expect(heard.ok && 'authoritative' in heard.value).toBe(false);
		},
	);

	test('the addresses of servers inside the zone come with it', async () => {
		const [A, AAAA] = [
			{name: 'NS1.child.test', type: 'A', ttl: 60, data: '192.0.2.1'},
			{name: 'ns1.child.test', type: 'AAAA', ttl: 60, data: '2001:db8::1'},
		];
		const strange = ['ns9.child.test', 'ns.other.test'].map(name => ({...A, name}));
		const heard = await ask('NS', {
			authorities: [ns('child.test'), ns('child.test', 'ns.other.test')],
			additionals: [...strange, AAAA, A],
		});
		expect(heard).toMatchObject({
			value: {
				referral: true,
				glue: [
					{type: 'A', data: '192.0.2.1'},
					{type: 'AAAA', data: '2001:db8::1'},
				],
			},
		});
	});

	test.each<[DnsType, string]>([
		['A', 'child.test'],
		['NS', '.'],
		['NS', 'other.test'],
		['NS', 'below.sub.child.test'],
	])('asked for %s, servers of %s are no answer', async (type, owner) => {
		expect(await ask(type, {authorities: [ns(owner)]})).toMatchObject({
			failure: {code: 'query-refused', detail: expect.stringContaining('only names other servers')},
		});
	});

	test('an answer of its own is authoritative', async () => {
		const heard = await ask('NS', {answers: [ns('sub.child.test')]}, authoritative);
		expect(heard).toMatchObject({value: {authoritative: true, records: [{data: 'ns1.child.test'}]}});
		expect(heard.ok && 'referral' in heard.value).toBe(false);
	});

	test.each<[string, Content, (message: Buffer) => Buffer]>([
		['no-data', {}, authoritative],
		['no-data', {authorities: [soa]}, message => message],
		['no-such-name', {}, message => authoritative(flagged(message, 3, 3))],
		['no-such-name', {authorities: [soa]}, message => flagged(message, 3, 3)],
		['query-refused', {}, message => message],
		['query-refused', {}, message => flagged(message, 3, 128)],
		['query-refused', {}, message => flagged(message, 3, 3)],
		['query-refused', {}, message => flagged(message, 3, 5)],
		['server-failure', {}, message => flagged(message, 3, 2)],
	])('%s for %o', async (code, content, make) => {
		expect(await ask('MX', content, make)).toMatchObject({failure: {code}});
	});

	test('an alias is followed within the message, and no further', async () => {
		const alias = {type: 'CNAME', data: 'b.test'} as const;
		const {heard, queries} = await asking({name: 'a.test', type: 'A', recursion: 'none'}, query => [
			authoritative(answering(query, alias)),
		]);
		expect(heard).toMatchObject({
			failure: {code: 'query-refused', detail: expect.stringContaining('an alias of b.test')},
		});
		expect(queries).toHaveLength(1);
		const within = await asking({name: 'a.test', type: 'A', recursion: 'none'}, query => [
			authoritative(
				replyTo(query, {
					answers: [
						{name: 'a.test', ttl: 1, ...alias},
						{name: 'b.test', ttl: 1, type: 'A', data: '192.0.2.7'},
					],
				}),
			),
		]);
		expect(within.heard).toMatchObject({
			value: {aliases: ['b.test'], records: [{data: '192.0.2.7'}], authoritative: true},
		});
	});
});

describe('with recursion', () => {
	test('an empty answer of a server that would not look is no absence', async () => {
		const ask = async (make: (message: Buffer) => Buffer, content: Content = {}) =>
			(await asking({name: 'a.test', type: 'A'}, query => [make(replyTo(query, content))])).heard;
		expect(await ask(message => message)).toMatchObject({
			failure: {code: 'query-refused', detail: expect.stringContaining('does not speak for a.test')},
		});
		expect(await ask(message => flagged(message, 3, 128))).toMatchObject({failure: {code: 'no-data'}});
		expect(await ask(authoritative)).toMatchObject({failure: {code: 'no-data'}});
		expect(await ask(message => message, {authorities: [soa]})).toMatchObject({failure: {code: 'no-data'}});
	});

	test('validation can be left out', async () => {
		const {heard, queries} = await asking({name: 'a.test', type: 'A', validation: 'disabled'}, query => [
			good(query),
		]);
		expect(heard).toMatchObject({value: {authenticated: false}});
		expect(queries).toMatchObject([{flag_rd: true, flag_cd: true}]);
	});

	test.each([
		['alias.test', 'target.test', true],
		['alias.test', '', false],
		['target.test', '', false],
		['', '', false],
	])('an alias is validated when both messages were: %j and %j', async (one, other, wanted) => {
		const {heard, queries} = await asking({name: 'alias.test', type: 'A'}, query => {
			const reply =
				nameOf(query) === 'target.test'
					? good(query)
					: answering(query, {type: 'CNAME', data: 'target.test'});
			return [[one, other].includes(nameOf(query)) ? flagged(reply, 3, 32) : reply];
		});
		expect(queries).toHaveLength(2);
		expect(heard).toMatchObject({value: {aliases: ['target.test'], authenticated: wanted}});
	});
});

describe('servers that are reached elsewhere', () => {
	test('only those that a question names, and they keep their name', async () => {
		await using resolver = await udpResolver(query => [good(query)]);
		await using configured = await udpResolver(query => [flagged(replyTo(query), 3, 3)]);
		const asked: string[] = [];
		const probe = dnsProbe({
			servers: [`127.0.0.1:${configured.port}`],
			redirect: ({address, port}) => {
				asked.push(`${address} ${port}`);
				return {address: '127.0.0.1', port: resolver.port};
			},
		});
		const named = (server: string) => probe({name: 'a.test', type: 'A', server}, never);
		expect(await named('192.0.2.53')).toMatchObject({value: {server: '192.0.2.53:53'}});
		expect(await named('192.0.2.54:53')).toMatchObject({value: {server: '192.0.2.54:53'}});
		expect(await probe({name: 'a.test', type: 'A'}, never)).toMatchObject({
			failure: {code: 'no-such-name', detail: expect.stringContaining(`127.0.0.1:${configured.port}`)},
		});
		expect(asked).toEqual(['192.0.2.53 53', '192.0.2.54 53']);
		expect(resolver.queries).toHaveLength(2);
	});

	test('a configured one is where it is, even when a question names it', async () => {
		await using configured = await udpResolver(query => [good(query)]);
		const server = `127.0.0.1:${configured.port}`;
		const probe = dnsProbe({servers: [server], redirect: () => ({address: '127.0.0.1', port: 1})});
		for (const more of [{}, {server}, {server, validation: 'disabled'}] as const)
			expect(await probe({name: 'a.test', type: 'A', ...more}, never)).toMatchObject({value: {server}});
		expect(configured.queries).toHaveLength(2);
	});

	test('a failure names the server that was asked for', async () => {
		const closed = await udpResolver(() => []);
		await closed[Symbol.asyncDispose]();
		const probe = dnsProbe({servers: [], redirect: () => ({address: '127.0.0.1', port: closed.port})});
		expect(await probe({name: 'a.test', type: 'A', server: '192.0.2.53'}, never)).toMatchObject({
			failure: {code: 'refused', detail: expect.stringMatching(/^192\.0\.2\.53:53 /)},
		});
	});
});

test('a label may hold a space, on the way of an alias as well', async () => {
	const {heard, queries} = await asking({name: 'One Name.test', type: 'A'}, query => [
		nameOf(query) === 'one name.test'
			? flagged(answering(query, {type: 'CNAME', data: 'other name.test'}), 3, 0x80)
			: flagged(good(query), 3, 0x80),
	]);
	expect(queries.map(nameOf)).toEqual(['one name.test', 'other name.test']);
	expect(heard).toMatchObject({ok: true, value: {aliases: ['other name.test']}});
	const {heard: none} = await asking({name: 'no name.test', type: 'A'}, query => [
		flagged(replyTo(query), 3, 0x83),
	]);
	expect(none).toMatchObject({
		failure: {code: 'no-such-name', detail: expect.stringContaining('no\\032name.test does not exist')},
	});
});
