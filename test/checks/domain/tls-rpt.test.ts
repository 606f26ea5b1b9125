import {expect, test} from 'vitest';
import tlsRpt from '../../../source/checks/domain/tls-rpt.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const record = (...texts: readonly string[]): When => ({dns: {'_smtp._tls.a.test TXT': texts}});
const proposed = '_smtp._tls.a.test. TXT "v=TLSRPTv1; rua=mailto:tls@a.test"';

describeCheck(
	tlsRpt,
	{domain: 'a.test'},
	[
		{
			finds: 'published',
			when: record('v=spf1 -all', 'v=TLSRPTv1; rua=mailto:tls@a.test, https://b.test/r;'),
			says: 'a.test asks for reports on encrypted delivery at mailto:tls@a.test, https://b.test/r.',
			facts: {
				record: [
					'_smtp._tls.a.test. TXT "v=spf1 -all"',
					'_smtp._tls.a.test. TXT "v=TLSRPTv1; rua=mailto:tls@a.test, https://b.test/r;"',
				],
			},
		},
		{
			finds: 'published',
			when: {params: {domain: 'name@a.test'}, ...record('v=TLSRPTv1;rua=mailto:x@a.test')},
		},
		{finds: 'not-published', when: {dns: {'_smtp._tls.a.test TXT': 'no-such-name'}}},
		{finds: 'not-published', when: {dns: {'_smtp._tls.a.test TXT': 'no-data'}}},
		{finds: 'not-published', when: record('v=spf1 -all')},
		{
			finds: 'malformed',
			when: record('v=TLSRPTv1; rua=tls@a.test'),
			says: 'The TLS-RPT record at _smtp._tls.a.test is not usable, because of its field rua: tls@a.test has no mailto: or https: before it.',
			facts: {publish: [proposed], who: 'domain-owner', rfc: 'RFC 8460 section 3'},
		},
		{
			finds: 'malformed',
			when: record('v=TLSRPTv1; ruf=mailto:a@a.test'),
			says: 'The TLS-RPT record at _smtp._tls.a.test is not usable, because of its field rua: it is missing.',
			facts: {publish: ['_smtp._tls.a.test. TXT "v=TLSRPTv1; rua=mailto:postmaster@a.test"']},
		},
		{
			finds: 'malformed',
			when: {dns: {'_smtp._tls.a.test TXT': {alias: '_smtp._tls.b.test', data: ['v=TLSRPTv1; rua=x']}}},
			facts: {
				record: ['_smtp._tls.b.test. TXT "v=TLSRPTv1; rua=x"'],
				publish: ['_smtp._tls.b.test. TXT "v=TLSRPTv1; rua=mailto:postmaster@a.test"'],
			},
		},
		{finds: 'malformed', when: record('v=tlsrptv1; rua=mailto:a@a.test')},
		{
			finds: 'several-records',
			when: record('v=TLSRPTv1; rua=x', 'v=TLSRPTv1; rua=mailto:b@a.test'),
			says: '_smtp._tls.a.test holds 2 TLS-RPT records, and senders then take it for none.',
			facts: {publish: ['_smtp._tls.a.test. TXT "v=TLSRPTv1; rua=mailto:b@a.test"']},
		},
		{finds: 'unanswered', when: {dns: {'_smtp._tls.a.test TXT': 'timeout'}}},
	],
	Object.fromEntries(
		[...waySays, 'malformed', 'bad-name'].map(code => [code, {dns: {'_smtp._tls.a.test TXT': code}} as When]),
	),
);

test('what could not be found out is never told as not published', async () => {
	for (const code of [...waySays, 'malformed', 'bad-name', 'refused'] as const) {
		const {finding} = await runOn(tlsRpt, {dns: {'_smtp._tls.a.test TXT': code}}, {domain: 'a.test'});
		expect(finding.code, code).toBe('unanswered');
	}
});
