import {tickKey} from '../core/case.ts';
import type {CommandName} from './command-name.ts';
import {actionAt, chosenAt, guidePage} from './guide-content.ts';
import type {GuideChange, GuideCommand} from './guide-ui.ts';
import {caseBefore} from './looking-back.ts';
import type {Doors} from './obey.ts';
import {again, againAll, leaveGuard, turnProcedure} from './obey-case.ts';
import {copyLine} from './obey-copy.ts';
import {ofGuide, ofQuestion, type Place} from './place.ts';
import type {Situation} from './situation.ts';
import type {EntryRow} from './views/entering.ts';
import {doneRows, untriedOf, valuesAt} from './views/guide-action.ts';
import {type ResultRow, resultRows} from './views/guide-result.ts';
import {startRows} from './views/guide-start.ts';
import {proceduresOf} from './views/procedure-lines.ts';
import {waitIn} from './views/wait.ts';

/** What a key of the guide does. */
export const obeyInGuide = (command: GuideCommand, _key: string, situation: Situation, doors: Doors) => {
	switch (command) {
		case 'guide-next':
			return next('done', situation, doors);
		case 'guide-skip':
			return next('skipped', situation, doors);
		case 'guide-back':
			return backInGuide(situation, doors);
		case 'guide-copy':
			return copyChosen(situation, doors);
		case 'guide-other':
			return situation.bench.manner === 'desk'
				? turnProcedure(1, situation, doors)
				: toSaferWay(situation, doors);
	}
};

const change = ({dispatch}: Pick<Doors, 'dispatch'>, what: GuideChange) =>
	dispatch({type: 'guide.changed', change: what});

/** Takes a line of the first screen, or of what was found. */
export const chooseInGuide = (index: number, situation: Situation, doors: Doors) => {
	const {desk, caught} = situation;
	if (desk) {
		const row = resultRows(desk, caught)[index];
		if (row) follow(row, situation, doors);
		return;
	}
	const leads = startRows(situation)[index]?.leads;
	if (leads?.to === 'tab') doors.show(leads.at);
	else if (leads) doors.open(leads.choice, leads.title);
};

const follow = ({does}: ResultRow, situation: Situation, doors: Doors) => {
	const {desk, host} = situation;
	switch (does.kind) {
		case 'procedure':
			doors.dispatch({type: 'procedure.turned', index: does.index});
			return change(doors, {type: 'procedure.followed', name: does.name});
		case 'why':
			return change(doors, {type: 'stage.shown', stage: 'why'});
		case 'question':
			return change(doors, {type: 'looked.back', from: ''});
		case 'again':
			return lookAgain(situation, doors);
		case 'go-on':
			doors.send({
				type: 'redo',
				steps: desk?.state.steps.flatMap(({id, state}) => (state.status === 'finished' ? [] : [id])) ?? [],
			});
			return doors.dispatch({type: 'case.resumed'});
		case 'caught':
			return doors.dispatch({type: 'caught.shown'});
		case 'report': {
			const [first] = host.reports;
			if (first) doors.write(first.name);
			return;
		}
		case 'desk':
			return doors.choose('desk');
		case 'home':
			return doors.show(0);
	}
};

const lookAgain = (situation: Situation, doors: Doors) => {
	change(doors, {type: 'stage.shown', stage: 'result'});
	againAll(situation, doors);
};

/** To the next action, or from behind the last one to what was chosen there. */
const next = (how: 'done' | 'skipped', situation: Situation, doors: Doors) => {
	const {desk, ui} = situation;
	if (!desk?.procedure) return;
	const {procedure, state} = desk;
	const at = actionAt(situation);
	if (at < procedure.actions.length) {
		if (how === 'done' && !state.ticked.includes(tickKey(procedure.name, at)))
			doors.send({type: 'tick', procedure: procedure.name, action: at});
		return showAction(at + 1, situation, doors);
	}
	if (how === 'skipped') return;
	const [chosen] = doneRows(procedure)[ui.guide.selected] ?? [];
	if (chosen === 'again' && desk.asksAgain) return change(doors, {type: 'looked.back', from: ''});
	if (chosen !== 'again' || desk.open.closed !== undefined)
		return change(doors, {type: 'stage.shown', stage: 'result'});
	if (procedure.again.length + procedure.ask.length === 0) return lookAgain(situation, doors);
	change(doors, {type: 'stage.shown', stage: 'result'});
	// As on the desk: the page of a procedure runs again what it touched.
	again({...situation, place: 'procedure'}, doors);
};

const showAction = (action: number, {desk}: Situation, doors: Doors) => {
	change(doors, {type: 'procedure.followed', name: desk?.procedure?.name ?? ''});
	change(doors, {type: 'action.shown', action});
};

/** One action back; from the first, and from why, to what was found. */
const backInGuide = (situation: Situation, doors: Doors) => {
	const at = actionAt(situation);
	if (situation.place === 'guide-action' && at > 0) showAction(at - 1, situation, doors);
	else change(doors, {type: 'stage.shown', stage: 'result'});
};

