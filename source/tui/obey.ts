import {adviceOf} from '../core/advice.ts';
import {type Step, tickKey} from '../core/case.ts';
import {unknownAnswer} from '../core/person.ts';
import {printable} from '../core/printable.ts';
import type {Command} from '../core/session.ts';
import {type CommandName, isSinkCommand} from './command-name.ts';
import {type Edit, editFor} from './field.ts';
import {rowFor, whyOff} from './keys.ts';
import {jump, move, turnPage} from './move.ts';
import {obeyInSink, removeCaught} from './obey-sink.ts';
import {isTyping, type Place} from './place.ts';
import {type HomeChoice, isRunning, type Situation} from './situation.ts';
import {reportLine} from './summary.ts';
import {type Action, answerTo} from './ui.ts';
import {proceduresOf} from './views/procedure-lines.ts';

/** Everything that a key can reach beyond the screen. */
export type Doors = {
	readonly dispatch: (action: Action) => void;
	readonly send: (command: Command) => void;
	readonly open: (choice: HomeChoice, title: string) => void;
	/** Ends the case or the sink and goes home. */
	readonly leave: () => void;
	readonly quit: () => void;
	readonly suspend: () => void;
	readonly copy: (text: string) => void;
};

/** Turns a key press into what it means here, or tells why it means nothing now. */
export const press = (key: string, situation: Situation, doors: Doors) => {
	doors.dispatch({type: 'heard'});
	const row = rowFor(situation.place, key);
	const back = row?.command === 'previous' && cursorOf(situation) > 0;
	if (row && !back) {
		const why = whyOff(row, situation);
		if (why) doors.dispatch({type: 'told', notice: `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`});
		else obey(row.command, key, situation, doors);
		return;
	}
	if (isTyping(situation.place)) type(editFor(key), situation, doors);
};

/** Text that came in one piece, from the clipboard. */
export const paste = (text: string, situation: Situation, doors: Doors) => {
	if (isTyping(situation.place)) type({type: 'insert', text: text.slice(0, 1000)}, situation, doors);
};

const obey = (command: CommandName, key: string, situation: Situation, doors: Doors) => {
	const {dispatch} = doors;
	if (isSinkCommand(command)) return obeyInSink(command, key, situation, doors);
	switch (command) {
		case 'list':
			return;
		case 'up':
		case 'down':
			return move(command === 'up' ? -1 : 1, situation, doors);
		case 'page-up':
		case 'page-down':
			return turnPage(command === 'page-up' ? -1 : 1, situation, doors);
		case 'top':
		case 'bottom':
			return jump(command, situation, doors);
		case 'open':
			return dispatch({type: 'screen.shown', screen: 'step'});
		case 'caught':
			return dispatch({type: 'caught.shown'});
		case 'transcript':
		case 'diagnosis':
		case 'procedure':
			return dispatch({type: 'screen.shown', screen: command});
		case 'desk':
			return dispatch({type: 'desk.shown'});
		case 'question':
			return dispatch({type: 'desk.hidden'});
		case 'pane':
			return dispatch({type: 'pane.turned'});
		case 'filter':
			return dispatch({type: 'filter.started'});
		case 'keep':
			return dispatch({type: 'filter.kept'});
		case 'unsure':
			return unsure(situation, doors);
		case 'help':
			return dispatch({type: 'overlay.opened', overlay: 'help'});
		case 'answer':
			return answerText(situation, doors);
		case 'confirm':
			return unlock(situation, doors);
		case 'previous':
			return doors.send({type: 'back'});
		case 'turn':
			return turnProcedure(key === 'tab' ? 1 : -1, situation, doors);
		case 'tick':
			return tick(situation, doors);
		case 'unfold':
			return dispatch({type: 'action.unfolded'});
		case 'again':
			return again(situation, doors);
		case 'copy': {
			if (!situation.desk) return;
			const records = onStep.includes(situation.place) ? recordsToPublish(situation.desk.step) : [];
			doors.copy(records.length > 0 ? records.join('\n') : reportLine(situation.desk.state));
			const copied = records.length > 0 ? 'What to publish' : 'The report line';
			return dispatch({type: 'told', notice: `${copied} is in the clipboard, if the terminal allows it.`});
		}
		case 'yes':
			return agree(situation, doors);
		case 'no':
			return dispatch({type: 'overlay.closed'});
		case 'back':
			return goBack(situation, doors);
		case 'quit':
			return isRunning(situation.desk) || situation.ui.at.place === 'sink'
				? dispatch({type: 'overlay.opened', overlay: 'quit'})
				: doors.quit();
		case 'cancel':
			return cancel(situation, doors);
		case 'suspend':
			return doors.suspend();
	}
};

/** Where one step is looked at, and so the records that it proposes. */
const onStep: readonly Place[] = ['run', 'step', 'transcript'];

/** Lines of a zone file as they are to be published, with nothing in them that acts. */
const recordsToPublish = (step: Step | undefined): readonly string[] =>
	step?.state.status === 'finished' ? (adviceOf(step.state.finding.facts).publish ?? []).map(printable) : [];

