// Long because every finding of the check, and every failure at each of its questions, has its scenario here.
import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import dane from '../../../source/checks/domain/dane.ts';
import type {DnsAnswer} from '../../../source/core/dns.ts';
import type {Failure, FailureCode} from '../../../source/core/failure.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {certificate, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const [v4, other, v6] = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];
const digestsOf = (text: string) => ({
	sha256: createHash('sha256').update(text).digest('hex'),
	sha512: createHash('sha512').update(text).digest('hex'),
});
const key = (name: string) => digestsOf(`key ${name}`).sha256;
const shows = (name: string) =>
	tls({
		chain: [
			certificate({
				names: ['DNS:mx.a.test'],
				digests: {certificate: digestsOf(`cert ${name}`), publicKey: digestsOf(`key ${name}`)},
				signed: true,
			}),
		],
	});
const served = (name: string): SmtpAnswer =>
	stopped('tls', 'untrusted', {tls: {...shows(name), fault: 'self-signed', reason: 'DEPTH_ZERO'}});
const trusted = (name: string): SmtpAnswer => passed('tls', {tls: shows(name)});
const noStartTls = (): SmtpAnswer => {
	const {tls: _, ...plain} = stopped('tls', 'not-offered');
	return plain;
};
const stripped = (): SmtpAnswer => ({...noStartTls(), anomalies: ['starttls-stripped']});
const temporary = (): SmtpAnswer => {
	const {tls: _, ...plain} = stopped('tls', reply('454 later'));
	return plain;
};

type Data = readonly string[];
const signed = (...data: Data): {readonly data: Data} & Partial<DnsAnswer> => ({data, authenticated: true});
const host = (name: string, address: string, tlsa: NonNullable<When['dns']>[string]) => ({
	[`${name} A`]: signed(address),
	[`${name} AAAA`]: 'no-data' as const,
	[`_25._tcp.${name} TLSA`]: tlsa,
});
const good = signed(`3 1 1 ${key('one')}`);
const one = {'a.test MX': signed('mx.a.test'), ...host('mx.a.test', v4, good)};
const two = {...one, 'a.test MX': signed('mx.a.test', 'mx2.a.test')};

const looks = (said: Readonly<Record<string, SmtpAnswer | Failure>>): When['looks'] =>
	Object.fromEntries(Object.entries(said).map(([address, answer]) => [`${address} 25 starttls`, answer]));
const seen = (
	dns: NonNullable<When['dns']>,
	said: Parameters<typeof looks>[0] = {[v4]: served('one')},
): When => ({
	dns,
	looks: looks(said) ?? {},
});
const mismatchOne = `_25._tcp.mx.a.test. TLSA 3 1 1 ${key('new')}`;

