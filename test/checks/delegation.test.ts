// Long because a delegation can be told, denied and left open in many ways, by the resolver and by the servers above.
import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {authoritiesOf, parentOf, zoneOf} from '../../source/checks/delegation.ts';
import {spread} from '../../source/checks/name-servers.ts';
import {defineCheck, ok} from '../../source/core/check.ts';
import type {FailureCode} from '../../source/core/failure.ts';
import type {Json} from '../../source/core/json.ts';
import {domainOrAddress} from '../../source/core/value.ts';
import {waySays} from './said.ts';
import {runOn, type When} from './taped.ts';

type Dns = NonNullable<When['dns']>;

/** What one of the functions gives on a tape. */
const on = async (
	dns: Dns,
	ask: (reach: Parameters<typeof authoritiesOf>[1]) => Promise<unknown>,
): Promise<{readonly gives: unknown; readonly asked: readonly object[]}> => {
	const check = defineCheck({
		id: 'delegation',
		title: 'Delegation',
		about: 'Carries what the function gives.',
		hop: 'mx',
		params: z.strictObject({}),
		findings: {given: ok('Given.')},
		run: async ({probes, signal, found}) =>
			found('given', {gives: ((await ask({probes, signal})) ?? null) as Json}),
	});
	const {finding, asked} = await runOn(check, {dns});
	return {gives: finding.facts['gives'], asked};
};
const zone = (name: string, dns: Dns) => on(dns, reach => zoneOf(name, reach));

const referral = (owner: string, ...hosts: readonly string[]) => ({
	data: [],
	records: hosts.map(data => ({name: owner, type: 'NS', ttl: 60, data})),
	referral: true as const,
});
const tld: Dns = {
	'test NS +cd': ['a.nic.test'],
	'a.nic.test A +cd': ['192.0.2.100'],
	'a.nic.test AAAA +cd': ['2001:db8::100'],
};
const asked = 'zone.test NS @192.0.2.100 +norec';
const also = 'zone.test NS @2001:db8::100 +norec';

describe('the closest enclosing zone', () => {
	test('is the name itself where it has servers, each named once', async () => {
		const {gives, asked: questions} = await zone('Zone.Test.', {
			'zone.test NS +cd': ['b.test', 'A.test.', 'a.test', '.'],
		});
		expect(gives).toEqual({
			is: 'found',
			zone: 'zone.test',
			hosts: ['a.test', 'b.test'],
			left: 0,
			from: 'resolver',
		});
		expect(questions).toHaveLength(1);
	});

	test('is above it where the name is part of a zone, or an alias', async () => {
		const above: Dns = {'zone.test NS +cd': ['a.test']};
		for (const said of ['no-data', {alias: 'other.test', data: ['ns.other.test']}] as const)
			expect((await zone('mail.zone.test', {...above, 'mail.zone.test NS +cd': said})).gives).toMatchObject({
				is: 'found',
				zone: 'zone.test',
				from: 'resolver',
			});
	});

	test('is told by the servers above where the resolver keeps silent about a zone cut', async () => {
		const dns: Dns = {...tld, 'zone.test NS +cd': 'no-data', 'test NS +cd': ['a.nic.test']};
		const cut = {...dns, [asked]: referral('zone.test', 'ns1.zone.test')};
		expect((await zone('zone.test', cut)).gives).toMatchObject({zone: 'zone.test', from: 'parent'});
		for (const says of ['no-data', 'no-such-name', 'timeout', 'query-refused'] as const)
			expect((await zone('zone.test', {...dns, [asked]: says, [also]: says})).gives).toMatchObject({
				zone: 'test',
				from: 'resolver',
			});
	});

	test('is known by its A-labels', async () => {
		const {gives} = await zone('müller.test', {'xn--mller-kva.test NS +cd': ['a.test']});
		expect(gives).toMatchObject({zone: 'xn--mller-kva.test'});
	});

	test('has at most eight servers, and the others are counted', async () => {
		const hosts = Array.from({length: 20}, (_, index) => `ns${index}.test`);
		const {gives} = await zone('zone.test', {'zone.test NS +cd': hosts});
		expect(gives).toMatchObject({left: 12});
		expect((gives as {hosts: unknown[]}).hosts).toHaveLength(8);
	});

	test('is not looked for beyond ten names', async () => {
		const name = Array.from({length: 30}, () => 'a').join('.');
		const {gives, asked: questions} = await zone(name, {});
		expect(questions).toHaveLength(10);
		expect(gives).toMatchObject({is: 'open'});
	});

	test.each(['server-failure', 'timeout', 'query-refused'] as const)(
		'is told by the servers above where the resolver says %s',
		async code => {
			const dns: Dns = {...tld, 'zone.test NS +cd': code, [asked]: referral('zone.test', 'ns1.zone.test')};
			const {gives} = await zone('zone.test', dns);
			expect(gives).toEqual({
				is: 'found',
				zone: 'zone.test',
				hosts: ['ns1.zone.test'],
				left: 0,
				from: 'parent',
			});
		},
	);

	test('is told step by step, down to the cut above the name', async () => {
		const dns: Dns = {
			...tld,
			'a.zone.test NS +cd': 'server-failure',
			'zone.test NS +cd': 'server-failure',
			'a.zone.test NS @192.0.2.100 +norec': referral('zone.test', 'ns1.other.test'),
			'ns1.other.test A +cd': ['192.0.2.1'],
			'ns1.other.test AAAA +cd': 'no-data',
			'a.zone.test NS @192.0.2.1 +norec': 'no-data',
		};
		expect((await zone('a.zone.test', dns)).gives).toMatchObject({zone: 'zone.test', from: 'parent'});
	});

	test.each([
		['upwards', referral('.', 'a.root.test')],
		['to itself', referral('test', 'a.nic.test')],
		['aside', referral('other.test', 'ns1.other.test')],
		['without servers', referral('zone.test')],
	])('is not found by a referral %s', async (_, said) => {
		const {gives} = await zone('zone.test', {
			...tld,
			'zone.test NS +cd': 'timeout',
			[asked]: said,
			[also]: said,
		});
		expect(gives).toMatchObject({is: 'open', failure: {code: 'timeout'}});
	});

	test('is not looked for in a chain of referrals without end', async () => {
		const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'test'];
		const name = labels.join('.');
		const cuts = labels.map((_, index) => labels.slice(index).join('.'));
		const dns: Dns = {
			...Object.fromEntries(cuts.map(cut => [`${cut} NS +cd`, 'timeout' as FailureCode])),
			...tld,
			...Object.fromEntries(
				cuts.map((cut, index) => [
					`${name} NS @192.0.2.${index} +norec`,
					referral(cuts[index - 1] ?? cut, `ns.${cut}`),
				]),
			),
			...Object.fromEntries(cuts.map((cut, index) => [`ns.${cut} A +cd`, [`192.0.2.${index - 1}`]])),
			[`${name} NS @192.0.2.100 +norec`]: referral('h.test', 'ns.test'),
		};
		const {gives, asked: questions} = await zone(name, dns);
		expect(gives).toMatchObject({is: 'open'});
		expect(questions.length).toBeLessThan(30);
	});
});

