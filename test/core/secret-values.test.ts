import {describe, expect, test} from 'vitest';
import {
	digitOf,
	linkParts,
	secretsOf,
	withoutValues,
	withoutValuesIn,
} from '../../source/core/secret-values.ts';
import type {Candidate} from '../../source/core/verification.ts';

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
const known = (...candidates: readonly Candidate[]) => secretsOf({candidates, open: 'several'});

describe('a code', () => {
	test.each([
		['482915 is your code', '48•••• is your code'],
		['482 915, 482-915 and 4.8.2.9.1.5', '48••••, 48•••• and 48••••'],
		['４８２９１５ or ٤٨٢٩١٥', '48•••• or 48••••'],
		['482, 915', '48••••'],
		[`it is ${btoa('482915')}`, 'it is ••••'],
		[`it is ${btoa('x482915').replace('=', '')}`, /^it is e••••/],
		['4829 15 and 48291', '48•••• and 48291'],
	])('is taken out of %s', (text, left) => {
		const told = withoutValues(text, known(candidate('482915')));
		if (typeof left === 'string') expect(told).toBe(left);
		else expect(told).not.toContain('Q4MjkxN');
	});

	test('of small letters, or very short, is a word alone', () => {
		const values = known(candidate('ready'), candidate('482'));
		expect(withoutValues('already READY x-ready 482 1482', values)).toBe('already re•••• x-re•••• •••• 1482');
	});
});

test('a link goes with all that makes it work, and words that many links have stay', () => {
	const values = known(candidate('https://a.test/reset/swordfish?token=Xk29abc', {kind: 'link'}));
	expect(withoutValues('https://a.test/reset/swordfish?token=Xk29abc', values)).toBe('https://a.test/••••');
	expect(withoutValues('swordfish, xk29ABC and reset the token', values)).toBe(
		'••••, •••• and reset the token',
	);
	expect(linkParts('https://a.test/x%20y?t=1#z')).toEqual(['/x%20y?t=1#z', 'x%20y', 't', '1', 'z', 'x y']);
	expect(linkParts('no link')).toEqual([]);
});

test('at any depth of a value, and nothing is changed where nothing is known', () => {
	const told = {a: ['482915', {b: 'code 482 915'}], n: 482915, z: null};
	expect(withoutValuesIn(told, known(candidate('482915')))).toEqual({
		a: ['48••••', {b: 'code 48••••'}],
		n: 482915,
		z: null,
	});
	expect(withoutValuesIn(told, [])).toBe(told);
});

test('digits of every script have their value', () => {
	expect([...'٤۴४๔４𝟒𝟺4x'].map(digitOf).join('')).toBe('44444444x');
});
