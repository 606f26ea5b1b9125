import {Box} from 'ink';
import {useMemo} from 'react';
import {type PersonQuestion, unknownAnswer, type ValueType} from '../../core/person.ts';
import type {Room} from '../layout.ts';
import type {Doors} from '../obey.ts';
import {type Asked, choicesOf, type Desk, type Situation} from '../situation.ts';
import {blank, clean, cut, type Line, labelled, paragraph, span} from '../text.ts';
import {answerTo} from '../ui.ts';
import {Header} from '../views/bars.tsx';
import {enterLines} from '../views/enter-lines.ts';
import {FieldRow} from '../views/field.tsx';
import {PickList} from '../views/pick-list.tsx';
import {Row, Rows} from '../views/row.tsx';

type Props = {
	readonly situation: Situation;
	readonly desk: Desk;
	readonly asked: Asked;
	readonly room: Room;
	readonly doors: Doors;
};

const expected: Readonly<Record<ValueType, string>> = {
	text: 'one line of text',
	address: 'an e-mail address, such as name@example.org',
	host: 'a host name or an IP address',
	port: 'a port, such as 587',
	domain: 'a domain, such as example.org',
	ip: 'an IP address',
	minutes: 'minutes, such as 10',
	'wait-minutes': 'minutes, such as 10, and 30 at most',
	'sink-ports': 'ports, such as 2525/starttls 2465/implicit',
	filter: 'spamd:HOST:PORT, spamd:/path/to/socket or rspamd:http://HOST:PORT',
};

/** One question: what we ask, why, what it will not do, and what not to do meanwhile. */
export const Question = ({situation, desk, asked, room, doors}: Props) => {
	const {theme} = situation;
	const {question} = asked;
	const inset = room.columns < 60 ? 1 : 3;
	const width = Math.min(96, room.columns - 2 * inset);
	const {place} = question;
	const choices = question.kind === 'choice' ? choicesOf(situation) : [];
	const share = shareOut(
		question,
		desk.state.complaint,
		{width, height: room.body, rows: choices.length},
		theme,
	);
	return (
		<Box flexDirection="column">
			<Header
				title={desk.state.playbook.title}
				right={place ? `question ${place.number} of about ${place.about}` : 'a question'}
				width={room.columns}
				theme={theme}
			/>
			<Box flexDirection="column" height={room.body} flexShrink={0} paddingLeft={inset} overflow="hidden">
				<Box flexDirection="column" flexShrink={0}>
					<Rows lines={share.above} />
					{question.kind === 'choice' ? (
						<Choices {...{situation, asked, doors, width}} limit={share.limit} />
					) : (
						<Typed {...{situation, asked, width}} />
					)}
					<Rows lines={share.below} />
				</Box>
			</Box>
		</Box>
	);
};

/** Gives the answers their rows first, then the question, then the reasons, then the air. */
const shareOut = (
	question: PersonQuestion,
	complaint: string | undefined,
	{width, height, rows}: {readonly width: number; readonly height: number; readonly rows: number},
	theme: Situation['theme'],
) => {
	const ask = paragraph(question.ask, width, 'strong').slice(0, 4);
	const wrong = complaint
		? labelled(span(`${theme.marks.problem} `, 'bad'), complaint, width, 'bad').slice(0, 2)
		: [];
	const answers = question.kind === 'choice' ? rows : question.mayBeUnknown ? 3 : 2;
	const limit = Math.max(2, Math.min(answers, height - ask.length - wrong.length));
	let left = height - ask.length - limit - wrong.length;
	const take = (lines: readonly Line[]): readonly Line[] => {
		if (lines.length === 0 || left < 2) return [];
		const shown = lines.slice(0, left - 1);
		left -= shown.length + 1;
		return shown;
	};
	const enter = take(question.enter ? enterLines(question.enter, width) : []);
	const caution = take(question.caution ? paragraph(question.caution, width, 'warning') : []);
	const why = take(question.why ? paragraph(question.why, width) : []);
	const air = left >= 4 ? [blank, blank] : [];
	return {
		limit,
		above: [
			...air,
			...ask,
			...(why.length > 0 ? [blank, ...why] : []),
			...(enter.length > 0 ? [blank, ...enter] : []),
			...(left >= 1 ? [blank] : []),
		],
		below: [
			...(wrong.length > 0 ? [...(left >= 2 ? [blank] : []), ...wrong] : []),
			...(caution.length > 0 ? [blank, ...caution] : []),
		],
	};
};

type AnswerProps = {readonly situation: Situation; readonly asked: Asked; readonly width: number};

const Choices = ({
	situation,
	asked: {key, question, waits},
	doors,
	width,
	limit,
}: AnswerProps & {readonly doors: Doors; readonly limit: number}) => {
	const {ui, theme} = situation;
	const choices = choicesOf(situation);
	const labels = choices.map(({label}) => label).join('\n');
	const rows = useMemo(
		() => labels.split('\n').map((label): Line => [span(cut(clean(label), width - 2, theme.ellipsis))]),
		[labels, width, theme],
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

const Typed = ({situation: {ui, theme, place}, asked: {key, question}, width}: AnswerProps) => {
	const {field, selected} = answerTo(ui, key);
	const hint =
		question.kind === 'confirmation'
			? `Type ${question.word ?? ''} to confirm`
			: question.kind === 'secret'
				? 'What you type is not shown, and never written down'
				: expected[question.type ?? 'text'];
	const kept = question.kind === 'secret' ? 'the one given before' : question.current;
	const isKept = question.kind !== 'confirmation' && ![undefined, unknownAnswer].includes(question.current);
	const keeps = isKept ? `; empty keeps ${kept}` : '';
	return (
		<Box flexDirection="column" flexShrink={0}>
			<FieldRow
				field={field}
				width={width}
				active={place === 'text' && selected === 0}
				theme={theme}
				{...(question.kind === 'secret' ? {mask: theme.masked} : {})}
			/>
			<Row line={[span(`  ${cut(clean(hint + keeps), width - 2, theme.ellipsis)}`, 'faint')]} />
			{question.mayBeUnknown && (
				<Row
					line={[
						span(selected === 1 ? `${theme.pointer} ` : '  ', 'accent'),
						span(
							question.kind === 'confirmation' ? 'Not now' : "I don't know",
							selected === 1 ? 'strong' : undefined,
						),
					]}
				/>
			)}
		</Box>
	);
};
