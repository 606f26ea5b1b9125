import {Box} from 'ink';
import {busyTabs} from '../bench.ts';
import {doomedCase} from '../entries.ts';
import {caughtIn} from '../inbox.ts';
import type {Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {stateOfTab, subjectOf, titleOfTab} from '../tab-state.ts';
import {clean, cut, labelled, span, wrap} from '../text.ts';
import {Header} from '../views/bars.tsx';
import {CasePath} from '../views/case-path.tsx';
import {leavingWords} from '../views/guide-leave.ts';
import {Row, Rows} from '../views/row.tsx';
import {useSpinner} from '../views/spinner.ts';

/** Too small for a screen: it says so, and asks there whether to quit. */
export const Tiny = ({situation: {layout, place, bench}}: {readonly situation: Situation}) => {
	const isBusy = busyTabs(bench).length > 0;
	const text =
		place === 'sure'
			? `Quit? y yes, n no.${isBusy ? ' It is not finished.' : ''}`
			: `Terminal is ${layout.columns}x${layout.rows}. Need 40x10. q quits.`;
	return <Rows lines={wrap(text, layout.columns).map(row => [span(row)])} />;
};

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
			<Row line={[]} />
			<Row line={[span(' Esc goes home meanwhile; it is opened all the same.', 'faint')]} />
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
			<CasePath {...{situation, room}} />
			<Row line={[]} />
			<Rows
				lines={[
					...labelled(margin, ask, room.columns - 2, 'strong'),
					[],
					...know.split('\n').flatMap(line => labelled(margin, line, room.columns - 2)),
				].slice(0, room.body - 1)}
			/>
		</Box>
	);
};

type Doubt = {readonly title: string; readonly ask: string; readonly know: string};

const doubtOf = (situation: Situation): Doubt => {
	const {ui, inbox, bench} = situation;
	if (bench.manner === 'guide' && ui.overlay === 'quit') return leavingWords(bench);
	if (ui.overlay === 'remove-case') return doubtOfCase(situation);
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
	const busy = busyTabs(bench);
	if (quits && (busy.length > 1 || !busy.some(({ui: one}) => one === ui))) return doubtOfAll(situation);
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

/** Names everything that quitting breaks off. */
const doubtOfAll = ({bench}: Situation): Doubt => {
	const busy = busyTabs(bench).map(
		tab =>
			`${bench.tabs.indexOf(tab)}  ${titleOfTab(tab)}${subjectOf(tab) ? `, ${subjectOf(tab)}` : ''}: ${stateOfTab(tab).text}`,
	);
	const one = busy.length === 1;
	return {
		title: 'Still running',
		ask: `Quit although ${one ? 'this is' : `these ${busy.length} are`} not finished?`,
		know: `${busy.join('\n')}\nWhat was answered, found and caught so far is kept; a case can be gone on with.`,
	};
};

const doubtOfCase = (situation: Situation): Doubt => {
	const doomed = doomedCase(situation);
	return doomed
		? {
				title: 'Delete',
				ask: `Delete case ${clean(doomed.id)}, ${clean(doomed.playbook.title)}, for good?`,
				know: `Its file goes, with all its evidence: ${clean(doomed.file)}\ny deletes it; Enter does not.`,
			}
		: {title: 'Delete', ask: 'This case is gone already.', know: 'Esc goes back to the list.'};
};
