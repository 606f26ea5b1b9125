import type {Room} from './layout.ts';
import type {Situation} from './situation.ts';
import type {Line} from './text.ts';
import {diagnosisLines} from './views/diagnosis-lines.ts';
import {helpLines} from './views/help-lines.ts';
import {type ActionsPage, actionsPage, guardLines} from './views/procedure-lines.ts';
import {dialoguePage, stepBrief, stepPage} from './views/step-lines.ts';

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
	const {place, desk, theme, ui, host} = situation;
	const full = {width: room.columns - 4, height: room.body - 2};
	if (place === 'help') return {lines: helpLines(situation, full.width), height: full.height};
	if (!desk) return {lines: [], height: full.height};
	const {state, step, procedure} = desk;
	switch (ui.screen) {
		case 'run': {
			const size = {width: room.detail - 4, height: room.panes - 2};
			return {
				lines: step ? stepBrief(state, step, host.explain(state.steps), size, theme) : [],
				height: size.height,
			};
		}
		case 'step':
			return {
				lines: step ? stepPage(state, step, host.explain(state.steps), full.width, theme) : [],
				height: full.height,
			};
		case 'transcript':
			return {
				lines: step ? dialoguePage(state, step, host.explain(state.steps), full.width, theme) : [],
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
