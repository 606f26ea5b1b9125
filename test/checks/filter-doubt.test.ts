import {expect, test} from 'vitest';
import {doubtOf} from '../../source/checks/filter-doubt.ts';
import type {SpamAnswer} from '../../source/core/spam.ts';

const assassin = (more: Partial<SpamAnswer>): SpamAnswer => ({
	filter: 'spamassassin',
	score: 1,
	threshold: 5,
	spam: false,
	rules: [],
	ms: 1,
	...more,
});
const rspamd = (more: Partial<SpamAnswer>): SpamAnswer => ({
	...assassin({threshold: 15, action: 'no action', ...more}),
	filter: 'rspamd',
});

test.each([
	['a verdict', assassin({})],
	['a verdict on spam', assassin({score: 5, spam: true})],
	['a score that was rounded up to the limit', assassin({score: 5})],
	['a limit of nothing, reached', assassin({score: 0.5, threshold: 0, spam: true})],
	['a verdict of rspamd', rspamd({})],
	['spam by one module alone', rspamd({score: 1, action: 'reject', spam: true})],
	['greylisting', rspamd({action: 'greylist'})],
	['no limit to speak of', rspamd({score: 1, threshold: 0})],
])('%s is no doubt', (_, answer) => {
	expect(doubtOf(answer)).toBeUndefined();
});

test.each([
	['it stopped', assassin({rules: [{name: 'TIME_LIMIT_EXCEEDED', score: 0}]}), 'not-scanned'],
	['nothing of nothing', assassin({score: 0, threshold: 0}), 'not-scanned'],
	['spam below the limit', assassin({spam: true}), 'unsettled'],
	['no spam above the limit', assassin({score: 9}), 'unsettled'],
	['later', rspamd({action: 'soft reject'}), 'put-off'],
	['an action of the owner', rspamd({action: 'house rule'}), 'unsettled'],
	[
		'an action of the owner, with no limit',
		rspamd({action: 'house rule', threshold: 0, spam: true}),
		'unsettled',
	],
	['no action at all', rspamd({action: ''}), 'unsettled'],
	['nothing done over the limit', rspamd({score: 20}), 'unsettled'],
])('%s is no verdict', (_, answer, code) => {
	expect(doubtOf(answer)?.code).toBe(code);
});

test('an action of the owner is safe to print', () => {
	expect(doubtOf(rspamd({action: 'a\u001b[2J'}))?.failure).toContain('(a\\u{1b}[2J)');
});
