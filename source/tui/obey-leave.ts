import {busy} from './bench.ts';
import {doomedCase} from './entries.ts';
import type {Doors} from './obey.ts';
import {leaveGuard} from './obey-case.ts';
import {goesBackInGuide, leaveInGuide} from './obey-guide.ts';
import {removeCaught} from './obey-sink.ts';
import {isRunning, type Situation} from './situation.ts';

/** One level up; never out of the program. */
export const goBack = (situation: Situation, doors: Doors) => {
	const {place, ui, desk} = situation;
	const {dispatch, send, show} = doors;
	if (goesBackInGuide(situation)) return leaveInGuide(situation, doors);
	switch (place) {
		case 'filter':
		case 'home':
			return dispatch({type: 'home.changed', change: {type: 'filter.dropped'}});
		case 'help':
			return dispatch({type: 'overlay.closed'});
		case 'opening':
			return show(0);
		case 'choice':
		case 'text':
		case 'between': {
			const number = desk?.asked?.question.place?.number;
			if (number === undefined) return dispatch({type: 'desk.shown'});
			return number > 1 ? send({type: 'back'}) : show(0);
		}
		case 'run':
			if (ui.pane === 'detail') return dispatch({type: 'pane.turned'});
			if (ui.desk && desk?.asked) return dispatch({type: 'desk.hidden'});
			return show(0);
		case 'guard':
			leaveGuard(doors);
			return dispatch({type: 'screen.shown', screen: 'run'});
		case 'step':
		case 'transcript':
		case 'diagnosis':
		case 'procedure':
			return dispatch({type: 'screen.shown', screen: 'run'});
		case 'guide-start':
		case 'guide-run':
		case 'guide-result':
		case 'guide-why':
		case 'guide-action':
		case 'find':
		case 'command':
		case 'inbox':
		case 'search':
		case 'message':
		case 'session':
		case 'entering':
		case 'sure':
		case 'tiny':
			return;
	}
};

/** What was asked is meant. */
export const agree = (situation: Situation, doors: Doors) => {
	switch (situation.ui.overlay) {
		case 'leave':
			return doors.leave();
		case 'remove':
			return removeCaught(situation, doors);
		case 'remove-case': {
			const doomed = doomedCase(situation);
			doors.dispatch({type: 'overlay.closed'});
			if (doomed) doors.removeCase(doomed);
			return;
		}
		case 'quit':
		case 'help':
		case undefined:
			return doors.quit();
	}
};

/** Ends what runs; the second time the program. */
export const cancel = ({desk, ui, bench}: Situation, {dispatch, send, quit}: Doors) => {
	if (ui.at.place === 'sink' && ui.overlay !== 'quit')
		return dispatch({type: 'overlay.opened', overlay: 'quit'});
	if (!isRunning(desk) && busy(bench) > 0 && ui.overlay !== 'quit')
		return dispatch({type: 'overlay.opened', overlay: 'quit'});
	if (!isRunning(desk) || ui.cancelled) return quit();
	send({type: 'cancel'});
	dispatch({type: 'case.cancelled'});
	const goesOn = bench.manner === 'guide' ? 'what was found is kept.' : 'r goes on.';
	dispatch({type: 'told', notice: `Cancelled; ${goesOn} Ctrl+C once more quits.`});
};
