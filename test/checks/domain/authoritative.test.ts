// Long because every finding has its scenario, each on the same two servers and their parent zone.
import {expect, test} from 'vitest';
import authoritative from '../../../source/checks/domain/authoritative.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

type Dns = NonNullable<When['dns']>;

const own = (...data: readonly string[]) => ({data, authoritative: true}) as const;
const soa = (serial: number) => own(`ns1.zone.test hostmaster.zone.test ${serial} 3600 600 86400 300`);
const referral = (...data: readonly string[]) => ({data, referral: true}) as const;

/** What one server of the zone says. */
const server = (address: string, more: Dns = {}): Dns => {
	const at = (question: string) => `${question} @${address} +norec`;
	return {
		[at('zone.test SOA')]: soa(7),
		[at('zone.test NS')]: own('ns1.zone.test', 'ns2.zone.test'),
		[at('zone.test MX')]: own('mx.zone.test'),
		[at('zone.test TXT')]: own('v=spf1 mx -all'),
		...Object.fromEntries(Object.entries(more).map(([question, said]) => [at(question), said])),
	};
};
const host = (name: string, address: string): Dns => ({
	[`${name} A +cd`]: [address],
	[`${name} AAAA +cd`]: 'no-data',
});
const parent: Dns = {
	'test NS +cd': ['a.nic.test'],
	...host('a.nic.test', '192.0.2.100'),
	'zone.test NS @192.0.2.100 +norec': referral('ns1.zone.test', 'ns2.zone.test'),
	'test SOA @192.0.2.100 +norec': own('a.nic.test x 1 1 1 1 1'),
};
const [first, second] = ['192.0.2.1', '192.0.2.2'];
const healthy: Dns = {
	'zone.test NS +cd': ['ns1.zone.test', 'NS2.zone.test.'],
	...host('ns1.zone.test', first),
	...host('ns2.zone.test', second),
	...server(first),
	...server(second),
	...parent,
};
const both = (more: Dns): Dns => ({...server(first, more), ...server(second, more)});
const silent: Dns = both({'zone.test SOA': 'timeout'});
const withoutAa = {data: ['ns1.zone.test x 7 1 1 1 1']};
/** A name within the zone whose records are elsewhere. */
const aliased = (alias: Dns[string]): Dns => ({
	'mail.zone.test NS +cd': 'no-data',
	...both({
		'mail.zone.test MX': 'query-refused',
		'mail.zone.test TXT': 'query-refused',
		'mail.zone.test CNAME': alias,
	}),
});
const deaf: Dns = {'test SOA @192.0.2.100 +norec': 'timeout'};

