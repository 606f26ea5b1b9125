// Long because every finding has its scenario, each on three sides that can be asked.
import {expect, test} from 'vitest';
import resolvers from '../../../source/checks/dns/resolvers.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

type Dns = NonNullable<When['dns']>;
type Said = Dns[string];

const own = (...data: readonly string[]) => ({data, authoritative: true}) as const;
const records = {MX: 'mx.zone.test', TXT: 'v=spf1 mx -all', A: '198.51.100.7'} as const;

/** What the three sides say of zone.test: the configured resolver, the other one, and the zone's own two servers. */
const configured = (more: Dns = {}): Dns => ({
	'zone.test MX': [records.MX],
	'zone.test TXT': [records.TXT],
	'zone.test A': [records.A],
	'zone.test AAAA': 'no-data',
	...more,
});
const elsewhere = (more: Dns = {}): Dns =>
	Object.fromEntries(
		Object.entries(configured(more)).map(([question, said]) => [`${question} @9.9.9.9`, said]),
	);
const server = (address: string, more: Dns = {}): Dns =>
	Object.fromEntries(
		Object.entries({
			'zone.test SOA': own('ns1.zone.test x 7 1 1 1 1'),
			'zone.test MX': own(records.MX),
			'zone.test TXT': own(records.TXT),
			'zone.test A': own(records.A),
			'zone.test AAAA': 'no-data',
			'lostmail-a1b2c3.zone.test A': 'no-such-name',
			...more,
		} satisfies Dns).map(([question, said]) => [`${question} @${address} +norec`, said as Said]),
	);
const truth = (more: Dns = {}): Dns => ({...server('192.0.2.1', more), ...server('192.0.2.2', more)});
const delegation: Dns = {
	'zone.test NS +cd': ['ns1.zone.test', 'ns2.zone.test'],
	'ns1.zone.test A +cd': ['192.0.2.1'],
	'ns1.zone.test AAAA +cd': 'no-data',
	'ns2.zone.test A +cd': ['192.0.2.2'],
	'ns2.zone.test AAAA +cd': 'no-data',
};
const invented: Dns = {
	'lostmail-a1b2c3.invalid A': 'no-such-name',
	'lostmail-a1b2c3.zone.test A': 'no-such-name',
};
const healthy: Dns = {...configured(), ...elsewhere(), ...truth(), ...delegation, ...invented};

const all = (said: Said): Dns => ({
	'zone.test MX': said,
	'zone.test TXT': said,
	'zone.test A': said,
	'zone.test AAAA': said,
});
const noTruth: Dns = truth({'zone.test SOA': 'timeout'});
const noOther: Dns = elsewhere(all('timeout'));
const through = (more: object): Dns =>
	configured({
		'zone.test MX': {data: [records.MX], ...more},
		'zone.test TXT': {data: [records.TXT], ...more},
		'zone.test A': {data: [records.A], ...more},
	});
const parent: Dns = {
	'test NS +cd': ['a.nic.test'],
	'a.nic.test A +cd': ['192.0.2.100'],
	'a.nic.test AAAA +cd': 'no-data',
	'zone.test NS @192.0.2.100 +norec': {data: ['ns1.zone.test', 'ns2.zone.test'], referral: true},
};
const denied: Dns = {
	...healthy,
	...parent,
	...all('no-such-name'),
	'zone.test NS +cd': 'no-such-name',
	'zone.test CNAME +cd': 'no-such-name',
};
const gone: Dns = {
	...denied,
	...elsewhere(all('no-such-name')),
	'zone.test NS @192.0.2.100 +norec': 'no-such-name',
};

