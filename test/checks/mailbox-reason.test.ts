import {expect, test} from 'vitest';
import {reasonOf} from '../../source/checks/mailbox-reason.ts';
import type {Trail, Verdict} from '../../source/core/trail.ts';
import {trailOf} from '../../source/mail/trail.ts';

const verdict = (judgement: Verdict['judgement'], by: string, more: Partial<Verdict> = {}): Verdict => ({
	by,
	field: 'X-Spam-Status',
	judgement,
	says: `It is ${judgement}.`,
	...more,
});
const trail = (more: Partial<Trail> = {}): Trail => ({
	passages: [],
	verdicts: [],
	judged: [],
	date: {state: 'right', says: 'The date is right.'},
	...more,
});

test('the gravest verdict is the reason, with its score and rules in the details', () => {
	const {reason, judgement, lines} = reasonOf(
		trail({
			verdicts: [
				verdict('passed', 'Gateway'),
				verdict('bulk', 'Provider'),
				verdict('junk', 'SpamAssassin', {
					score: 7.1,
					threshold: 5,
					rules: [{name: 'HTML_ONLY', score: 1.5, says: 'It has no text part'}],
				}),
			],
		}),
	);
	expect([reason, judgement]).toEqual([
		'SpamAssassin says: It is junk. What weighs most: It has no text part (HTML_ONLY, 1.5)',
		'junk',
	]);
	expect(lines).toContain('SpamAssassin, X-Spam-Status: junk (score 7.1 of 5): It is junk.');
	expect(lines).toContain('  HTML_ONLY 1.5: It has no text part');
});

test.each([
	[
		'the two heaviest that speak against it, in words',
		[
			{name: 'A', score: 4, says: 'Its date is wrong. Its clock may be fast.'},
			{name: 'B', score: 2},
			{name: 'C', score: 1, says: 'It shouts'},
			{name: 'D', score: 0.5, says: 'It is short'},
			{name: 'E', score: 0},
			{name: 'F', score: -1},
		],
		'. What weighs most: Its date is wrong (A, 4); B (2); and 2 more',
	],
	[
		'nothing slight beside a heavy one',
		[
			{name: 'A', score: 9},
			{name: 'B', score: 0.1, says: 'It was not encrypted'},
		],
		'. What weighs most: A (9); and 1 more',
	],
	['none that speaks against it', [{name: 'F', score: -1}], ''],
	[
		'without points, names alone',
		'ABCDEFGHIJ'.split('').map(name => ({name, says: 'It is so.'})),
		'. Rules that fired: A, B, C, D, E, F, G, H; and 2 more',
	],
] as const)('rules in the reason: %s', (_, rules, words) => {
	const {reason} = reasonOf(trail({verdicts: [verdict('junk', 'rspamd', {rules})]}));
	expect(reason).toBe(`rspamd says: It is junk${words}`);
});

test('what was written before the last server took it is no reason', () => {
	const {reason, judgement, lines} = reasonOf(
		trail({
			verdicts: [verdict('junk', 'Its sender', {earlier: true})],
			judged: [{by: 'forged.test', method: 'spf', result: 'fail', earlier: true}],
		}),
	);
	expect([reason, judgement]).toEqual(['nobody wrote into its header why', 'none']);
	expect(lines).toEqual([
		'Its sender, X-Spam-Status, before the last server: junk: It is junk.',
		'SPF fail (by forged.test), before the last server',
	]);
});

test('where no filter says anything, a failed authentication is told and not called a verdict', () => {
	const {reason, judgement} = reasonOf(
		trail({
			verdicts: [verdict('passed', 'Gateway'), verdict('unsaid', 'Provider')],
			judged: [
				{by: 'mx.mailbox.test', method: 'dkim', result: 'pass', domain: 'terra.test'},
				{by: 'mx.mailbox.test', method: 'spf', result: 'softfail', domain: 'terra.test'},
				{by: 'mx.mailbox.test', method: 'dmarc', result: 'fail', arc: 1},
			],
		}),
	);
	expect(judgement).toBe('authentication');
	expect(reason).toBe(
		'its header names no verdict of a filter, but a failed authentication: SPF softfail for terra.test (by mx.mailbox.test)',
	);
});

test('a check that passed as well is no reason, and none is where DMARC passes', () => {
	const by = 'mx.mailbox.test';
	const reason = (...judged: Trail['judged']) => reasonOf(trail({judged})).judgement;
	expect(reason({by, method: 'dmarc', result: 'pass'}, {by, method: 'dmarc', result: 'fail'})).toBe('none');
	expect(reason({by, method: 'dkim', result: 'fail'}, {by, method: 'dkim', result: 'pass'})).toBe('none');
	expect(reason({by, method: 'spf', result: 'fail'}, {by, method: 'dmarc', result: 'pass'})).toBe('none');
	expect(reason({by, method: 'spf', result: 'hardfail'})).toBe('authentication');
});

test('a forged failure below the receiver’s own result is no reason', () => {
	const results = (dmarc: string) => ({
		name: 'authentication-results',
		value: `mx.mailbox.test; dmarc=${dmarc} header.from=terra.test`,
	});
	const received = 'from out.terra.test (out.terra.test [198.51.100.7]) by mx.mailbox.test (Postfix); x';
	const {judgement} = reasonOf(
		trailOf([results('pass'), {name: 'received', value: received}, results('fail')]),
	);
	expect(judgement).toBe('none');
});

test('the slowest passage, the forwarding and a wrong date are details', () => {
	const {lines} = reasonOf(
		trail({
			passages: [
				{by: 'a.test', at: 0},
				{by: 'b.test', at: 90_000, seconds: 90, slowest: true},
			],
			seconds: 90,
			forwarded: {broke: ['spf'], says: 'It was passed on.'},
			date: {state: 'future', says: 'Its date is an hour ahead.'},
		}),
	);
	expect(lines).toEqual([
		'It was passed on.',
		'Slowest on its way: b.test after 1 minute 30 seconds, the longest of all',
		'On its way for 1 minute 30 seconds, by the clocks of the servers.',
		'Its date is an hour ahead.',
	]);
});

test('words of others cannot drive a terminal', () => {
	const {reason, lines} = reasonOf(trail({verdicts: [verdict('junk', 'a\u001b[2J', {says: 'b\u202ec.'})]}));
	expect(JSON.stringify([reason, lines])).not.toMatch(/\\u001b\[|\u202e/);
});