describeCheck(
	authoritative,
	{domain: 'zone.test'},
	[
		{
			finds: 'agree',
			when: {dns: healthy},
			says: '2 name servers of zone.test, at 2 addresses, agree about the mail of zone.test (serial 7).',
			facts: {record: ['zone.test. NS ns1.zone.test.', 'zone.test. NS ns2.zone.test.']},
		},
		{finds: 'agree', when: {params: {domain: 'person@Zone.test'}, dns: healthy}},
		{finds: 'agree', when: {dns: {...healthy, 'test NS +cd': 'timeout', '. NS +cd': 'timeout'}}},
		{
			finds: 'agree',
			when: {
				dns: {
					...healthy,
					'ns2.zone.test AAAA +cd': ['2001:db8::2'],
					'zone.test SOA @2001:db8::2 +norec': 'unreachable',
				},
			},
		},
		{
			finds: 'not-a-zone',
			when: {
				params: {domain: 'mail.zone.test'},
				dns: {
					...healthy,
					'mail.zone.test NS +cd': 'no-data',
					...both({'mail.zone.test MX': 'no-data', 'mail.zone.test TXT': 'no-data'}),
				},
			},
			says: 'mail.zone.test is part of the zone zone.test; its 2 name servers, at 2 addresses, agree about it (serial 7).',
		},
		{
			finds: 'not-a-zone',
			when: {params: {domain: 'mail.zone.test'}, dns: {...healthy, ...aliased(own('Mail.Elsewhere.test'))}},
			facts: {
				details: expect.arrayContaining([
					'MX of mail.zone.test: an alias of mail.elsewhere.test (says ns1.zone.test (192.0.2.1), ns2.zone.test (192.0.2.2))',
				]),
			},
		},
		{
			finds: 'records-differ',
			when: {
				params: {domain: 'mail.zone.test'},
				dns: {
					...healthy,
					...aliased(own('mail.elsewhere.test')),
					'mail.zone.test CNAME @192.0.2.2 +norec': own('old.elsewhere.test'),
				},
			},
		},
		{
			finds: 'mail-unheard',
			when: {params: {domain: 'mail.zone.test'}, dns: {...healthy, ...aliased('timeout')}},
		},
		{
			finds: 'records-differ',
			when: {
				dns: {...healthy, ...server(second, {'zone.test SOA': soa(6), 'zone.test MX': own('old.zone.test')})},
			},
			says: 'The name servers of zone.test do not agree about MX of zone.test: part of the world sees other records.',
			facts: {
				who: 'domain-owner',
				details: expect.arrayContaining([
					'MX of zone.test: 10 mx.zone.test (says ns1.zone.test (192.0.2.1))',
					'MX of zone.test: 10 old.zone.test (says ns2.zone.test (192.0.2.2))',
				]),
			},
		},
		{finds: 'records-differ', when: {dns: {...healthy, ...server(second, {'zone.test TXT': 'no-data'})}}},
		...(['query-refused', 'no-such-name', 'no-data'] as const).map(code => ({
			finds: 'lame',
			when: {dns: {...healthy, ...server(second, {'zone.test SOA': code, 'zone.test NS': code})}},
			says: 'ns2.zone.test (192.0.2.2) is named as a name server of zone.test but does not answer for it here; others do.',
		})),
		...[withoutAa, referral('a.root.test'), {data: []}].map(said => ({
			finds: 'lame',
			when: {dns: {...healthy, ...server(second, {'zone.test SOA': said})}},
		})),
		{
			finds: 'lame',
			when: {
				dns: {
					...healthy,
					'ns2.zone.test AAAA +cd': ['2001:db8::2'],
					'zone.test SOA @2001:db8::2 +norec': 'query-refused',
				},
			},
			says: 'ns2.zone.test (2001:db8::2) is named as a name server of zone.test but does not answer for it here; others do.',
		},
		{
			finds: 'dangling-server',
			when: {
				dns: {...healthy, 'ns2.zone.test A +cd': 'no-such-name', 'ns2.zone.test AAAA +cd': 'no-such-name'},
			},
			says: 'ns2.zone.test is named as a name server of zone.test but has no address.',
		},
		{
			finds: 'delegation-differs',
			when: {
				dns: {
					...healthy,
					...host('ns9.zone.test', '192.0.2.9'),
					...server('192.0.2.9'),
					'zone.test NS @192.0.2.100 +norec': referral('ns1.zone.test', 'ns9.zone.test'),
				},
			},
			says: 'The parent zone test and zone.test itself do not name the same name servers: only the parent zone names ns9.zone.test; only the zone itself names ns2.zone.test.',
		},
		{
			finds: 'lame',
			when: {
				dns: {
					...healthy,
					...host('ns9.zone.test', '192.0.2.9'),
					'zone.test SOA @192.0.2.9 +norec': 'query-refused',
					'zone.test NS @192.0.2.100 +norec': referral('ns1.zone.test', 'ns2.zone.test', 'ns9.zone.test'),
				},
			},
		},
		{
			finds: 'hidden',
			when: {dns: {...healthy, 'zone.test NS +cd': 'no-such-name', 'zone.test CNAME +cd': 'no-such-name'}},
			says: 'The configured resolver says that zone.test does not exist, but the name servers of the zone above it say that it does.',
		},
		{
			finds: 'serial-differs',
			when: {dns: {...healthy, ...server(second, {'zone.test SOA': soa(6)})}},
			says: 'The name servers of zone.test hold different versions of it: 7 at ns1.zone.test (192.0.2.1), 6 at ns2.zone.test (192.0.2.2). The records for mail that were heard are the same.',
		},
		{
			finds: 'single-server',
			when: {
				dns: {
					...healthy,
					'zone.test NS +cd': ['ns1.zone.test'],
					'zone.test NS @192.0.2.100 +norec': referral('ns1.zone.test'),
					...server(first, {'zone.test NS': own('ns1.zone.test')}),
				},
			},
			says: 'zone.test depends on a single name server, ns1.zone.test; there must be at least two (RFC 1034 section 4.1).',
		},
		{
			finds: 'single-server',
			when: {dns: {...healthy, ...host('ns2.zone.test', first)}},
			says: 'zone.test depends on a single name server, 192.0.2.1 (ns1.zone.test, ns2.zone.test); there must be at least two (RFC 1034 section 4.1).',
		},
		...['no-such-name', 'no-data', withoutAa, referral('a.root.test')].map(said => ({
			finds: 'all-lame',
			when: {dns: {...healthy, ...both({'zone.test SOA': said as FailureCode})}},
			says: 'None of the name servers that are named for zone.test answers for it: ns1.zone.test, ns2.zone.test.',
		})),
		{
			finds: 'all-lame',
			when: {
				dns: {
					...healthy,
					...both({'zone.test SOA': 'query-refused', 'zone.test NS': referral('a.nic.test')}),
				},
			},
		},
		{
			finds: 'all-lame',
			when: {dns: {...healthy, 'zone.test NS +cd': 'server-failure', ...both({'zone.test SOA': withoutAa})}},
		},
		{
			finds: 'all-lame',
			when: {
				dns: {
					'zone.test NS +cd': 'server-failure',
					'ns1.zone.test A +cd': 'server-failure',
					'ns1.zone.test AAAA +cd': 'server-failure',
					...parent,
					'zone.test NS @192.0.2.100 +norec': {
						data: [],
						records: [{name: 'zone.test', type: 'NS', ttl: 60, data: 'ns1.zone.test'}],
						referral: true,
						glue: [{name: 'ns1.zone.test', type: 'A', ttl: 60, data: first}],
					},
					...server(first, {'zone.test SOA': withoutAa}),
				},
			},
		},
		{
			finds: 'no-such-domain',
			when: {
				dns: {
					...healthy,
					'zone.test NS +cd': 'no-such-name',
					'zone.test CNAME +cd': 'no-such-name',
					'zone.test NS @192.0.2.100 +norec': 'no-such-name',
				},
			},
			says: 'zone.test does not exist.',
		},
		{
			finds: 'no-such-domain',
			when: {
				dns: {
					'zone.test NS +cd': 'no-such-name',
					'zone.test CNAME +cd': 'no-such-name',
					'test NS +cd': 'no-such-name',
					'. NS +cd': 'timeout',
				},
			},
			facts: {
				details: ['The configured resolver says so; the name servers of the zone above it were not heard.'],
			},
		},
		{
			finds: 'partly-heard',
			when: {dns: {...healthy, ...server(second, {'zone.test SOA': 'timeout'})}},
			says: 'Not every name server of zone.test could be judged: ns2.zone.test (192.0.2.2: timeout). The others agree.',
		},
		{finds: 'partly-heard', when: {dns: {...healthy, ...server(second, {'zone.test MX': 'timeout'})}}},
		{
			finds: 'mail-unheard',
			when: {dns: {...healthy, ...both({'zone.test MX': 'timeout'})}},
			says: 'The name servers of zone.test answer for it, but none of them told both MX and TXT of zone.test: ns1.zone.test (192.0.2.1: timeout), ns2.zone.test (192.0.2.2: timeout).',
		},
		{
			finds: 'agree',
			when: {dns: {...healthy, ...server(second, {'zone.test SOA': 'query-refused'})}},
			facts: {
				details: expect.arrayContaining(['ns2.zone.test (192.0.2.2): authoritative, serial unreadable']),
			},
		},
		{
			finds: 'lame',
			when: {
				dns: {
					...healthy,
					...server(second, {'zone.test SOA': 'query-refused', 'zone.test NS': ['ns1.zone.test']}),
				},
			},
		},
		{
			finds: 'partly-heard',
			when: {dns: {...healthy, 'ns2.zone.test A +cd': 'server-failure'}},
			says: 'Not every name server of zone.test could be judged: ns2.zone.test (address unknown: server failure). The others agree.',
		},
		{
			finds: 'nobody-heard',
			when: {dns: {...healthy, ...silent}},
			says: 'None of the name servers of zone.test gave a usable answer: ns1.zone.test (192.0.2.1: timeout), ns2.zone.test (192.0.2.2: timeout).',
			facts: {
				details: expect.arrayContaining(['Many networks let no DNS question out but to their own resolver.']),
			},
		},
		{
			finds: 'nobody-heard',
			when: {dns: {...healthy, ...both({'zone.test SOA': 'server-failure'})}},
			facts: {details: expect.not.arrayContaining([expect.stringContaining('Many networks')])},
		},
		{
			finds: 'nobody-heard',
			when: {
				dns: {
					...healthy,
					...Object.fromEntries(
						['ns1', 'ns2'].flatMap(name => [
							[`${name}.zone.test A +cd`, 'no-data'],
							[`${name}.zone.test AAAA +cd`, 'no-data'],
						]),
					),
				},
			},
		},
		{
			finds: 'none-authoritative',
			when: {dns: {...healthy, ...both({'zone.test SOA': 'query-refused', 'zone.test NS': 'query-refused'})}},
			says: 'None of the name servers of zone.test answers for it here: ns1.zone.test (192.0.2.1: query refused), ns2.zone.test (192.0.2.2: query refused). Whether they do so elsewhere could not be told.',
		},
		{
			finds: 'none-authoritative',
			when: {dns: {...healthy, ...both({'zone.test SOA': 'no-such-name'}), ...deaf}},
		},
		{
			finds: 'proxied',
			when: {
				dns: {
					...healthy,
					...both({'zone.test SOA': withoutAa}),
					'test SOA @192.0.2.100 +norec': ['a.nic.test x 1 1 1 1 1'],
				},
			},
			says: 'Somebody else seems to answer in the name of the name servers of zone.test: none of the answers is marked as authoritative. Ask from another network.',
		},
		{finds: 'proxied', when: {dns: {...healthy, ...both({'zone.test SOA': withoutAa}), ...deaf}}},
		{
			finds: 'unanswered',
			when: {dns: {'zone.test NS +cd': 'timeout', 'test NS +cd': 'timeout', '. NS +cd': 'timeout'}},
			says: 'DNS does not tell which name servers hold zone.test: timeout.',
		},
		{
			finds: 'unanswered',
			when: {dns: {'zone.test NS +cd': 'no-data', 'test NS +cd': 'no-data', '. NS +cd': 'no-data'}},
		},
	],
	Object.fromEntries(
		[...waySays, 'malformed' as const, 'bad-name' as const, 'refused' as const].flatMap(code => [
			...Object.keys(healthy).map(
				question => [`${code} for ${question}`, {dns: {...healthy, [question]: code}}] as const,
			),
			[`${code} from every server`, {dns: {...healthy, ...both({'zone.test SOA': code})}}],
			[
				`${code} from one server while the other does not serve the zone`,
				{
					dns: {
						...healthy,
						...both({'zone.test SOA': withoutAa}),
						...server(second, {'zone.test SOA': code}),
					},
				},
			],
			...[
				'test NS +cd',
				'a.nic.test A +cd',
				'zone.test NS @192.0.2.100 +norec',
				'test SOA @192.0.2.100 +norec',
				'ns2.zone.test AAAA +cd',
			].map(
				question =>
					[
						`${code} for ${question} while no server serves the zone`,
						{dns: {...healthy, ...both({'zone.test SOA': withoutAa}), '. NS +cd': code, [question]: code}},
					] as const,
			),
			[
				`${code} for the zone and for its parent’s view`,
				{dns: {...healthy, 'zone.test NS +cd': code, 'zone.test NS @192.0.2.100 +norec': code}},
			],
			[`${code} for everything`, {dns: Object.fromEntries(Object.keys(healthy).map(key => [key, code]))}],
		]),
	),
);

