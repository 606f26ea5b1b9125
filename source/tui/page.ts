import type {Step} from '../core/case.ts';
import type {Dialogues} from '../core/dialogue.ts';
import {type Found, findIn, sought} from './finding.ts';
import {guardText} from './guard.ts';
import {guideLines} from './guide-content.ts';
import type {OpenCase} from './host.ts';
import {caughtIn, type Inbox} from './inbox.ts';
import {Laying, type Piece} from './laying.ts';
import type {Room} from './layout.ts';
import {ofGuide, ofQuestion} from './place.ts';
import type {Desk, Situation} from './situation.ts';
import {scrollWith} from './spots.ts';
import {blank, type Line, lineText, paragraph, span} from './text.ts';
import type {Theme} from './theme.ts';
import {changesOf} from './views/changes.ts';
import {diagnosisLines} from './views/diagnosis-lines.ts';
import {beginLines} from './views/enter-lines.ts';
import {sideOf, sidePieces, sidesRows} from './views/finding-lines.ts';
import {helpLines} from './views/help-lines.ts';
import {messagePieces} from './views/message-lines.ts';
import {type ActionsPage, actionsPage} from './views/procedure-lines.ts';
import {sessionPieces} from './views/session-lines.ts';
import {hasDialogue, stepBrief, stepTitle, type Told} from './views/step-lines.ts';
import {waitIn} from './views/wait.ts';
import {waitingLines} from './views/waiting-lines.ts';

/**
 * What can be scrolled where we are: its rows, how many of them are seen, and where it stands.
 */
export type Page = {
	readonly laying: Laying;
	readonly height: number;
	readonly scroll: number;
	readonly spots?: ActionsPage['spots'];
	/** What is looked for in it, where something is. */
	readonly found?: Found;
	/** Which of the places where it is found we are at, from 0. */
	readonly at: number;
};

/** Rows that are laid out at once, beyond those that are seen; a page that has no more is whole. */
const ahead = 500;

export const pageOf = (situation: Situation): Page => {
	const {layout, ui} = situation;
	if (layout.kind === 'tiny') return {laying: nothing, height: 0, scroll: 0, at: 0};
	const {laying, height, spots} = laidOut(situation, layout);
	const count = laying.reach(ui.scroll + height + ahead);
	const stands = Math.max(0, Math.min(ui.scroll, count - height));
	const words = findsSteps(situation) ? '' : sought(ui.find.field.text);
	const found = words === '' ? undefined : findIn(laying, words);
	const at = Math.max(0, Math.min(ui.find.at, (found?.at.length ?? 0) - 1));
	const scroll = spots && !found ? scrollWith(spots, ui.procedure.action, {scroll: stands, height}) : stands;
	return {laying, height, scroll, at, ...(spots ? {spots} : {}), ...(found ? {found} : {})};
};

const nothing = new Laying([]);

/** Whether it is a step of the list that is looked for, by its title. */
export const findsSteps = ({drawn, ui}: Situation): boolean => drawn === 'run' && ui.pane === 'steps';

/** Columns in which nothing stands beside anything. */
const widest = 99;

/** All of what is looked at, in rows of the terminal's width: pagers break words. Of a run, all of the selected step. */
export const wholeText = (situation: Situation): string => {
	const {layout, drawn, desk, theme} = situation;
	if (layout.kind === 'tiny') return '';
	if (ofGuide.includes(drawn) || ofQuestion.includes(drawn))
		return guideLines(situation, layout)
			.map(line => `${lineText(line)}\n`)
			.join('');
	const width = Math.min(layout.columns, widest);
	const pieces =
		drawn === 'run' && desk?.step
			? wholeStep(toldOf(desk, desk.step), width, theme)
			: contentOf(situation, {...layout, columns: width + 4}).pieces;
	return pieces.flatMap(piece => piece().map(line => `${lineText(line)}\n`)).join('');
};

const wholeStep = (told: Told, width: number, theme: Theme): readonly Piece[] =>
	(['sentence', 'evidence', ...(hasDialogue(told.step) ? (['transcript'] as const) : [])] as const).flatMap(
		side => [
			() => [[span(`${stepTitle(told.step, theme)} ${theme.dot} ${side}`)], blank],
			...sidePieces(side, told, width, theme),
			() => [blank],
		],
	);

/** The parts of a page, how many rows of it are seen, and which rows can be chosen. */
type Content = {
	readonly pieces: readonly Piece[];
	readonly height: number;
	readonly spots?: ActionsPage['spots'];
};

type LaidOut = Omit<Content, 'pieces'> & {readonly laying: Laying};

let last: {readonly from: readonly unknown[]; readonly laid: LaidOut} | undefined;

