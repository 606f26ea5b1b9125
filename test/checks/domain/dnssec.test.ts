// Long because every finding has its scenario, and every question that may fail is asked in several states of a chain.
import {expect, test} from 'vitest';
import {readKey, signersFor} from '../../../source/checks/domain/dnssec/trust-anchor.ts';
import dnssec from '../../../source/checks/domain/dnssec.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

type Dns = NonNullable<When['dns']>;

const material = 'mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==';
const key = `257 3 13 ${material}`;
const read = readKey(key);
const tag = read?.tag;
const [line = ''] = await signersFor('zone.test', [], read ? [read] : []);
const weakKey = `257 3 7 ${material}`;
const weakTag = readKey(weakKey)?.tag;
const digest = line.split(' ').at(-1);
const foreign = `1 13 2 ${'ab'.repeat(32)}`;

const checked = (...data: readonly string[]) => ({data, authenticated: true});
const zone: Dns = {'zone.test NS +cd': ['ns1.zone.test']};
const soa = 'ns1.zone.test x 1 1 1 1 1';
const signed: Dns = {
	...zone,
	'zone.test DS': checked(`${tag} 13 2 ${digest}`),
	'zone.test SOA': checked(soa),
	'zone.test MX': checked('mx.zone.test'),
	'zone.test DNSKEY': checked(key),
};
const unsigned: Dns = {
	...zone,
	'zone.test DS': 'no-data',
	'zone.test SOA': [soa],
	'zone.test MX': ['mx.zone.test'],
	'zone.test DNSKEY': 'no-data',
};
const unchecked: Dns = {
	...unsigned,
	'zone.test DS': [`${tag} 13 2 ${digest}`],
	'zone.test DNSKEY': [key],
};
const bogus: Dns = {
	...zone,
	'zone.test DS': checked(`${tag} 13 2 ${digest}`),
	'zone.test SOA': 'server-failure',
	'zone.test SOA +cd': [soa],
	'zone.test MX': 'server-failure',
	'zone.test MX +cd': ['mx.zone.test'],
	'zone.test DNSKEY': 'server-failure',
	'zone.test DNSKEY +cd': [key],
	'zone.test NS': 'server-failure',
};
const atServer = 'zone.test DNSKEY @192.0.2.1 +norec';
const server: Dns = {
	'ns1.zone.test A +cd': ['192.0.2.1'],
	'ns1.zone.test AAAA +cd': 'no-data',
	[atServer]: {data: [key], authoritative: true},
};
const keyless: Dns = {...bogus, 'zone.test DNSKEY +cd': 'no-data'};
/** A name inside the zone that exists and has no MX, be it itself or behind an alias. */
const below: Dns = {...signed, 'mail.zone.test NS +cd': 'no-data', 'mail.zone.test MX': 'no-data'};
const codes = [...waySays, 'malformed', 'bad-name', 'refused'] as const;