test('a failure at any one question is never told as agreement of both servers', async () => {
	const needed = Object.keys(healthy).filter(key => /192\.0\.2\.[12] |ns[12]\.zone\.test A /.test(key));
	for (const question of needed.filter(key => !key.startsWith('zone.test NS'))) {
		const {finding} = await runOn(
			authoritative,
			{dns: {...healthy, [question]: 'timeout'}},
			{domain: 'zone.test'},
		);
		expect(finding.code, question).toBe('partly-heard');
	}
});

test('no more than eight servers are asked, and the rest is told', async () => {
	const many = Array.from({length: 12}, (_, index) => `ns${index}.zone.test`);
	const dns: Dns = {
		'zone.test NS +cd': many,
		...Object.assign({}, ...many.map((name, index) => host(name, `192.0.2.${index}`))),
		...Object.assign(
			{},
			...many.map((_, index) => server(`192.0.2.${index}`, {'zone.test NS': own(...many)})),
		),
	};
	const {finding, asked} = await runOn(authoritative, {dns}, {domain: 'zone.test'});
	expect(finding.code).toBe('agree');
	expect(finding.facts).toMatchObject({servers: 8, left: 4});
	expect(finding.facts['details']).toContain('4 more name servers were not asked.');
	expect(asked.filter(question => 'server' in question && question.server !== undefined)).toHaveLength(32);
});

test('what servers say is shown without control characters', async () => {
	const hostile = {...healthy, ...server(second, {'zone.test TXT': own('v=spf1\u001b[2J \u202e-all')})};
	const {finding} = await runOn(authoritative, {dns: hostile}, {domain: 'zone.test'});
	expect(finding.code).toBe('records-differ');
	expect(JSON.stringify(finding.facts['details'])).not.toMatch(/\\u001b|\u202e/);
});
