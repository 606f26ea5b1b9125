import {createInterface} from 'node:readline';
import {acceptTyped} from '../core/answers.ts';
import type {Event} from '../core/event.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import {failed, type Result} from '../core/result.ts';
import type {Session} from '../core/session.ts';
import {wrapped} from '../report/wrap.ts';
import type {Io} from './io.ts';
import {askSecret} from './secrets.ts';
import type {Talk} from './talk.ts';

/** The last event that put this question to the person, by its number. */
export const lastAsked = (log: readonly Event[], question: PersonQuestion): number | undefined =>
	log.findLast(event => asks(event, question))?.seq;

/** Whether an event puts this question to the person, in the questionnaire or in the middle of the run. */
const asks = (event: Event, {id}: PersonQuestion): boolean => {
	switch (event.type) {
		case 'input.asked':
			return event.question.id === id;
		case 'input.refused':
			return event.id === id;
		case 'step.asked':
			return event.asking.probe === 'person' && (event.asking.question as PersonQuestion).id === id;
	}
	return false;
};

/** Puts each question of a case line by line on stderr, one at a time, so that stdout holds the report alone. */
export const askPlainly = (session: Session, io: Io, talk: Talk): void => {
	let told = -1;
	let isAsking = false;
	const askNext = async () => {
		const {question, complaint} = session.snapshot();
		const asked = question && lastAsked(session.log(), question);
		if (isAsking || !question || asked === undefined || asked === told) return;
		told = asked;
		isAsking = true;
		if (complaint) talk.say(block(complaintLines(complaint)));
		talk.say(block(questionLines(question)));
		const typed = await answerTo(question, io, talk);
		isAsking = false;
		if (typed === undefined) {
			session.send({type: 'cancel'});
			session.send({type: 'leave'});
		} else if (typed === goesBack && question.place) session.send({type: 'back'});
		else session.send({type: 'answer', id: question.id, value: typed});
		void askNext();
	};
	session.subscribe(() => void askNext());
};

/** What is typed to see the question before once more. */
export const goesBack = '<';

/** Asks until something is an answer; undefined when the person ended the input (Ctrl+C, Ctrl+D) instead. */
const answerTo = async (question: PersonQuestion, io: Io, talk: Talk): Promise<string | undefined> => {
	if (question.kind === 'secret') return talk.hush(askSecret('> ', io));
	for (;;) {
		const typed = (await talk.hush(readLine(io)))?.trim();
		if (typed === undefined || (typed === goesBack && question.place)) return typed;
		const meant = meantBy(question, typed);
		if (meant.ok) return meant.value;
		talk.say(block(complaintLines(meant.failure)));
	}
};

/** The answer that was typed, a choice by its number or its words, or why it is none. */
export const meantBy = (question: PersonQuestion, typed: string): Result<string, string> => {
	const accepted =
		question.kind === 'choice' ? choiceBy(question, typed) : acceptTyped(question, typed || unknownAnswer);
	return accepted.ok && accepted.value === unknownAnswer && !question.mayBeUnknown
		? failed('This cannot be left open.')
		: accepted;
};

const choiceBy = (question: PersonQuestion, typed: string): Result<string, string> => {
	const rows = choiceRows(question);
	const said = wordsIn(typed);
	const whole = rows.filter(({label}) => isSame(wordsIn(label), said));
	const begun = rows.filter(
		({label}) => said.length > 0 && isSame(wordsIn(label).slice(0, said.length), said),
	);
	const [row, another] = whole.length > 0 ? whole : begun;
	const value =
		rows[/^\d{1,3}$/.test(typed) ? Number(typed) - 1 : -1]?.value ??
		rows.find(({value}) => value === typed.toLowerCase())?.value ??
		(another ? undefined : row?.value);
	const accepted = acceptTyped(question, value ?? (typed || unknownAnswer));
	return accepted.ok
		? accepted
		: failed(
				`${another ? 'More than one answer begins like that.' : 'That is none of the answers.'} Type the number of one, or its words.`,
			);
};

const wordsIn = (text: string): readonly string[] =>
	text
		.toLowerCase()
		.replaceAll('’', "'")
		.match(/[\p{L}\p{N}']+/gu) ?? [];

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
	one.length === other.length && one.every((word, index) => word === other[index]);

/** The answers of a choice as they are numbered. */
export const choiceRows = ({
	choices = [],
	mayBeUnknown,
}: PersonQuestion): NonNullable<PersonQuestion['choices']> =>
	mayBeUnknown && choices.length > 0 ? [...choices, {value: unknownAnswer, label: "I don't know"}] : choices;

const block = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

const complaintLines = (complaint: string): readonly string[] => wrapped(complaint, '  ! ', '    ');

const questionLines = (question: PersonQuestion): readonly string[] => [
	'',
	...wrapped(question.ask),
	...(question.why === undefined ? [] : wrapped(question.why, '  ')),
	...(question.enter ?? []).flatMap(({label, value}) => wrapped(`${label}: ${value}`, '  ', '    ')),
	...(question.caution === undefined ? [] : wrapped(question.caution, '  ! ', '    ')),
	...choiceRows(question).flatMap(({label}, index, {length}) => {
		const number = String(index + 1).padStart(String(length).length);
		return wrapped(label, `  ${number}  `, ' '.repeat(number.length + 4));
	}),
	...(question.kind === 'confirmation' ? wrapped(`Type the word "${question.word}" in full.`, '  ') : []),
	...hintLines(question),
];

const hintLines = ({mayBeUnknown, place}: PersonQuestion): readonly string[] => {
	const hints = [
		...(mayBeUnknown ? ['an empty line: I don’t know'] : []),
		...(place ? [`${goesBack}: the question before`] : []),
	];
	return hints.length > 0 ? wrapped(`(${hints.join('; ')})`, '  ') : [];
};

const readLine = ({stdin, stderr}: Io): Promise<string | undefined> =>
	new Promise(resolve => {
		const lines = createInterface({input: stdin, output: stderr});
		lines.question('> ', answer => {
			resolve(answer);
			lines.close();
		});
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => resolve(undefined));
	});
