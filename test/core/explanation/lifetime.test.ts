import {expect, test} from 'vitest';
import {lifeOf} from '../../../source/core/explanation/lifetime.ts';
import type {Trail} from '../../../source/core/trail.ts';
import type {Candidate, Passage, Reading} from '../../../source/core/verification.ts';

const chosen: Candidate = {
	kind: 'code',
	value: '482915',
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: '',
};
const reading: Reading = {candidates: [chosen], chosen, lifetime: {seconds: 600, words: '10 minutes'}};
const ten = Date.UTC(2026, 10, 22, 10);
const trail = (passages: readonly Passage[], state: Trail['date']['state'] = 'right'): Trail => ({
	passages,
	verdicts: [],
	judged: [],
	date: {state, says: 'x'},
});
const passages = (second: number, before = 0): readonly Passage[] => [
	{by: 'a.example', at: ten, seconds: before},
	{by: 'b.example', at: ten + second * 1000, seconds: second},
];

test('is counted from the first stamp, and never from now', () => {
	expect(lifeOf(reading, trail(passages(600)))).toEqual({until: ten + 600_000});
});

test('is over where the way took longer, and the longest part of it is named', () => {
	expect(lifeOf(reading, trail(passages(6180)))).toEqual({
		until: ten + 600_000,
		over: 'The code in it is valid for 10 minutes, and the message took 1 hour 43 minutes to the last server, so it came too late. It lay longest between a.example and b.example: 1 hour 43 minutes.',
	});
});

test('is counted from the Date field where that fits the first server, and from no clock that may be wrong', () => {
	expect(lifeOf(reading, trail(passages(500, 200)))?.over).toContain('took 11 minutes 40 seconds');
	expect(lifeOf(reading, trail(passages(500, 7200), 'past'))).toEqual({until: ten + 600_000});
});

test('is not known without a code, its time, or a clock', () => {
	const {chosen: _, ...open} = reading;
	const {lifetime: __, ...timeless} = reading;
	expect(lifeOf(open, trail(passages(6180)))).toBeUndefined();
	expect(lifeOf(timeless, trail(passages(6180)))).toBeUndefined();
	expect(lifeOf(reading, trail([]))).toBeUndefined();
	expect(lifeOf(reading, trail([{by: 'a.example'}]))).toBeUndefined();
});
