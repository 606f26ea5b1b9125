import {Box} from 'ink';
import type {Layout, Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {clean, labelled, span} from '../text.ts';
import {Header} from '../views/bars.tsx';
import {Row, Rows} from '../views/row.tsx';
import {useSpinner} from '../views/spinner.ts';

/** Too small for a screen: one line that says so. */
export const Tiny = ({layout: {columns, rows}}: {readonly layout: Layout}) => (
	<Row line={[span(`Terminal is ${columns}x${rows}. Need 40x10. q quits.`)]} />
);

export const Opening = ({
	situation: {theme},
	title,
	room,
}: {
	readonly situation: Situation;
	readonly title: string;
	readonly room: Room;
}) => {
	const spinner = useSpinner(theme, true);
	return (
		<Box flexDirection="column" height={room.rows - 1} flexShrink={0}>
			<Header title="Opening" width={room.columns} theme={theme} />
			<Row line={[]} />
			<Row line={[span(` ${spinner} `, 'accent'), span(clean(title))]} />
		</Box>
	);
};

const margin = span(' ');

/** Asked only while a run is running. */
export const Sure = ({
	situation: {theme, ui},
	room,
}: {
	readonly situation: Situation;
	readonly room: Room;
}) => {
	const what = ui.overlay === 'leave' ? 'Leave this case' : 'Quit';
	return (
		<Box flexDirection="column" height={room.rows - 1} flexShrink={0}>
			<Header title="Still running" width={room.columns} theme={theme} />
			<Row line={[]} />
			<Rows
				lines={[
					...labelled(margin, `${what} although the case is not finished?`, room.columns - 2, 'strong'),
					[],
					...labelled(
						margin,
						'What was answered and found so far is kept in the case file.',
						room.columns - 2,
					),
				]}
			/>
		</Box>
	);
};
