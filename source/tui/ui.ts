import {type Answer, type AnswerAction, noAnswer, reduceAnswer} from './answering.ts';
import {type Edit, edit, emptyField, type Field} from './field.ts';
import {type FindChange, type FindUi, notFinding, reduceFind} from './find-ui.ts';
import {atGuide, type GuideChange, type GuideUi, reduceGuide} from './guide-ui.ts';
import {firstShelf, type HomeChange, type HomeUi, reduceHome} from './home-ui.ts';
import type {OpenCase, SinkDesk} from './host.ts';
import {type PaletteChange, type PaletteUi, reducePalette} from './palette-ui.ts';
import {atInbox, reduceSink, type SinkChange, type SinkUi, turnsPage} from './sink-ui.ts';

export {answerTo, type Picked} from './answering.ts';

/** What the person is looking at. Everything about the case itself comes from the session, never from here. */
export type Ui = {
	readonly at:
		| {readonly place: 'home'}
		| {readonly place: 'opening'; readonly title: string}
		| {readonly place: 'case'; readonly open: OpenCase}
		| {readonly place: 'sink'; readonly desk: SinkDesk};
	readonly sink: SinkUi;
	/** What the sink of the case has caught is looked at. */
	readonly catching: boolean;
	readonly home: HomeUi;
	readonly guide: GuideUi;
	readonly find: FindUi;
	readonly palette?: PaletteUi;
	/** The answer being given, and to which question (see `questionKey`). */
	readonly answer: Answer;
	readonly screen: Screen;
	/** Which side of a finding is looked at, on the screen of a step. */
	readonly view: FindingView;
	/** The run is looked at although a question waits. */
	readonly desk: boolean;
	readonly pane: 'steps' | 'detail';
	/** Chosen by hand; without it the selection follows the run. */
	readonly step?: string;
	readonly scroll: number;
	readonly procedure: {
		readonly index: number;
		readonly action: number;
		readonly unfolded: boolean;
		readonly word: Field;
		/** Destructive procedures whose word was typed. */
		readonly unlocked: readonly string[];
	};
	/** What a typed word stands before, and was on the screen to its end (see `guard.ts`). */
	readonly readToEnd: readonly string[];
	readonly overlay?: Overlay;
	/** Where the page stands that the help covers, and what was looked for in it. */
	readonly below?: Pick<Ui, 'scroll' | 'find'>;
	readonly notice?: string;
	/** The notice says that something failed. */
	readonly alarm?: true;
	/** Ctrl+C was pressed once since the run began, or went on. */
	readonly cancelled: boolean;
};

export type Screen = 'run' | 'step' | 'transcript' | 'diagnosis' | 'procedure';
/** `remove`: a message; `remove-case`: a case on disk. */
export type Overlay = 'help' | 'quit' | 'leave' | 'remove' | 'remove-case';
/** What it says, what it rests on line by line, and the same as JSON. */
export const findingViews = ['sentence', 'evidence', 'raw'] as const;
export type FindingView = (typeof findingViews)[number];

export type Action =
	| {readonly type: 'case.cancelled'}
	| {readonly type: 'case.resumed'}
	/** The run is over in which the person was asked all along. */
	| {readonly type: 'guide.ended'}
	| {readonly type: 'caught.shown'}
	| {readonly type: 'caught.left'}
	| {readonly type: 'sink.changed'; readonly change: SinkChange}
	| {readonly type: 'home.changed'; readonly change: HomeChange}
	| {readonly type: 'guide.changed'; readonly change: GuideChange}
	| {readonly type: 'find.changed'; readonly change: FindChange}
	| {readonly type: 'palette.changed'; readonly change: PaletteChange}
	| {readonly type: 'view.shown'; readonly view: FindingView}
	| AnswerAction
	| {readonly type: 'screen.shown'; readonly screen: Screen}
	| {readonly type: 'desk.shown'}
	| {readonly type: 'desk.hidden'}
	| {readonly type: 'pane.turned'}
	| {readonly type: 'step.chosen'; readonly step: string}
	/** The selection follows the run again. */
	| {readonly type: 'step.followed'}
	| {readonly type: 'scrolled'; readonly to: number}
	| {readonly type: 'action.chosen'; readonly action: number; readonly scroll: number}
	| {readonly type: 'action.unfolded'}
	| {readonly type: 'procedure.turned'; readonly index: number}
	| {readonly type: 'word.edited'; readonly edit: Edit}
	| {readonly type: 'procedure.unlocked'; readonly name: string}
	| {readonly type: 'end.read'; readonly of: string}
	| {readonly type: 'overlay.opened'; readonly overlay: Overlay}
	| {readonly type: 'overlay.closed'}
	| {readonly type: 'told'; readonly notice: string; readonly alarm?: true}
	| {readonly type: 'heard'};

const noProcedure: Ui['procedure'] = {index: 0, action: 0, unfolded: false, word: emptyField, unlocked: []};

