import fc from 'fast-check';
import {expect, test} from 'vitest';
import {slipsBetween} from '../../source/core/edit-distance.ts';

test.each([
	['gmail.com', 'gmail.com', 0],
	['gmial.com', 'gmail.com', 1],
	['gmal.com', 'gmail.com', 1],
	['gmaill.com', 'gmail.com', 1],
	['gnail.com', 'gmail.com', 1],
	['gamil.con', 'gmail.com', 2],
	['ca', 'abc', 3],
	['', 'ab', 2],
])('from %j to %j: %i', (one, other, slips) => {
	expect(slipsBetween(one, other, 3)).toBe(slips);
	expect(slipsBetween(other, one, 3)).toBe(slips);
});

test('more slips than asked for are no number', () => {
	expect(slipsBetween('yahoo.com', 'gmail.com', 2)).toBeUndefined();
	expect(slipsBetween('a', 'abcd', 2)).toBeUndefined();
	expect(slipsBetween('gmial.com', 'gmail.com', 0)).toBeUndefined();
});

test('a bound changes no distance within it', () => {
	const word = fc.string({unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7});
	fc.assert(
		fc.property(word, word, fc.nat(7), (one, other, most) => {
			const slips = slipsBetween(one, other, 20) ?? Number.NaN;
			expect(slipsBetween(one, other, most)).toBe(slips <= most ? slips : undefined);
			expect(slips === 0).toBe(one === other);
		}),
		{numRuns: 1000},
	);
});