describeCheck(
	dnssec,
	{domain: 'zone.test'},
	[
		{
			finds: 'validated',
			when: {dns: signed},
			says: 'The records of zone.test are signed, and the resolver has checked the signatures.',
			facts: {record: [`zone.test. DNSKEY ${key}`, `zone.test. DS ${tag} 13 2 ${digest}`]},
		},
		{
			finds: 'validated',
			when: {params: {domain: 'person@zone.test'}, dns: {...signed, 'zone.test MX': 'no-data'}},
		},
		{finds: 'validated', when: {dns: {...signed, 'zone.test DS': 'timeout', 'zone.test DNSKEY': 'timeout'}}},
		{
			finds: 'leads-away',
			says: 'The records of zone.test are signed, and the resolver has checked the signatures; those of elsewhere.test, which mail.zone.test is an alias of, are not signed or were not checked.',
			when: {
				params: {domain: 'mail.zone.test'},
				dns: {
					...signed,
					'mail.zone.test NS +cd': 'no-data',
					'mail.zone.test MX': {alias: 'elsewhere.test', data: ['mx.zone.test']},
				},
			},
		},
		{
			finds: 'not-signed',
			when: {dns: unsigned},
			says: 'zone.test is not signed with DNSSEC; that is allowed.',
		},
		{
			finds: 'island',
			when: {dns: {...unsigned, 'zone.test DNSKEY': [key]}},
			says: 'zone.test is signed, but its parent zone has no DS record for it, so nobody checks the signatures.',
			facts: {
				who: 'domain-owner',
				publish: [expect.stringMatching(new RegExp(String.raw`^zone\.test\. DS ${tag} 13 2 [0-9a-f]{64}$`))],
			},
		},
		{finds: 'island', when: {dns: {...unsigned, 'zone.test DNSKEY': ['257 3 13 ***']}}},
		{
			finds: 'weak-algorithm',
			when: {
				dns: {
					...unchecked,
					'zone.test DS': [`${weakTag} 7 1 ${digest}`],
					'zone.test DNSKEY': [weakKey],
				},
			},
			says: 'zone.test is signed in a way that resolvers do not accept any more: signatures with RSA/SHA-1 (algorithm 7).',
			facts: {rfc: 'RFC 9904, RFC 9905'},
		},
		{
			finds: 'weak-algorithm',
			when: {dns: {...signed, 'zone.test DS': checked(`${tag} 13 1 ${digest}`)}},
			says: 'zone.test is signed in a way that resolvers do not accept any more: a DS record with SHA-1 (digest type 1).',
			facts: {publish: [expect.stringContaining(`zone.test. DS ${tag} 13 2 `)]},
		},
		{
			finds: 'validated',
			when: {dns: {...signed, 'zone.test DS': checked(`${tag} 13 1 ${digest}`, `${tag} 13 2 ${digest}`)}},
		},
		...[foreign, `${tag} 13 2 ${'ab'.repeat(32)}`].map(signer => ({
			finds: 'ds-mismatch',
			when: {dns: {...unchecked, 'zone.test DS': [signer], ...server}},
			says: 'No DS record in the parent zone belongs to a key of zone.test, whose own name servers were asked: resolvers that check signatures get no answer about zone.test.',
			facts: {publish: [expect.stringContaining(`zone.test. DS ${tag} 13 2 `)], who: 'domain-owner'},
		})),
		...[{}, {[atServer]: [key]}, {[atServer]: 'no-data' as const}].map(more => ({
			finds: 'ds-mismatch-here',
			when: {dns: {...unchecked, 'zone.test DS': [foreign], ...more}},
			says: 'By what the resolver says, no DS record in the parent zone belongs to a key of zone.test. If that is so everywhere, resolvers that check signatures get no answer about zone.test.',
		})),
		{
			finds: 'ds-mismatch-here',
			when: {dns: {...unchecked, 'zone.test DS': [`1 17 2 ${digest}`], ...server}},
		},
		{
			finds: 'not-validated',
			when: {dns: {...unchecked, 'zone.test DNSKEY': [`257 3 15 ${material}`], ...server}},
		},
		{
			finds: 'not-validated',
			when: {dns: {...unchecked, 'zone.test DNSKEY': Array.from({length: 17}, () => weakKey)}},
		},
		{
			finds: 'partly-bogus',
			when: {dns: {...signed, 'zone.test MX': 'server-failure', 'zone.test MX +cd': ['mx.zone.test']}},
			says: 'The resolver failed for MX of zone.test and answered as soon as it did not have to check the signatures; for other records it did not fail, or was not heard. Those signatures may be wrong, or it failed for a moment only.',
		},
		...(['timeout', 'refused', 'no-data'] as const).flatMap(code => [
			{finds: 'partly-bogus', when: {dns: {...bogus, 'zone.test NS': code}}},
			{finds: 'partly-bogus', when: {dns: {...keyless, 'zone.test NS': code}}},
		]),
		{finds: 'partly-bogus', when: {dns: {...bogus, 'zone.test NS': ['ns1.zone.test']}}},
		{finds: 'partly-bogus', when: {dns: {...bogus, 'zone.test SOA': checked(soa)}}},
		{
			finds: 'bogus',
			when: {dns: bogus},
			says: 'The signatures of zone.test are wrong: the resolver fails for SOA, MX, DNSKEY, and answers as soon as it need not check them.',
			facts: {rfc: 'RFC 4035 section 5.5', who: 'domain-owner'},
		},
		{
			finds: 'bogus',
			when: {dns: {...bogus, 'zone.test DS': [foreign], 'zone.test MX': 'timeout'}},
			facts: {publish: [expect.stringContaining(`zone.test. DS ${tag} 13 2 `)]},
		},
		{
			finds: 'ds-without-key',
			when: {dns: keyless},
			says: 'The parent zone says that zone.test is signed (DS), but zone.test has no key (DNSKEY): resolvers that check signatures get no answer.',
		},
		{
			finds: 'no-such-domain',
			when: {
				dns: {
					'zone.test NS +cd': 'no-such-name',
					'zone.test CNAME +cd': 'no-such-name',
					'test NS +cd': 'no-data',
					'. NS +cd': 'no-data',
				},
			},
		},
		{
			finds: 'not-validated',
			when: {dns: unchecked},
			says: 'zone.test is signed, but the answers do not say that the resolver checked the signatures (AD): whether they are right could not be told.',
		},
		{
			finds: 'ds-without-key',
			when: {
				dns: {
					...unchecked,
					...server,
					'zone.test DNSKEY': 'no-data',
					[atServer]: 'no-data',
					'zone.test SOA @192.0.2.1 +norec': {data: [soa], authoritative: true},
				},
			},
			facts: {who: 'domain-owner'},
		},
		{finds: 'ds-mismatch-here', when: {dns: {...unchecked, 'zone.test DNSKEY': 'no-data'}}},
		{
			finds: 'ds-mismatch-here',
			when: {dns: {...unchecked, ...server, 'zone.test DNSKEY': 'no-data', [atServer]: 'no-data'}},
		},
		{finds: 'not-validated', when: {dns: {...unchecked, ...server, 'zone.test DNSKEY': 'no-data'}}},
		{
			finds: 'leads-away',
			when: {
				params: {domain: 'mail.zone.test'},
				dns: {...below, 'mail.zone.test CNAME': ['elsewhere.test']},
			},
		},
		{
			finds: 'validated',
			when: {params: {domain: 'mail.zone.test'}, dns: {...below, 'mail.zone.test CNAME': 'no-data'}},
		},
		{
			finds: 'unanswered',
			when: {params: {domain: 'mail.zone.test'}, dns: {...below, 'mail.zone.test CNAME': 'timeout'}},
		},
		{finds: 'not-validated', when: {dns: {...signed, 'zone.test MX': ['mx.zone.test']}}},
		{
			finds: 'chain-unclear',
			when: {
				dns: {...bogus, 'zone.test DS': 'server-failure', 'zone.test DS +cd': [`${tag} 13 2 ${digest}`]},
			},
		},
		{
			finds: 'unanswered',
			when: {
				dns: {
					...bogus,
					'zone.test SOA +cd': 'server-failure',
					'zone.test MX +cd': 'server-failure',
					'zone.test DNSKEY +cd': 'server-failure',
				},
			},
			says: 'DNS gave no usable answer about the signatures of zone.test: server failure.',
		},
		{finds: 'unanswered', when: {dns: {...signed, 'zone.test MX': 'timeout'}}},
		{
			finds: 'unanswered',
			when: {
				params: {domain: 'mail.zone.test'},
				dns: {
					...signed,
					...server,
					'mail.zone.test NS +cd': 'no-such-name',
					'mail.zone.test CNAME +cd': 'no-such-name',
					'mail.zone.test NS @192.0.2.1 +norec': 'no-data',
					'mail.zone.test MX': 'no-such-name',
				},
			},
			says: 'DNS gave no usable answer about the signatures of mail.zone.test: the resolver says that mail.zone.test does not exist, and the name servers of the zone above say that it does.',
		},
		{finds: 'unanswered', when: {dns: {...unsigned, 'zone.test SOA': 'no-such-name'}}},
		{finds: 'unanswered', when: {dns: {...bogus, 'zone.test DS': 'no-data'}}},
		{finds: 'unanswered', when: {dns: {...unchecked, 'zone.test DNSKEY': 'timeout'}}},
	],
	Object.fromEntries(
		codes.flatMap(code => [
			...['ns1.zone.test A +cd', atServer].map(
				question =>
					[
						`${code} for ${question} where no DS record fits`,
						{dns: {...unchecked, 'zone.test DS': [foreign], ...server, [question]: code}},
					] as const,
			),
			...[signed, unsigned, unchecked].flatMap((dns, index) =>
				Object.keys(dns).map(
					question => [`${code} for ${question} (${index})`, {dns: {...dns, [question]: code}}] as const,
				),
			),
			...[
				...(code === 'server-failure' ? [] : ['zone.test NS']),
				...['zone.test NS +cd', 'zone.test DS', 'zone.test DNSKEY +cd'],
			].map(
				question =>
					[`${code} for ${question} while nothing validates`, {dns: {...bogus, [question]: code}}] as const,
			),
			...['zone.test NS +cd', 'zone.test DS', 'zone.test DNSKEY +cd'].map(
				question =>
					[`${code} for ${question} while there is no key`, {dns: {...keyless, [question]: code}}] as const,
			),
			[
				`${code} for all but one answer without validation`,
				{dns: {...bogus, 'zone.test SOA +cd': code, 'zone.test MX +cd': code}},
			],
		]),
	),
);

test('only what was proven twice is called bogus', async () => {
	for (const question of ['zone.test SOA', 'zone.test MX', 'zone.test DNSKEY']) {
		const {finding} = await runOn(
			dnssec,
			{
				dns: {
					...signed,
					[question]: 'server-failure',
					[`${question} +cd`]: [question.endsWith('KEY') ? key : 'x'],
				},
			},
			{domain: 'zone.test'},
		);
		expect(finding.code, question).toBe('partly-bogus');
	}
});