export const atHome: Ui = {
	at: {place: 'home'},
	sink: atInbox,
	catching: false,
	home: firstShelf,
	guide: atGuide,
	find: notFinding,
	view: 'sentence',
	answer: noAnswer,
	screen: 'run',
	desk: false,
	pane: 'steps',
	scroll: 0,
	procedure: noProcedure,
	readToEnd: [],
	cancelled: false,
};

export const inCase = (open: OpenCase): Ui => ({...atHome, at: {place: 'case', open}});

export const inSink = (desk: SinkDesk): Ui => ({...atHome, at: {place: 'sink', desk}});

/** The whole of what the person did, folded: pure, so that every screen can be reached in a test without a key. */
export const reduceUi = (ui: Ui, action: Action): Ui => {
	switch (action.type) {
		case 'sink.changed': {
			const sink = reduceSink(ui.sink, action.change);
			return {...ui, sink, ...(turnsPage(action.change) ? {scroll: 0, find: notFinding} : {})};
		}
		case 'caught.shown':
			return {...ui, catching: true, sink: atInbox, scroll: 0};
		case 'caught.left':
			return {...ui, catching: false, sink: atInbox, scroll: 0};
		case 'case.cancelled':
			return {...ui, cancelled: true};
		case 'case.resumed':
			// What stands before a word may say something else after another round.
			return {...ui, cancelled: false, readToEnd: []};
		case 'guide.ended':
			return isLookingAround(ui)
				? ui
				: {
						...ui,
						screen: 'procedure',
						scroll: 0,
						procedure: {...noProcedure, unlocked: ui.procedure.unlocked},
					};
		case 'home.changed':
			return {...ui, home: reduceHome(ui.home, action.change)};
		case 'guide.changed': {
			const guide = reduceGuide(ui.guide, action.change);
			return {...ui, guide, ...(guide.stage === ui.guide.stage ? {} : {scroll: 0})};
		}
		case 'find.changed':
			return {...ui, find: reduceFind(ui.find, action.change)};
		case 'palette.changed': {
			const palette = reducePalette(ui.palette, action.change);
			return {...without(ui, 'palette'), ...(palette ? {palette} : {})};
		}
		case 'view.shown':
			return {...ui, view: action.view, scroll: 0, find: notFinding};
		case 'answer.picked':
		case 'answer.jumped':
		case 'answer.edited':
		case 'answer.given':
			return {...ui, answer: reduceAnswer(ui.answer, action)};
		case 'screen.shown':
			return {...ui, screen: action.screen, scroll: 0, pane: 'steps', view: 'sentence', find: notFinding};
		case 'desk.shown':
			return {...ui, desk: true, screen: 'run', scroll: 0};
		case 'desk.hidden':
			return {...ui, desk: false};
		case 'pane.turned':
			return {...ui, pane: ui.pane === 'steps' ? 'detail' : 'steps', find: notFinding};
		case 'step.chosen':
			return {...ui, step: action.step, scroll: 0};
		case 'step.followed':
			return {...without(ui, 'step'), scroll: 0};
		case 'scrolled':
			return {...ui, scroll: action.to};
		case 'action.chosen':
			return {
				...ui,
				scroll: action.scroll,
				procedure: {...ui.procedure, action: action.action, unfolded: false},
			};
		case 'action.unfolded':
			return {...ui, procedure: {...ui.procedure, unfolded: !ui.procedure.unfolded}};
		case 'procedure.turned':
			return {
				...ui,
				scroll: 0,
				procedure: {...noProcedure, unlocked: ui.procedure.unlocked, index: action.index},
			};
		case 'word.edited':
			return {...ui, procedure: {...ui.procedure, word: edit(ui.procedure.word, action.edit)}};
		case 'procedure.unlocked':
			return {
				...ui,
				scroll: 0,
				procedure: {
					...ui.procedure,
					word: emptyField,
					unlocked: [...ui.procedure.unlocked, action.name],
				},
			};
		case 'end.read':
			return {...ui, readToEnd: [...ui.readToEnd.slice(-mostRead), action.of]};
		case 'overlay.opened':
			return {
				...ui,
				overlay: action.overlay,
				...(action.overlay === 'help'
					? {scroll: 0, find: notFinding, below: {scroll: ui.scroll, find: ui.find}}
					: {}),
			};
		case 'overlay.closed': {
			const {scroll, find} = ui.below ?? ui;
			return {...without(without(ui, 'overlay'), 'below'), scroll, find};
		}
		case 'told':
			return {...without(ui, 'alarm'), notice: action.notice, ...(action.alarm ? {alarm: true} : {})};
		case 'heard':
			return 'notice' in ui ? without(without(ui, 'notice'), 'alarm') : ui;
	}
};

/** More than there are such texts in one case. */
const mostRead = 50;

/** The person went to look at something of the run by themselves. */
const isLookingAround = ({screen, desk, step, pane, catching}: Ui): boolean =>
	screen !== 'run' || desk || step !== undefined || pane !== 'steps' || catching;

const without = <K extends 'overlay' | 'below' | 'step' | 'notice' | 'alarm' | 'palette'>(
	ui: Ui,
	key: K,
): Ui => {
	const {[key]: _, ...rest} = ui;
	return rest as Ui;
};
