import {Box} from 'ink';
import type {Room} from '../layout.ts';
import type {PaletteUi} from '../palette-ui.ts';
import type {Situation} from '../situation.ts';
import {lineCells, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {KeyBar} from './bars.tsx';
import {FieldRow} from './field.tsx';
import {FindBar} from './find-bar.tsx';
import {Row} from './row.tsx';

/** The last row of the screen: what is typed there, else the keys that do something here. */
export const BottomRow = ({situation, room}: {readonly situation: Situation; readonly room: Room}) => {
	const {ui, place, theme} = situation;
	if (place === 'find') return <FindBar situation={situation} />;
	return ui.palette && place === 'command' ? (
		<CommandLine palette={ui.palette} room={room} theme={theme} />
	) : (
		<KeyBar situation={situation} />
	);
};

type CommandProps = {readonly palette: PaletteUi; readonly room: Room; readonly theme: Theme};

const CommandLine = ({palette, room: {columns}, theme}: CommandProps) => {
	const hints = [
		...(columns < 72 ? [] : [span(`${theme.keys['tab'] ?? 'tab'} `, 'accent'), span('complete  ', 'faint')]),
		...(columns < 50 ? [] : [span(`${theme.keys['enter'] ?? 'enter'} `, 'accent'), span('run  ', 'faint')]),
		span('esc ', 'accent'),
		span('close', 'faint'),
	];
	const width = columns - lineCells(hints) - 2;
	return (
		<Box height={1} flexShrink={0}>
			<Box width={width} flexShrink={0} overflow="hidden">
				<FieldRow field={palette.field} width={width} active lead=" :" theme={theme} />
			</Box>
			<Row line={hints} />
		</Box>
	);
};
