import {Box, Text} from 'ink';
import type {Field} from '../field.ts';
import {cellsOf, clean} from '../text.ts';
import type {Theme} from '../theme.ts';

type Props = {
	readonly field: Field;
	readonly width: number;
	readonly active: boolean;
	/** Stands for every character of a secret. */
	readonly mask?: string;
	/** Stands before it while it has the keyboard, in place of the pointer. */
	readonly lead?: string;
	readonly theme: Theme;
};

/** A text field of one row; the part around the cursor is shown when the text is longer, with a mark where more of it is. */
export const FieldRow = ({field: {text, cursor}, width, active, mask, lead, theme}: Props) => {
	const shown = [...text].map(character => mask ?? clean(character));
	const before = active ? (lead ?? `${theme.pointer} `) : '  ';
	const {from, to} = partShown(shown.map(cellsOf), cursor, width - cellsOf(before));
	return (
		<Box flexShrink={0} height={1}>
			<Box flexShrink={0}>
				<Text color="cyan">{before}</Text>
			</Box>
			<Text wrap="truncate">
				{from > 0 ? theme.ellipsis : ''}
				{shown.slice(from, cursor).join('')}
				<Text inverse={active}>{shown[cursor] ?? ' '}</Text>
				{shown.slice(cursor + 1, to).join('')}
				{to < shown.length ? theme.ellipsis : ''}
			</Text>
		</Box>
	);
};

/** Which characters of a field are shown, from and to (exclusive), by the cells of each: as many before the cursor as behind it. */
export const partShown = (
	cells: readonly number[],
	cursor: number,
	width: number,
): {readonly from: number; readonly to: number} => {
	const all = cells.reduce((sum, one) => sum + one, 0);
	// The cursor behind the last character takes a cell.
	if (all + 1 <= width) return {from: 0, to: cells.length};
	const room = Math.max(2, width - 2);
	let from = cursor;
	let to = Math.min(cells.length, cursor + 1);
	let used = cells[cursor] ?? 1;
	const takeBefore = (most: number) => {
		while (from > 0 && used + (cells[from - 1] ?? 0) <= most) used += cells[--from] ?? 0;
	};
	takeBefore(Math.ceil(room / 2));
	while (to < cells.length && used + (cells[to] ?? 0) <= room) used += cells[to++] ?? 0;
	takeBefore(room);
	return {from, to};
};