describeCheck(
	dane,
	{domain: 'a.test'},
	[
		{
			finds: 'matches',
			when: seen(one),
			says: 'The certificates of the exchangers of a.test match their TLSA records (DANE): mx.a.test.',
			facts: {
				record: [`_25._tcp.mx.a.test. TLSA 3 1 1 ${key('one')}`],
				details: [`mx.a.test: ${v4} matches`],
				exchangers: [{host: 'mx.a.test', state: 'matches'}],
			},
		},
		{finds: 'matches', when: seen(one, {[v4]: trusted('one')})},
		{
			finds: 'matches',
			when: seen({...one, '_25._tcp.mx.a.test TLSA': signed(`0 0 1 ${key('x')}`, `3 1 1 ${key('one')}`)}),
		},
		{
			finds: 'matches',
			when: seen({
				'a.test MX': 'no-data',
				'a.test A': signed(v4),
				'a.test AAAA': 'no-data',
				'_25._tcp.a.test TLSA': good,
			}),
		},
		{
			finds: 'matches',
			when: seen({
				...one,
				'mx.a.test A': {...signed(v4), aliases: ['real.test']},
				'_25._tcp.real.test TLSA': 'no-such-name',
			}),
		},
		{finds: 'matches', when: seen({...two, ...host('mx2.a.test', other, 'no-such-name')})},
		{
			finds: 'seen-match',
			when: seen(
				{...one, 'mx.a.test AAAA': signed(v6)},
				{
					[v4]: served('one'),
					[v6]: stopped('connect', 'unreachable'),
				},
			),
			says: 'The certificates that could be seen match their TLSA records (mx.a.test); what could not be seen: mx.a.test 2001:db8::1.',
			facts: {details: [`mx.a.test: ${v4} matches, ${v6} was not seen (unreachable)`]},
		},
		{
			finds: 'seen-match',
			when: seen({...one, 'mx.a.test AAAA': 'timeout'}),
			says: 'The certificates that could be seen match their TLSA records (mx.a.test); what could not be seen: mx.a.test AAAA records.',
		},
		{finds: 'seen-match', when: seen({...two, ...host('mx2.a.test', other, 'server-failure')})},
		{finds: 'none', when: seen({...one, '_25._tcp.mx.a.test TLSA': 'no-such-name'}, {})},
		{finds: 'none', when: seen({...one, '_25._tcp.mx.a.test TLSA': 'no-data'}, {})},
		{
			finds: 'mismatch',
			when: seen(one, {[v4]: served('new')}),
			says: 'No exchanger of a.test shows what its TLSA records announce, so senders that honour DANE do not deliver: mx.a.test.',
			facts: {publish: [mismatchOne], who: 'recipient-admin', rfc: 'RFC 7672 section 2.2'},
		},
		{
			finds: 'mismatch',
			when: seen({...two, ...host('mx2.a.test', other, good)}, {[v4]: noStartTls(), [other]: served('new')}),
			facts: {
				details: [
					`mx.a.test: ${v4} does not match (offers no STARTTLS)`,
					`mx2.a.test: ${other} does not match`,
				],
			},
		},
		{
			finds: 'not-encrypted',
			when: seen(one, {[v4]: noStartTls()}),
			says: 'a.test announces certificates by TLSA records, and no exchanger encrypts towards this side (mx.a.test). If it is so everywhere, senders that honour DANE do not deliver; something on the way may as well have removed the offer of encryption.',
			facts: {details: [`mx.a.test: ${v4} does not match (offers no STARTTLS)`]},
		},
		{
			finds: 'partly',
			when: seen({...two, ...host('mx2.a.test', other, good)}, {[v4]: noStartTls(), [other]: served('one')}),
		},
		{
			finds: 'mismatch',
			when: seen(
				{...two, ...host('mx2.a.test', other, 'no-data'), 'mx2.a.test A': 'no-such-name'},
				{[v4]: served('new')},
			),
		},
		{
			finds: 'partly',
			when: seen({...two, ...host('mx2.a.test', other, good)}, {[v4]: served('new'), [other]: served('one')}),
			facts: {publish: [mismatchOne]},
		},
		{
			finds: 'partly',
			when: seen({...two, ...host('mx2.a.test', other, 'no-data')}, {[v4]: served('new')}),
		},
		{
			finds: 'partly',
			when: seen({...one, 'mx.a.test AAAA': signed(v6)}, {[v4]: served('one'), [v6]: served('new')}),
			facts: {details: [`mx.a.test: ${v4} matches, ${v6} does not match`]},
		},
		{
			finds: 'seen-mismatch',
			when: seen(
				{...one, 'mx.a.test AAAA': signed(v6)},
				{[v4]: served('new'), [v6]: stopped('connect', 'unreachable')},
			),
			says: 'No exchanger of a.test that could be seen shows what its TLSA records announce (mx.a.test); what could not be seen: mx.a.test 2001:db8::1.',
			facts: {
				publish: [mismatchOne],
				details: [`mx.a.test: ${v4} does not match, ${v6} was not seen (unreachable)`],
			},
		},
		{finds: 'seen-mismatch', when: seen({...one, 'mx.a.test AAAA': 'timeout'}, {[v4]: served('new')})},
		{
			finds: 'seen-mismatch',
			when: seen({...two, ...host('mx2.a.test', other, 'server-failure')}, {[v4]: served('new')}),
		},
		{
			finds: 'seen-mismatch',
			when: seen(
				{...two, ...host('mx2.a.test', other, good)},
				{[v4]: served('new'), [other]: stopped('connect', 'timeout')},
			),
			says: 'No exchanger of a.test that could be seen shows what its TLSA records announce (mx.a.test); what could not be seen: mx2.a.test.',
		},
		...(
			[
				[{unsent: true}, '2 1 1', 'the certificate of the authority is right and must be sent along'],
				[{names: []}, '2 1 1', 'the certificate is for another name'],
				[{validTo: '2020-01-01T00:00:00.000Z'}, '2 1 1', 'the certificate is not valid now'],
			] as const
		).map(([more, kind, why]) => ({
			finds: 'mismatch',
			when: seen(
				{...one, '_25._tcp.mx.a.test TLSA': signed(`${kind} ${key('one')}`)},
				{
					[v4]: stopped('tls', 'untrusted', {
						tls: tls({chain: shows('one').chain.map(shown => ({...shown, ...more}))}),
					}),
				},
			),
			facts: {details: [`mx.a.test: ${v4} does not match (${why})`]},
		})),
		{
			finds: 'unusable',
			when: seen({...one, '_25._tcp.mx.a.test TLSA': signed(`1 1 1 ${key('one')}`)}),
			says: 'The TLSA records of mx.a.test are of kinds that senders cannot use: mx.a.test, certificate usage 1 is not for SMTP.',
			facts: {publish: [`_25._tcp.mx.a.test. TLSA 3 1 1 ${key('one')}`], rfc: 'RFC 7672 section 3.1.3'},
		},
		{finds: 'unusable', when: seen({...one, '_25._tcp.mx.a.test TLSA': signed('rubbish')}, {})},
		{
			finds: 'unsigned',
			when: seen({...one, '_25._tcp.mx.a.test TLSA': [`3 1 1 ${key('one')}`]}),
			says: 'Senders ignore the TLSA records of mx.a.test, because not every DNS answer on the way to them is signed (DNSSEC): mx.a.test, the TLSA answer for _25._tcp.mx.a.test was not validated.',
			facts: {who: 'recipient-admin'},
		},
		{finds: 'unsigned', when: seen({...one, 'mx.a.test A': [v4]})},
		{
			finds: 'unsigned',
			when: seen({...one, 'a.test MX': ['mx.a.test']}),
			facts: {
				who: 'domain-owner',
				details: ['mx.a.test: the answer about where mail for a.test goes was not validated'],
			},
		},
		{
			finds: 'unsigned',
			when: seen({
				'a.test MX': ['mx.a.test'],
				'mx.a.test A': [v4],
				'mx.a.test AAAA': 'no-data',
				'_25._tcp.mx.a.test TLSA': ['3 1 1 00'],
				'. NS': signed('a.root.test'),
			}),
		},
		...[['a.root.test'], 'timeout' as const].map(root => ({
			finds: 'not-authenticated',
			when: seen({
				'a.test MX': ['mx.a.test'],
				'mx.a.test A': [v4],
				'mx.a.test AAAA': 'no-data' as const,
				'_25._tcp.mx.a.test TLSA': ['3 1 1 00'],
				'. NS': root,
			}),
		})),
		{
			finds: 'unreachable',
			when: seen(one, {[v4]: stopped('connect', {code: 'timeout', detail: 'no connection within 10 s'})}),
			says: `a.test announces certificates by TLSA records, and those of its exchangers could not be seen: mx.a.test, ${v4} was not seen (no connection within 10 s).`,
		},
		{finds: 'unreachable', when: seen(one, {[v4]: stripped()})},
		{finds: 'unreachable', when: seen(one, {[v4]: temporary()})},
		{finds: 'unreachable', when: seen(one, {[v4]: stopped('tls', 'untrusted', {tls: tls()})})},
		{finds: 'unreachable', when: seen({...one, 'mx.a.test A': 'timeout'}, {})},
		{
			finds: 'unreachable',
			when: seen(
				{...one, '_25._tcp.mx.a.test TLSA': signed('2 0 0 00')},
				{
					[v4]: stopped('tls', 'untrusted', {
						tls: tls({chain: shows('one').chain.map(shown => ({...shown, signed: false}))}),
					}),
				},
			),
			facts: {
				details: [`mx.a.test: ${v4} was not seen (the certificate of the authority was not sent along)`],
			},
		},
		{finds: 'no-exchanger', when: {dns: {'a.test MX': ['.']}}},
		{finds: 'no-exchanger', when: {dns: {'a.test MX': 'no-such-name', 'a.test CNAME': 'no-such-name'}}},
		{finds: 'no-exchanger', when: {dns: {...one, 'mx.a.test A': 'no-such-name'}}},
		{finds: 'unanswered', when: {dns: {'a.test MX': 'server-failure'}}},
		{finds: 'unanswered', when: {dns: {...one, '_25._tcp.mx.a.test TLSA': 'server-failure'}}},
		{finds: 'unanswered', when: {dns: {...one, '_25._tcp.mx.a.test TLSA': []}}},
	],
	Object.fromEntries(
		[...waySays, 'malformed', 'bad-name', 'refused', 'tls', 'untrusted'].flatMap(name => {
			const code = name as FailureCode;
			const at = (said: SmtpAnswer | Failure) => seen(one, {[v4]: said});
			const {tls: _, ...atTls} = stopped('tls', code);
			return [
				[`${code} for the domain`, seen({...one, 'a.test MX': code})],
				[`${code} for an address`, seen({...one, 'mx.a.test A': code}, {[v4]: served('new')})],
				[`${code} for the records`, seen({...one, '_25._tcp.mx.a.test TLSA': code}, {[v4]: served('new')})],
				[
					`${code} for the root`,
					seen({...one, 'a.test MX': ['mx.a.test'], '. NS': code}, {[v4]: served('new')}),
				],
				[`${code} instead of a conversation`, at({code})],
				[`${code} at connect`, at(stopped('connect', code))],
				[`${code} at the handshake`, at(atTls)],
			];
		}),
	),
);

test('what could not be found out is never told as none or matching', async () => {
	for (const code of [...waySays, 'malformed', 'bad-name', 'refused'] as const)
		for (const dns of [
			{...one, 'a.test MX': code},
			{...one, '_25._tcp.mx.a.test TLSA': code},
			{...one, 'mx.a.test A': code},
		]) {
			const {finding} = await runOn(dane, seen(dns), {domain: 'a.test'});
			expect(finding.level, `${code}: ${finding.text}`).toBe('unknown');
		}
});

test('asks the exchanger what the reachability check asks, so that they share one conversation', async () => {
	const {asked} = await runOn(dane, seen(one), {domain: 'a.test'});
	expect(asked.at(-1)).toEqual({
		host: 'mx.a.test',
		port: 25,
		security: 'starttls',
		stage: 'tls',
		dialogue: 'exchanger',
		address: v4,
	});
});

test('nobody is visited whose records do not count', async () => {
	const {asked} = await runOn(dane, seen({...one, '_25._tcp.mx.a.test TLSA': ['3 1 1 00']}), {
		domain: 'a.test',
	});
	expect(asked.filter(question => 'port' in question)).toEqual([]);
});
