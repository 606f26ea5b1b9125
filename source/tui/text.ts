import {printable, printableLines} from '../core/printable.ts';
import type {Tone} from './theme.ts';

export type Span = {
	readonly text: string;
	readonly tone?: Tone;
	readonly strong?: true;
	/** Something that was looked for: drawn in reverse. */
	readonly found?: true;
};
/** One row of the screen. Rows are made as values first, so that only those that are seen get drawn. */
export type Line = readonly Span[];

/** Two cells each (UAX #11: wide and fullwidth), and U+3248 to U+324F, which terminals draw so as well. */
const wide = new RegExp(
	`^[${[
		String.raw`\u1100-\u115E\u2329-\u232A\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u2FF0-\u303E\u3041-\u3096`,
		String.raw`\u309B-\u30FF\u3105-\u312F\u3131-\u318E\u3190-\u31E5\u31EF-\u321E\u3220-\uA48C\uA490-\uA4C6`,
		String.raw`\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE52\uFE54-\uFE66\uFE68-\uFE6B`,
		String.raw`\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{16FE3}\u{16FF0}-\u{16FF6}\u{17000}-\u{18CDA}`,
		String.raw`\u{18CFF}-\u{18D20}\u{18D80}-\u{18DF2}\u{18E00}-\u{19191}\u{191A0}-\u{191D2}\u{1AFF0}-\u{1AFF3}`,
		String.raw`\u{1AFF5}-\u{1AFFB}\u{1AFFD}-\u{1AFFE}\u{1B000}-\u{1B128}\u{1B132}\u{1B150}-\u{1B152}\u{1B155}`,
		String.raw`\u{1B164}-\u{1B168}\u{1B170}-\u{1B2FB}\u{20000}-\u{2FFFD}\u{30000}-\u{3FFFD}`,
	].join('')}]`,
	'u',
);
/** These stand on, around or beneath the character before them. */
const onTop = /^[\p{Nonspacing_Mark}\p{Enclosing_Mark}]/u;
/** Vowels and finals of Hangul, which make one syllable of two cells with what comes before them. */
const joining = /^[\u1160-\u11FF\uD7B0-\uD7FB]/;
const joined = /^[\u1100-\u11FF\uA960-\uA97C\uAC00-\uD7A3\uD7B0-\uD7FB]/;
/** What terminals measure differently: pictographs, and signs that were made wide only lately (Unicode 16). */
const pictographs =
	/\p{Emoji_Presentation}|(?=[\u{10000}-\u{10FFFF}])\p{Extended_Pictographic}|[\u2630-\u2637\u268A-\u268F\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}]/gu;
/** Each of these takes one cell, stands for itself, and joins no other: most text, and all of our own. */
const plain =
	/^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u22FF\u23CE\u2500-\u25FC\u2714\u2716]*$/;
/** Columns of a page in which nothing of a usual length is broken, and nothing stands beside anything: for a pager. */
export const unbroken = 10_000;

/** Text whose width every terminal agrees on: what acts is escaped, and pictographs (measured differently everywhere) become boxes. */
export const clean = (text: string): string =>
	plain.test(text) ? text : tame(printable(text).replaceAll(pictographs, '□'));

/** The same for text of several lines. */
export const cleanLines = (text: string): readonly string[] => printableLines(text).split('\n').map(clean);

/** Two marks on a character, and none on what stands before the text. */
const tame = (text: string): string =>
	text.replaceAll(/(\p{Mark}{2})\p{Mark}+/gu, '$1').replace(onTop, '◌$&');

/**
 * Cells that cleaned text takes on the screen. Terminals draw character by character: two letters that Unicode sees as one
 * cluster (Thai SARA AM, a conjunct of Devanagari) have their cells side by side, marks have none, and spacing marks one.
 */
export const cellsOf = (text: string): number => {
	if (plain.test(text)) return text.length;
	let [cells, before] = [0, ''];
	for (const one of text) {
		cells += cellsOfOne(one, before);
		before = one;
	}
	return cells;
};

