import {acceptTyped} from '../core/answers.ts';
import {tickKey} from '../core/case.ts';
import {unknownAnswer} from '../core/person.ts';
import type {Doors} from './obey.ts';
import type {Situation} from './situation.ts';
import {answerTo} from './ui.ts';
import {proceduresOf} from './views/procedure-lines.ts';

/** Gives what was typed as the answer. */
export const answerText = ({desk, ui}: Situation, {send, dispatch}: Doors) => {
	if (!desk?.asked) return;
	const {key, question} = desk.asked;
	const {field, selected} = answerTo(ui, key);
	const typed = field.text === '' && question.kind === 'text' ? (question.current ?? '') : field.text;
	const value = selected === 1 ? unknownAnswer : typed;
	dispatch({type: 'answer.given', key, is: acceptTyped(question, value).ok ? 'taken' : 'refused'});
	send({type: 'answer', id: question.id, value});
};

/** Opens a procedure that cannot be undone, when its word is right. */
export const unlock = ({desk, ui}: Situation, {dispatch}: Doors) => {
	if (!desk?.procedure) return;
	if (ui.procedure.word.text.trim() === desk.word)
		dispatch({type: 'procedure.unlocked', name: desk.procedure.name});
	else dispatch({type: 'told', notice: `That is not the word. Type ${desk.word}, or esc to go back.`});
};

/** Whoever leaves what cannot be undone comes back to the best way, and types the word anew. */
export const leaveGuard = ({dispatch}: Pick<Doors, 'dispatch'>) =>
	dispatch({type: 'procedure.turned', index: 0});

/** To another procedure that is open. */
export const turnProcedure = (by: number, {desk, ui}: Situation, {dispatch}: Doors) => {
	const count = desk ? proceduresOf(desk.state).length : 0;
	if (count > 0) dispatch({type: 'procedure.turned', index: (ui.procedure.index + by + count) % count});
};

/** Marks the action that is chosen as done, or not done. */
export const tick = ({desk, ui}: Situation, {send}: Doors) => {
	if (!desk?.procedure) return;
	const {name} = desk.procedure;
	const {action} = ui.procedure;
	send({
		type: desk.state.ticked.includes(tickKey(name, action)) ? 'untick' : 'tick',
		procedure: name,
		action,
	});
};

/** Between the field and "I don't know". */
export const unsure = ({desk, ui}: Situation, {dispatch}: Doors) => {
	if (!desk?.asked?.question.mayBeUnknown) return;
	const {key} = desk.asked;
	dispatch({type: 'answer.picked', key, selected: answerTo(ui, key).selected === 0 ? 1 : 0});
};

/** Runs once more what the procedure names, or the step that is selected. */
export const again = ({desk, place}: Situation, {send, dispatch}: Doors) => {
	if (!desk) return;
	const named = place === 'procedure' ? (desk.procedure?.again ?? []) : [];
	const ask = place === 'procedure' ? (desk.procedure?.ask ?? []) : [];
	const steps = named.length + ask.length > 0 ? named : desk.step ? [desk.step.id] : [];
	send({type: 'redo', steps, ...(ask.length > 0 ? {ask} : {})});
	dispatch({type: 'case.resumed'});
	dispatch({type: 'screen.shown', screen: 'run'});
	// The eye stays where it is; after a procedure it follows what runs.
	if (place !== 'procedure' && desk.step) dispatch({type: 'step.chosen', step: desk.step.id});
};

/** Runs every step once more. */
export const againAll = ({desk}: Situation, {send, dispatch}: Doors) => {
	if (!desk) return;
	send({type: 'redo', steps: desk.state.steps.map(({id}) => id)});
	dispatch({type: 'case.resumed'});
	dispatch({type: 'screen.shown', screen: 'run'});
};

/** Keeps the answer that was given before, and goes on to the next question. */
export const keepAnswer = ({desk}: Situation, {send}: Doors) => {
	if (!desk?.asked) return;
	const {id, kind, current = ''} = desk.asked.question;
	send({type: 'answer', id, value: kind === 'secret' ? '' : current});
};
