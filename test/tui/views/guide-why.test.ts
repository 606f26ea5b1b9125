import {expect, test} from 'vitest';
import type {Happening, Turn} from '../../../source/core/event.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {turnWords, whyContent} from '../../../source/tui/views/guide-why.ts';
import {scripted} from '../scripted.ts';
import {done, opened, untilLogin} from '../story.ts';
import {toldBy} from '../told.ts';

const why = (...log: readonly Happening[]) => {
	const {ask, text} = whyContent(scripted(log).session.snapshot(), 78, unicodeTheme);
	return toldBy([...ask, ...text]);
};

test('what speaks for it, what else was found, what stays open and what to change, a fact a line', () => {
	const text = why(...done);
	expect(text).toMatch(/^Why we think so: Two-step verification is on/);
	expect(text).toMatch(/Because\n {2}✖ Whether the mail server takes the login: smtp\.gmail\.com accepts/);
	expect(text).toContain('Could not be ruled out: 1\n  ? reputation.blocklisted');
	expect(text).toMatch(/Could not be found out\n {2}\? Whether .*: zen\.example did not\s+answer in time\./);
	expect(text).toContain('✖ The mail server that sends     here it stops');
	expect(text).toContain('What to change\nCreate an app password, enter it on the device, send a test.');
	expect(text).not.toContain('What would change this');
});

test('without a cause it says what stays open, and blames nothing', () => {
	const text = why(opened, ...untilLogin, {type: 'case.closed', verdict: 'inconclusive'});
	expect(text).toMatch(/^What is wrong could not be found out for certain\./);
	expect(text).not.toContain('Because');
});

test('what would change it is told in plain words', () => {
	const {steps} = scripted([opened]).session.snapshot();
	const turn = (more: Partial<Turn>): string =>
		turnWords({step: 'login', when: 'mended', codes: ['ok'], cause: null, ...more}, steps);
	expect(turn({})).toBe(
		'Once this is in order, nothing that is known so far would be wrong: whether the mail server takes the login. What comes after it is looked at then.',
	);
	expect(turn({when: 'found-out', cause: 'x', plain: 'The mailbox is full.'})).toBe(
		'This might turn out, if it were known whether the mail server takes the login: The mailbox is full.',
	);
	expect(turn({cause: 'tls.clock'})).toContain('The cause would be tls.clock.');
	expect(turn({step: 'gone'})).toContain('gone');
});
