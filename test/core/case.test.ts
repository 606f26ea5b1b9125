import {expect, test} from 'vitest';
import {noCase, reduceCase} from '../../source/core/case.ts';
import type {Event, Happening} from '../../source/core/event.ts';

const opened: Happening = {
	type: 'case.opened',
	format: 1,
	version: '1',
	playbook: {name: 'p', title: 'P', sha256: '0'},
	inputs: [],
	steps: [{id: 'a', title: 'A', check: 'c', hop: 'dns', needs: []}],
};
const numbered = (happenings: readonly Happening[]): readonly Event[] =>
	happenings.map((happening, seq) => ({seq, at: seq, ...happening}));
const many = Array.from({length: 60_000}, (_, index) => index);

test('of very much evidence the beginning and the end are kept, and how much lay between', () => {
	const observed = many.map(
		(question): Happening => ({
			type: 'step.observed',
			step: 'a',
			evidence: {probe: 'dns', question, at: 0, ms: 0},
		}),
	);
	const events = numbered([opened, ...observed]);
	const [few] = events.slice(0, 2001).reduce(reduceCase, noCase).steps;
	expect([few?.evidence.length, few?.leftOut]).toEqual([2000, undefined]);
	const state = events.reduce(reduceCase, noCase);
	const [step] = state.steps;
	expect(step?.leftOut).toBe(58_000);
	expect(step?.evidence.map(({question}) => question)).toEqual([
		...many.slice(0, 1000),
		...many.slice(-1000),
	]);
	const reopened: Event = {seq: 0, at: 0, type: 'case.reopened', steps: ['a']};
	const [anew] = reduceCase(state, reopened).steps;
	expect([anew?.evidence, anew?.leftOut]).toEqual([[], undefined]);
});

test('answers and ticks without end are not all kept; an answer that is known still changes', () => {
	const events = numbered([
		opened,
		...many.map((one): Happening => ({type: 'input.answered', input: `i${one}`, value: 'x', from: 'person'})),
		...many.map((action): Happening => ({type: 'action.ticked', procedure: 'p', action})),
		{type: 'input.answered', input: 'i3', value: 'y', from: 'person'},
	]);
	const {answers, ticked} = events.reduce(reduceCase, noCase);
	expect(Object.keys(answers)).toHaveLength(500);
	expect(answers['i3']?.value).toBe('y');
	expect([ticked.length, ticked.at(-1)]).toEqual([500, 'p:59999']);
});

test('the time in which no process had the case is none that it took', () => {
	const events: readonly Event[] = [
		{...opened, seq: 0, at: 1000},
		{type: 'step.started', step: 'a', seq: 1, at: 1200},
		{type: 'case.resumed', version: '1', seq: 2, at: 90_000},
		{type: 'step.started', step: 'a', seq: 3, at: 90_050},
	];
	const {ms, lastAt} = events.reduce(reduceCase, noCase);
	expect([ms, lastAt]).toEqual([250, 90_050]);
});
