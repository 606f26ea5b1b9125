import {describe, expect, test} from 'vitest';
import type {DnsAnswer, DnsQuestion} from '../../../source/core/dns.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {failed, success} from '../../../source/core/result.ts';
import {assumedLines, overlaid, readFragment} from '../../../source/probes/dns/overlay.ts';

const never = new AbortController().signal;

const assumed = (text: string) => {
	const read = readFragment(text);
	if (!read.ok) throw new Error(JSON.stringify(read.failure));
	return read.value;
};

/** What is published: by `name TYPE`, and aliases on the way as the resolver tells them. */
type Published = Readonly<
	Record<
		string,
		FailureCode | readonly string[] | {readonly via: readonly string[]; readonly data: readonly string[]}
	>
>;

const network = (published: Published) => {
	const asked: DnsQuestion[] = [];
	return {
		asked,
		dns: async (question: DnsQuestion) => {
			asked.push(question);
			const found = published[`${question.name} ${question.type}`] ?? 'no-such-name';
			if (typeof found === 'string') return failed({code: found});
			const {via, data} = 'via' in found ? found : {via: [], data: found};
			return success<DnsAnswer>({
				server: '192.0.2.53:53',
				protocol: 'udp',
				records: data.map(text => ({name: question.name, type: question.type, ttl: 1, data: text})),
				aliases: via,
				authenticated: true,
				tries: 1,
				dropped: [],
			});
		},
	};
};

const ask = async (question: DnsQuestion, fragment: string, published: Published = {}) => {
	const {dns, asked} = network(published);
	return {heard: await overlaid(dns, assumed(fragment))(question, never), asked};
};
const dataOf = ({heard}: Awaited<ReturnType<typeof ask>>) =>
	heard.ok ? heard.value.records.map(({data}) => data) : heard.failure.code;

describe('a set of records', () => {
	const spf = 'example.org. 60 TXT "v=spf1 -all"';

	test('is answered without a question to anybody, whatever is published', async () => {
		const {heard, asked} = await ask({name: 'Example.ORG.', type: 'TXT'}, spf, {
			'example.org TXT': ['v=spf1 +all', 'other'],
		});
		expect(heard).toEqual(
			success({
				server: 'overlay',
				protocol: 'overlay',
				records: [{name: 'example.org', type: 'TXT', ttl: 60, data: 'v=spf1 -all'}],
				aliases: [],
				authenticated: false,
				tries: 0,
				dropped: [],
			}),
		);
		expect(asked).toEqual([]);
	});

	test('leaves the other types and names to the network, as they were asked', async () => {
		const published = {'example.org MX': ['mx.example.org'], 'www.example.org TXT': ['x']};
		expect(dataOf(await ask({name: 'example.org', type: 'MX'}, spf, published))).toEqual(['mx.example.org']);
		const other = {name: 'www.example.org', type: 'TXT', validation: 'disabled'} as const;
		const {heard, asked} = await ask(other, spf, published);
		expect(heard).toMatchObject({value: {server: '192.0.2.53:53', authenticated: true}});
		expect(asked).toEqual([other]);
	});

	test('wins over a resolver that the question names', async () => {
		expect(dataOf(await ask({name: 'example.org', type: 'TXT', server: '192.0.2.1'}, spf))).toEqual([
			'v=spf1 -all',
		]);
	});

	test('does not touch what a server holds itself', async () => {
		const question = {name: 'example.org', type: 'TXT', server: '192.0.2.1', recursion: 'none'} as const;
		expect(dataOf(await ask(question, spf, {'example.org TXT': ['published']}))).toEqual(['published']);
	});

	test('wins over the operating system, whose own answer stays otherwise', async () => {
		const system = (name: string) => ({name, type: 'A', ask: 'system'}) as const;
		const published = {'a.test A': ['192.0.2.1'], 'b.test A': ['192.0.2.2']};
		expect(dataOf(await ask(system('a.test'), 'a.test. A 192.0.2.9', published))).toEqual(['192.0.2.9']);
		const {asked} = await ask(system('b.test'), 'a.test. A 192.0.2.9', published);
		expect(asked).toEqual([system('b.test')]);
	});

	test.each([
		['_dmarc.example.org', 'A', '_dmarc.example.org. TXT "x"'],
		['_domainkey.example.org', 'TXT', 'sel._domainkey.example.org. TXT "x"'],
	] as const)('makes its name exist: %s %s', async (name, type, fragment) => {
		const {heard} = await ask({name, type}, fragment);
		expect(heard).toMatchObject({failure: {code: 'no-data', detail: expect.stringContaining(name)}});
		expect(dataOf(await ask({name: `x${name}`, type}, fragment))).toBe('no-such-name');
	});

	test.each<FailureCode>(['timeout', 'server-failure', 'query-refused', 'offline'])(
		'a %s of the network stays one',
		async code => {
			const {heard, asked} = await ask({name: 'example.org', type: 'MX'}, spf, {'example.org MX': code});
			expect(heard).toEqual(failed({code}));
			expect(asked).toHaveLength(1);
		},
	);
});

