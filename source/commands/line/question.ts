import type {PersonQuestion} from '../../core/person.ts';
import type {Session} from '../../core/session.ts';
import {goesBack, meantBy} from '../plain.ts';
import {questionHelp, questionLines, questionPrompt, refusalLine} from './question-lines.ts';
import type {LineTerminal, Typed} from './terminal.ts';

/** Puts a question until something is an answer, and gives it. What ended the asking instead is what comes back. */
export const answerQuestion = async (
	{send}: Pick<Session, 'send'>,
	question: PersonQuestion,
	complaint: string | undefined,
	terminal: LineTerminal,
): Promise<'answered' | Exclude<Typed['is'], 'line'>> => {
	terminal.say([...(complaint === undefined ? [] : [refusalLine(complaint)]), ...questionLines(question)]);
	for (;;) {
		const typed = await wayToAsk(question, terminal)(questionPrompt(question));
		if (typed.is !== 'line') return typed.is;
		const text = typed.text.trim();
		if (text === '?') {
			terminal.say([...questionLines(question), ...questionHelp(question)]);
			continue;
		}
		if (text === goesBack && question.place) {
			send({type: 'back'});
			return 'answered';
		}
		const meant = answerBy(question, typed.text);
		if (meant.ok) {
			send({type: 'answer', id: question.id, value: meant.value});
			return 'answered';
		}
		terminal.say([refusalLine(meant.failure)]);
	}
};

/** A line that was typed ahead, and shown, is no secret, and agrees to nothing. */
const wayToAsk = ({kind}: PersonQuestion, {ask, askAnew, askHidden}: LineTerminal): LineTerminal['ask'] =>
	kind === 'secret' ? askHidden : kind === 'confirmation' ? askAnew : ask;

/** An empty line keeps what was answered before; a secret is taken as it was typed. */
const answerBy = (question: PersonQuestion, typed: string): ReturnType<typeof meantBy> => {
	const isKept = typed.trim() === '' && question.current !== undefined && question.kind !== 'confirmation';
	if (question.kind === 'secret' || isKept) return {ok: true, value: isKept ? '' : typed};
	return meantBy(question, typed.trim());
};
