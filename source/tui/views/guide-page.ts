import {blank, cellsOf, clean, cut, type Line, paragraph, span, wrap} from '../text.ts';
import type {Theme} from '../theme.ts';

/** What a screen of the guide holds, before it is known how much of it fits. */
export type GuideContent = {
	/** Which screen it is: whoever comes to another one reads from its top. */
	readonly of: string;
	readonly title: string;
	readonly right?: string;
	/** What the screen is about; never scrolled away. */
	readonly ask: readonly Line[];
	/** What may be read besides, a paragraph after the other. */
	readonly text: readonly Line[];
	/** What can be chosen, a line each. */
	readonly rows: readonly string[];
	/** Rows of a field that one types in, and of what stands below it. */
	readonly typed?: number;
	/** Below everything: what was wrong with the last answer. */
	readonly foot?: readonly Line[];
};

/** How it is shared out over the rows of a screen. */
export type GuideShare = {
	readonly ask: readonly Line[];
	readonly text: readonly Line[];
	/** Lines of the text that are shown at once, where not all of them are. */
	readonly window?: {readonly height: number; readonly last: number};
	/** Rows of the list that are shown at once. */
	readonly limit: number;
	/** There is room to break lines of the list that are too long, each below itself. */
	readonly wraps?: true;
	/** Rows below the list for the end of a line that is too long, and how much of the list is seen. */
	readonly tail: 0 | 1 | 2;
	/** Empty rows above everything, and between its parts. */
	readonly air: 0 | 1;
	readonly gap: 0 | 1;
};

/**
 * The question and the answers first, then the text, then the air; never more than `height` rows. `columns`: cells that a
 * line of the list has.
 */
export const shareOut = (
	content: GuideContent,
	{height, columns}: {readonly height: number; readonly columns: number},
): GuideShare => {
	const {rows, typed = 0, foot = []} = content;
	const broken = wrappedShare(content, height, columns);
	if (broken) return broken;
	const over = Math.max(0, ...rows.map(cellsOf)) - columns;
	const tail = over <= 0 ? 0 : over <= columns - 10 ? 1 : 2;
	const fixed = typed + foot.length + tail;
	const few = Math.min(rows.length, 2) + (tail === 0 && rows.length > 2 ? 1 : 0);
	const most = height - fixed - few;
	const told = content.text.filter(line => line.length > 0).length;
	const standsStill = content.ask.length + Math.min(told, 3) <= most;
	// What is too long to stand still is read on, with a row that says so.
	const ask = standsStill ? content.ask : content.ask.slice(0, Math.max(1, most - 3));
	const rest = [...content.ask.slice(ask.length), ...content.text];
	const left = height - fixed - ask.length;
	const gaps = (rows.length + typed > 0 ? 1 : 0) + (rest.length > 0 ? 1 : 0);
	if (rows.length + rest.length + gaps <= left) {
		const spare = left - rows.length - rest.length - gaps;
		return {ask, text: rest, limit: rows.length, tail, air: spare >= 2 ? 1 : 0, gap: 1};
	}
	const text = rest.filter(line => line.length > 0);
	const between = left - rows.length - text.length - gaps;
	if (between >= 0) return {ask, text: withBlanks(rest, between), limit: rows.length, tail, air: 0, gap: 1};
	const wanted = Math.min(rows.length, left - Math.min(text.length, 3));
	// A list that is cut has a row that says so.
	const room = tail > 0 || wanted === rows.length ? wanted : wanted - 1;
	const limit = Math.max(Math.min(rows.length, 2), room);
	const counted = tail === 0 && limit < rows.length ? 1 : 0;
	return {
		ask,
		text,
		limit,
		tail: tail === 0 ? counted : tail,
		air: 0,
		gap: 0,
		...(text.length > left - limit - counted ? {window: windowOf(text.length, left - limit - counted)} : {}),
	};
};

/** Everything, and the lines of the list that are too long broken, where there is room for all of that. */
const wrappedShare = (content: GuideContent, height: number, columns: number): GuideShare | undefined => {
	const {ask, text, rows, typed = 0, foot = []} = content;
	if (rows.every(row => cellsOf(row) <= columns)) return undefined;
	const list = rows.reduce((sum, row) => sum + wrap(row, columns).length, 0);
	const spare = height - ask.length - text.length - list - typed - foot.length - (text.length > 0 ? 2 : 1);
	return spare < 0
		? undefined
		: {ask, text, limit: rows.length, wraps: true, tail: 0, air: spare >= 2 ? 1 : 0, gap: 1};
};

/** The lines of the list in rows: broken, or each in one that is cut. */
export const listRows = (
	rows: readonly string[],
	{wraps}: Pick<GuideShare, 'wraps'>,
	width: number,
	{ellipsis}: Pick<Theme, 'ellipsis'>,
): ReadonlyArray<readonly Line[]> =>
	rows.map(row => (wraps ? paragraph(row, width) : [[span(cut(clean(row), width, ellipsis))]]));

/** As many of its empty rows as there is room for, the first ones. */
const withBlanks = (lines: readonly Line[], most: number): readonly Line[] => {
	let left = most;
	return lines.filter(line => line.length > 0 || left-- > 0);
};

const windowOf = (count: number, height: number) => {
	const shown = height > 1 ? height - 1 : height;
	return {height: Math.max(0, height), last: Math.max(0, count - shown)};
};

/** The part of the text that is on the screen, with a row that says where we are when there is more. */
export const textOf = (
	{text, window}: GuideShare,
	from: number,
	{ellipsis, keys}: Pick<Theme, 'ellipsis' | 'keys'>,
): readonly Line[] => {
	if (!window) return text;
	const at = Math.max(0, Math.min(window.last, from));
	if (window.height < 2)
		return text
			.slice(at, at + window.height)
			.map(line => [...line, span(` ${ellipsis} ${keys['pagedown']}`, 'faint')]);
	const shown = text.slice(at, at + window.height - 1);
	const way = at < window.last ? keys['pagedown'] : keys['pageup'];
	return [
		...shown,
		[
			span(
				`${ellipsis} ${shown.length > 1 ? `${at + 1}-` : ''}${at + shown.length} of ${text.length}, more: ${way}`,
				'faint',
			),
		],
	];
};

/** Paragraphs with an empty row between them; empty ones are left out. */
export const paragraphs = (...parts: ReadonlyArray<readonly Line[]>): readonly Line[] =>
	parts.filter(part => part.length > 0).flatMap((part, index) => (index > 0 ? [blank, ...part] : part));