describe('aliases', () => {
	const alias = 'sel._domainkey.example.org. CNAME sel.esp.test.';
	const question = {name: 'sel._domainkey.example.org', type: 'TXT'} as const;

	test('one that is assumed leads every type to the network', async () => {
		const {heard, asked} = await ask(question, alias, {
			'sel.esp.test TXT': ['v=DKIM1'],
			'sel.esp.test A': ['x'],
		});
		expect(heard).toMatchObject({
			value: {
				server: '192.0.2.53:53',
				records: [{data: 'v=DKIM1'}],
				aliases: ['sel.esp.test'],
				authenticated: false,
			},
		});
		expect(asked).toEqual([{name: 'sel.esp.test', type: 'TXT'}]);
		expect(dataOf(await ask({...question, type: 'A'}, alias, {'sel.esp.test A': ['x']}))).toEqual(['x']);
		expect(dataOf(await ask({...question, type: 'CNAME'}, alias))).toEqual(['sel.esp.test']);
		expect(dataOf(await ask(question, alias))).toBe('no-such-name');
	});

	test('one that is assumed leads to what is assumed', async () => {
		const {heard, asked} = await ask(
			question,
			`${alias}\nsel.esp.test. CNAME k.esp.test.\nk.esp.test. TXT "key"`,
		);
		expect(heard).toMatchObject({
			value: {server: 'overlay', records: [{data: 'key'}], aliases: ['sel.esp.test', 'k.esp.test']},
		});
		expect(asked).toEqual([]);
	});

	test('one that is published leads to what is assumed', async () => {
		const {heard} = await ask(question, 'k.esp.test. TXT "new"', {
			'sel._domainkey.example.org TXT': {via: ['Sel.esp.test', 'K.esp.test', 'l.esp.test'], data: ['old']},
		});
		expect(heard).toMatchObject({
			value: {
				server: 'overlay',
				records: [{data: 'new'}],
				aliases: ['Sel.esp.test', 'K.esp.test'],
				authenticated: false,
			},
		});
	});

	test('one that is published and dangles leads to what is assumed', async () => {
		const dangling = {
			'sel._domainkey.example.org CNAME': ['sel.esp.test'],
			'sel.esp.test CNAME': ['k.esp.test'],
		};
		const {heard} = await ask(question, 'k.esp.test. TXT "new"', dangling);
		expect(heard).toMatchObject({
			value: {server: 'overlay', records: [{data: 'new'}], aliases: ['sel.esp.test', 'k.esp.test']},
		});
		expect(dataOf(await ask(question, 'k.esp.test. A 192.0.2.1', dangling))).toBe('no-data');
		expect(dataOf(await ask(question, 'other.test. A 192.0.2.1', dangling))).toBe('no-such-name');
	});

	test('where the alias of an absent name cannot be asked for, nothing is proven', async () => {
		const unsure = {'sel._domainkey.example.org CNAME': 'timeout'} as const;
		expect(dataOf(await ask(question, 'k.esp.test. TXT "new"', unsure))).toBe('timeout');
	});

	test.each(['a.test. CNAME b.test.\nb.test. CNAME a.test.', 'a.test. CNAME a.test.'])(
		'a circle ends: %j',
		async fragment => {
			expect((await ask({name: 'a.test', type: 'A'}, fragment)).heard).toMatchObject({
				failure: {code: 'no-data', detail: expect.stringContaining('leads to no end')},
			});
		},
	);

	test('a long row ends', async () => {
		const row = Array.from({length: 40}, (_, index) => `n${index}.test. CNAME n${index + 1}.test.`);
		expect(dataOf(await ask({name: 'n0.test', type: 'A'}, row.join('\n')))).toBe('malformed');
		const published = {'n40.test A': ['192.0.2.1']};
		expect(dataOf(await ask({name: 'n15.test', type: 'A'}, row.join('\n'), published))).toEqual([
			'192.0.2.1',
		]);
	});
});

test('what is no name goes to the network, and without records nothing is in between', async () => {
	const {dns, asked} = network({});
	await overlaid(dns, assumed('a.test. A 192.0.2.1'))({name: 'a..b', type: 'A'}, never);
	expect(asked).toEqual([{name: 'a..b', type: 'A'}]);
	expect(overlaid(dns, [])).toBe(dns);
});

test('each set is told in one line', () => {
	const fragment = [
		'example.org. TXT "v=spf1 -all"',
		'example.org. MX 10 mx1.example.org.',
		'example.org. MX 20 mx2.example.net.',
		'null.test. MX 0 .',
		'_x._tcp.example.org. SRV 0 5 587 smtp.example.org.',
		'_y._tcp.example.org. SRV 0 0 0 .',
		'www.example.org. CNAME example.org.',
		'z.test. SOA ns.z.test. h.z.test. 1 2 3 4 5',
		'a.test. A 192.0.2.1',
		String.raw`a.test. TXT "a \"b\" \226\128\174"`,
		`t.test. TLSA 3 1 1 ${'ab'.repeat(32)}`,
		'. NS a.root.test.',
	].join('\n');
	expect(assumedLines(assumed(fragment), 'new.zone')).toEqual(
		[
			'example.org. TXT "v=spf1 -all"',
			'example.org. MX 10 mx1.example.org., 20 mx2.example.net.',
			'null.test. MX 0 .',
			'_x._tcp.example.org. SRV 0 5 587 smtp.example.org.',
			'_y._tcp.example.org. SRV 0 0 0 .',
			'www.example.org. CNAME example.org.',
			'z.test. SOA ns.z.test. h.z.test. 1 2 3 4 5',
			'a.test. A 192.0.2.1',
			String.raw`a.test. TXT "a \"b\" \u{202e}"`,
			`t.test. TLSA 3 1 1 ${'ab'.repeat(32)}`,
			'. NS a.root.test.',
		].map(line => `${line} (from new.zone, not published)`),
	);
});
