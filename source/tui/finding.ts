import {type Laying, lastUpTo, smallLetters} from './laying.ts';
import {clean, type Line, type Span} from './text.ts';

/** Where the words are: offsets in the text of a page, ascending. `isMore`: there are more than are counted. */
export type Found = {readonly words: string; readonly at: readonly number[]; readonly isMore: boolean};

const most = 10_000;

/** Words as they are compared: small letters, one space between two. */
export const sought = (text: string): string => smallLetters(clean(text)).replaceAll(/\s+/g, ' ').trim();

const lastFound = new WeakMap<Laying, Found>();

/**
 * Looks through the whole page. Words are found which a row's end has parted, but none across an empty row. What goes on
 * from the words before is looked for only where those are.
 */
export const findIn = (laying: Laying, words: string): Found => {
	const before = lastFound.get(laying);
	if (before?.words === words) return before;
	laying.reach(Number.POSITIVE_INFINITY);
	const narrows = before && !before.isMore && before.words !== '' && words.startsWith(before.words);
	const found = narrows
		? {words, at: before.at.filter(at => standsAt(laying, words, at)), isMore: false}
		: search(laying, words);
	lastFound.set(laying, found);
	return found;
};

const pieceOf = ({measured}: Laying, offset: number) =>
	measured[lastUpTo(measured, offset, one => one.offset)];

const standsAt = (laying: Laying, words: string, offset: number): boolean => {
	const piece = pieceOf(laying, offset);
	return piece?.text.startsWith(words, offset - piece.offset) === true;
};

const search = ({measured}: Laying, words: string): Found => {
	const at: number[] = [];
	if (words === '') return {words, at, isMore: false};
	for (const {text, offset} of measured)
		for (let next = text.indexOf(words); next >= 0; next = text.indexOf(words, next + words.length)) {
			if (at.length === most) return {words, at, isMore: true};
			at.push(offset + next);
		}
	return {words, at, isMore: false};
};

/** The row in which the text at this offset stands. */
export const rowAt = (laying: Laying, offset: number): number => {
	const piece = pieceOf(laying, offset);
	return piece ? piece.row + lastUpTo(piece.starts, offset - piece.offset, start => start) : 0;
};

/** Where the text of a row begins; of a row that is not there, behind all. */
export const startOf = (laying: Laying, row: number): number => {
	const piece = laying.measured[laying.pieceAt(row)];
	const start = piece?.starts[row - piece.row];
	return piece && start !== undefined ? piece.offset + start : Number.POSITIVE_INFINITY;
};

/** How a row takes part in what is looked for. */
export type Mark = 'none' | 'other' | 'current';

/** A row with what was found in it marked, and whether the match `current` begins in it. */
export const markedRow = (
	laying: Laying,
	row: number,
	line: Line,
	{words, at}: Found,
	current: number,
): {readonly line: Line; readonly mark: Mark} => {
	const start = startOf(laying, row);
	const end = startOf(laying, row + 1);
	const piece = laying.measured[laying.pieceAt(row)];
	if (words === '' || piece === undefined) return {line, mark: 'none'};
	const skipped = piece.skipped[row - piece.row] ?? 0;
	const shift = skipped - start;
	const ranges: (readonly [number, number])[] = [];
	let [isHere, isCurrent] = [false, false];
	for (let index = firstFrom(at, start - words.length + 1); index < at.length; index++) {
		const from = at[index] ?? 0;
		if (from >= end) break;
		ranges.push([Math.max(skipped, from + shift), from + words.length + shift]);
		if (from >= start) isHere = true;
		if (from >= start && index === current) isCurrent = true;
	}
	return {
		line: ranges.length === 0 ? line : reversed(line, ranges),
		mark: isCurrent ? 'current' : isHere ? 'other' : 'none',
	};
};

/** The first index whose offset is at least this; the length where there is none. */
export const firstFrom = (at: readonly number[], offset: number): number => {
	const last = lastUpTo(at, offset - 1, one => one);
	return at.length > 0 && (at[last] ?? 0) < offset ? last + 1 : last;
};

const reversed = (line: Line, ranges: readonly (readonly [number, number])[]): Line => {
	let start = 0;
	return line.flatMap(part => {
		const text = clean(part.text);
		const from = start;
		start += text.length;
		return cutAt(
			{...part, text},
			ranges
				.map(([a, b]) => [Math.max(0, a - from), Math.min(text.length, b - from)] as const)
				.filter(([a, b]) => a < b),
		);
	});
};

const cutAt = (part: Span, ranges: readonly (readonly [number, number])[]): readonly Span[] => {
	const parts: Span[] = [];
	let at = 0;
	for (const [from, to] of ranges) {
		if (from > at) parts.push({...part, text: part.text.slice(at, from)});
		parts.push({...part, text: part.text.slice(Math.max(at, from), to), found: true});
		at = to;
	}
	return at < part.text.length ? [...parts, {...part, text: part.text.slice(at)}] : parts;
};
