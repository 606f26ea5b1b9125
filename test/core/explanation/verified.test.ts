import {expect, test} from 'vitest';
import {verificationOf, withoutSecrets} from '../../../source/core/explanation/verified.ts';
import type {Trail} from '../../../source/core/trail.ts';
import type {Candidate, Reading} from '../../../source/core/verification.ts';

const candidate = (value: string, more: Partial<Candidate> = {}): Candidate => ({
	kind: 'code',
	value,
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: '',
	...more,
});

const noon = Date.UTC(2026, 10, 22, 12);
const trail = (...times: readonly (number | undefined)[]): Trail => ({
	passages: times.map(at => (at === undefined ? {} : {at})),
	verdicts: [],
	judged: [],
	date: {state: 'unknown', says: 'x'},
});

const reading = (more: Partial<Reading> = {}): Reading => {
	const chosen = candidate('482915');
	return {candidates: [chosen], chosen, lifetime: {seconds: 600, words: '10 minutes'}, ...more};
};

test.each([
	['a second before it', [noon], noon + 600_000, false],
	['a moment after it', [noon], noon + 600_001, true],
	[
		'counted from the last server that has a clock',
		[noon - 3_600_000, noon, undefined],
		noon + 600_000,
		false,
	],
	['with no clock at all', [undefined], noon + 10_000_000, false],
	['with no server', [], noon + 10_000_000, false],
])('the time of a code is over: %s', (_, times, now, expired) => {
	expect(verificationOf(reading(), trail(...times), now).expired).toBe(expired);
});

test('nothing is over that was not chosen, or says nothing of its time', () => {
	const {chosen: _, ...open} = reading();
	expect(verificationOf({...open, open: 'several'}, trail(noon), noon * 2)).toMatchObject({
		kind: null,
		open: 'several',
		masked: null,
		expired: false,
	});
	const {lifetime: __, ...timeless} = reading();
	expect(verificationOf(timeless, trail(noon), noon * 2).expired).toBe(false);
});

test('codes and links are hidden at any depth, and what is unlikely to be one is left', () => {
	const link = candidate('https://a.example/x?t=1', {kind: 'link'});
	const unlikely = candidate('2026', {score: 0.1});
	const told = {a: ['482915 or 2026', {b: 'see https://a.example/x?t=1'}], n: 482915, z: null};
	expect(withoutSecrets(told, reading({candidates: [link, unlikely]}))).toEqual({
		a: ['48•••• or 2026', {b: 'see https://a.example/••••'}],
		n: 482915,
		z: null,
	});
});
