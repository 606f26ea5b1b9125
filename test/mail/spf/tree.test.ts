import {describe, expect, test} from 'vitest';
import type {DnsAnswer} from '../../../source/core/dns.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {failed, success} from '../../../source/core/result.ts';
import type {Ask} from '../../../source/mail/resolver.ts';
import {parseAddress} from '../../../source/mail/spf/address.ts';
import {evaluateSpf} from '../../../source/mail/spf/evaluate.ts';
import {showTree} from '../../../source/mail/spf/show.ts';
import {breaksIn, trace} from '../../../source/mail/spf/trace.ts';
import {branchesOf, readTree, unfollowed, worstLookups} from '../../../source/mail/spf/tree.ts';
import {idleTerms, isOpenEnded, openDoors} from '../../../source/mail/spf/weakness.ts';

type Zone = Readonly<Record<string, readonly string[] | FailureCode>>;

const answerFrom = (zone: Zone, name: string, type: string) => {
	const said = zone[`${name} ${type}`] ?? 'no-such-name';
	if (typeof said === 'string') return failed({code: said as FailureCode});
	const answer: DnsAnswer = {
		server: '192.0.2.53:53',
		protocol: 'udp',
		records: said.map(data => ({name, type, ttl: 60, data, priority: 10})),
		aliases: [],
		authenticated: false,
		tries: 1,
		dropped: [],
	};
	return success(answer);
};
const askIn =
	(zone: Zone): Ask =>
	async (name, type) =>
		answerFrom(zone, name, type);

const values = {sender: 'postmaster@a.test', domain: 'a.test', helo: 'a.test'};
const treeOf = (zone: Zone) => readTree(askIn(zone), values);
const address = (text: string) => {
	const parsed = parseAddress(text);
	if (!parsed) throw new Error(text);
	return parsed;
};

describe('the lookups of the worst case', () => {
	test.each<[string, Zone, number]>([
		['terms without lookup', {'a.test TXT': ['v=spf1 ip4:192.0.2.1 -all']}, 0],
		['every kind', {'a.test TXT': ['v=spf1 a mx ptr exists:x.test include:b.test -all']}, 5],
		['nothing behind all', {'a.test TXT': ['v=spf1 a -all mx redirect=b.test']}, 1],
		[
			'the same record twice',
			{'a.test TXT': ['v=spf1 include:b.test include:b.test'], 'b.test TXT': ['v=spf1 mx']},
			4,
		],
		[
			'nothing behind an include that passes everybody',
			{'a.test TXT': ['v=spf1 include:b.test mx a'], 'b.test TXT': ['v=spf1 a +all']},
			2,
		],
		[
			'a redirect to another',
			{'a.test TXT': ['v=spf1 redirect=b.test a'], 'b.test TXT': ['v=spf1 mx ?all a']},
			3,
		],
		['one that is not read', {'a.test TXT': ['v=spf1 include:b.test a'], 'b.test TXT': 'timeout'}, 2],
	])('counts %s', async (_, zone, lookups) => expect(worstLookups(await treeOf(zone))).toBe(lookups));
});

test('a loop, a dead end and an unread branch each stand where they are', async () => {
	const tree = await treeOf({
		'a.test TXT': [
			'v=spf1 include:b.test include:gone.test include:shut.test include:x include:%{p}.test ~all',
		],
		'b.test TXT': ['v=spf1 redirect=a.test'],
		'shut.test TXT': 'query-refused',
		'several.test TXT': ['v=spf1', 'v=spf1 a'],
	});
	expect(breaksIn(tree).map(({why, owner}) => `${why} ${owner}`)).toEqual(['syntax a.test']);
	const fine = await treeOf({
		'a.test TXT': [
			'v=spf1 include:b.test include:gone.test include:shut.test include:several.test include:%{p}.test ~all',
		],
		'b.test TXT': ['v=spf1 redirect=a.test'],
		'shut.test TXT': 'query-refused',
		'several.test TXT': ['v=spf1', 'v=spf1 a'],
	});
	expect(breaksIn(fine).map(({why, owner}) => `${why} ${owner}`)).toEqual([
		'loop b.test',
		'no-record a.test',
		'several several.test',
	]);
	expect(unfollowed(fine).map(({text}) => text)).toEqual(['include:%{p}.test']);
	expect(showTree(fine)).toEqual([
		'a.test: SPF record, up to 6 of 10 lookups',
		'  include:b.test (2 lookups)',
		'    redirect=a.test (1 lookup, loop: its record is already being read)',
		'  include:gone.test (1 lookup, no SPF record)',
		'  include:shut.test (1 lookup, could not be read: query-refused)',
		'  include:several.test (1 lookup, 2 SPF records)',
		'    v=spf1',
		'    v=spf1 a',
		'  include:%{p}.test (1 lookup, depends on who sends)',
		'  ~all',
	]);
});

test('of very many includes not all are told', async () => {
	const spec = (index: number) => (index % 2 === 0 ? `n${index}.test` : `%{s}.n${index}.test`);
	const includes = Array.from({length: 3000}, (_, index) => `include:${spec(index)}`).join(' ');
	const tree = await treeOf({'a.test TXT': [`v=spf1 ${includes} -all`]});
	expect(branchesOf(tree).length).toBeLessThanOrEqual(1 + 30 + 30);
	expect(unfollowed(tree).length).toBeLessThanOrEqual(30);
	expect(worstLookups(tree)).toBe(3000);
});