const goBack = ({place, ui, desk}: Situation, {dispatch, send, leave}: Doors) => {
	switch (place) {
		case 'filter':
		case 'home':
			return dispatch({type: 'filter.dropped'});
		case 'help':
			return dispatch({type: 'overlay.closed'});
		case 'choice':
		case 'text':
		case 'between': {
			const number = desk?.asked?.question.place?.number;
			if (number === undefined) return dispatch({type: 'desk.shown'});
			return number > 1 ? send({type: 'back'}) : dispatch({type: 'overlay.opened', overlay: 'leave'});
		}
		case 'run':
			if (ui.pane === 'detail') return dispatch({type: 'pane.turned'});
			if (ui.desk && desk?.asked) return dispatch({type: 'desk.hidden'});
			return isRunning(desk) ? dispatch({type: 'overlay.opened', overlay: 'leave'}) : leave();
		case 'step':
		case 'transcript':
		case 'diagnosis':
		case 'procedure':
		case 'guard':
			return dispatch({type: 'screen.shown', screen: 'run'});
		case 'inbox':
		case 'search':
		case 'message':
		case 'session':
		case 'entering':
		case 'opening':
		case 'sure':
		case 'tiny':
			return;
	}
};

/** What was asked is meant. */
const agree = (situation: Situation, doors: Doors) => {
	switch (situation.ui.overlay) {
		case 'leave':
			return doors.leave();
		case 'remove':
			return removeCaught(situation, doors);
		case 'quit':
		case 'help':
		case undefined:
			return doors.quit();
	}
};

const cancel = ({desk, ui}: Situation, {dispatch, send, quit}: Doors) => {
	if (ui.at.place === 'sink' && ui.overlay !== 'quit')
		return dispatch({type: 'overlay.opened', overlay: 'quit'});
	if (!isRunning(desk) || ui.cancelled) return quit();
	send({type: 'cancel'});
	dispatch({type: 'case.cancelled'});
	dispatch({type: 'told', notice: 'Cancelled; r goes on. Ctrl+C once more quits.'});
};

const answerText = ({desk, ui}: Situation, {send}: Doors) => {
	if (!desk?.asked) return;
	const {key, question} = desk.asked;
	const {field, selected} = answerTo(ui, key);
	const typed = field.text === '' && question.kind === 'text' ? (question.current ?? '') : field.text;
	send({type: 'answer', id: question.id, value: selected === 1 ? unknownAnswer : typed});
};

const unlock = ({desk, ui}: Situation, {dispatch}: Doors) => {
	if (!desk?.procedure) return;
	if (ui.procedure.word.text.trim() === desk.word)
		dispatch({type: 'procedure.unlocked', name: desk.procedure.name});
	else dispatch({type: 'told', notice: `That is not the word. Type ${desk.word}, or esc to go back.`});
};

const turnProcedure = (by: number, {desk, ui}: Situation, {dispatch}: Doors) => {
	const count = desk ? proceduresOf(desk.state).length : 0;
	if (count > 0) dispatch({type: 'procedure.turned', index: (ui.procedure.index + by + count) % count});
};

const tick = ({desk, ui}: Situation, {send}: Doors) => {
	if (!desk?.procedure) return;
	const {name} = desk.procedure;
	const {action} = ui.procedure;
	send({
		type: desk.state.ticked.includes(tickKey(name, action)) ? 'untick' : 'tick',
		procedure: name,
		action,
	});
};

const unsure = ({desk, ui}: Situation, {dispatch}: Doors) => {
	if (!desk?.asked?.question.mayBeUnknown) return;
	const {key} = desk.asked;
	dispatch({type: 'answer.picked', key, selected: answerTo(ui, key).selected === 0 ? 1 : 0});
};

const again = ({desk, place}: Situation, {send, dispatch}: Doors) => {
	if (!desk) return;
	const named = place === 'procedure' ? (desk.procedure?.again ?? []) : [];
	const ask = place === 'procedure' ? (desk.procedure?.ask ?? []) : [];
	const steps = named.length + ask.length > 0 ? named : desk.step ? [desk.step.id] : [];
	send({type: 'redo', steps, ...(ask.length > 0 ? {ask} : {})});
	dispatch({type: 'case.resumed'});
	dispatch({type: 'screen.shown', screen: 'run'});
};

const type = (change: Edit | undefined, {place, desk}: Situation, {dispatch}: Doors) => {
	if (!change) return;
	if (place === 'filter') dispatch({type: 'filter.edited', edit: change});
	else if (place === 'search')
		dispatch({type: 'sink.changed', change: {type: 'search.edited', edit: change}});
	else if (place === 'guard') dispatch({type: 'word.edited', edit: change});
	else if (desk?.asked) dispatch({type: 'answer.edited', key: desk.asked.key, edit: change});
};

const cursorOf = ({ui, desk}: Situation): number =>
	desk?.asked ? answerTo(ui, desk.asked.key).field.cursor : 0;
