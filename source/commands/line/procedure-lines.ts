import {type Case, tickKey} from '../../core/case.ts';
import type {Procedure} from '../../core/knowledge.ts';
import {untriedWays} from '../../tui/views/procedure-lines.ts';
import {counted, listed, sentence} from './sentence.ts';

/** The actions that are ticked, by their place from 0. */
export const doneIn = ({ticked}: Case, {name, actions}: Procedure): readonly number[] =>
	actions.map((_, index) => index).filter(index => ticked.includes(tickKey(name, index)));

/** A procedure in one sentence, as it is offered. */
export const procedureOffer = (state: Case, procedure: Procedure): string => {
	const done = doneIn(state, procedure).length;
	const {title, actions, destructive} = procedure;
	return [
		title.replace(/\.$/, ''),
		counted(actions.length, 'action'),
		...(done > 0 ? [`${done} done`] : []),
		...(destructive ? ['cannot be undone'] : []),
	]
		.join(', ')
		.concat('.');
};

/** What is said of a procedure before its first action. */
export const openingLines = (state: Case, procedure: Procedure): readonly string[] => {
	const {title, about, actions, warnings, notStated, destructive} = procedure;
	const done = doneIn(state, procedure).length;
	return [
		'',
		`${sentence(title)} ${counted(actions.length, 'action')}${done > 0 ? `, ${done} of them done` : ''}.`,
		...(about === undefined ? [] : [sentence(about)]),
		// Of one that cannot be undone both were read before it was opened.
		...(destructive ? [] : warnings.map(warning => `Caution: ${sentence(warning)}`)),
		...(destructive ? [] : notStated.map(open => `Not stated by the vendor: ${sentence(open)}`)),
	];
};

/** What stands before a procedure that cannot be undone. */
export const guardLines = (state: Case, procedure: Procedure): readonly string[] => {
	const {title, about, warnings, notStated} = procedure;
	return [
		'',
		`${sentence(title)} This cannot be undone. Listen to the end before you open it.`,
		...(about === undefined ? [] : [sentence(about)]),
		...section('What is lost, and what to know first:', warnings),
		...section('Not known, because the vendor does not state it:', notStated),
		...section('Still untried, and nothing is lost by trying:', untriedWays(state)),
	];
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
	lines.length === 0 ? [] : [title, ...lines.map(sentence)];

/** The word that opens a procedure that cannot be undone. */
export const wordOf = ({word, name}: Procedure): string => word ?? name;

/** One action with all that belongs to it. */
export const actionLines = (state: Case, procedure: Procedure, index: number): readonly string[] => {
	const action = procedure.actions[index];
	if (!action) return [];
	const isDone = state.ticked.includes(tickKey(procedure.name, index));
	return [
		'',
		`Action ${index + 1} of ${procedure.actions.length}${isDone ? ', done' : ''}. ${sentence(action.do)}`,
		...(action.details === undefined ? [] : [sentence(action.details)]),
		...(action.warning === undefined ? [] : [`Caution: ${sentence(action.warning)}`]),
	];
};

/** All actions in one list, each with whether it is done. */
export const allActionLines = (state: Case, {name, actions}: Procedure): readonly string[] =>
	actions.map(
		({do: action}, index) =>
			`${index + 1}. ${state.ticked.includes(tickKey(name, index)) ? 'Done' : 'Not done'}: ${sentence(action)}`,
	);

/** What is said after the last action. */
export const endLines = (state: Case, procedure: Procedure): readonly string[] => {
	const done = doneIn(state, procedure);
	const open = procedure.actions.map((_, index) => index).filter(index => !done.includes(index));
	return [
		'',
		open.length === 0
			? 'That was the last action, and all are done.'
			: `That was the last action. Not done: ${listed(open.map(index => `action ${index + 1}`))}.`,
	];
};

/** What a procedure names to be checked again, as it is offered; nothing where it names nothing. */
export const againOffer = ({steps, inputs}: Case, {again, ask}: Procedure): string | undefined => {
	if (again.length + ask.length === 0) return undefined;
	const titles = again.map(id => steps.find(step => step.id === id)?.title ?? id);
	const asked = ask.map(name => inputs.find(input => input.name === name)?.ask ?? name);
	const first = asked.length > 0 ? `You are asked once more: ${listed(asked, 4)} ` : '';
	return `${first}${titles.length > 0 ? `Checked are: ${listed(titles)}.` : 'Nothing else is looked at again by itself: what rests on the answer is weighed anew.'}`;
};

export const procedureHelp: readonly string[] = [
	'Do the action, then press Enter: it is marked as done, and the next one follows.',
	's skips it. b goes back to the action before. l lists all actions, and a number goes to that one. u marks it as not done. < leaves the procedure; what is done stays marked.',
];
