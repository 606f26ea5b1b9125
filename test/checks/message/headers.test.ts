import {expect, test} from 'vitest';
import headers from '../../../source/checks/message/headers.ts';
import {adviceOf} from '../../../source/core/advice.ts';
import type {MessageAnswer} from '../../../source/core/message.ts';
import type {Judged, Trail, Verdict} from '../../../source/core/trail.ts';
import {fieldsOf, trailOf} from '../../../source/mail/trail.ts';
import {letters, octetsOf} from '../../mail/trail/letters.ts';
import {describeCheck, runOn, type Scenario, type When} from '../taped.ts';

const verdict = (judgement: Verdict['judgement'], more: Partial<Verdict> = {}): Verdict => ({
	by: 'SpamAssassin',
	field: 'X-Spam-Status',
	judgement,
	says: 'It said so.',
	...more,
});

const judged = (method: Judged['method'], result: string, more: Partial<Judged> = {}): Judged => ({
	by: 'mx.example.net',
	method,
	result,
	domain: 'example.org',
	...more,
});

const answer = (trail: Partial<Trail>): MessageAnswer => ({
	from: ['nas@example.org'],
	signatures: [],
	trail: {
		passages: [],
		verdicts: [],
		judged: [],
		date: {state: 'right', ahead: 0, says: 'The Date field fits the first server that stamped it.'},
		...trail,
	},
});

const when = (trail: Partial<Trail>, more: Partial<When> = {}): When => ({message: answer(trail), ...more});

const dmarcFailed = (asks: Judged['asks'] = 'reject') =>
	judged('dmarc', 'fail', {detail: 'p=REJECT', ...(asks ? {asks} : {})});
const failed = [judged('spf', 'fail'), judged('dkim', 'none'), dmarcFailed()];
const unenforced = [judged('spf', 'fail'), judged('dkim', 'none'), dmarcFailed('none')];
const at = Date.UTC(2026, 10, 22, 10);

const scenarios: readonly Scenario[] = [
	{
		finds: 'clean',
		when: when({verdicts: [verdict('passed', {score: 1, threshold: 5})]}),
		says: 'SpamAssassin let the message through, and nothing in its header speaks against it. It said so.',
		facts: {field: 'X-Spam-Status', judgement: 'passed', score: 1, threshold: 5},
	},
	{finds: 'malware', when: when({verdicts: [verdict('junk'), verdict('malware')]})},
	{finds: 'phishing', when: when({verdicts: [verdict('quarantined'), verdict('phishing')]})},
	{finds: 'quarantined', when: when({verdicts: [verdict('junk'), verdict('quarantined')]})},
	{
		finds: 'junk-folder',
		when: when({verdicts: [verdict('junk', {by: 'Outlook', folder: 'junk'})], judged: failed}),
		says: 'Outlook put the message into the junk folder. It said so.',
	},
	{finds: 'other-folder', when: when({verdicts: [verdict('unsaid', {folder: 'other'}), verdict('passed')]})},
	{
		finds: 'junk',
		when: when({verdicts: [verdict('junk', {rules: [{name: 'GTUBE', score: 1000}]})]}),
		facts: {rules: ['GTUBE']},
	},
	{
		finds: 'forwarding-broke',
		when: when({
			judged: failed,
			forwarded: {by: 'a@example.com', to: 'b@example.net', broke: ['spf'], says: 'It was passed on.'},
		}),
		facts: {
			broke: 'SPF',
			forwarded: {by: 'a@example.com', to: 'b@example.net', broke: ['spf'], mailbox: 'last'},
		},
	},
	{
		finds: 'dmarc-failed',
		when: when({judged: [judged('spf', 'pass', {domain: 'b.example'}), dmarcFailed()]}),
	},
	{
		finds: 'spf-failed',
		when: when({judged: failed}),
		says: 'mx.example.net found that the server which sent the message may not send for example.org: SPF failed, and DMARC with it. It wrote: spf=fail (example.org), dkim=none (example.org), dmarc=fail (example.org; p=REJECT).',
	},
	{
		finds: 'dkim-failed',
		when: when({judged: [judged('spf', 'none'), judged('dkim', 'fail'), dmarcFailed('quarantine')]}),
	},
	{finds: 'bulk', when: when({verdicts: [verdict('passed'), verdict('bulk')]})},
	{finds: 'suspicious', when: when({verdicts: [verdict('suspicious')]})},
	{finds: 'unauthenticated', when: when({judged: [judged('spf', 'softfail'), judged('dmarc', 'none')]})},
	{
		finds: 'slow',
		when: when({
			verdicts: [verdict('passed')],
			passages: [
				{by: 'a.example', at},
				{by: 'b.example', at: at + 661_000, seconds: 661, slowest: true},
			],
		}),
		says: 'The message took 11 minutes 1 second from a.example to b.example, which is longer than most codes live.',
	},
	{
		finds: 'future-date',
		when: when({date: {state: 'future', ahead: 900, says: 'The Date field is ahead.'}}),
		facts: {dateAhead: 900},
	},
	{finds: 'past-date', when: when({date: {state: 'past', ahead: -900, says: 'The Date field is behind.'}})},
	{
		finds: 'untold',
		when: when({judged: [judged('dmarc', 'pass')]}),
		says: 'No field of the header says whether a filter let the message through. mx.example.net wrote only dmarc=pass (example.org).',
	},
	{
		finds: 'no-file',
		when: {message: {code: 'unreadable', detail: 'ENOENT: no such file'}},
		says: 'The header of code.eml could not be read: ENOENT: no such file.',
	},
];

