import {adviceOf} from '../core/advice.ts';
import {type Step, tickKey} from '../core/case.ts';
import {unknownAnswer} from '../core/person.ts';
import {printable} from '../core/printable.ts';
import type {Doors} from './obey.ts';
import type {Place} from './place.ts';
import type {Situation} from './situation.ts';
import {reportLine} from './summary.ts';
import {answerTo} from './ui.ts';
import {proceduresOf} from './views/procedure-lines.ts';

/** Gives what was typed as the answer. */
export const answerText = ({desk, ui}: Situation, {send}: Doors) => {
	if (!desk?.asked) return;
	const {key, question} = desk.asked;
	const {field, selected} = answerTo(ui, key);
	const typed = field.text === '' && question.kind === 'text' ? (question.current ?? '') : field.text;
	send({type: 'answer', id: question.id, value: selected === 1 ? unknownAnswer : typed});
};

/** Opens a procedure that cannot be undone, when its word is right. */
export const unlock = ({desk, ui}: Situation, {dispatch}: Doors) => {
	if (!desk?.procedure) return;
	if (ui.procedure.word.text.trim() === desk.word)
		dispatch({type: 'procedure.unlocked', name: desk.procedure.name});
	else dispatch({type: 'told', notice: `That is not the word. Type ${desk.word}, or esc to go back.`});
};

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
};

/** Copies what the step proposes to publish, else the line for a report. */
export const copyOf = ({place, desk}: Situation, {copy, dispatch}: Doors) => {
	if (!desk) return;
	const records = onStep.includes(place) ? recordsToPublish(desk.step) : [];
	copy(records.length > 0 ? records.join('\n') : reportLine(desk.state));
	const copied = records.length > 0 ? 'What to publish' : 'The report line';
	dispatch({type: 'told', notice: `${copied} is in the clipboard, if the terminal allows it.`});
};

/** Where one step is looked at, and so the records that it proposes. */
const onStep: readonly Place[] = ['run', 'step', 'transcript'];

/** Lines of a zone file as they are to be published, with nothing in them that acts. */
const recordsToPublish = (step: Step | undefined): readonly string[] =>
	step?.state.status === 'finished' ? (adviceOf(step.state.finding.facts).publish ?? []).map(printable) : [];