describe('a name that does not exist', () => {
	const denied: Dns = {...tld, 'zone.test NS +cd': 'no-such-name', 'zone.test CNAME +cd': 'no-such-name'};

	test('is confirmed by the servers of the zone above', async () => {
		const {gives} = await zone('zone.test', {...denied, [asked]: 'no-such-name'});
		expect(gives).toEqual({is: 'absent', confirmed: true});
	});

	test('is not that of an alias whose target does not exist', async () => {
		const said = {...denied, 'zone.test CNAME +cd': ['elsewhere.test'], 'test NS +cd': ['a.nic.test']};
		expect((await zone('zone.test', said)).gives).toMatchObject({is: 'found', zone: 'test'});
		for (const code of [...waySays, 'malformed', 'bad-name', 'refused'] as const)
			expect((await zone('zone.test', {...denied, 'zone.test CNAME +cd': code})).gives).toMatchObject({
				is: 'open',
			});
	});

	test('is believed where they are not heard', async () => {
		expect((await zone('zone.test', {...denied, [asked]: 'timeout'})).gives).toEqual({is: 'absent'});
		expect(
			(await zone('zone.test', {'zone.test NS +cd': 'no-such-name', 'zone.test CNAME +cd': 'no-such-name'}))
				.gives,
		).toEqual({is: 'absent'});
	});

	test('exists after all where they name its servers, or hold it', async () => {
		for (const said of [referral('zone.test', 'ns1.zone.test'), 'no-data'] as const)
			expect((await zone('zone.test', {...denied, [asked]: said})).gives).toMatchObject({
				is: 'found',
				denied: true,
			});
	});

	test('is none that answered, whatever is said of the names above it', async () => {
		const dns: Dns = {
			'zone.test NS +cd': 'no-data',
			'test NS +cd': 'no-such-name',
			'. NS +cd': 'no-such-name',
		};
		expect((await zone('zone.test', dns)).gives).toMatchObject({is: 'open', failure: {code: 'no-data'}});
	});

	test.each([...waySays, 'malformed', 'bad-name', 'refused'] as const)('is none by %s', async code => {
		const dns: Dns = {'zone.test NS +cd': code, 'test NS +cd': code, '. NS +cd': code};
		expect((await zone('zone.test', dns)).gives).toMatchObject({is: 'open', failure: {code}});
	});
});

