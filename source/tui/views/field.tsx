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

/** A text field of one row; the part around the cursor is shown when the text is longer. */
export const FieldRow = ({field: {text, cursor}, width, active, mask, lead, theme}: Props) => {
	const shown = [...text].map(character => mask ?? clean(character));
	const room = Math.max(4, Math.floor((width - 4) / 2));
	const isShort = cellsOf(shown.join('')) <= width - 4;
	const from = isShort ? 0 : Math.max(0, cursor - room);
	return (
		<Box flexShrink={0} height={1}>
			<Text color="cyan">{active ? (lead ?? `${theme.pointer} `) : '  '}</Text>
			<Text wrap="truncate">
				{shown.slice(from, cursor).join('')}
				<Text inverse={active}>{shown[cursor] ?? ' '}</Text>
				{shown.slice(cursor + 1).join('')}
			</Text>
		</Box>
	);
};