/** A page is asked for with every key, and may be long: it is laid out anew only when something of it has changed. */
const laidOut = (situation: Situation, room: Room): LaidOut => {
	const from = sourcesOf(situation, room);
	if (last?.from.length === from.length && from.every((one, index) => one === last?.from[index]))
		return last.laid;
	const {pieces, ...content} = contentOf(situation, room);
	const laid = {...content, laying: new Laying(pieces)};
	last = {from, laid};
	return laid;
};

/** All that a page is made from, each the same as before for as long as it says the same. */
const sourcesOf = (situation: Situation, {columns, rows}: Room): readonly unknown[] => {
	const {drawn, desk, inbox, theme, ui, now, bench, caught} = situation;
	if (drawn === 'help') return [situation];
	const {state, step, procedure, open} = desk ?? {};
	const asked = desk?.asked?.key;
	const waits = state && ui.screen === 'run' && waitIn(state, now) ? now : undefined;
	return [
		drawn,
		columns,
		rows,
		theme,
		bench.manner,
		...[open, state, step, procedure, desk?.locked, asked, waits, caught],
		...[ui.screen, ui.view, ui.procedure, ui.guide, ui.pane],
		...(inbox ? [ui.sink, inbox.view, inbox.row, inbox.session?.session, inbox.session?.said] : []),
		...(inbox ? [Math.floor(now / 1000)] : []),
	];
};

const whole = (lines: readonly Line[]): readonly Piece[] => [() => lines];

const contentOf = (situation: Situation, room: Room): Content => {
	const {drawn, desk, theme, ui} = situation;
	const width = room.columns - 4;
	const height = room.body - 2;
	if (drawn === 'help') return {pieces: whole(helpLines(situation, width)), height};
	if (situation.inbox) return {pieces: sinkPieces(situation, situation.inbox, width), height};
	if (!desk) return {pieces: [], height};
	const {state, step, procedure} = desk;
	switch (ui.screen) {
		case 'run':
			return {
				pieces: step ? whole(besideLines(situation, desk, step, room)) : [],
				height: room.panes - 2,
			};
		case 'step':
		case 'transcript':
			return {
				pieces: step ? sidePieces(sideOf(ui), toldOf(desk, step), width, theme) : [],
				height: height - sidesRows,
			};
		case 'diagnosis':
			return {
				pieces: whole(
					diagnosisLines(
						{state, open: desk.open, changes: changesOf(state, desk.open.session.log())},
						width,
						theme,
					),
				),
				height,
			};
		case 'procedure': {
			if (!procedure) return {pieces: [], height};
			if (desk.locked) {
				const guard = guardText(state, procedure, room, theme);
				return {pieces: whole(guard.lines), height: guard.height};
			}
			const {lines, spots} = actionsPage(
				{state, changes: changesOf(state, desk.open.session.log())},
				procedure,
				ui.procedure,
				width,
				theme,
			);
			return {pieces: whole(lines), spots, height};
		}
	}
};

/** What stands beside the list of steps. */
const besideLines = (
	{now, theme}: Situation,
	desk: Desk,
	step: Step,
	{detail, panes}: Room,
): readonly Line[] => {
	const size = {width: detail - 4, height: panes - 2};
	const wait = waitIn(desk.state, now);
	return wait?.step === step.id && wait.enter.length > 0
		? waitingLines(wait, step, size.width)
		: stepBrief(toldOf(desk, step), size, theme);
};

const toldOf = ({state, open}: Desk, step: Step): Told => ({
	state,
	step,
	dialogues: explained(open, state.steps),
	changes: changesOf(state, open.session.log()),
});

let lastExplained:
	| {readonly open: OpenCase; readonly steps: readonly Step[]; readonly told: Dialogues}
	| undefined;

/** Which dialogue each piece of evidence belongs to is worked out once for each state of a case, and not with every key. */
const explained = (open: OpenCase, steps: readonly Step[]): Dialogues => {
	if (lastExplained?.open !== open || lastExplained.steps !== steps)
		lastExplained = {open, steps, told: open.explain(steps)};
	return lastExplained.told;
};

/** What is read of a sink; its list draws itself. */
const sinkPieces = ({ui, now, theme}: Situation, inbox: Inbox, width: number): readonly Piece[] => {
	switch (ui.sink.screen) {
		case 'inbox':
			return [];
		case 'entering':
			return whole(beginLines(inbox.view, width));
		case 'message': {
			const caught = caughtIn(inbox);
			return caught
				? messagePieces({caught, ui: ui.sink, now, ofCase: inbox.view.ofCase}, width, theme)
				: whole(paragraph('This message is not kept any more.', width, 'faint'));
		}
		case 'session':
			return inbox.session
				? sessionPieces(inbox.session, {now, trust: inbox.view.trust}, width, theme)
				: whole(paragraph('This session is not kept any more.', width, 'faint'));
	}
};
