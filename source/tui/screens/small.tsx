import {Box} from 'ink';
import {caughtIn} from '../inbox.ts';
import type {Layout, Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {clean, cut, labelled, span} from '../text.ts';
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

/** Asked only while a run is running or a sink listens, and before something is deleted. */
export const Sure = ({situation, room}: {readonly situation: Situation; readonly room: Room}) => {
	const {title, ask, know} = doubtOf(situation);
	return (
		<Box flexDirection="column" height={room.rows - 1} flexShrink={0}>
			<Header title={title} width={room.columns} theme={situation.theme} />
			<Row line={[]} />
			<Rows
				lines={[
					...labelled(margin, ask, room.columns - 2, 'strong'),
					[],
					...labelled(margin, know, room.columns - 2),
				]}
			/>
		</Box>
	);
};

const doubtOf = ({ui, inbox, entries}: Situation) => {
	if (ui.overlay === 'remove-case')
		return {
			title: 'Delete',
			ask: `Delete this case? ${entries[ui.home.selected]?.title ?? ''}`,
			know: 'Its file is gone for good, with all its evidence.',
		};
	const caught = inbox && caughtIn(inbox);
	if (ui.overlay === 'remove' && caught) {
		const {id, subject} = caught.message;
		return {
			title: 'Delete',
			ask: `Delete message ${id}?`,
			know: `${subject ? `Its subject: ${cut(clean(subject), 200)}\n` : ''}Its text is gone for good; the record of its session stays.`,
		};
	}
	const quits = ui.overlay === 'quit';
	if (ui.at.place === 'sink')
		return {
			title: 'Still listening',
			ask: quits ? 'Close this sink and quit?' : 'Close this sink?',
			know: 'Nothing is caught any more until one is opened again. What was caught is kept.',
		};
	return {
		title: 'Still running',
		ask: `${quits ? 'Quit' : 'Leave this case'} although the case is not finished?`,
		know: 'What was answered and found so far is kept in the case file.',
	};
};
