import {Box, Text} from 'ink';
import type {Field} from '../field.ts';
import {clean} from '../text.ts';
import type {Theme} from '../theme.ts';

type Props = {
	readonly field: Field;
	readonly width: number;
	readonly active: boolean;
	/** Stands for every character of a secret. */
	readonly mask?: string;
	readonly theme: Theme;
};

/** A text field of one row; the part around the cursor is shown when the text is longer. */
export const FieldRow = ({field: {text, cursor}, width, active, mask, theme}: Props) => {
	const shown = [...text].map(character => mask ?? clean(character));
	const room = Math.max(4, Math.floor((width - 4) / 2));
	const from = Math.max(0, cursor - room);
	return (
		<Box flexShrink={0} height={1}>
			<Text color="cyan">{active ? theme.pointer : ' '} </Text>
			<Text wrap="truncate">
				{shown.slice(from, cursor).join('')}
				<Text inverse={active}>{shown[cursor] ?? ' '}</Text>
				{shown.slice(cursor + 1).join('')}
			</Text>
		</Box>
	);
};
