import {Box} from 'ink';
import {useMemo} from 'react';
import {guidePage, insetOf, textWidth} from '../guide-content.ts';
import type {Room} from '../layout.ts';
import type {Doors} from '../obey.ts';
import {type Asked, choicesOf, type Situation} from '../situation.ts';
import {span} from '../text.ts';
import {answerTo} from '../ui.ts';
import {FieldRow} from '../views/field.tsx';
import {type GuideShare, listRows} from '../views/guide-page.ts';
import {hintLines} from '../views/guide-question.ts';
import {PickList} from '../views/pick-list.tsx';
import {Row, Rows} from '../views/row.tsx';
import {GuideFrame} from './guide/frame.tsx';

type Props = {
	readonly situation: Situation;
	readonly asked: Asked;
	readonly room: Room;
	readonly doors: Doors;
};

/** One question: what we ask, why, what it will not do, and the answers. */
export const Question = ({situation, asked, room, doors}: Props) => {
	const {content, share, way} = guidePage(situation, room, '');
	const {selected} = answerTo(situation.ui, asked.key);
	return (
		<GuideFrame {...{situation, room, content, share, way, selected}} inset={insetOf(room)}>
			{asked.question.kind === 'choice' ? (
				<Choices {...{situation, asked, doors}} width={textWidth(room)} share={share} />
			) : (
				<Typing {...{situation, asked}} width={textWidth(room)} />
			)}
		</GuideFrame>
	);
};

type AnswerProps = {readonly situation: Situation; readonly asked: Asked; readonly width: number};

/** The answers to choose from, of a question in the guide or at the desk. */
export const Choices = ({
	situation,
	asked: {key, question, waits},
	doors,
	width,
	share: {limit, wraps},
}: AnswerProps & {readonly doors: Doors; readonly share: GuideShare}) => {
	const {ui, theme} = situation;
	const choices = choicesOf(situation);
	const labels = choices.map(({label}) => label).join('\n');
	const rows = useMemo(
		() => listRows(labels.split('\n'), {...(wraps ? {wraps} : {})}, width - 2, theme),
		[labels, wraps, width, theme],
	);
	return (
		<PickList
			key={key}
			rows={rows}
			picked={answerTo(ui, key)}
			limit={limit}
			active={waits && situation.place === 'choice'}
			theme={theme}
			onPick={selected => doors.dispatch({type: 'answer.picked', key, selected})}
			onJump={selected => doors.dispatch({type: 'answer.jumped', key, selected})}
			onOpen={index => {
				const choice = choices[index];
				if (choice) doors.send({type: 'answer', id: question.id, value: choice.value});
			}}
		/>
	);
};

/** The field, what is said below it, and the way not to know. */
export const Typing = ({situation: {ui, theme, place}, asked: {key, question}, width}: AnswerProps) => {
	const {field, selected} = answerTo(ui, key);
	const isUnsure = selected === 1;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<FieldRow
				field={field}
				width={width}
				active={place === 'text' && !isUnsure}
				theme={theme}
				{...(question.kind === 'secret' ? {mask: theme.masked} : {})}
			/>
			<Rows lines={hintLines(question, field, width, theme)} />
			{question.mayBeUnknown && (
				<Row
					line={[
						span(isUnsure ? `${theme.pointer} ` : '  ', 'accent'),
						span(
							question.kind === 'confirmation' ? 'Not now' : "I don't know",
							isUnsure ? 'strong' : undefined,
						),
					]}
				/>
			)}
		</Box>
	);
};
