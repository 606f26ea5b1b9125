import type {Case, Step} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {Procedure} from '../core/knowledge.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import type {StoredCase} from '../core/stored-case.ts';
import {type Bench, tabAt} from './bench.ts';
import {type Entry, listingOf} from './entries.ts';
import type {ConsoleHost, Library, Manner, OpenCase, SinkDesk, SinkView} from './host.ts';
import {type Inbox, inboxOf, placeIn} from './inbox.ts';
import {type Layout, withPath} from './layout.ts';
import {caseBefore} from './looking-back.ts';
import {ofGuide, ofQuestion, type Place} from './place.ts';
import type {Theme} from './theme.ts';
import type {Ui} from './ui.ts';
import {type Change, changesOf} from './views/changes.ts';
import {isUntouched} from './views/path-state.ts';
import {proceduresOf} from './views/procedure-lines.ts';

/** Everything a screen or a key can depend on, worked out from the case and the person's position. */
export type Situation = {
	/** Everything that is open, and the manner in which it is looked at. */
	readonly bench: Bench;
	/** The tab on the screen. */
	readonly ui: Ui;
	readonly host: ConsoleHost;
	readonly library: Library;
	/** On disk, newest first. */
	readonly cases: readonly StoredCase[];
	readonly theme: Theme;
	readonly layout: Layout;
	readonly place: Place;
	/** The place whose screen is drawn: it differs where a search or a command is typed over it. */
	readonly drawn: Place;
	/** The lines of the home list, filtered. */
	readonly entries: readonly Entry[];
	/** How many lines the home list has without the filter. */
	readonly outOf: number;
	readonly desk?: Desk;
	/** A sink that is looked at: one of its own, or the one of the case. */
	readonly inbox?: Inbox;
	/** The sink of the case, whether or not it is looked at. */
	readonly caught?: SinkDesk;
	/** When this was worked out, in milliseconds since 1970. */
	readonly now: number;
};

/** A case and what is selected in it. */
export type Desk = {
	readonly open: OpenCase;
	readonly state: Case;
	readonly asked?: Asked;
	/** A second look asks, and what was found before it is looked at meanwhile, in the guide. */
	readonly asksAgain?: true;
	readonly step?: Step;
	readonly procedure?: Procedure;
	readonly locked: boolean;
	/** The word that opens a destructive procedure. */
	readonly word: string;
	/** What the last round of checking again has changed. */
	readonly changes: readonly Change[];
};

/** The question on the screen; `waits` is false between two questions, when the last one is still shown. */
export type Asked = {readonly question: PersonQuestion; readonly key: string; readonly waits: boolean};

export const situationOf = (
	bench: Bench,
	{
		state,
		caught,
		view,
		library,
		cases,
	}: Pick<Situation, 'library' | 'cases'> & {
		readonly state?: Case | undefined;
		readonly caught?: SinkDesk | undefined;
		readonly view?: SinkView | undefined;
	},
	surroundings: Pick<Situation, 'host' | 'theme' | 'layout'>,
): Situation => {
	const {ui} = tabAt(bench);
	const desk = ui.at.place === 'case' && state ? deskOf(ui, ui.at.open, state, bench.manner) : undefined;
	const sink = sinkOn(ui, caught);
	const inbox = sink && view ? inboxOf(ui.sink, sink, view) : undefined;
	const places = placesOf(ui, bench.manner, desk, inbox, surroundings.layout);
	return {
		...surroundings,
		layout: withPath(surroundings.layout, pathRows(bench.manner, places.drawn, desk, surroundings.layout)),
		bench,
		ui,
		library,
		cases,
		now: surroundings.host.now(),
		...(ui.at.place === 'home'
			? listingOf({bench, library, cases, ui, layout: surroundings.layout})
			: {entries: [], outOf: 0}),
		...places,
		...(desk ? {desk} : {}),
		...(inbox ? {inbox} : {}),
		...(caught ? {caught} : {}),
	};
};

/** The sink that is on the screen: one of its own, or the one of the case (`caught`). */
export const sinkOn = ({at, catching}: Ui, caught: SinkDesk | undefined): SinkDesk | undefined =>
	at.place === 'sink' ? at.desk : at.place === 'case' && catching ? caught : undefined;

const placesOf = (
	ui: Ui,
	manner: Manner,
	desk: Desk | undefined,
	inbox: Inbox | undefined,
	{kind}: Layout,
): Pick<Situation, 'place' | 'drawn'> => {
	// Of what is asked there, one row is enough for whether to quit.
	if (kind === 'tiny') return {place: ui.overlay === 'quit' ? 'sure' : 'tiny', drawn: 'tiny'};
	const drawn = ui.overlay === 'help' ? 'help' : ui.overlay ? 'sure' : placeBelow(ui, manner, desk, inbox);
	if (drawn === 'sure') return {place: 'sure', drawn};
	return {place: ui.find.finding ? 'find' : drawn !== 'help' && ui.palette ? 'command' : drawn, drawn};
};