describeCheck(headers, {file: 'code.eml', address: 'b@example.net'}, scenarios, {
	'SPF failed and DMARC passed': when({judged: [judged('spf', 'fail'), judged('dmarc', 'pass')]}),
	'SPF failed alone': when({judged: [judged('spf', 'fail')]}),
	'DMARC failed, and the filter let it pass': when({judged: failed, verdicts: [verdict('passed')]}),
	'DMARC failed, and Microsoft found another reason to trust it': when({
		judged: [judged('dmarc', 'fail'), judged('compauth', 'pass')],
	}),
	'DMARC failed, and nothing was to be done about it': when({judged: unenforced}),
	'DMARC failed, and nobody says what was to be done': when({
		judged: [judged('spf', 'fail'), judged('dmarc', 'fail')],
	}),
	'a forwarding broke DMARC, and nothing was to be done about it': when({
		judged: unenforced,
		forwarded: {broke: ['spf'], says: 'It was passed on.'},
	}),
	'DMARC failed for somebody before': when({judged: failed.map(one => ({...one, earlier: true as const}))}),
	'junk by a server before the last': when({verdicts: [verdict('junk', {earlier: true})]}),
	'junk by the filter, and in the inbox all the same': when({
		verdicts: [verdict('junk'), verdict('passed', {folder: 'inbox'})],
	}),
	'forwarded, and DMARC passes': when({
		judged: [judged('spf', 'fail'), judged('dmarc', 'pass')],
		forwarded: {broke: ['spf'], says: 'It was passed on.'},
	}),
	'a file that is no mail': {message: {code: 'malformed', detail: 'code.eml is empty'}},
	'a reader that tells no way': {message: {from: [], signatures: []}},
	cancelled: {message: {code: 'cancelled'}},
	'not on tape': {},
});

test.each(Object.entries(letters))('%s', async (_, {header, code}) => {
	const trail = trailOf(fieldsOf(octetsOf(header)));
	const {finding, asked} = await runOn(
		headers,
		{message: {from: [], signatures: [], trail}},
		{file: 'code.eml'},
	);
	expect(finding.code).toBe(code);
	expect(asked).toEqual([{file: 'code.eml', want: 'trail'}]);
	expect(adviceOf(finding.facts).details?.length ?? 0).toBeGreaterThan(0);
	expect(JSON.stringify(finding)).not.toMatch(/482 ?915/);
});

test('rules are told in the words of the knowledge', async () => {
	const {finding} = await runOn(
		headers,
		{
			...when({verdicts: [verdict('junk', {rules: [{name: 'MIME_HTML_ONLY', score: 3.1}]})]}),
			filterRules: [{names: ['MIME_HTML_*'], about: 'html', says: 'It has no plain text.', source: 'x'}],
		},
		{file: 'code.eml'},
	);
	expect(adviceOf(finding.facts).details).toContain('  3.1 MIME_HTML_ONLY: It has no plain text.');
});
