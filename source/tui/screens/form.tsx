import {Box} from 'ink';
import {guidePage} from '../guide-content.ts';
import {type Room, windowAround} from '../layout.ts';
import type {Doors} from '../obey.ts';
import type {Asked, Desk, Situation} from '../situation.ts';
import {clean} from '../text.ts';
import type {Theme} from '../theme.ts';
import {answerTo} from '../ui.ts';
import {Header} from '../views/bars.tsx';
import {CasePath} from '../views/case-path.tsx';
import {formSizes, inputLine, inputRows} from '../views/form-lines.ts';
import {Pane} from '../views/pane.tsx';
import {Row} from '../views/row.tsx';
import {GuideBody} from './guide/frame.tsx';
import {Choices, Typing} from './question.tsx';

type Props = {
	readonly situation: Situation;
	readonly desk: Desk;
	readonly asked: Asked;
	readonly room: Room;
	readonly doors: Doors;
};

/** The questions at the desk: all of them with their answers at the left, the one that waits at the right. */
export const Form = ({situation, desk, asked, room, doors}: Props) => {
	const {theme} = situation;
	const {place} = asked.question;
	const progress = place ? `question ${place.number} of about ${place.about}` : 'a question';
	const isWide = room.kind === 'wide';
	const {list, width} = formSizes(room);
	const answer = <Answer {...{situation, asked, room, doors, width}} />;
	return (
		<Box flexDirection="column">
			<Header title={desk.state.playbook.title} right={progress} width={room.columns} theme={theme} />
			<CasePath {...{situation, room}} />
			{isWide ? (
				<Box height={room.body} flexShrink={0}>
					<Inputs {...{desk, asked, theme}} width={list} height={room.body} />
					<Pane
						title={place ? 'Question' : titleOf(desk)}
						width={room.columns - list}
						height={room.body}
						theme={theme}
						focused
					>
						{answer}
					</Pane>
				</Box>
			) : (
				<Box flexDirection="column" height={room.body} flexShrink={0} paddingLeft={1} overflow="hidden">
					<Box flexDirection="column" flexShrink={0}>
						{answer}
					</Box>
				</Box>
			)}
		</Box>
	);
};

/** A step that asks the person has its name above its question. */
const titleOf = ({state}: Desk): string => {
	const step = state.steps.find(
		one => one.state.status === 'running' && one.state.asking?.probe === 'person',
	);
	return clean(step?.title ?? 'A question');
};

type InputsProps = {
	readonly desk: Desk;
	readonly asked: Asked;
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
};

const Inputs = ({desk: {state}, asked, width, height, theme}: InputsProps) => {
	const rows = inputRows(state, asked.question);
	const room = height - 2;
	const at = rows.findIndex(({is}) => is === 'now');
	const from = windowAround(rows.length, room, at);
	const answered = rows.filter(({is}) => is === 'answered' || is === 'unknown').length;
	return (
		<Pane
			title={`Answers ${theme.dot} ${answered}`}
			width={width}
			height={height}
			theme={theme}
			{...(rows.length > room
				? {note: `${from + 1}-${Math.min(rows.length, from + room)} of ${rows.length}`}
				: {})}
		>
			{rows.slice(from, from + room).map(row => (
				<Row key={row.name} line={inputLine(row, width - 3, theme)} />
			))}
		</Pane>
	);
};

type AnswerProps = Omit<Props, 'desk'> & {readonly width: number};

/** The question with all that belongs to it, shared out as in the guide: what does not fit is read on. */
const Answer = ({situation, asked, room, doors, width}: AnswerProps) => {
	const {content, share} = guidePage(situation, room, '');
	const {selected} = answerTo(situation.ui, asked.key);
	return (
		<GuideBody {...{situation, content, selected, width}} share={{...share, air: 0}}>
			{asked.question.kind === 'choice' ? (
				<Choices {...{situation, asked, doors, width, share}} />
			) : (
				<Typing {...{situation, asked, width}} />
			)}
		</GuideBody>
	);
};
