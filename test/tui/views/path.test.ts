import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {lineCells} from '../../../source/tui/text.ts';
import {asciiTheme, unicodeTheme} from '../../../source/tui/theme.ts';
import {brokenHop, pathLines} from '../../../source/tui/views/path.ts';
import {scripted} from '../scripted.ts';
import {done, opened, untilLogin, whoCanLogIn} from '../story.ts';
import {toldBy} from '../told.ts';

const caseOf = (log: readonly Happening[]) => scripted(log).session.snapshot();
const path = (log: readonly Happening[], columns: number, rows: 0 | 1 | 2, theme = unicodeTheme) =>
	toldBy(pathLines(caseOf(log), {columns, path: rows}, theme)).split('\n');

const asking: readonly Happening[] = [
	opened,
	{type: 'step.started', step: 'settings'},
	{
		type: 'step.asked',
		step: 'settings',
		asking: {probe: 'person', question: {...whoCanLogIn, id: 'settings'}},
	},
];
const running: readonly Happening[] = [opened, ...untilLogin];

describe('two rows', () => {
	test('the stations with their marks, and the first broken hop with its word', () => {
		expect(path(done, 80, 2)).toEqual([
			' Account ○───────Device ✔───────Provider ✖───────Recipient ?───────Mailbox ○',
			'             connect ✔  encryption ✔  login ✖ stops here  sender ○  recipient ○',
		]);
	});

	test('where there is room each station and each hop has its word', () => {
		expect(path(done, 120, 2)).toEqual([
			expect.stringMatching(
				/^ Account ○ not asked─+Device ✔ good─+Provider ✖ bad─+Recipient \? unknown─+Mailbox ○ not asked$/,
			),
			expect.stringMatching(
				/^ +connect ✔ good {2}encryption ✔ good {2}login ✖ stops here {2}sender ○ not reached {2}recipient ○ not reached$/,
			),
		]);
	});

	test('a station stands at the same place whatever is known', () => {
		for (const columns of [40, 80, 120, 160]) {
			const places = [[opened], running, done].map(log => path(log, columns, 2)[0]?.search(/M(ai|bo)/));
			expect(new Set(places).size).toBe(1);
		}
	});

	test('with few columns the one that matters keeps its word', () => {
		expect(path(done, 40, 2)).toEqual([
			' Acct ○──Dev ✔──Prov ✖──Rcpt ?──Mbox ○',
			'                login ✖ stops here',
		]);
		expect(path(running, 40, 2)[1]).toMatch(/^ +login ⠋ running$/);
	});

	test('a step that asks waits for the person', () => {
		expect(path(asking, 80, 2)[1]).toMatch(/settings ⠋ asks you/);
	});

	test('before the first step nothing is said of any station', () => {
		expect(path([opened], 80, 2)).toEqual([
			' Account ○───────Device ○───────Provider ○───────Recipient ○───────Mailbox ○',
			' nothing looked at yet',
		]);
	});
});

describe('one row', () => {
	test.each([
		[80, done, ' Account ○─Device ✔─Provider ✖ login stops here─Recipient ?─Mailbox ○'],
		[60, done, ' Acct ○─Dev ✔─Prov ✖ login stops here─Rcpt ?─Mbox ○'],
		[40, done, ' ○✔✖?○ Provider ✖ login stops here'],
		[40, running, ' ○✔⠋⠋○ Provider ⠋ login running'],
		[40, [opened], ' ○○○○○  nothing looked at yet'],
		[80, [opened], ' Account ○─Device ○─Provider ○─Recipient ○─Mailbox ○  nothing looked at yet'],
	] as const)('at %i columns', (columns, log, expected) => {
		expect(path(log, columns, 1)).toEqual([expected]);
	});
});

test('never wider than the terminal, with at least one name and one word, and in ASCII alone where that is asked for', () => {
	for (const log of [[opened], asking, running, done])
		for (const rows of [1, 2] as const)
			for (let columns = 40; columns <= 200; columns++) {
				const state = caseOf(log);
				const lines = pathLines(state, {columns, path: rows}, asciiTheme);
				expect(lines).toHaveLength(rows);
				for (const line of lines) expect(lineCells(line)).toBeLessThanOrEqual(columns);
				expect(toldBy(lines)).toMatch(/^[ -~\n]+$/);
				expect(toldBy(lines)).toMatch(/nothing looked at yet|asks you|running|stops here/);
			}
});

test('no row where there is none for it', () => {
	expect(pathLines(caseOf(done), {columns: 80, path: 0}, unicodeTheme)).toEqual([]);
});

test('the first broken hop is told alone, too', () => {
	expect(toldBy([brokenHop(caseOf(done), unicodeTheme)])).toBe(' login ✖ stops here');
	expect(brokenHop(caseOf(running), unicodeTheme)).toEqual([]);
});
