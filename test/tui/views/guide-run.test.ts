import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {asciiTheme, unicodeTheme} from '../../../source/tui/theme.ts';
import {runContent, valueRows, wayLine, wayLines} from '../../../source/tui/views/guide-run.ts';
import {scripted} from '../scripted.ts';
import {done, opened, untilLogin} from '../story.ts';
import {toldBy} from '../told.ts';

const run = (log: readonly Happening[], seconds = 0, width = 78, theme = unicodeTheme) => {
	const {session} = scripted(log);
	const last = session.log().at(-1)?.at ?? 0;
	return runContent(session.snapshot(), {now: last + seconds * 1000, spinner: '⠋'}, width, theme);
};

test('what happens now is told in plain words, with how much of it is done', () => {
	const {ask, text, right} = run([opened, ...untilLogin]);
	expect(toldBy(ask)).toBe('⠋ Asking the mail server whether it takes the login …');
	expect(right).toBe('5 of 9 looked at');
	expect(toldBy(text)).toMatch(/Nothing on the device is changed, and no\s+password is stored\./);
});

test('before the first step something is said as well', () => {
	expect(toldBy(run([opened]).ask)).toBe('⠋ Getting ready …');
});

test('the five parts of the way have a mark and a word each', () => {
	expect(toldBy(wayLines(scripted(done).session.snapshot(), 78, unicodeTheme)).split('\n')).toEqual([
		'○ The account                    not part of this',
		'✔ The device and its settings    fine',
		'✖ The mail server that sends     here it stops',
		'? The mail server that receives  could not be told',
		'○ The mailbox                    not part of this',
	]);
	const narrow = toldBy(wayLines(scripted([opened, ...untilLogin]).session.snapshot(), 38, asciiTheme));
	for (const line of narrow.split('\n')) expect(line.length).toBeLessThanOrEqual(38);
	expect(narrow).toMatch(/^[\x20-\x7E\n]*$/);
});

describe('the way in one row', () => {
	const way = (log: readonly Happening[], width: number, theme = unicodeTheme) =>
		toldBy([wayLine(scripted(log).session.snapshot(), width, theme) ?? []]);

	test.each([
		[78, 'Account ○ · Device ✔ · Sending ✖ here it stops · Receiving ? · Mailbox ○'],
		[72, 'Account ○ · Device ✔ · Sending ✖ here it stops · Receiving ? · Mailbox ○'],
		[70, 'Account ○  Device ✔  Sending ✖ here it stops  Receiving ?  Mailbox ○'],
		[60, '✖ Sending server: here it stops'],
		[38, '✖ Sending server: here it stops'],
	])('%i cells wide', (width, expected) => {
		expect(way(done, width)).toBe(expected);
	});

	test('never wider than it may be, in ASCII where that is asked for, and with a word for the one that matters', () => {
		for (const log of [[opened, ...untilLogin], done])
			for (let width = 38; width <= 78; width++) {
				const line = way(log, width, asciiTheme);
				expect(line.length).toBeLessThanOrEqual(width);
				expect(line).toMatch(/^[ -~]+$/);
				expect(line).toMatch(/being looked at|here it stops/);
			}
	});

	test('is not there before anything is looked at', () => {
		expect(wayLine(scripted([opened]).session.snapshot(), 78, unicodeTheme)).toBeUndefined();
	});
});

describe('what waits on purpose', () => {
	const pausing: readonly Happening[] = [
		opened,
		{type: 'step.started', step: 'login'},
		{
			type: 'step.asked',
			step: 'login',
			asking: {probe: 'pause', question: {seconds: 600, why: 'the server asked to come back later'}},
		},
	];
	const enter = [
		{label: 'Server', value: '192.168.1.7'},
		{label: 'Port', value: '2525'},
	];
	const catching: readonly Happening[] = [
		opened,
		{type: 'step.started', step: 'login'},
		{
			type: 'step.asked',
			step: 'login',
			asking: {probe: 'sink', question: {do: 'wait', seconds: 300, why: 'the test mail', enter}},
		},
	];

	test('says how long still, and why', () => {
		expect(toldBy(run(pausing, 65).ask)).toContain(
			'Up to 8:55 more. Why: the server asked to come back later.',
		);
	});

	test('a capture shows first what to enter on the device', () => {
		const {ask, rows, text} = run(catching, 10);
		expect(toldBy(ask)).toMatch(/^Enter this in the mail settings of the device:\n⠋ 4:50 left\./);
		expect(rows).toEqual(['Server  192.168.1.7', 'Port    2525']);
		expect(toldBy(text)).toContain('First write down what is entered there now');
	});
});

test('values stand under each other', () => {
	expect(valueRows([])).toEqual([]);
	expect(valueRows([{label: 'A very long label of a row', value: 'x'}])).toEqual([
		'A very long label of a row  x',
	]);
});
