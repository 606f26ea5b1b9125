import {createInterface} from 'node:readline';
import type {Event} from '../core/event.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import {printable} from '../core/printable.ts';
import type {Session} from '../core/session.ts';
import type {Io} from './io.ts';
import {askSecret} from './secrets.ts';

/** Whether an event puts a question to the person: one of the questionnaire, or one in the middle of the run. */
const isQuestion = (event: Event): boolean =>
	event.type === 'input.asked' ||
	event.type === 'input.refused' ||
	(event.type === 'step.asked' && event.asking.probe === 'person');

/** Puts each question of a case line by line on stderr, so that stdout holds the report alone. */
export const askPlainly = (session: Session, io: Io): void => {
	let told = -1;
	session.subscribe(() => {
		const {question, complaint} = session.snapshot();
		const last = session.log().findLast(isQuestion);
		if (!question || !last || last.seq === told) return;
		told = last.seq;
		if (complaint) io.err(`  ${printable(complaint)}\n`);
		void ask(question, io).then(typed => {
			if (typed === undefined) {
				session.send({type: 'cancel'});
				session.send({type: 'leave'});
			} else if (typed === '<' && question.place) session.send({type: 'back'});
			else session.send({type: 'answer', id: question.id, value: typed});
		});
	});
};

/** Undefined when the person ended the input (Ctrl+C, Ctrl+D) instead of answering. */
const ask = async (question: PersonQuestion, io: Io): Promise<string | undefined> => {
	const choices = question.choices ?? [];
	const lines = [
		'',
		question.ask,
		...(question.why === undefined ? [] : [`  ${question.why}`]),
		...(question.enter ?? []).map(({label, value}) => `  ${label}: ${value}`),
		...(question.caution === undefined ? [] : [`  ! ${question.caution}`]),
		...choices.map(({label}, index) => `  ${index + 1}  ${label}`),
		...(choices.length > 0 && question.mayBeUnknown ? [`  ${choices.length + 1}  I don't know`] : []),
		...(question.kind === 'confirmation' ? [`  Type the word "${question.word}" in full.`] : []),
		...(question.mayBeUnknown
			? [`  (an empty line: I don’t know${question.place ? '; <: the question before' : ''})`]
			: []),
	];
	io.err(`${lines.map(printable).join('\n')}\n`);
	if (question.kind === 'secret') return askSecret('> ', io);
	const typed = (await readLine(io))?.trim();
	if (typed === undefined || typed === '<') return typed;
	if (typed === '') return unknownAnswer;
	if (choices.length === 0 || !/^\d+$/.test(typed)) return typed;
	return [...choices.map(({value}) => value), unknownAnswer][Number(typed) - 1] ?? typed;
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
