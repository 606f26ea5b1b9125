import {blank, clean, type Line, span} from '../text.ts';
import type {Theme} from '../theme.ts';

/** Of rows that may come later, what of them is drawn at once. */
const early = new WeakMap<Line, Line>();

/** A row that may come later, when whoever walks through a list has stopped; at once it is only this much of it. */
export const later = (row: Line, atOnce: Line = blank): Line => {
	const copy = [...row];
	early.set(copy, atOnce);
	return copy;
};

/** Octets that a moved selection has room for, beside what takes the old rows away. */
const most = 580;
/** What it takes to get to a row, and to its colours. */
const toRow = 12;

const isBlank = (line: Line): boolean => line.every(({text}) => text.trim() === '');
const octets = (line: Line): number =>
	isBlank(line) ? 0 : line.reduce((sum, {text}) => sum + Buffer.byteLength(clean(text)), toRow);

/**
 * The rows that are seen while a selection moves on: what somebody reads who walks through the list, each row where it
 * stays, and a word where the rest is to come. They are the rows themselves where all of them are few.
 */
export const atOnceRows = (rows: readonly Line[], {ellipsis}: Theme): readonly Line[] => {
	if (rows.reduce((sum, row) => sum + octets(row), 0) <= most) return rows;
	let room = most;
	const drawn = rows.map(row => {
		const head = early.get(row) ?? row;
		room -= octets(head);
		return room >= 0 ? head : blank;
	});
	const last = drawn.findLastIndex(row => !isBlank(row));
	const missing = drawn.findIndex((row, index) => isBlank(row) && !isBlank(rows[index] ?? blank));
	const at = missing >= 0 ? missing : Math.min(last + 1, rows.length - 1);
	return drawn.with(at, [span(`${ellipsis} more follows`, 'faint')]);
};
