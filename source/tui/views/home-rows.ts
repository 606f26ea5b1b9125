import {type Entry, selectedIn} from '../entries.ts';
import type {Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {blank, cellsOf, cut, type Line, padded, paragraph, span} from '../text.ts';
import {caseLine, recentLine} from './case-rows.ts';
import {windowOf} from './list-window.ts';
import {tabLine} from './tab-strip.ts';

/** A row of the list: one that can be chosen, by its number from 0, or one that is only read. */
type Row = {readonly entry: number} | {readonly line: Line};

/** The part of the list of home that is seen, and where in it the pointer is. */
export type Seen = {
	readonly lines: readonly Line[];
	/** `5 of 800`, where not everything is seen. */
	readonly note?: string;
};

/** Only what is seen is drawn: the list may be of any length. */
export const seenOf = (situation: Situation, {columns, body}: Room, height: number): Seen => {
	const {entries, ui, theme} = situation;
	const width = columns - 3;
	const rows = rowsOf(situation, width, body);
	const chosen = selectedIn(entries, ui.home);
	const at = rows.findIndex(row => 'entry' in row && row.entry === chosen);
	const from = windowOf(rows.length, height, Math.max(0, at));
	const lines = rows.slice(from, from + height).map((row): Line => {
		if ('line' in row) return row.line;
		const entry = entries[row.entry];
		if (!entry) return blank;
		const line = entryLine(entry, width - 2, situation);
		return row.entry === chosen
			? [span(`${theme.pointer} `, 'accent'), ...line.map(part => ({...part, strong: true as const}))]
			: [span('  '), ...line];
	});
	return {
		lines,
		...(rows.length > height && entries.length > 0 ? {note: `${chosen + 1} of ${entries.length}`} : {}),
	};
};

const rowsOf = (situation: Situation, width: number, body: number): readonly Row[] => {
	const {entries, ui} = situation;
	const isAiry = body >= 30 && ui.home.shelf === 'home' && ui.home.filter.text === '';
	const hasHeadings = ui.home.shelf !== 'cases';
	const counts = ui.home.shelf === 'lab' ? countsOf(entries) : undefined;
	const listed = entries.flatMap((entry, index): readonly Row[] => {
		const isFirst = hasHeadings && entries[index - 1]?.section !== entry.section;
		if (!isFirst) return [{entry: index}];
		const count = counts ? ` (${counts.get(entry.section) ?? 0})` : '';
		const heading: Row = {line: [{text: ` ${entry.section}${count}`, tone: 'accent', strong: true}]};
		return [...(isAiry && index > 0 ? [{line: blank}] : []), heading, {entry: index}];
	});
	return [...troubleOf(situation, width), ...listed, ...missing(situation, width)];
};

const countsOf = (entries: readonly Entry[]): ReadonlyMap<string, number> => {
	const counts = new Map<string, number>();
	for (const {section} of entries) counts.set(section, (counts.get(section) ?? 0) + 1);
	return counts;
};

const troubleOf = ({library, theme}: Situation, width: number): readonly Row[] =>
	library.trouble === undefined
		? []
		: [
				...paragraph(`${theme.marks.warning} ${library.trouble}`, width - 1, 'warning').slice(0, 4),
				...paragraph(
					'What could be read is below. Put the file right, quit with q and start again; “lostmail playbook lint FILE” points at every mistake in a playbook.',
					width - 1,
				),
			].map(line => ({line: [span(' '), ...line]}));

/** What is not in the list, and why. */
const missing = ({library, entries, ui, cases}: Situation, width: number): readonly Row[] => {
	const {shelf, filter} = ui.home;
	const isReading = library.loading === true && library.trouble === undefined && shelf !== 'cases';
	const text = isReading
		? 'The playbooks and the lab are still being read.'
		: entries.length > 0
			? ''
			: filter.text !== ''
				? 'Nothing has these words. Esc shows everything again.'
				: shelf === 'cases' && cases.length === 0
					? 'No case is on the disk yet. Every run is kept here as it happens, and can be gone on with.'
					: shelf === 'lab'
						? 'The lab has no worlds here.'
						: '';
	return text === '' ? [] : paragraph(text, width - 1, 'faint').map(line => ({line: [span(' '), ...line]}));
};

const entryLine = (entry: Entry, width: number, situation: Situation): Line => {
	const {theme, now, ui, bench} = situation;
	const {choice, stored, title, about, note} = entry;
	if (stored)
		return ui.home.shelf === 'home' && ui.home.filter.text === ''
			? recentLine(stored, width, {theme, now})
			: caseLine(stored, width, {theme, now, tab: entry.tab});
	switch (choice.kind) {
		case 'tab': {
			const tab = bench.tabs[entry.tab ?? -1];
			return tab ? tabLine(tab, entry.tab ?? 0, width, theme) : [];
		}
		case 'scenario':
			return besides(title, choice.name, width, Math.floor(width * 0.62), theme.ellipsis);
		case 'playbook':
			return besides(
				title,
				`${note ? `${note} ${theme.dot} ` : ''}${about}`,
				width,
				Math.min(42, Math.floor(width * 0.45)),
				theme.ellipsis,
			);
		case 'sink':
			return besides(title, about, width, Math.min(42, Math.floor(width * 0.45)), theme.ellipsis);
		case 'shelf':
			return besides(title, about, width, Math.max(42, cellsOf(title)), theme.ellipsis);
		case 'case':
			return [span(cut(title, width, theme.ellipsis))];
	}
};

/** What it is, and a sentence about it where there is room. */
const besides = (title: string, about: string, width: number, titles: number, mark: string): Line =>
	width < 60
		? [span(cut(title, width, mark))]
		: [
				span(padded(title, titles, mark)),
				span(`  ${cut(about, Math.max(0, width - titles - 2), mark)}`, 'faint'),
			];