describeCheck(
	resolvers,
	{domain: 'zone.test'},
	[
		{
			finds: 'agree',
			when: {dns: healthy},
			says: 'The configured resolver says the same about the mail of zone.test as a name server of zone.test and 9.9.9.9.',
		},
		{finds: 'agree', when: {params: {domain: 'person@Zone.test'}, dns: healthy}},
		{
			finds: 'agree',
			when: {dns: {...healthy, ...noOther}},
			says: 'The configured resolver says the same about the mail of zone.test as a name server of zone.test.',
			facts: {details: expect.arrayContaining(['MX of zone.test by 9.9.9.9: not found out (timeout)'])},
		},
		{
			finds: 'agree',
			when: {dns: {...healthy, ...noTruth}},
			says: 'The configured resolver says the same about the mail of zone.test as 9.9.9.9.',
		},
		{
			finds: 'agree',
			when: {dns: {...healthy, 'zone.test A': ['203.0.113.9'], 'zone.test AAAA': 'timeout'}},
			facts: {details: expect.arrayContaining(['A of zone.test by the configured resolver: 203.0.113.9'])},
		},
		{finds: 'agree', when: {dns: {...healthy, ...elsewhere({'zone.test MX': 'no-such-name'})}}},
		{
			finds: 'agree',
			when: {dns: {...healthy, ...server('192.0.2.1', {'zone.test MX': own('new.zone.test')})}},
		},
		{
			finds: 'agree-absent',
			when: {dns: gone},
			says: 'The configured resolver says that zone.test does not exist; a name server of the zone above it and 9.9.9.9 said the same.',
		},
		{
			finds: 'stale',
			when: {dns: {...healthy, 'zone.test MX': ['old.zone.test']}},
			says: 'What the configured resolver says about MX of zone.test is not what its name servers say now; it may keep that for another 60 seconds.',
			facts: {who: 'network-owner'},
		},
		{
			finds: 'stale',
			when: {dns: {...healthy, 'zone.test TXT': 'no-data'}},
			says: 'What the configured resolver says about TXT of zone.test is not what its name servers say now; it may keep that for some time.',
		},
		{
			finds: 'split',
			when: {dns: {...healthy, 'zone.test MX': own('inside.zone.test')}},
			says: 'The configured resolver has an answer of its own about MX of zone.test, other than outside: it answers as the owner of the zone.',
		},
		{
			finds: 'split',
			when: {
				dns: {
					...healthy,
					...configured({'zone.test MX': ['inside.zone.test'], 'zone.test A': ['10.0.0.5']}),
					...truth({'zone.test MX': own('inside.zone.test'), 'zone.test A': own('10.0.0.5')}),
				},
			},
			says: 'The configured resolver has an answer of its own about MX of zone.test, other than outside: it gives private addresses.',
		},
		{
			finds: 'differs',
			when: {dns: {...healthy, ...noTruth, 'zone.test MX': ['old.zone.test']}},
			says: 'The configured resolver and 9.9.9.9 do not say the same about MX of zone.test; its name servers were not heard, so which is right is open.',
		},
		{finds: 'differs', when: {dns: {...healthy, ...noTruth, ...all('no-such-name')}}},
		{
			finds: 'sinkholed',
			when: {dns: {...healthy, 'zone.test A': ['0.0.0.0'], 'zone.test AAAA': ['::']}},
			says: 'The configured resolver answers 0.0.0.0 for zone.test, as filters do; the name servers of zone.test say otherwise. Its MX is not affected.',
		},
		{
			finds: 'validation-fails',
			when: {
				dns: {...healthy, 'zone.test MX': 'server-failure', 'zone.test MX +cd': [records.MX]},
			},
			says: 'The configured resolver fails for MX of zone.test, and answers as soon as it need not check signatures (DNSSEC).',
			facts: {who: 'network-owner', rfc: 'RFC 4035 section 5.5'},
		},
		{
			finds: 'validation-fails',
			when: {
				dns: {
					...healthy,
					...elsewhere(all('server-failure')),
					'zone.test MX': 'server-failure',
					'zone.test MX +cd': [records.MX],
				},
			},
			facts: {who: 'domain-owner'},
		},
		{
			finds: 'fails-here',
			when: {dns: {...healthy, ...all('server-failure')}},
			says: 'The configured resolver gives no answer about MX and TXT of zone.test (server failure), while a name server of zone.test does.',
		},
		{finds: 'fails-here', when: {dns: {...healthy, ...noTruth, 'zone.test MX': 'query-refused'}}},
		{
			finds: 'spoofed',
			when: {dns: {...healthy, ...through({dropped: ['another id', 'another question']})}},
			says: 'Datagrams came back that are no answer of the configured resolver (another id, another question): somebody may be forging answers.',
		},
		{finds: 'edns-dropped', when: {dns: {...healthy, ...through({edns: 'dropped'})}}},
		{
			finds: 'agree',
			when: {dns: {...healthy, 'zone.test MX': {data: [records.MX], edns: 'dropped'}}},
		},
		{
			finds: 'filtered',
			when: {dns: denied},
			says: 'The configured resolver denies zone.test (no such name), which its name servers have: mail for it cannot be routed from here.',
			facts: {who: 'network-owner'},
		},
		{
			finds: 'filtered',
			when: {
				dns: {
					...healthy,
					...configured({'zone.test MX': 'no-data', 'zone.test A': ['0.0.0.0']}),
					...truth({'zone.test MX': 'no-data'}),
				},
			},
			says: 'The configured resolver denies zone.test (0.0.0.0 as its address), which its name servers have: mail for it cannot be routed from here.',
		},
		{
			finds: 'filtered',
			when: {
				dns: {
					...denied,
					'ns1.zone.test A +cd': 'no-such-name',
					'ns2.zone.test A +cd': 'no-such-name',
					'zone.test NS @9.9.9.9 +cd': ['ns1.zone.test'],
					'ns1.zone.test A @9.9.9.9 +cd': ['192.0.2.1'],
				},
			},
		},
		{
			finds: 'filtered',
			when: {
				dns: {
					...healthy,
					...configured({
						...all('no-data'),
						'zone.test A': ['0.0.0.0'],
						'zone.test AAAA': ['::'],
					}),
					...truth({'zone.test A': 'no-data'}),
					'lostmail-a1b2c3.zone.test A': ['0.0.0.0'],
				},
			},
		},
		{
			finds: 'lying',
			when: {dns: {...healthy, 'lostmail-a1b2c3.invalid A': ['203.0.113.66']}},
			says: 'The configured resolver answers 203.0.113.66 for lostmail-a1b2c3.invalid, which does not exist: it invents answers.',
		},
		{
			finds: 'lying',
			when: {dns: {...healthy, 'lostmail-a1b2c3.zone.test A': ['203.0.113.66']}},
			facts: {name: 'lostmail-a1b2c3.zone.test'},
		},
		{
			finds: 'agree',
			when: {
				dns: {
					...healthy,
					...truth({'lostmail-a1b2c3.zone.test A': own('203.0.113.66')}),
					'lostmail-a1b2c3.zone.test A': ['203.0.113.66'],
				},
			},
		},
		{
			finds: 'partly-compared',
			when: {dns: {...healthy, 'zone.test TXT': 'timeout'}},
			says: 'The configured resolver could be compared about MX of zone.test only; about TXT not: timeout.',
		},
		{
			finds: 'partly-compared',
			when: {dns: {...healthy, ...noTruth, ...elsewhere({'zone.test TXT': 'timeout'})}},
		},
		{
			finds: 'silent-here',
			when: {dns: {...healthy, ...all('timeout')}},
			says: 'The configured resolver gives no answer about zone.test (timeout), while a name server of zone.test does.',
		},
		{
			finds: 'nothing-to-compare',
			when: {dns: {...healthy, ...noTruth, ...noOther}},
			says: 'Neither 9.9.9.9 nor the name servers of zone.test could be heard, so the configured resolver could not be compared.',
		},
		{
			finds: 'nothing-to-compare',
			when: {dns: {...healthy, ...noTruth, ...noOther, 'zone.test TXT': 'timeout'}},
		},
		{
			finds: 'unanswered',
			when: {dns: {...healthy, ...noTruth, ...noOther, ...all('server-failure')}},
			says: 'Nobody gave a usable answer about zone.test: server failure.',
		},
	],
	Object.fromEntries(
		[...waySays, 'malformed' as const, 'bad-name' as const, 'refused' as const].flatMap(code => [
			...Object.keys(healthy).map(
				question => [`${code} for ${question}`, {dns: {...healthy, [question]: code}}] as const,
			),
			[`${code} for everything`, {dns: Object.fromEntries(Object.keys(healthy).map(key => [key, code]))}],
			[`${code} from the configured resolver`, {dns: {...healthy, ...all(code)}}],
			[`${code} for its MX, while it denies the rest`, {dns: {...denied, 'zone.test MX': code}}],
			[
				`${code} from every server of a zone that the configured resolver denies`,
				{dns: {...denied, ...truth({'zone.test SOA': code})}},
			],
			[
				`${code} from the servers about a name that gets an address`,
				{
					dns: {
						...healthy,
						...truth({'lostmail-a1b2c3.zone.test A': code as FailureCode}),
						'lostmail-a1b2c3.zone.test A': ['203.0.113.66'],
					},
				},
			],
		]),
	),
);

test('what the configured resolver did not answer is never told as agreement', async () => {
	for (const code of [...waySays, 'malformed', 'bad-name', 'refused'] as const)
		for (const question of ['zone.test MX', 'zone.test TXT']) {
			const {finding} = await runOn(resolvers, {dns: {...healthy, [question]: code}}, {domain: 'zone.test'});
			expect(finding.level, `${code} for ${question}`).not.toBe('ok');
		}
});

test('another resolver can be named, and nobody but it is asked beside the name servers', async () => {
	const {asked} = await runOn(resolvers, {dns: healthy}, {domain: 'zone.test', other: '192.0.2.99'});
	const servers = new Set(asked.flatMap(question => ('server' in question ? [question.server] : [])));
	expect([...servers].sort()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.99']);
	expect(resolvers.params.safeParse({domain: 'zone.test', other: 'dns.test'}).success).toBe(false);
});