/** Everything of a case has its path; the guide's own screens make room for it where they need it. */
const pathRows = (
	manner: Manner,
	drawn: Place,
	desk: Desk | undefined,
	layout: Layout,
): Exclude<Layout, {kind: 'tiny'}>['path'] => {
	if (!desk || layout.kind === 'tiny') return 0;
	if (manner === 'desk') return layout.path;
	const isItsOwn = ofGuide.includes(drawn) || ofQuestion.includes(drawn) || drawn === 'guard';
	return isItsOwn || isUntouched(desk.state) ? 0 : 1;
};

/** The same without what lies over it for a moment: the help, a question back, the command line. */
export const placeBelow = (
	ui: Ui,
	manner: Manner,
	desk: Desk | undefined,
	inbox: Inbox | undefined,
): Place => {
	if (ui.at.place === 'opening') return 'opening';
	if (ui.at.place === 'sink' || inbox) return placeIn(ui.sink);
	if (!desk) {
		if (ui.home.filtering) return 'filter';
		return manner === 'guide' && ui.home.shelf === 'home' ? 'guide-start' : 'home';
	}
	if (desk.asked && (manner === 'guide' || !ui.desk))
		return !desk.asked.waits ? 'between' : desk.asked.question.kind === 'choice' ? 'choice' : 'text';
	if (manner === 'guide') return inGuide(ui, desk);
	if (ui.screen === 'procedure') return desk.locked ? 'guard' : desk.procedure ? 'procedure' : 'run';
	return ui.screen;
};

const inGuide = ({guide}: Ui, desk: Desk): Place => {
	if (isRunning(desk)) return 'guide-run';
	if (guide.stage === 'why') return 'guide-why';
	if (guide.stage === 'result' || !desk.procedure) return 'guide-result';
	return desk.locked ? 'guard' : 'guide-action';
};

const deskOf = (ui: Ui, open: OpenCase, state: Case, manner: Manner): Desk => {
	const desk = deskIn(ui, open, state);
	const looksBack = manner === 'guide' && desk.asked && ui.guide.lookingBack === desk.asked.key;
	const before = looksBack ? caseBefore(state, open.session.log()) : undefined;
	return before ? {...deskIn(ui, open, before), asksAgain: true} : desk;
};

const deskIn = (ui: Ui, open: OpenCase, state: Case): Desk => {
	const step = state.steps.find(({id}) => id === ui.step) ?? stepToWatch(state);
	// Nobody hears an answer to a question in a recording.
	const asked = open.closed === undefined ? askedOf(state, open.session.log()) : undefined;
	const procedures = proceduresOf(state);
	const procedure = procedures[ui.procedure.index] ?? procedures[0];
	return {
		open,
		state,
		locked: procedure?.destructive === true && !ui.procedure.unlocked.includes(procedure.name),
		word: procedure?.word ?? procedure?.name ?? '',
		changes: changesOf(state, open.session.log()),
		...(asked ? {asked} : {}),
		...(step ? {step} : {}),
		...(procedure ? {procedure} : {}),
	};
};

/** Where the eye should be: the step that speaks for the cause, else what runs, else the last that said something. */
export const stepToWatch = ({steps, diagnosis}: Case): Step | undefined =>
	steps.find(({id}) => diagnosis?.because.includes(id)) ??
	steps.find(({state}) => state.status === 'running') ??
	steps.find(({state}) => state.status === 'finished' && state.finding.level === 'problem') ??
	steps.find(({state}) => state.status === 'finished' && state.finding.level === 'unknown') ??
	steps.find(({state}) => state.status === 'finished' && state.finding.level === 'warning') ??
	steps.findLast(({state}) => state.status === 'finished') ??
	steps[0];

const askedOf = ({question, steps, verdict}: Case, log: readonly Event[]): Asked | undefined => {
	const last = log.findLast(event => event.type === 'input.asked');
	if (question) return {question, key: `${question.id}@${last?.seq ?? 0}`, waits: true};
	const started = verdict !== undefined || steps.some(({state}) => state.status !== 'waiting');
	return last?.type === 'input.asked' && !started
		? {question: last.question, key: `${last.question.id}@${last.seq}`, waits: false}
		: undefined;
};

/** A case is running until it has a verdict; a recording never is. */
export const isRunning = (desk: Desk | undefined): boolean =>
	desk !== undefined && desk.state.verdict === undefined && desk.open.closed === undefined;

/** The choices of the question, and "I don't know" where that is an answer. */
export const choicesOf = ({desk}: Pick<Situation, 'desk'>) => {
	const question = desk?.asked?.question;
	const known = question?.choices ?? [];
	const choices =
		question?.mayBeUnknown && !known.some(({value}) => value === unknownAnswer)
			? [...known, {value: unknownAnswer, label: "I don't know"}]
			: known;
	const before = choices.filter(({value}) => value === question?.current);
	return [
		...before.map(({value, label}) => ({value, label: `As before: ${label}`})),
		...choices.filter(choice => !before.includes(choice)),
	];
};

/** Why something is off where nobody hears it, such as in a recording. */
export const closedWords = ({desk}: Pick<Situation, 'desk'>, what: string): string | undefined =>
	desk?.open.closed === undefined ? undefined : `${what}: ${desk.open.closed}`;
