import type {Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {cut, type Line, span, wrap} from '../text.ts';

/** Rows that a notice may take: more than that nobody reads below a screen. */
const mostRows = 5;

/**
 * What there is to say in place of the keys, on as many rows as it needs, the last of them in the place of the key bar: of
 * an error the end says what to do. What is longer is cut, with a mark.
 */
export const noticeLines = ({ui, theme}: Situation, {columns, rows}: Room): readonly Line[] => {
	if (ui.notice === undefined) return [];
	const lead = ui.alarm ? span(` ${theme.marks.warning} `, 'warning') : span(' ');
	const width = columns - lead.text.length - 1;
	const most = Math.min(mostRows, rows - 5);
	const all = wrap(ui.notice, width);
	const shown =
		all.length > most
			? [...all.slice(0, most - 1), cut(all.slice(most - 1).join(' '), width, theme.ellipsis)]
			: all;
	return shown.map((text, row) => [row === 0 ? lead : span(' '.repeat(lead.text.length)), span(text)]);
};