const cellsOfOne = (one: string, before: string): number => {
	if (one < '\u0300') return 1;
	if (onTop.test(one) || (joining.test(one) && joined.test(before))) return 0;
	return wide.test(one) ? 2 : 1;
};

/** The longest beginning of the text that fits; when something is lost, `mark` says so. */
export const cut = (text: string, width: number, mark = '…'): string => {
	if (cellsOf(text) <= width) return text;
	const [head = ''] = chop(text, Math.max(0, width - cellsOf(mark)));
	return width <= 0 ? '' : `${head}${mark}`;
};

/** Exactly this many cells: cut or filled with spaces. */
export const padded = (text: string, width: number, mark = '…'): string => {
	const short = cut(text, width, mark);
	return short + ' '.repeat(Math.max(0, width - cellsOf(short)));
};

const chop = (text: string, width: number): readonly [string, string] => {
	if (plain.test(text)) return [text.slice(0, width), text.slice(width)];
	let [cells, end, before] = [0, 0, ''];
	for (const one of text) {
		cells += cellsOfOne(one, before);
		if (cells > width) break;
		end += one.length;
		before = one;
	}
	return [text.slice(0, end), text.slice(end)];
};

/** Cleans a text and breaks it at spaces, or within a word that is longer than a row. */
export const wrap = (text: string, width: number): readonly string[] =>
	plain.test(text)
		? wrapPlain(text, Math.max(4, width))
		: cleanLines(text).flatMap(line => wrapOne(line, Math.max(4, width)));

/** The same as `wrapOne`, for text whose characters are its cells: a long page is laid out while somebody waits. */
const wrapPlain = (line: string, width: number): readonly string[] => {
	if (line.length <= width) return [line.trimEnd()];
	const rows: string[] = [];
	let from = 0;
	for (let at = 0; at < line.length; ) {
		const space = line.indexOf(' ', at);
		const end = space < 0 ? line.length : space;
		if (end - from > width && at > from) {
			rows.push(line.slice(from, at).trimEnd());
			from = at;
		}
		for (; end - from > width; from += width) rows.push(line.slice(from, from + width));
		at = end;
		while (line[at] === ' ') at++;
	}
	return [...rows, line.slice(from).trimEnd()];
};

const wrapOne = (line: string, width: number): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const word of line.split(/(?<= )(?=[^ ])/)) {
		if (cellsOf(row) + cellsOf(word.trimEnd()) > width && row !== '') {
			rows.push(row.trimEnd());
			row = '';
		}
		let rest = word;
		// Counted once: each row would count a long word anew.
		for (let cells = cellsOf(word.trimEnd()); cells > width && rest !== ''; ) {
			const [head, tail] = chop(rest, width);
			rows.push(head);
			rest = tail;
			cells -= cellsOf(head);
		}
		row += rest;
	}
	return [...rows, row.trimEnd()];
};

/** A paragraph, its rows in one tone. */
export const paragraph = (text: string, width: number, tone?: Tone): readonly Line[] =>
	wrap(text, width).map(row => [span(row, tone)]);

/** A paragraph after a label, hanging under its first row. */
export const labelled = (label: Span, text: string, width: number, tone?: Tone): readonly Line[] => {
	const indent = cellsOf(label.text);
	return wrap(text, width - indent).map((row, index) => [
		index === 0 ? label : span(' '.repeat(indent)),
		span(row, tone),
	]);
};

export const span = (text: string, tone?: Tone): Span => (tone ? {text, tone} : {text});

export const blank: Line = [];

/** A row as text, safe to print; long gaps between its columns are shortened. */
export const lineText = (line: Line): string =>
	clean(line.map(({text}) => text).join(''))
		.replaceAll(/ {80,}/g, '  ')
		.trimEnd();

export const lineCells = (line: Line): number => line.reduce((sum, {text}) => sum + cellsOf(text), 0);