test('a tree is bounded in records and in lines', async () => {
	const wide = Object.fromEntries(
		Array.from({length: 40}, (_, index) => [`n${index}.test TXT`, ['v=spf1 a a a a -all']]),
	);
	const includes = Array.from({length: 40}, (_, index) => `include:n${index}.test`).join(' ');
	const tree = await treeOf({...wide, 'a.test TXT': [`v=spf1 ${includes} -all`]});
	expect(branchesOf(tree).filter(({found}) => found.is === 'cut')).toHaveLength(11);
	expect(showTree(tree)).toHaveLength(101);
});

test('a record of thirty thousand terms takes no time', async () => {
	const tree = await treeOf({'a.test TXT': [`v=spf1 ${'a '.repeat(30_000)}`]});
	expect(worstLookups(tree)).toBe(30_000);
	expect(idleTerms(tree)).toEqual([]);
	expect(showTree(tree)).toHaveLength(101);
});

describe('what is weak', () => {
	test.each<[string, Zone, readonly string[]]>([
		['+all', {'a.test TXT': ['v=spf1 mx all']}, ['all']],
		[
			'half the internet',
			{'a.test TXT': ['v=spf1 ip4:128.0.0.0/1 ip6:2000::/3 -all']},
			['ip4:128.0.0.0/1', 'ip6:2000::/3'],
		],
		['hosts with a wide prefix', {'a.test TXT': ['v=spf1 a/0 -all']}, ['a/0']],
		['not what is refused', {'a.test TXT': ['v=spf1 -ip4:0.0.0.0/0 ?ip6:::/0 -all']}, []],
		['not a /8', {'a.test TXT': ['v=spf1 ip4:10.0.0.0/8 ip6:2001:db8::/32 ~all']}, []],
		[
			'behind include and redirect',
			{
				'a.test TXT': ['v=spf1 include:b.test -include:c.test redirect=c.test'],
				'b.test TXT': ['v=spf1 ip4:0.0.0.0/0'],
				'c.test TXT': ['v=spf1 +all'],
			},
			['ip4:0.0.0.0/0', '+all'],
		],
	])('%s', async (_, zone, doors) =>
		expect(openDoors(await treeOf(zone)).map(({term}) => term.text)).toEqual(doors),
	);

	test.each<[string, boolean]>([
		['v=spf1', true],
		['v=spf1 mx', true],
		['v=spf1 mx ?all', true],
		['v=spf1 mx ~all', false],
		['v=spf1 redirect=strict.test', false],
		['v=spf1 redirect=gone.test', false],
		['v=spf1 redirect=open.test', true],
	])('%s is open at its end: %s', async (record, open) =>
		expect(
			isOpenEnded(
				await treeOf({
					'a.test TXT': [record],
					'strict.test TXT': ['v=spf1 -all'],
					'open.test TXT': ['v=spf1 a'],
				}),
			),
		).toBe(open),
	);
});

describe('the second opinion is mailauth’s', () => {
	const world: Zone = {
		'a.test A': ['192.0.2.10'],
		'a.test AAAA': ['2001:db8::10'],
		'a.test MX': ['mx.a.test'],
		'mx.a.test A': ['192.0.2.20'],
		'mx.a.test AAAA': 'no-data',
		'10.2.0.192.in-addr.arpa PTR': ['evil.test', 'host.a.test'],
		'host.a.test A': ['192.0.2.10'],
		'b.test TXT': ['v=spf1 mx:a.test -all'],
		'c.test TXT': ['v=spf1 redirect=b.test'],
		'loop.test TXT': ['v=spf1 include:loop.test'],
		'twice.test TXT': ['v=spf1 a', 'v=spf1 b'],
		'late.test TXT': 'timeout',
		'192.0.2.10.e.test A': ['127.0.0.1'],
	};
	const records = [
		'v=spf1 a -all',
		'v=spf1 a/24 ~all',
		'v=spf1 -a mx ?all',
		'v=spf1 ptr -all',
		'v=spf1 exists:%{i}.e.test ~all',
		'v=spf1 include:b.test ?all',
		'v=spf1 -include:c.test +all',
		'v=spf1 redirect=c.test',
		'v=spf1 a:x.test a:y.test a:z.test -all',
		'v=spf1 include:loop.test -all',
		'v=spf1 a include:twice.test',
		'v=spf1 mx:a.test//0 -all',
		'v=spf1 a include:late.test -all',
		'v=spf1 ip4:192.0.2.16/28 ip6:2001:db8::/64 -all',
		'v=spf1 a//64 -all',
	];
	const ips = ['192.0.2.10', '192.0.2.20', '2001:db8::10', '198.51.100.1'];
	const cases = records.flatMap(record => ips.map(ip => [record, ip] as const));
	const results = {'+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral'} as const;

	test.each(cases)('%s for %s', async (record, ip) => {
		const zone = {...world, 'a.test TXT': [record]};
		const {result} = await evaluateSpf({ip, sender: 'postmaster@a.test', helo: 'a.test'}, askIn(zone));
		const tree = await readTree(askIn(zone), {...values, address: address(ip)});
		const {end} = trace(tree, address(ip), (name, type) => answerFrom(zone, name, type));
		const opinion = {
			match: () => (end.is === 'match' ? results[end.qualifier] : ''),
			'no-match': () => 'neutral',
			broken: () => 'permerror',
			open: () => 'temperror',
		};
		expect(opinion[end.is]()).toBe(result);
	});
});
