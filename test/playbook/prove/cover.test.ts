import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Region, setOf, uncovered} from '../../../source/playbook/prove/cover.ts';

const combinations = (widths: readonly number[]): readonly (readonly number[])[] =>
	widths.reduce<readonly (readonly number[])[]>(
		(all, width) => all.flatMap(start => Array.from({length: width}, (_, value) => [...start, value])),
		[[]],
	);
const contains = (region: Region, combination: readonly number[]) =>
	combination.every((value, column) => ((region[column] ?? 0n) & (1n << BigInt(value))) !== 0n);

const table = fc.array(fc.integer({min: 1, max: 4}), {minLength: 1, maxLength: 4}).chain(widths => {
	const set = (width: number) => fc.subarray(Array.from({length: width}, (_, value) => value)).map(setOf);
	const region = fc.tuple(...widths.map(set));
	return fc.record({widths: fc.constant(widths), region, rows: fc.array(region, {maxLength: 8})});
});

describe('uncovered', () => {
	it('answers as trying every combination would', () => {
		fc.assert(
			fc.property(table, ({widths, region, rows}) => {
				const left = combinations(widths).filter(
					combination => contains(region, combination) && !rows.some(row => contains(row, combination)),
				);
				const found = uncovered(region, rows, {left: 1_000_000});
				if (left.length === 0) expect(found).toBe('covered');
				else expect(left).toContainEqual(found);
			}),
			{numRuns: 2000},
		);
	});

	it('gives up rather than search for ever', () => {
		expect(
			uncovered(
				[3n, 3n],
				[
					[1n, 1n],
					[2n, 2n],
				],
				{left: 1},
			),
		).toBe('too-large');
	});

	it('needs few looks for many columns', () => {
		const everything = Array.from({length: 40}, () => 0b11111n);
		const rows = everything.flatMap((_, column) => [
			everything.with(column, 0b111n),
			everything.with(column, 0b11000n),
		]);
		expect(uncovered(everything, rows.slice(0, 2), {left: 1000})).toBe('covered');
		const diagonal = everything.map((_, column) => everything.with(column, 0b1111n));
		expect(uncovered(everything, diagonal, {left: 100_000})).toEqual(everything.map(() => 4));
	});
});
