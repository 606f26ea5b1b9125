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

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const wide =
	/^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u;
/** A mark with a cell of its own, such as the vowel signs of Indian scripts. */
const spacingMark = /\p{Spacing_Mark}/gu;
const marksOnly = /^\p{Mark}+$/u;
const pictographs = /\p{Emoji_Presentation}|(?=[\u{10000}-\u{10FFFF}])\p{Extended_Pictographic}/gu;
/** Each of these takes one cell, stands for itself, and joins no other: most text, and all of our own. */
const plain =
	/^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u22FF\u2500-\u25FC\u2714\u2716]*$/;
/** Columns of a page in which nothing of a usual length is broken, and nothing stands beside anything: for a pager. */
export const unbroken = 10_000;

/** Text whose width every terminal agrees on: what acts is escaped, and pictographs (measured differently everywhere) become boxes. */
export const clean = (text: string): string =>
	plain.test(text) ? text : tame(printable(text).replaceAll(pictographs, '□'));

/** The same for text of several lines. */
export const cleanLines = (text: string): readonly string[] => printableLines(text).split('\n').map(clean);

const tame = (text: string): string => text.replaceAll(/(\p{Mark}{2})\p{Mark}+/gu, '$1');

/** Cells that cleaned text takes on the screen. */
export const cellsOf = (text: string): number => {
	if (plain.test(text)) return text.length;
	let cells = 0;
	for (const {segment} of graphemes.segment(text)) cells += cellsOfOne(segment);
	return cells;
};

const cellsOfOne = (segment: string): number => {
	const spacing =
		segment.length > 1 || marksOnly.test(segment) ? (segment.match(spacingMark)?.length ?? 0) : 0;
	return spacing + (marksOnly.test(segment) ? 0 : wide.test(segment) ? 2 : 1);
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
	let cells = 0;
	let end = 0;
	for (const {segment, index} of graphemes.segment(text)) {
		cells += cellsOfOne(segment);
		if (cells > width) break;
		end = index + segment.length;
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
