import {type Line, lineCells, span} from '../text.ts';

/** Two columns of rows, the right one from the column `at` on. */
export const beside = (left: readonly Line[], right: readonly Line[], at: number): readonly Line[] =>
	Array.from({length: Math.max(left.length, right.length)}, (_, index) => {
		const row = left[index] ?? [];
		const more = right[index];
		return more && more.length > 0
			? [...row, span(' '.repeat(Math.max(1, at - lineCells(row)))), ...more]
			: row;
	});
