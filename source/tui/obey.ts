import type {Command} from '../core/session.ts';
import type {StoredCase} from '../core/stored-case.ts';
import {busy} from './bench.ts';
import {
	type CommandName,
	isFindCommand,
	isGuideCommand,
	isHomeCommand,
	isPaletteCommand,
	isSinkCommand,
} from './command-name.ts';
import type {HomeChoice} from './entries.ts';
import {type Edit, editFor} from './field.ts';
import {readNow} from './guard.ts';
import type {Manner} from './host.ts';
import {isPasted} from './key-stream.ts';
import {keysOf, rowFor, whyOff} from './keys.ts';
import {jump, move, showChosen, turnPage} from './move.ts';
import {again, againAll, answerText, keepAnswer, tick, turnProcedure, unlock, unsure} from './obey-case.ts';
import {copyLine, copyOf} from './obey-copy.ts';
import {lookFor, obeyInFind} from './obey-find.ts';
import {
	asksToLeave,
	goesBackInGuide,
	leaveInGuide,
	obeyInGuide,
	readInGuide,
	readsInGuide,
} from './obey-guide.ts';
import {obeyAtHome} from './obey-home.ts';
import {agree, cancel, goBack} from './obey-leave.ts';
import {obeyInPalette} from './obey-palette.ts';
import {showTranscript, turnSide} from './obey-sides.ts';
import {lookInSink, obeyInSink} from './obey-sink.ts';
import {takeReport, takeToPager} from './obey-take.ts';
import {isTyping} from './place.ts';
import {isRunning, type Situation} from './situation.ts';
import {clean, cut} from './text.ts';
import type {Theme} from './theme.ts';
import {type Action, answerTo} from './ui.ts';

/** Everything that a key can reach beyond the screen. */
export type Doors = {
	/** Changes what is looked at in this tab. */
	readonly dispatch: (action: Action) => void;
	readonly send: (command: Command) => void;
	/** Opens it in a tab of its own; a shelf is shown at home. */
	readonly open: (choice: HomeChoice, title: string) => void;
	/** Ends the case or the sink of this tab, and closes the tab. */
	readonly leave: () => void;
	/** Shows another tab, by its place; 0 is home. */
	readonly show: (at: number) => void;
	readonly choose: (manner: Manner) => void;
	readonly quit: () => void;
	/** Draws everything anew, whatever stands on the terminal. */
	readonly repaint: () => void;
	readonly suspend: () => void;
	readonly copy: (text: string) => void;
	/** Shows a text in the person's own pager. */
	readonly page: (text: string) => void;
	/** Writes a report of the case of this tab. */
	readonly write: (report: string) => void;
	readonly removeCase: (stored: StoredCase) => void;
	/** Looks at the cases on disk once more. */
	readonly refresh: () => void;
};

/** Turns a key press into what it means here, or tells why it means nothing now. */
export const press = (key: string, situation: Situation, doors: Doors) => {
	doors.dispatch({type: 'heard'});
	const read = readNow(situation);
	if (read !== undefined) doors.dispatch({type: 'end.read', of: read});
	const row = rowFor(situation.place, key);
	if (row && !isWithinField(row.command, situation)) {
		const why = whyOff(row, situation);
		if (why) doors.dispatch({type: 'told', notice: `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`});
		else obey(row.command, key, situation, doors);
		return;
	}
	const change = isTyping(situation.place) ? editFor(key) : undefined;
	if (change) type(change, situation, doors);
	else if (isPasted(key)) paste(key, situation, doors);
	else if (!isOfList(key, situation)) doors.dispatch({type: 'told', notice: nothingWords(key, situation)});
};

/** A list takes these itself. */
const isOfList = (key: string, {place}: Situation): boolean =>
	/^[1-9]$/.test(key) && ['choice', 'guide-start', 'guide-result'].includes(place);

const nothingWords = (key: string, {place, theme}: Situation): string => {
	const help = keysOf(place).find(({command}) => command === 'help')?.keys[0];
	const lists = help === undefined ? '' : `; ${theme.keys[help] ?? help} lists the keys`;
	return `${cut(clean(keyWord(key, theme)), 20, theme.ellipsis)} does nothing here${lists}.`;
};

const keyWord = (key: string, {keys}: Theme): string => {
	if (key === 'space') return 'Space';
	return keys[key] ?? key.replace(/^ctrl\+(.)$/u, (_, one: string) => `^${one.toUpperCase()}`);
};