/** Whether esc is pressed on a screen of the guide. */
export const goesBackInGuide = ({bench, place}: Situation): boolean =>
	bench.manner === 'guide' && [...ofGuide, ...ofQuestion, 'guard'].includes(place);

/** One level up in the guide, for esc: never out. */
export const leaveInGuide = ({place, desk}: Situation, doors: Doors) => {
	if (place === 'guide-start')
		return doors.dispatch({type: 'told', notice: 'This is the beginning; q leaves.'});
	if (place === 'guard') leaveGuard(doors);
	if (place === 'guide-action' || place === 'guide-why' || place === 'guard')
		return change(doors, {type: 'stage.shown', stage: 'result'});
	const number = desk?.asked?.question.place?.number ?? 0;
	if (ofQuestion.includes(place) && number > 1) return doors.send({type: 'back'});
	if (number === 1 && desk?.asked && caseBefore(desk.state, desk.open.session.log()))
		return change(doors, {type: 'looked.back', from: desk.asked.key});
	return doors.show(0);
};

/** What can be copied where we are: what is to be entered. */
export const valuesHere = (situation: Situation): readonly EntryRow[] => {
	const {drawn, desk, host} = situation;
	if (!desk) return [];
	if (drawn === 'choice') return desk.asked?.question.enter ?? [];
	if (drawn === 'guide-run') return waitIn(desk.state, host.now())?.enter ?? [];
	return drawn === 'guide-action' && desk.procedure
		? valuesAt(desk.state, desk.procedure, actionAt(situation))
		: [];
};

const copyChosen = (situation: Situation, doors: Doors) => {
	const {ui, place, desk} = situation;
	const values = valuesHere(situation);
	if (values.length === 0) return copyLine(situation, doors);
	const of = desk?.asked?.key ?? '';
	const {copied, selected} = ui.guide;
	const isAsked = place === 'choice';
	const at = isAsked ? (copied.of === of ? copied.count : 0) % values.length : selected;
	const chosen = values[Math.min(at, values.length - 1)];
	if (!chosen) return;
	doors.copy(chosen.value);
	if (isAsked) change(doors, {type: 'value.copied', of});
	doors.dispatch({
		type: 'told',
		notice: `${chosen.label} (${chosen.value}) is in the clipboard, if the terminal allows it${isAsked ? '; y copies the next.' : '.'}`,
	});
};

/** From what cannot be undone to the first way that can. */
const toSaferWay = ({desk}: Situation, doors: Doors) => {
	const [safer] = desk ? untriedOf(desk.state) : [];
	if (!desk || !safer) return;
	const index = proceduresOf(desk.state).findIndex(({name}) => name === safer.name);
	doors.dispatch({type: 'procedure.turned', index});
	change(doors, {type: 'procedure.followed', name: safer.name});
};

/** Whether this key reads on, or moves in a list, on a screen of the guide. */
export const readsInGuide = (command: CommandName, {bench, place}: Situation): boolean => {
	if (place === 'choice' || place === 'text') return command === 'page-up' || command === 'page-down';
	if (bench.manner !== 'guide') return false;
	const readable: readonly Place[] = [...ofGuide, 'guard'];
	return readable.includes(place) && Object.hasOwn(strides, command);
};

/** Whether there is a list to move in, or more text than fits. */
export const movesInGuide = (situation: Situation): boolean => {
	if (situation.layout.kind === 'tiny') return false;
	const {content, share} = guidePage(situation, situation.layout, '');
	return content.rows.length > 1 || share.window !== undefined;
};

const strides: Partial<Readonly<Record<CommandName, number>>> = {
	up: -1,
	down: 1,
	'page-up': -1,
	'page-down': 1,
	top: -1e6,
	bottom: 1e6,
};

/** Reads on; where there is a list, rows are moved over and pages are read. */
export const readInGuide = (command: CommandName, situation: Situation, doors: Doors) => {
	const {layout, ui, place} = situation;
	if (layout.kind === 'tiny') return;
	const {content, share} = guidePage(situation, layout, '');
	const by = strides[command] ?? 0;
	const turnsPage = command === 'page-up' || command === 'page-down';
	if (content.rows.length > 0 && !turnsPage && place !== 'choice') {
		const selected = Math.max(0, Math.min(content.rows.length - 1, chosenAt(content, ui) + by));
		return change(doors, {type: 'row.jumped', selected, row: content.rows[selected] ?? ''});
	}
	const {last = 0, height = 1} = share.window ?? {};
	const from = ui.guide.reading.of === content.of ? Math.min(last, ui.guide.reading.to) : 0;
	const shown = Math.max(1, height - 1);
	// On a longer page the last line is seen once more.
	const to = from + by * (turnsPage ? (shown > 3 ? shown - 1 : shown) : 1);
	change(doors, {type: 'text.read', of: content.of, to: Math.max(0, Math.min(last, to))});
};

/** Why q asks first: a case is open, and whoever leaves should know how to come back. */
export const asksToLeave = ({bench}: Situation): boolean =>
	bench.manner === 'guide' && bench.tabs.some(({ui: {at}}) => at.place === 'case');
