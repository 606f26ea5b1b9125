import {expect, test} from 'vitest';
import {noCase, reduceCase} from '../../../source/core/case.ts';
import type {Event, Happening} from '../../../source/core/event.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {changeLines, changesOf, changeWords} from '../../../source/tui/views/changes.ts';
import {ending, loginFails, opened, untilLogin} from '../story.ts';

const told = (...happenings: readonly Happening[]) => {
	const log = happenings.map((happening, seq): Event => ({...happening, seq, at: seq}));
	return changesOf(log.reduce(reduceCase, noCase), log);
};
const first = [opened, ...untilLogin, ...loginFails, ...ending()];
const finished = (step: string, code: string, level: 'ok' | 'problem'): Happening => ({
	type: 'step.finished',
	step,
	finding: {code, level, facts: {}, text: code},
	ms: 1,
});
const closed: Happening = {type: 'case.closed', verdict: 'inconclusive'};

test('nothing has changed where nothing was run again', () => {
	expect(told(...first)).toEqual([]);
	expect(changeWords([])).toBe('');
});

test('what was run again says what it says now and said before; what is still on its way says nothing', () => {
	const again: readonly Happening[] = [
		{type: 'case.reopened', steps: ['login', 'sender']},
		finished('login', 'ok', 'ok'),
		{type: 'case.reopened', steps: ['mx']},
	];
	const running = told(...first, ...again);
	expect(changeWords(running)).toBe('Checked again: Login ok, was problem (app-password-needed)');
	const over = told(
		...first,
		...again,
		{type: 'step.skipped', step: 'sender', why: 'untold', reason: ''},
		finished('mx', 'ok', 'ok'),
		closed,
	);
	const text = changeLines(over, 76, unicodeTheme).map(line => line.map(part => part.text).join(''));
	expect(text).toEqual([
		'Checked again',
		'  ✔ Login: ok now, problem (app-password-needed) before',
		'    As before: Sender, Exchangers (MX)',
	]);
});

test('only the last round counts', () => {
	const rounds = told(
		...first,
		{type: 'case.reopened', steps: ['login']},
		finished('login', 'ok', 'ok'),
		closed,
		{type: 'case.reopened', steps: ['login']},
		finished('login', 'ok', 'ok'),
		closed,
	);
	expect(changeWords(rounds)).toBe('Checked again: all as before');
});
