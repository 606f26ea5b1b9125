import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {all, type Truth, test as testAll, testAnswer} from '../../source/core/logic.ts';

describe('Kleene logic', () => {
	const values: readonly Truth[] = ['true', 'false', 'unknown'];
	test.each([
		[[], 'true'],
		[['true', 'true'], 'true'],
		[['true', 'unknown'], 'unknown'],
		[['unknown', 'false'], 'false'],
		[['false', 'true'], 'false'],
	] as const)('all of %j is %s', (truths, expected) => {
		expect(all(truths)).toBe(expected);
	});

	test.each([
		['x', ['x'], 'true'],
		['x', ['y'], 'false'],
		['x', [], 'false'],
		[undefined, ['x'], 'unknown'],
		['unknown', ['x'], 'unknown'],
		['unknown', ['x', 'unknown'], 'true'],
		[undefined, ['unknown'], 'true'],
		['x', ['unknown'], 'false'],
	] as const)('the answer %s to %j is %s', (answer, wanted, expected) => {
		expect(testAnswer(answer, wanted)).toBe(expected);
	});

	test('what becomes known never turns true into false, nor false into true', () => {
		const truths = fc.array(fc.constantFrom(...values), {maxLength: 5});
		fc.assert(
			fc.property(truths, fc.array(fc.constantFrom('true' as const, 'false' as const)), (before, found) => {
				const after = before.map((truth, index) => (truth === 'unknown' ? (found[index] ?? truth) : truth));
				const condition = (list: readonly Truth[]) =>
					testAll(
						Object.fromEntries(list.map((_, index) => [`k${index}`, []])),
						key => list[Number(key.slice(1))] as Truth,
					);
				if (all(before) !== 'unknown') expect(all(after)).toBe(all(before));
				expect(condition(after)).toBe(all(after));
			}),
		);
	});
});
