import {describe, expect, test} from 'vitest';
import type {Happening, SkipReason} from '../../../source/core/event.ts';
import {
	focusOf,
	isUntouched,
	lookAt,
	stationStates,
	whatMatters,
} from '../../../source/tui/views/path-state.ts';
import {scripted} from '../scripted.ts';
import {done, opened, untilLogin} from '../story.ts';

const caseOf = (log: readonly Happening[]) => scripted(log).session.snapshot();
const skipped = (step: string, why: SkipReason): Happening => ({
	type: 'step.skipped',
	step,
	why,
	reason: 'x',
});

test('what matters is what is bad, then what runs, then what is unknown, then how far it is good', () => {
	expect(whatMatters(['good', 'unknown', 'running', 'bad', 'bad'])).toBe(3);
	expect(whatMatters(['good', 'unknown', 'running'])).toBe(2);
	expect(whatMatters(['good', 'unknown', 'good'])).toBe(1);
	expect(whatMatters(['good', 'good', 'not-reached'])).toBe(1);
	expect(whatMatters(['not-reached', 'not-reached'])).toBe(0);
});

test('a case is untouched until its first step begins', () => {
	expect(isUntouched(caseOf([opened]))).toBe(true);
	expect(isUntouched(caseOf([opened, {type: 'step.started', step: 'mx'}]))).toBe(false);
});

test('the station of the cause comes first', () => {
	const state = caseOf(done);
	expect(focusOf(state)).toBe(2);
	const {diagnosis} = state;
	expect(focusOf({...state, ...(diagnosis ? {diagnosis: {...diagnosis, hop: 'mx'}} : {})})).toBe(3);
});

describe('a station', () => {
	test('is good only when all of it was looked at', () => {
		expect(stationStates(caseOf([opened, ...untilLogin]))).toEqual([
			'not-reached',
			'good',
			'running',
			'running',
			'not-reached',
		]);
		expect(stationStates(caseOf(done))[3]).toBe('unknown');
	});

	test('at which nothing applies is not asked, and has no hops', () => {
		const log = [
			opened,
			{type: 'step.started', step: 'settings'} as const,
			...['mx', 'blocklists'].map(step => skipped(step, 'excluded')),
		];
		expect(lookAt(caseOf(log)).words).toEqual([
			'not asked',
			'running',
			'not reached',
			'not asked',
			'not asked',
		]);
		expect(lookAt(caseOf(log)).inside.map(({hop}) => hop)).toEqual(['settings', 'dns']);
	});
});
