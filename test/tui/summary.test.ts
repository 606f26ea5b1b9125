import {expect, test} from 'vitest';
import {sinkSummary, summaryOf} from '../../source/tui/summary.ts';
import {cellsOf} from '../../source/tui/text.ts';
import {themes} from '../../source/tui/theme.ts';
import {emptyView, filled, scriptedSink} from './caught.ts';
import {scripted} from './scripted.ts';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from './story.ts';

test('a sink that keeps nothing names no command that would find nothing', () => {
	const {look: _, ...view} = {...emptyView, ...filled};
	const {desk} = scriptedSink();
	const passing = {...desk, snapshot: () => view};
	expect(sinkSummary(passing).lines).toEqual([
		'The sink is closed. It had 2 messages and 5 sessions, and nothing of it is kept.',
		'Next: lostmail sink listens again.',
	]);
	expect(sinkSummary(scriptedSink(filled).desk).lines).toEqual([
		'The sink is closed. It keeps 2 messages and 5 sessions.',
		'Next: lostmail sink list',
	]);
});

const id = '0a1b2c';
const file = '/cases/2026-0a1b2c.ndjson';

test('a case that came to its end says what was found, where it is, and how to see it again', () => {
	const {open} = scripted(done);
	const {lines, verdict} = summaryOf({...open, file, id}, themes.unicode, 'desk');
	expect(lines).toEqual([
		'✖ smtp.gmail.com accepts the account only with an ap… (auth.app-password-needed)',
		`Case file: ${file} (${id})`,
		'Next: Create an app password. Look again: lostmail case show 0a1b2c',
	]);
	expect(verdict).toBe('diagnosed');
	for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(80);
});

test.each([
	['that is still going on', [opened]],
	['that was cancelled', [opened, {type: 'case.closed', verdict: 'cancelled'}]],
	['that goes on once more', [...done, {type: 'case.reopened', steps: ['login']}]],
] as const)('a case %s says how to go on', (_how, happenings) => {
	const {open} = scripted(happenings);
	expect(summaryOf({...open, file, id}, themes.ascii, 'desk').lines.at(-1)).toBe(
		'Next: lostmail case resume 0a1b2c',
	);
	expect(summaryOf({...open, file, id}, themes.ascii, 'guide').lines.at(-1)).toBe(
		'Next: lostmail case resume 0a1b2c --guide',
	);
	expect(summaryOf({...open, file}, themes.ascii, 'desk').lines.at(-1)).toBe(
		`Next: lostmail case resume ${file}`,
	);
	expect(summaryOf({...open, file, id, closed: 'a recording'}, themes.ascii, 'desk').lines.at(-1)).toMatch(
		/lostmail case show 0a1b2c$/,
	);
});

test('how it ended: what nobody waited for is broken off, and of a cut recording nothing is known', () => {
	const verdictOf = (closed?: string) =>
		summaryOf({...scripted([opened]).open, ...(closed ? {closed} : {})}, themes.ascii, 'desk').verdict;
	expect(verdictOf()).toBe('cancelled');
	expect(verdictOf('a recording')).toBe('inconclusive');
});

test('nobody is sent to what cannot be undone without a word, and first to what can', () => {
	const nextOf = (also: readonly (typeof procedure)[]) => {
		const {open} = scripted([opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also})]);
		return summaryOf({...open, file, id}, themes.unicode, 'desk').lines.at(-1);
	};
	expect(nextOf([procedure])).toMatch(/^Next: Create an app password/);
	expect(nextOf([])).toMatch(/^Next: cannot be undone, read it first/);
});

test('a case without a cause says what could not be found out', () => {
	const log = [
		...done.filter(({type}) => type !== 'case.diagnosed' && type !== 'case.closed'),
		{type: 'case.closed', verdict: 'inconclusive'},
	] as const;
	const {open} = scripted(
		log.filter(({type, ...rest}) => !(type === 'step.finished' && 'step' in rest && rest.step === 'login')),
	);
	expect(summaryOf({...open, file, id}, themes.unicode, 'desk').lines[0]).toBe(
		'? Inconclusive: zen.example did not answer in time.',
	);
});