describe('the servers of a zone', () => {
	test('come with at most two addresses of each family, and with what is not known of them', async () => {
		const dns: Dns = {
			'zone.test NS +cd': ['a.test', 'b.test', 'c.test'],
			'a.test A +cd': ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
			'a.test AAAA +cd': ['2001:db8::1'],
			'b.test A +cd': ['192.0.2.4'],
			'b.test AAAA +cd': 'timeout',
			'c.test A +cd': 'no-data',
			'c.test AAAA +cd': 'no-such-name',
		};
		const {gives} = await on(dns, reach => authoritiesOf('zone.test', reach));
		expect((gives as {servers: unknown}).servers).toEqual([
			{
				host: 'a.test',
				addresses: ['192.0.2.1', '192.0.2.2', '2001:db8::1'],
				open: {code: 'unexpected', detail: 'it has more addresses than were asked'},
			},
			{host: 'b.test', addresses: ['192.0.2.4'], open: {code: 'timeout'}},
			{host: 'c.test', addresses: []},
		]);
	});

	test('are where the parent zone says, if the resolver does not know', async () => {
		const glue = [
			{name: 'NS1.zone.test', type: 'A', ttl: 60, data: '192.0.2.1'},
			{name: 'ns1.zone.test', type: 'AAAA', ttl: 60, data: '2001:db8::1'},
			{name: 'ns2.zone.test', type: 'A', ttl: 60, data: '192.0.2.2'},
		];
		const hosts = ['ns1.zone.test', 'ns2.zone.test', 'ns3.zone.test'];
		const dns: Dns = {
			...tld,
			'zone.test NS +cd': 'server-failure',
			[asked]: {...referral('zone.test', ...hosts), glue},
			...Object.fromEntries(
				hosts.flatMap(host => [`${host} A +cd`, `${host} AAAA +cd`]).map(key => [key, 'server-failure']),
			),
			'ns2.zone.test A +cd': ['192.0.2.9'],
		};
		const {gives} = await on(dns, reach => authoritiesOf('zone.test', reach));
		const open = {code: 'server-failure'};
		expect((gives as {servers: unknown}).servers).toEqual([
			{host: 'ns1.zone.test', addresses: ['192.0.2.1', '2001:db8::1']},
			{host: 'ns2.zone.test', addresses: ['192.0.2.9'], open},
			{host: 'ns3.zone.test', addresses: [], open},
		]);
	});

	test('are looked up with another resolver where one is named', async () => {
		const {asked: questions} = await on({'zone.test NS @192.0.2.9 +cd': ['a.test']}, reach =>
			authoritiesOf('zone.test', {...reach, by: '192.0.2.9'}),
		);
		expect(questions).toHaveLength(3);
		for (const question of questions) expect(question).toMatchObject({server: '192.0.2.9'});
	});

	test('are taken in turn, one address of each after another', () => {
		const servers = [
			{host: 'a', addresses: ['1', '2']},
			{host: 'b', addresses: ['3']},
			{host: 'c', addresses: []},
		];
		expect(spread(servers).map(({address}) => address)).toEqual(['1', '3', '2']);
	});
});

describe('what the parent zone says', () => {
	const parent = (dns: Dns) => on({...tld, ...dns}, reach => parentOf('zone.test', reach));
	const soa = 'test SOA @192.0.2.100 +norec';

	test('is a list of servers', async () => {
		const dns: Dns = {
			[asked]: referral('zone.test', 'ns2.zone.test', 'NS1.zone.test'),
			[soa]: {data: ['x'], authoritative: true},
		};
		expect((await parent(dns)).gives).toEqual({
			parent: 'test',
			list: {is: 'listed', hosts: ['ns1.zone.test', 'ns2.zone.test']},
			authoritative: 'yes',
		});
	});

	test('is the zone’s own list where the same servers hold both', async () => {
		const dns: Dns = {[asked]: {data: ['ns1.zone.test'], authoritative: true}, [soa]: ['x']};
		expect((await parent(dns)).gives).toMatchObject({list: {is: 'same'}, authoritative: 'no'});
	});

	test.each([...waySays, 'malformed', 'bad-name', 'refused', 'no-data', 'no-such-name'] as const)(
		'is open after %s',
		async code => {
			const {gives} = await parent({[asked]: code, [also]: code, [soa]: code});
			expect(gives).toMatchObject({list: {is: 'open', failure: {code}}, authoritative: 'unheard'});
		},
	);

	test('is nothing above the root, and nothing where no zone is known above', async () => {
		expect((await on({}, reach => parentOf('.', reach))).gives).toBeNull();
		expect((await on({}, reach => parentOf('zone.test', reach))).gives).toBeNull();
	});
});

test('an address stands for its domain', () => {
	expect(domainOrAddress().parse('person@zone.test')).toBe('zone.test');
	expect(domainOrAddress().safeParse('person@').success).toBe(false);
});
