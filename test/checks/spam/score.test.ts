import {expect, test} from 'vitest';
import score from '../../../source/checks/spam/score.ts';
import type {SpamAnswer} from '../../../source/core/spam.ts';
import {describeCheck, runOn} from '../taped.ts';

const base = {filter: 'spamd:filter.test:783', file: '/tmp/code.eml'};

const assassin = (points: number, more: Partial<SpamAnswer> = {}): SpamAnswer => ({
	filter: 'spamassassin',
	score: points,
	threshold: 5,
	spam: points >= 5,
	rules: [
		{name: 'MIME_HTML_ONLY', score: 2.1, says: 'BODY: Message only has text/html MIME parts'},
		{name: 'UNHEARD_OF', score: 0.5, says: 'Nobody knows'},
		{name: 'NAMELESS', score: 0.2},
		{name: 'SPF_PASS', score: -0.1, says: 'SPF: sender matches SPF record'},
	],
	ms: 123.4,
	...more,
});

const rspamd = (points: number, action: string, more: Partial<SpamAnswer> = {}): SpamAnswer => ({
	filter: 'rspamd',
	score: points,
	threshold: 15,
	spam: ['reject', 'add header', 'rewrite subject'].includes(action),
	action,
	rules: [{name: 'SUBJ_ALL_CAPS', score: 3}],
	ms: 5,
	...more,
});

const filterRules = [
	{
		names: ['MIME_HTML_ONLY'],
		about: 'form' as const,
		says: 'It is HTML only, without a text part beside it.',
		fix: 'Send the same words as a text part as well.',
		source: 'a book',
	},
];
const when = (answer: SpamAnswer, params = {}) => ({spam: () => answer, filterRules, params});

