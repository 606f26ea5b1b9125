import {expect, test} from 'vitest';
import {reasonOf} from '../../source/checks/mailbox-reason.ts';
import type {Trail, Verdict} from '../../source/core/trail.ts';

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
	expect([reason, judgement]).toEqual(['SpamAssassin says: It is junk', 'junk']);
	expect(lines).toContain('SpamAssassin, X-Spam-Status: junk (score 7.1 of 5): It is junk.');
	expect(lines).toContain('  HTML_ONLY 1.5: It has no text part');
});

test('what was written before the last server took it is no reason', () => {
	const {reason, judgement, lines} = reasonOf(
		trail({
			verdicts: [verdict('junk', 'Its sender', {earlier: true})],
			judged: [{by: 'forged.test', method: 'spf', result: 'fail', earlier: true}],
		}),
	);
	expect([reason, judgement]).toEqual(['nobody wrote into its header why', 'none']);
	expect(lines[0]).toBe('Its sender, X-Spam-Status, before the last server: junk: It is junk.');
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
