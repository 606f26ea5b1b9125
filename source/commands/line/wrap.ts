import {printable} from '../../core/printable.ts';
import {widthOf} from '../../report/wrap.ts';

/** Columns where nobody knows them, and the fewest that text is broken for. */
const usual = 80;
const fewest = 20;

/**
 * Makes a line printable and breaks it at spaces into rows of at most so many columns. What follows the number of a list
 * hangs under its words. A word that is longer than a row stays whole, so that a path or a link can be copied; an empty
 * line stays one.
 */
export const rowsOf = (line: string, columns: number = usual): readonly string[] => {
	const room = Math.max(fewest, columns);
	const hang = ' '.repeat(/^\d{1,4}\. /.exec(line)?.[0].length ?? 0);
	const rows: string[] = [];
	let row = '';
	let width = 0;
	for (const word of line.split(/\s+/).filter(Boolean).map(printable)) {
		const more = widthOf(word);
		if (row !== '' && width + 1 + more > room) {
			rows.push(row);
			row = '';
		}
		const before = row === '' ? (rows.length > 0 ? hang : '') : `${row} `;
		width = (row === '' ? before.length : width + 1) + more;
		row = `${before}${word}`;
	}
	return [...rows, row];
};
