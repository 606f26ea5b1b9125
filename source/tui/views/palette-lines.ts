import {type Room, windowAround} from '../layout.ts';
import {completionsOf} from '../palette/read.ts';
import {paletteTable} from '../palette/table.ts';
import type {Situation} from '../situation.ts';
import {cellsOf, cut, type Line, labelled, padded, paragraph, span} from '../text.ts';

const mostRows = 6;
/** Columns that remain for what a completion does. */
const leastAbout = 14;

/** What stands above the command line: what is wrong with it, else how it may go on. */
export const paletteLines = (situation: Situation, {columns, rows}: Room): readonly Line[] => {
	const {ui, theme} = situation;
	if (!ui.palette || situation.place !== 'command') return [];
	const {field, selected, complaint} = ui.palette;
	const room = Math.min(mostRows, rows - 4);
	if (complaint !== undefined)
		return paragraph(`${theme.marks.warning} ${complaint}`, columns - 2, 'warning')
			.slice(0, room)
			.map(line => [span(' '), ...line]);
	const all = completionsOf(field.text, situation);
	const from = windowAround(all.length, room, selected);
	const seen = all.slice(from, from + room);
	const names = Math.min(
		columns - leastAbout,
		Math.max(...seen.map(({text, row, words}) => cellsOf(labelOf(text, row.takes, words)))) + 2,
	);
	return seen.map(({text, about, row, words, off}, index): Line => {
		const isChosen = from + index === selected;
		const strong = isChosen ? {strong: true as const} : {};
		const label = padded(cut(labelOf(text, row.takes, words), names - 2, theme.ellipsis), names);
		const told = cut(off ? `now off: ${off}` : about, Math.max(0, columns - names - 3), theme.ellipsis);
		return [
			span(isChosen ? `${theme.pointer} ` : '  ', 'accent'),
			{text: label, ...strong, ...(off ? {tone: 'faint' as const} : {})},
			{text: told, tone: 'faint'},
		];
	});
};

const labelOf = (text: string, takes: string | undefined, words: string): string =>
	`:${text}${takes !== undefined && words === '' ? ` ${takes}` : ''}`;

/** Every command, for the help. */
export const commandLines = (situation: Situation, width: number): readonly Line[] =>
	paletteTable.flatMap(row => {
		const why = row.why?.(situation, '');
		return labelled(
			span(`:${row.name}${row.takes ? ` ${row.takes}` : ''}`.padEnd(20), 'accent'),
			row.does + (why ? ` (now off: ${why})` : ''),
			width,
			why ? 'faint' : undefined,
		);
	});
