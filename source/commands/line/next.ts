import type {OpenCase} from '../../tui/console.tsx';
import {proceduresOf} from '../../tui/views/procedure-lines.ts';
import type {Menu} from './choose.ts';
import {conversationsOf} from './conversation-lines.ts';
import type {Item} from './menu.ts';
import {procedureOffer} from './procedure-lines.ts';
import {sentence} from './sentence.ts';

/** What can be done with a case that has come to its end. */
export type Next = 'go-on' | 'do' | 'why' | 'talk' | 'again' | 'report' | 'result' | 'home' | 'leave';

/** What is offered after a result, the most useful first. */
export const nextMenu = ({session, explain, closed}: OpenCase, isKnown: boolean): Menu<Next> => {
	const state = session.snapshot();
	const procedures = proceduresOf(state);
	const [first] = procedures;
	const mayRun = closed === undefined;
	const wasCancelled = state.verdict === 'cancelled';
	const conversations = conversationsOf(state, explain).length;
	const items: readonly Item<Next>[] = [
		...(wasCancelled && mayRun
			? [{value: 'go-on', says: 'Go on with what was not done before it was cancelled.'} as const]
			: []),
		...(first
			? [
					{
						value: 'do',
						says:
							procedures.length === 1
								? `What to do: ${procedureOffer(state, first)}`
								: `What to do: ${procedures.length} ways, the best is: ${procedureOffer(state, first)}`,
						names: ['do', 'procedure'],
					} as const,
				]
			: []),
		{
			value: 'why',
			says: 'Why: what speaks for it, what else was found, what is not ruled out, what would change the verdict.',
		},
		...(conversations > 0
			? [
					{
						value: 'talk',
						says: 'The conversation with the server, each line explained.',
						names: ['talk', 'conversation', 'transcript'],
					} as const,
				]
			: []),
		...(mayRun
			? [{value: 'again', says: 'Check again, the whole case or a part of it.', names: ['again']} as const]
			: []),
		{value: 'report', says: 'Write a report into a file.', names: ['report']},
		{value: 'result', says: 'Repeat the result.', names: ['result']},
		{value: 'home', says: 'Another case.', names: ['home']},
		{value: 'leave', says: 'Leave lostmail.', names: ['quit', 'exit', 'q']},
	];
	const [usual] = items;
	return {
		ask: ['', 'What next?'],
		items,
		prompt: 'What next?',
		...(usual ? {usual: {value: usual.value, word: usualWords[usual.value]}} : {}),
		help: [
			'Nothing on the device is changed by anything here. The case is kept on this machine as it happens, and can be gone on with later.',
			...(closed === undefined ? [] : [`Nothing of it can be run again: ${sentence(closed)}`]),
		],
		isKnown,
	};
};

const usualWords: Readonly<Record<Next, string>> = {
	'go-on': 'going on',
	do: 'what to do',
	why: 'why',
	talk: 'the conversation',
	again: 'checking again',
	report: 'a report',
	result: 'the result',
	home: 'another case',
	leave: 'leaving',
};