describeCheck(
	score,
	base,
	[
		{
			finds: 'passed',
			when: when(assassin(1.2)),
			says: 'SpamAssassin takes the message for no spam: its score is 1.2, and it is spam from 5 on. It is HTML only, without a text part beside it (MIME_HTML_ONLY, 2.1); Nobody knows (UNHEARD_OF, 0.5); (NAMELESS, 0.2).',
			facts: {ms: 123, score: '1.2', threshold: '5', remedy: 'Send the same words as a text part as well.'},
		},
		{finds: 'passed', when: when(assassin(3.9))},
		{finds: 'passed', when: when(rspamd(4.9, 'no action'))},
		{
			finds: 'passed',
			when: when(assassin(0, {rules: []})),
			says: 'SpamAssassin takes the message for no spam: its score is 0, and it is spam from 5 on. It names no rules.',
		},
		{
			finds: 'near',
			when: when(assassin(4)),
			says: 'SpamAssassin lets the message pass, but only just: its score is 4, and it is spam from 5 on. It is HTML only, without a text part beside it (MIME_HTML_ONLY, 2.1); Nobody knows (UNHEARD_OF, 0.5); (NAMELESS, 0.2).',
		},
		{
			finds: 'near',
			when: when(rspamd(5.5, 'no action')),
			says: 'rspamd lets the message pass, but only just: its score is 5.5, and rspamd refuses mail from 15 on and, unless it was told otherwise, marks it from 6 on. (SUBJ_ALL_CAPS, 3).',
		},
		{finds: 'greylist', when: when(rspamd(4.5, 'greylist'))},
		{
			finds: 'spam',
			when: when(assassin(7.25)),
			says: 'SpamAssassin takes the message for spam: its score is 7.25, and it is spam from 5 on (spam). It is HTML only, without a text part beside it (MIME_HTML_ONLY, 2.1); Nobody knows (UNHEARD_OF, 0.5); (NAMELESS, 0.2).',
			facts: {
				rules: [
					{name: 'MIME_HTML_ONLY', score: 2.1, says: 'It is HTML only, without a text part beside it.'},
					{name: 'UNHEARD_OF', score: 0.5, says: 'Nobody knows'},
					{name: 'NAMELESS', score: 0.2},
					{name: 'SPF_PASS', score: -0.1},
				],
			},
		},
		{
			finds: 'spam',
			when: when(rspamd(6.4, 'add header')),
			says: 'rspamd takes the message for spam: its score is 6.4, and rspamd refuses mail from 15 on and marks it before that (add header). (SUBJ_ALL_CAPS, 3).',
		},
		{finds: 'spam', when: when(rspamd(20, 'reject')), facts: {verdict: 'reject'}},
		{
			finds: 'spam',
			when: when(rspamd(7, 'add header', {threshold: 6})),
			facts: {limit: 'rspamd acts from 6 on'},
		},
		{
			finds: 'route-unknown',
			when: when(rspamd(7, 'add header', {rules: [{name: 'HFILTER_HOSTNAME_UNKNOWN', score: 2.5}]})),
			says: 'rspamd gives the message a score of 7, 2.5 of it because nobody told the reverse name of the sending server; without that it would not be spam. (HFILTER_HOSTNAME_UNKNOWN, 2.5).',
		},
		{
			finds: 'spam',
			when: when(assassin(6, {rules: [{name: 'RDNS_NONE', score: 2.4}]}), {hostname: 'nas.home.test'}),
		},
		{finds: 'spam', when: when(assassin(9, {rules: [{name: 'RDNS_NONE', score: 2.4}]}))},
		{
			finds: 'put-off',
			when: when(rspamd(1, 'soft reject')),
			says: 'The filter gave no verdict on the message: rspamd would put it off (soft reject).',
		},
		{
			finds: 'unsettled',
			when: when(rspamd(3, 'house rule')),
			says: 'The filter at spamd:filter.test:783 gave an answer that is no verdict: rspamd has an action of its owner for it, and what that does is not known (house rule).',
		},
		{finds: 'unsettled', when: when(rspamd(20, 'no action'))},
		{finds: 'unsettled', when: when(assassin(9, {spam: false}))},
		{finds: 'unsettled', when: when(assassin(1, {spam: true}))},
		{
			finds: 'not-scanned',
			when: when(assassin(0, {rules: [{name: 'TIME_LIMIT_EXCEEDED', score: 0}]})),
			says: 'The filter at spamd:filter.test:783 did not look at the message, or not to its end: SpamAssassin stopped before its end (TIME_LIMIT_EXCEEDED).',
		},
		{finds: 'not-scanned', when: when(assassin(9, {rules: [{name: 'TIME_LIMIT_EXCEEDED', score: 0}]}))},
		{finds: 'not-scanned', when: when(assassin(0, {threshold: 0, spam: false}))},
		{finds: 'not-scanned', when: when(assassin(0, {threshold: 0, spam: true}))},
		{
			finds: 'not-asked',
			when: {spam: () => ({code: 'not-permitted', detail: 'the message is not sent in clear text'})},
			says: 'The filter at spamd:filter.test:783 was not asked: the message is not sent in clear text.',
		},
		{finds: 'no-filter', when: {spam: () => ({code: 'query-refused', detail: 'it answers HTTP 403'})}},
		{
			finds: 'not-scanned',
			when: {spam: () => ({code: 'not-offered', detail: 'rspamd skips this message'})},
			says: 'The filter at spamd:filter.test:783 did not look at the message, or not to its end: rspamd skips this message.',
		},
		{
			finds: 'no-filter',
			when: {spam: () => ({code: 'refused', detail: 'connect ECONNREFUSED'})},
			says: 'The filter at spamd:filter.test:783 gave no answer: connect ECONNREFUSED.',
		},
		{finds: 'no-filter', when: {spam: () => ({code: 'bad-name', detail: 'expected spamd:HOST:PORT'})}},
		{finds: 'no-message', when: {spam: () => ({code: 'unreadable', detail: 'no such file'})}},
		{finds: 'no-message', when: {params: {file: undefined}}},
	],
	{
		'a filter that is not there': {spam: () => ({code: 'timeout'})},
		'an answer that is none': {spam: () => ({code: 'malformed'})},
		cancelled: {spam: () => ({code: 'cancelled'})},
		offline: {spam: () => ({code: 'offline'})},
		'not on tape': {},
		'a certificate that is not trusted': {spam: () => ({code: 'untrusted', detail: 'expired'})},
		'what the filter was not told': when(assassin(5.9, {rules: [{name: 'RDNS_NONE', score: 2.4}]})),
	},
);

test('what is known of the way is told to the filter, and the caught message is named by its number', async () => {
	const way = {
		ip: '203.0.113.7',
		hostname: 'nas.home.test',
		helo: 'nas',
		from: 'nas@home.test',
		to: 'person@mailbox.test',
	};
	const {asked} = await runOn(score, when(assassin(1), {...way, file: undefined, caught: '4'}), base);
	expect(asked).toEqual([{caught: 4, filter: base.filter, handed: way}]);
});

test('words of the filter are safe to print', async () => {
	const answer = assassin(9, {rules: [{name: 'EVIL\u001b[2J', score: 9, says: 'red\u202e\u001b[31m'}]});
	const {finding} = await runOn(score, when(answer), base);
	expect(finding.text).toContain('red\\u{202e}\\u{1b}[31m (EVIL\\u{1b}[2J, 9)');
	for (const raw of ['\u001b', '\\u001b', '\u202e']) expect(JSON.stringify(finding.facts)).not.toContain(raw);
});
