import {expect, test} from 'vitest';
import {type Case, noCase, type Step, type StepState} from '../../../source/core/case.ts';
import {cellsOf} from '../../../source/tui/text.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {elapsedWords, isProbing, nowLine, nowOf, progressWords} from '../../../source/tui/views/now.ts';

const step = (id: string, state: StepState): Step => ({
	id,
	title: `Step ${id}`,
	check: id,
	hop: 'dns',
	needs: [],
	evidence: [],
	state,
});
const asks = (id: string, probe: 'dns' | 'person' | 'message', since: number): Step =>
	step(id, {status: 'running', asking: {probe, question: {type: 'MX', name: 'example.org'}}, since});
const reach = {resolvers: [], connectTo: [], ca: [], timeout: 10_000, deadline: 1};
const state = (...steps: readonly Step[]): Case => ({...noCase, reach, steps});

test('of several questions the chosen step’s is told, else the oldest', () => {
	const both = state(asks('a', 'dns', 4000), asks('b', 'dns', 1000), step('c', {status: 'waiting'}));
	expect(nowOf(both, 6000, undefined)).toMatchObject({step: {id: 'b'}, seconds: 5, limit: 10, others: 1});
	expect(nowOf(both, 6000, 'a')).toMatchObject({step: {id: 'a'}, seconds: 2});
	expect(nowOf(both, 0, 'a')).toMatchObject({seconds: 0});
	expect(progressWords(both)).toBe('0 of 3');
});

test('where it is the person’s turn, nothing is on its way', () => {
	expect(nowOf(state(asks('a', 'person', 0)), 9000, 'a')).toBeUndefined();
	expect(isProbing(state(asks('a', 'person', 0)))).toBe(false);
	expect(isProbing(state(asks('a', 'dns', 0)))).toBe(true);
});

test('a time is told against what one answer may take, where that is known', () => {
	const words = (probe: 'dns' | 'message', now: number) => {
		const told = nowOf(state(asks('a', probe, 0)), now, undefined);
		return told && elapsedWords(told);
	};
	expect(words('dns', 3000)).toBe('3 s of 10');
	expect(words('dns', 14_000)).toBe('14 s, 10 for each answer');
	expect(words('message', 3000)).toBe('3 s');
});

test.each([40, 80, 200])('the line is exactly as wide as the screen, whatever is asked: %i', width => {
	const long = step('a', {
		status: 'running',
		asking: {probe: 'dns', question: {name: '漢\u202E'.repeat(500), type: 'MX'}},
		since: 0,
	});
	const line = nowLine(state(long), {now: 1000, chosen: 'a', spinner: '⠋'}, width, unicodeTheme);
	expect(line.reduce((sum, {text}) => sum + cellsOf(text), 0)).toBe(width);
});
