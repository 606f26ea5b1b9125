import {caughtIn, type Inbox} from './inbox.ts';
import type {Room} from './layout.ts';
import type {Situation} from './situation.ts';
import {type Line, paragraph} from './text.ts';
import {diagnosisLines} from './views/diagnosis-lines.ts';
import {beginLines} from './views/enter-lines.ts';
import {helpLines} from './views/help-lines.ts';
import {messageLines} from './views/message-lines.ts';
import {type ActionsPage, actionsPage, guardLines} from './views/procedure-lines.ts';
import {sessionLines} from './views/session-lines.ts';
import {dialoguePage, stepBrief, stepPage} from './views/step-lines.ts';
import {waitIn} from './views/wait.ts';
import {waitingLines} from './views/waiting-lines.ts';

/** What can be scrolled where we are: all its lines, how many padded, and where it stands. */
export type Page = {
	readonly lines: readonly Line[];
	readonly height: number;
	readonly scroll: number;
	readonly spots?: ActionsPage['spots'];
};

/** Rows of the guard below its text: the word to type. */
export const guardRows = 3;

export const pageOf = (situation: Situation): Page => {
	const {layout, ui} = situation;
	if (layout.kind === 'tiny') return {lines: [], height: 0, scroll: 0};
	const {lines, height, spots} = contentOf(situation, layout);
	const scroll = Math.max(0, Math.min(ui.scroll, lines.length - height));
	return {lines, height, scroll, ...(spots ? {spots} : {})};
};

const contentOf = (situation: Situation, room: Room): Omit<Page, 'scroll'> => {
	const {place, desk, theme, ui} = situation;
	const full = {width: room.columns - 4, height: room.body - 2};
	if (place === 'help') return {lines: helpLines(situation, full.width), height: full.height};
	if (situation.inbox) return {lines: sinkLines(situation, situation.inbox, full.width), height: full.height};
	if (!desk) return {lines: [], height: full.height};
	const {state, step, procedure} = desk;
	switch (ui.screen) {
		case 'run': {
			const size = {width: room.detail - 4, height: room.panes - 2};
			const wait = waitIn(state, situation.now);
			const asks = step && wait?.step === step.id && wait.enter.length > 0;
			return {
				lines: asks
					? waitingLines(wait, step, size.width)
					: step
						? stepBrief(state, step, desk.open.explain(state.steps), size, theme)
						: [],
				height: size.height,
			};
		}
		case 'step':
			return {
				lines: step ? stepPage(state, step, desk.open.explain(state.steps), full.width, theme) : [],
				height: full.height,
			};
		case 'transcript':
			return {
				lines: step ? dialoguePage(state, step, desk.open.explain(state.steps), full.width, theme) : [],
				height: full.height,
			};
		case 'diagnosis':
			return {lines: diagnosisLines(state, full.width, theme), height: full.height};
		case 'procedure':
			if (!procedure) return {lines: [], height: full.height};
			return desk.locked
				? {lines: guardLines(state, procedure, full.width, theme), height: full.height - guardRows}
				: {...actionsPage(state, procedure, ui.procedure, full.width, theme), height: full.height};
	}
};

/** What is read of a sink; its list draws itself. */
const sinkLines = ({ui, now, theme}: Situation, inbox: Inbox, width: number): readonly Line[] => {
	switch (ui.sink.screen) {
		case 'inbox':
			return [];
		case 'entering':
			return beginLines(inbox.view, width);
		case 'message': {
			const caught = caughtIn(inbox);
			return caught
				? messageLines({caught, ui: ui.sink, now, ofCase: inbox.view.ofCase}, width, theme)
				: paragraph('This message is not kept any more.', width, 'faint');
		}
		case 'session':
			return inbox.session
				? sessionLines(inbox.session, {now, trust: inbox.view.trust}, width, theme)
				: paragraph('This session is not kept any more.', width, 'faint');
	}
};