/** Text that came in one piece, from the clipboard; where nobody types, none of it is a key. */
export const paste = (text: string, situation: Situation, doors: Doors) => {
	if (isTyping(situation.place)) type({type: 'insert', text: text.slice(0, 1000)}, situation, doors);
	else doors.dispatch({type: 'told', notice: 'Nothing is typed here; the paste was dropped.'});
};

const obey = (command: CommandName, key: string, situation: Situation, doors: Doors) => {
	const {dispatch} = doors;
	if (isSinkCommand(command)) return obeyInSink(command, key, situation, doors);
	if (isHomeCommand(command)) return obeyAtHome(command, key, situation, doors);
	if (isGuideCommand(command)) return obeyInGuide(command, key, situation, doors);
	if (isFindCommand(command)) return obeyInFind(command, key, situation, doors);
	if (isPaletteCommand(command)) return obeyInPalette(command, {situation, doors, press, paste});
	if (readsInGuide(command, situation)) return readInGuide(command, situation, doors);
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
			return showTranscript(situation, doors);
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
			return dispatch({type: 'home.changed', change: {type: 'filter.started'}});
		case 'keep':
			return dispatch({type: 'home.changed', change: {type: 'filter.kept'}});
		case 'unsure':
			return unsure(situation, doors);
		case 'help':
			return dispatch({type: 'overlay.opened', overlay: 'help'});
		case 'answer':
			return answerText(situation, doors);
		case 'confirm':
			return unlock(situation, doors);
		case 'previous':
			return goesBackInGuide(situation) ? leaveInGuide(situation, doors) : doors.send({type: 'back'});
		case 'turn':
			return turnProcedure(key === 'tab' ? 1 : -1, situation, doors);
		case 'tick':
			return showChosen(situation, doors) ? undefined : tick(situation, doors);
		case 'unfold':
			return dispatch({type: 'action.unfolded'});
		case 'again':
			return again(situation, doors);
		case 'again-all':
			return againAll(situation, doors);
		case 'view':
			return turnSide(key, situation, doors);
		case 'forward':
			return keepAnswer(situation, doors);
		case 'copy':
			return copyOf(situation, doors);
		case 'copy-line':
			return copyLine(situation, doors);
		case 'yes':
			return agree(situation, doors);
		case 'no':
			return dispatch({type: 'overlay.closed'});
		case 'back':
			return goBack(situation, doors);
		case 'quit':
			return busy(situation.bench) > 0 || asksToLeave(situation)
				? dispatch({type: 'overlay.opened', overlay: 'quit'})
				: doors.quit();
		case 'tab': {
			const {tabs, at} = situation.bench;
			return doors.show((at + (key === '[' ? -1 : 1) + tabs.length) % tabs.length);
		}
		case 'close':
			return isRunning(situation.desk) || situation.desk?.asksAgain || situation.ui.at.place === 'sink'
				? dispatch({type: 'overlay.opened', overlay: 'leave'})
				: doors.leave();
		case 'manner':
			return doors.choose(situation.bench.manner === 'desk' ? 'guide' : 'desk');
		case 'pager':
			return takeToPager(situation, doors);
		case 'export':
			return takeReport(situation, doors);
		case 'cancel':
			return cancel(situation, doors);
		case 'repaint':
			return doors.repaint();
		case 'suspend':
			return doors.suspend();
	}
};

const type = (change: Edit, situation: Situation, doors: Doors) => {
	const {place, desk} = situation;
	const {dispatch} = doors;
	if (place === 'filter') dispatch({type: 'home.changed', change: {type: 'filter.edited', edit: change}});
	else if (place === 'find') lookFor(change, situation, doors);
	else if (place === 'command')
		dispatch({type: 'palette.changed', change: {type: 'palette.edited', edit: change}});
	else if (place === 'search') lookInSink(change, situation, doors);
	else if (place === 'guard') dispatch({type: 'word.edited', edit: change});
	else if (desk?.asked) {
		const {key, question} = desk.asked;
		const kept = question.kind === 'secret' ? 'no' : 'draft';
		dispatch({type: 'answer.edited', key, edit: change, kept});
	}
};

/** Whether left and right move within what is typed, and not between questions. */
const isWithinField = (command: CommandName, {ui, desk, place}: Situation): boolean => {
	if (place !== 'text' || !desk?.asked) return false;
	const {text, cursor} = answerTo(ui, desk.asked.key).field;
	if (command === 'previous') return cursor > 0;
	if (command !== 'forward') return false;
	const isUnchanged = text === '' || text === desk.asked.question.current;
	return !isUnchanged || cursor < [...text].length;
};
