import {expect, test} from 'vitest';
import {type BenchAction, beginning, reduceBench} from '../../source/tui/bench.ts';
import {farewellOf} from '../../source/tui/farewell.ts';
import {themes} from '../../source/tui/theme.ts';
import {filled, scriptedSink} from './caught.ts';
import {scripted} from './scripted.ts';
import {done, opened} from './story.ts';

const {desk} = scriptedSink(filled);
const opening = (id: number, kind: 'done' | 'running' | 'sink'): readonly BenchAction[] => [
	{type: 'tab.opening', id, title: 'x'},
	{
		type: 'tab.opened',
		id,
		what:
			kind === 'sink'
				? {kind: 'sink', desk}
				: {kind: 'case', open: {...scripted(kind === 'done' ? done : [opened]).open, id: `00000${id}`}},
	},
];
const benchAfter = (...actions: readonly BenchAction[]) =>
	actions.reduce(reduceBench, beginning({start: {kind: 'home'}, manner: 'desk'}));
const left = (bench: ReturnType<typeof benchAfter>) => farewellOf(bench, undefined, themes.unicode);

test('home, where nothing was opened, leaves nothing', () => {
	expect(left(benchAfter())).toEqual({lines: []});
});

test('a case that is looked at leaves what was found, where it is, and what to type', () => {
	const {lines, verdict} = left(benchAfter(...opening(1, 'done'), ...opening(2, 'running')));
	expect(lines).toHaveLength(3);
	expect(lines[1]).toBe('Case file: /home/me/case-1.ndjson (000002)');
	expect(lines[2]).toBe('Next: lostmail case resume 000002');
	expect(verdict).toBe('cancelled');
});

test('from home it is the case that was opened last, and what was closed last where none is open', () => {
	const both = benchAfter(...opening(1, 'running'), ...opening(2, 'done'), {type: 'tab.shown', at: 0});
	expect(left(both).verdict).toBe('diagnosed');
	const summary = {lines: ['closed'], verdict: 'healthy'} as const;
	expect(left(benchAfter(...opening(1, 'done'), {type: 'tab.closed', id: 1, summary}))).toEqual(summary);
});

test('a sink stands back behind a case, unless it is looked at', () => {
	const both = benchAfter(...opening(1, 'running'), ...opening(2, 'sink'), {type: 'tab.shown', at: 0});
	expect(left(both).verdict).toBe('cancelled');
	expect(farewellOf(both, desk, themes.unicode).lines[0]).toContain('The sink is closed.');
	expect(left(benchAfter(...opening(1, 'sink'), {type: 'tab.shown', at: 0})).lines[0]).toContain(
		'The sink is closed.',
	);
});
