import {createInterface} from 'node:readline';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import {printable} from '../core/printable.ts';
import type {Session} from '../core/session.ts';
import type {Io} from './io.ts';
import {askSecret} from './secrets.ts';

/** Puts each question of a case line by line on stderr, so that stdout holds the report alone. */
export const askPlainly = (session: Session, io: Io): void => {
	let asked: PersonQuestion | undefined;
	let complaint: string | undefined;
	session.subscribe(() => {
		const {question, complaint: newComplaint} = session.snapshot();
		if (!question || (question === asked && newComplaint === complaint)) {
			asked = question;
			return;
		}
		asked = question;
		complaint = newComplaint;
		if (complaint) io.err(`  ${printable(complaint)}\n`);
		void ask(question, io).then(value => {
			if (value !== undefined) return session.send({type: 'answer', id: question.id, value});
			session.send({type: 'cancel'});
			session.send({type: 'leave'});
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
		...(question.caution === undefined ? [] : [`  ! ${question.caution}`]),
		...choices.map(({label}, index) => `  ${index + 1}  ${label}`),
		...(choices.length > 0 ? [`  ${choices.length + 1}  I don't know`] : []),
		...(question.kind === 'confirmation' ? [`  Type the word "${question.word}", or leave it empty.`] : []),
	];
	io.err(`${lines.map(printable).join('\n')}\n`);
	if (question.kind === 'secret') return askSecret('> ', io);
	const typed = (await readLine(io))?.trim();
	if (typed === undefined) return undefined;
	if (choices.length === 0) return typed === '' ? unknownAnswer : typed;
	const number = Number(typed);
	if (number === choices.length + 1 || typed === '') return unknownAnswer;
	return choices[number - 1]?.value ?? typed;
};

const readLine = ({stdin, stderr}: Io): Promise<string | undefined> =>
	new Promise(resolve => {
		const lines = createInterface({input: stdin, output: stderr});
		lines.question('> ', answer => {
			lines.close();
			resolve(answer);
		});
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => resolve(undefined));
	});
