// Long because every finding of the check, and every failure at each of its questions, has its scenario here.
import {expect, test} from 'vitest';
import mtaSts from '../../../source/checks/domain/mta-sts.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import type {HttpAnswer} from '../../../source/core/http.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {certificate, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const url = 'https://mta-sts.a.test/.well-known/mta-sts.txt';
const policy = ({mode = 'enforce', mx = ['mx.a.test']} = {}) =>
	['version: STSv1', `mode: ${mode}`, ...mx.map(host => `mx: ${host}`), 'max_age: 604800', ''].join('\r\n');
const page = (body: string, more: Partial<HttpAnswer> = {}): HttpAnswer => ({
	address: '192.0.2.1:443',
	status: 200,
	contentType: 'text/plain; charset=utf-8',
	body,
	tls: tls(),
	...more,
});
const announced = {'_mta-sts.a.test TXT': ['v=STSv1; id=20260101T000000;']} as const;
const exchanger = {'a.test MX': ['mx.a.test']} as const;

const served = (
	said: HttpAnswer | {code: FailureCode; detail?: string},
	dns: When['dns'] = exchanger,
): When => ({
	dns: {...announced, ...dns},
	http: {[url]: said},
});
/** A policy for two exchangers with an address each, and what comes of a visit to these. */
const visited = (first: SmtpAnswer, second: SmtpAnswer, mode = 'enforce', mx = ['*.a.test']): When => ({
	...served(page(policy({mode, mx})), {
		'a.test MX': ['mx1.a.test', 'mx2.a.test'],
		'mx1.a.test A': ['192.0.2.1'],
		'mx1.a.test AAAA': 'no-data',
		'mx2.a.test A': ['192.0.2.2'],
		'mx2.a.test AAAA': 'no-data',
	}),
	looks: {'192.0.2.1 25 starttls': first, '192.0.2.2 25 starttls': second},
});
const trusted = passed('tls');
const expired = stopped('tls', 'untrusted', {
	tls: tls({fault: 'expired', chain: [certificate({validTo: '2026-02-03T00:00:00.000Z'})]}),
});
/** What came of STARTTLS where no handshake was seen. */
const plain = (by: Parameters<typeof stopped>[1]): SmtpAnswer => {
	const {tls: _, ...answer} = stopped('tls', by);
	return answer;
};
const bare = plain('not-offered');
const silent = stopped('connect', {code: 'timeout', detail: 'no answer within 10 s'});
const addressOpen = (code: FailureCode): When => {
	const {dns, ...when} = visited(expired, expired);
	return {...when, dns: {...dns, 'mx2.a.test AAAA': code}};
};
const record = (...texts: readonly string[]): When => ({dns: {'_mta-sts.a.test TXT': texts}});

describeCheck(
	mtaSts,
	{domain: 'a.test'},
	[
		{
			finds: 'enforced',
			when: served(page(policy())),
			facts: {
				mode: 'enforce',
				maxAge: 604_800,
				record: ['_mta-sts.a.test. TXT "v=STSv1; id=20260101T000000;"'],
				details: [
					'mx.a.test is named by the policy',
					'version: STSv1',
					'mode: enforce',
					'mx: mx.a.test',
					'max_age: 604800',
				],
			},
		},
		{
			finds: 'enforced',
			when: served(page(policy({mx: ['*.A.test']})), {'a.test MX': ['MX.a.test', 'mx2.a.test']}),
		},
		{
			finds: 'enforced',
			when: served(page(policy({mx: ['a.test']})), {
				'a.test MX': 'no-data',
				'a.test A': ['192.0.2.1'],
				'a.test AAAA': 'no-data',
			}),
		},
		{finds: 'enforced', when: {params: {domain: 'name@a.test.'}, ...served(page(policy()))}},
		{
			finds: 'enforced',
			when: visited(trusted, trusted),
			says: 'a.test enforces encrypted delivery (MTA-STS), and its policy names every exchanger; each shows a certificate that senders trust.',
		},
		{
			finds: 'enforced',
			when: visited(trusted, silent),
			says: 'a.test enforces encrypted delivery (MTA-STS), and its policy names every exchanger; certificates that could not be seen from here: mx2.a.test (no answer within 10 s).',
		},
		{finds: 'enforced', when: visited(silent, silent)},
		{
			finds: 'enforced',
			when: visited(
				stopped('tls', reply('550 5.7.1 not you'), {tls: tls()}),
				plain(reply('454 4.7.0 not now')),
			),
			says: 'a.test enforces encrypted delivery (MTA-STS), and its policy names every exchanger; certificates that could not be seen from here: mx2.a.test (cannot encrypt just now: 454 4.7.0 not now).',
		},
		{
			finds: 'enforced',
			when: served(page(policy()), {...exchanger, 'mx.a.test A': 'no-data', 'mx.a.test AAAA': 'no-data'}),
			says: 'a.test enforces encrypted delivery (MTA-STS), and its policy names every exchanger; there was no certificate to look at.',
		},
		{
			finds: 'enforced',
			when: (() => {
				const {dns, ...when} = visited(trusted, silent);
				return {...when, dns: {...dns, 'mx2.a.test A': 'no-such-name' as const}};
			})(),
			says: 'a.test enforces encrypted delivery (MTA-STS), and its policy names every exchanger; each that has an address shows a certificate that senders trust.',
		},
		{
			finds: 'exchangers-untrusted',
			when: visited(expired, expired),
			says: 'a.test enforces an MTA-STS policy, and no exchanger that it names shows a certificate that senders trust, so senders that honour it do not deliver: mx1.a.test (certificate ended on 2026-02-03), mx2.a.test (certificate ended on 2026-02-03).',
			facts: {rfc: 'RFC 8461 section 4.2', who: 'recipient-admin'},
		},
		{
			finds: 'exchangers-untrusted',
			when: visited(expired, trusted, 'enforce', ['mx1.a.test']),
			facts: {hosts: 'mx1.a.test (certificate ended on 2026-02-03)'},
		},
		{
			finds: 'some-untrusted',
			when: visited(trusted, expired),
			says: 'a.test enforces an MTA-STS policy; senders that honour it pass these exchangers over, because they show no certificate to trust: mx2.a.test (certificate ended on 2026-02-03).',
		},
		{finds: 'some-untrusted', when: visited(bare, trusted)},
		{
			finds: 'seen-untrusted',
			when: visited(expired, silent),
			says: 'a.test enforces an MTA-STS policy, and no certificate that could be seen is one that senders trust: mx1.a.test (certificate ended on 2026-02-03). Not seen: mx2.a.test (no answer within 10 s).',
		},
		{finds: 'seen-untrusted', when: visited(expired, bare)},
		{finds: 'not-encrypted', when: visited(bare, bare)},
		{finds: 'not-encrypted', when: visited(bare, silent)},
		{finds: 'untrusted-testing', when: visited(trusted, expired, 'testing')},
		{finds: 'untrusted-testing', when: visited(bare, silent, 'testing')},
		{finds: 'mx-partly-matched', when: visited(trusted, expired, 'enforce', ['mx1.a.test'])},
		{finds: 'mx-partly-matched', when: visited(silent, trusted, 'enforce', ['mx1.a.test'])},
		{finds: 'testing', when: served(page(policy({mode: 'testing'})))},
		{finds: 'disabled', when: served(page(policy({mode: 'none', mx: []})), {})},
		{finds: 'none', when: {dns: {'_mta-sts.a.test TXT': 'no-such-name'}}},
		{finds: 'none', when: {dns: {'_mta-sts.a.test TXT': 'no-data'}}},
		{finds: 'none', when: record('v=spf1 -all'), facts: {record: ['_mta-sts.a.test. TXT "v=spf1 -all"']}},
		{
			finds: 'mx-not-matched',
			when: served(page(policy({mx: ['old.a.test', '*.a.test']})), {
				'a.test MX': ['mx.b.test', 'x.mx.a.test'],
			}),
			says: 'a.test enforces an MTA-STS policy that names none of its exchangers, so senders that honour it do not deliver: mx.b.test, x.mx.a.test.',
			facts: {
				who: 'domain-owner',
				rfc: 'RFC 8461 section 4.1',
				publish: [
					`; first, at ${url}:`,
					'; version: STSv1',
					'; mode: enforce',
					'; mx: mx.b.test',
					'; mx: x.mx.a.test',
					'; max_age: 604800',
					'_mta-sts.a.test. TXT "v=STSv1; id=20260615120000"',
				],
			},
		},
		{
			finds: 'mx-partly-matched',
			when: served(page(policy()), {'a.test MX': ['mx.a.test', 'mx.b.test']}),
			says: 'a.test enforces an MTA-STS policy that does not name all of its exchangers; senders that honour it pass these over: mx.b.test.',
		},
		{
			finds: 'mx-partly-matched',
			when: served(page(policy({mx: ['gone.test', '*.A.test', '*.gone.test']})), {
				'a.test MX': ['mx.a.test', 'mx.b.test'],
			}),
			facts: {
				publish: [
					`; first, at ${url}:`,
					'; version: STSv1',
					'; mode: enforce',
					'; mx: *.a.test',
					'; mx: mx.b.test',
					'; max_age: 604800',
					'_mta-sts.a.test. TXT "v=STSv1; id=20260615120000"',
				],
			},
		},
		{
			finds: 'mx-not-matched-testing',
			when: served(page(policy({mode: 'testing'})), {'a.test MX': ['mx.b.test']}),
		},
		{
			finds: 'nothing-to-match',
			when: served(page(policy()), {'a.test MX': ['.']}),
			facts: {
				rfc: 'RFC 8461 section 8.3',
				publish: [
					`; first, at ${url}:`,
					'; version: STSv1',
					'; mode: none',
					'; max_age: 604800',
					'_mta-sts.a.test. TXT "v=STSv1; id=20260615120000"',
				],
			},
		},
		{
			finds: 'nothing-to-match',
			when: served(page(policy()), {'a.test MX': 'no-data', 'a.test A': 'no-data', 'a.test AAAA': 'no-data'}),
		},
		{
			finds: 'record-malformed',
			when: record('v=STSv1; id=2026-01-01'),
			says: 'The MTA-STS record at _mta-sts.a.test is not usable, because of its field id: it must be 1 to 32 letters and digits.',
			facts: {publish: ['_mta-sts.a.test. TXT "v=STSv1; id=20260615120000"']},
		},
		{
			finds: 'record-malformed',
			when: record('v=stsv1; id=1'),
			says: 'The MTA-STS record at _mta-sts.a.test is not usable, because of its field v=stsv1: the record must begin with v=STSv1, spelled exactly like that.',
		},
		{finds: 'record-malformed', when: record('v=STSv1')},
		{
			finds: 'record-malformed',
			when: {dns: {'_mta-sts.a.test TXT': {alias: '_mta-sts.b.test', data: ['v=STSv1; id=-']}}},
			facts: {
				record: ['_mta-sts.b.test. TXT "v=STSv1; id=-"'],
				publish: ['_mta-sts.b.test. TXT "v=STSv1; id=20260615120000"'],
			},
		},
		{
			finds: 'several-records',
			when: record('v=STSv1; id=1', 'v=STSv1; id=2', 'unrelated'),
			says: '_mta-sts.a.test holds 2 MTA-STS records, and senders then take it for none.',
		},
		{
			finds: 'policy-missing',
			when: served(page('', {status: 404})),
			says: `a.test announces an MTA-STS policy, and there is none at ${url}: its server answers 404.`,
		},
		{finds: 'policy-missing', when: served({code: 'no-such-name'})},
		{finds: 'policy-missing', when: served(page('', {status: 204}))},
		{
			finds: 'redirect',
			when: served(page('', {status: 302})),
			says: `${url} answers with a redirect (302), which senders must not follow: they find no MTA-STS policy.`,
		},
		{
			finds: 'policy-untrusted',
			when: served({code: 'untrusted', detail: 'expired (CERT_HAS_EXPIRED)'}),
			says: 'Senders do not trust the certificate of mta-sts.a.test and find no MTA-STS policy there: expired (CERT_HAS_EXPIRED).',
		},
		{
			finds: 'policy-malformed',
			when: served(page('version: STSv1\nmode: enforced\nmx: mx.a.test\nmax_age: 1\n')),
			says: 'The MTA-STS policy of a.test is not usable, because of "mode: enforced": it must be enforce, testing or none.',
			facts: {details: ['version: STSv1', 'mode: enforced', 'mx: mx.a.test', 'max_age: 1']},
		},
		{
			finds: 'policy-malformed',
			when: served(page(policy({mx: []}))),
			says: 'The MTA-STS policy of a.test is not usable, because of mx: it is missing.',
		},
		{
			finds: 'policy-malformed',
			when: served(page(policy({mx: ['mx.a.test', 'mx.*.test']}))),
			says: 'The MTA-STS policy of a.test is not usable, because of "mx: mx.*.test": it must be a host name, or *. and a domain.',
		},
		{
			finds: 'policy-malformed',
			when: served(page(policy(), {contentType: 'text/html; charset=utf-8'})),
			says: 'The MTA-STS policy of a.test is not usable, because of its media type: it is sent as text/html, and must be text/plain.',
		},
		{finds: 'policy-unreachable', when: served({code: 'timeout'})},
		{finds: 'policy-unreachable', when: served(page('', {status: 503}))},
		{finds: 'policy-unreachable', when: served(page('', {status: 429}))},
		{finds: 'mx-unanswered', when: served(page(policy()), {'a.test MX': 'timeout'})},
		{
			finds: 'mx-unanswered',
			when: served(page(policy()), {'a.test MX': Array.from({length: 60}, (_, at) => `mx${at}.b.test`)}),
		},
		{finds: 'unanswered', when: {dns: {'_mta-sts.a.test TXT': 'server-failure'}}},
		{finds: 'unanswered', when: {dns: {'_mta-sts.a.test TXT': []}}},
	],
	Object.fromEntries(
		[...waySays, 'malformed', 'bad-name', 'refused', 'tls', 'untrusted'].flatMap(name => {
			const code = name as FailureCode;
			return [
				[`${code} at an exchanger`, visited(expired, stopped('connect', code))],
				[`${code} at the handshake`, visited(expired, plain(code))],
				[`${code} for an address`, addressOpen(code)],
				[`${code} for the record`, {dns: {'_mta-sts.a.test TXT': code}}],
				[`${code} for the policy`, served({code})],
				[`${code} for the exchangers`, served(page(policy({mx: ['no.test']})), {'a.test MX': code})],
				[
					`${code} for the address of the domain`,
					served(page(policy({mx: ['no.test']})), {
						'a.test MX': 'no-data',
						'a.test A': 'no-data',
						'a.test AAAA': code,
					}),
				],
			];
		}),
	),
);

test('what could not be found out is never told as missing', async () => {
	for (const code of [...waySays, 'malformed', 'bad-name', 'refused', 'tls'] as const)
		for (const when of [
			{dns: {'_mta-sts.a.test TXT': code}},
			served({code}),
			served(page(policy()), {'a.test MX': code}),
		]) {
			const {finding} = await runOn(mtaSts, when, {domain: 'a.test'});
			expect(finding.level, `${code}: ${finding.text}`).toBe('unknown');
		}
});

test('the exchangers are visited as every other check does it, and those that the policy bars are not', async () => {
	const {asked} = await runOn(mtaSts, visited(trusted, trusted, 'enforce', ['mx2.a.test']), {
		domain: 'a.test',
	});
	expect(asked.filter(question => 'stage' in question)).toEqual([
		{
			host: 'mx2.a.test',
			port: 25,
			security: 'starttls',
			stage: 'tls',
			dialogue: 'exchanger',
			address: '192.0.2.2',
		},
	]);
});

test('of many exchangers only those are visited that every check visits', async () => {
	const hosts = Array.from({length: 12}, (_, at) => `mx${at}.a.test`);
	const addresses = hosts.flatMap((host, at) => [
		[`${host} A`, [`192.0.2.${at}`]] as const,
		[`${host} AAAA`, 'no-data'] as const,
	]);
	const {finding} = await runOn(
		mtaSts,
		{
			...served(page(policy({mx: ['*.a.test']})), {'a.test MX': hosts, ...Object.fromEntries(addresses)}),
			looks: Object.fromEntries(hosts.map((_, at) => [`192.0.2.${at} 25 starttls`, expired])),
		},
		{domain: 'a.test'},
	);
	expect(finding.code).toBe('seen-untrusted');
	expect(finding.facts['others']).toBe('7 more exchangers');
});
