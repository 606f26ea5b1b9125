import {Box} from 'ink';
import SelectInput from 'ink-select-input';
import {useMemo} from 'react';
import {type Line, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import type {Picked} from '../ui.ts';
import {Row, Rows} from './row.tsx';

type Props = {
	/** Each may take several. */
	readonly rows: ReadonlyArray<readonly Line[]>;
	readonly picked: Picked;
	readonly limit: number;
	readonly active: boolean;
	readonly theme: Theme;
	readonly onPick: (index: number) => void;
	/** A digit points at a row without a move of the list's own. */
	readonly onJump: (index: number) => void;
	readonly onOpen: (index: number) => void;
};

/**
 * ink-select-input, told from outside where it stands. It is made anew when `limit` or the rows change, because it
 * loses its place when it shrinks; a digit, which would select at once, only moves.
 */
export const PickList = ({rows, picked, limit, active, theme, onPick, onJump, onOpen}: Props) => {
	const Item = useMemo(
		() =>
			({label, isSelected}: {readonly label: string; readonly isSelected?: boolean}) => (
				<Box flexDirection="column" flexShrink={0}>
					<Rows
						lines={(rows[Number(label)] ?? []).map(line =>
							line.map(part => (isSelected ? {...part, strong: true as const} : part)),
						)}
					/>
				</Box>
			),
		[rows],
	);
	const Pointer = useMemo(
		() =>
			({isSelected}: {readonly isSelected?: boolean}) => (
				<Box flexShrink={0} width={2}>
					<Row line={[span(isSelected ? theme.pointer : ' ', 'accent')]} />
				</Box>
			),
		[theme],
	);
	const items = useMemo(
		() => rows.map((_, value) => ({label: String(value), value, key: String(value)})),
		[rows],
	);
	return (
		<SelectInput
			key={`${limit}/${rows.length}/${picked.jump}`}
			items={items}
			isFocused={active}
			initialIndex={Math.min(picked.selected, Math.max(0, rows.length - 1))}
			limit={limit}
			itemComponent={Item}
			indicatorComponent={Pointer}
			onHighlight={item => {
				if (item) onPick(item.value);
			}}
			onSelect={item => {
				if (!item) return;
				if (item.value === picked.selected) onOpen(item.value);
				else onJump(item.value);
			}}
		/>
	);
};
