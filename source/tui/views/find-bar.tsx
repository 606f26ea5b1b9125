import {Box} from 'ink';
import {countWords} from '../obey-find.ts';
import type {Situation} from '../situation.ts';
import {cellsOf, cut, type Line, span} from '../text.ts';
import {FieldRow} from './field.tsx';
import {Row} from './row.tsx';

const label = ' Find ';
/** Columns in which words are typed. */
const least = 16;

/** The line at the bottom while words are typed that are looked for: where they are, and the keys. */
export const FindBar = ({situation}: {readonly situation: Situation}) => {
	const {theme, ui, layout} = situation;
	const {columns} = layout;
	const count = countWords(situation);
	const keys = `${theme.keys['enter'] ?? 'enter'} keep  ${theme.keys['esc'] ?? 'esc'} give up`;
	const room = columns - label.length - least - cellsOf(count) - 4;
	const shown = cellsOf(keys) <= room ? keys : cut('esc', Math.max(0, room), '');
	const tail: Line = [span(count, 'strong'), span('  '), span(shown, 'faint')];
	const width = columns - label.length - cellsOf(count) - 3 - cellsOf(shown);
	return (
		<Box height={1} flexShrink={0}>
			<Row line={[span(label, 'accent')]} />
			<Box width={width} flexShrink={0} overflow="hidden">
				<FieldRow field={ui.find.field} width={width} active theme={theme} />
			</Box>
			<Row line={tail} />
		</Box>
	);
};
