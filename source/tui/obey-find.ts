import {type Edit, edit} from './field.ts';
import type {FindCommand} from './find-ui.ts';
import {type Found, findIn, firstFrom, rowAt, sought, startOf} from './finding.ts';
import type {Doors} from './obey.ts';
import {findsSteps, type Page, pageOf} from './page.ts';
import type {Situation} from './situation.ts';

/** What a key of these does. */
export const obeyInFind = (command: FindCommand, key: string, situation: Situation, doors: Doors) => {
	const {ui} = situation;
	const {dispatch} = doors;
	switch (command) {
		case 'find-open':
			return dispatch({
				type: 'find.changed',
				change: {
					type: 'find.started',
					began: {scroll: pageOf(situation).scroll, ...(ui.step === undefined ? {} : {step: ui.step})},
				},
			});
		case 'find-keep':
			return keep(situation, doors);
		case 'find-next':
			return turn(key === 'up' ? -1 : 1, situation, doors);
		case 'find-previous':
			return turn(-1, situation, doors);
		case 'find-drop':
			dispatch({type: 'find.changed', change: {type: 'find.dropped'}});
			return goBack(situation, doors);
	}
};

/** The place that the words are at first, from where the search was begun, is shown while they are typed. */
export const lookFor = (change: Edit, situation: Situation, doors: Doors): void => {
	const {ui} = situation;
	const typed = edit(ui.find.field, change).text;
	if (typed.length > longest) return;
	const words = sought(typed);
	const places = placesOf(words, situation);
	const at = firstPlace(places, situation);
	doors.dispatch({type: 'find.changed', change: {type: 'find.edited', edit: change, at}});
	if (words === '' || placesCount(places) === 0) goBack(situation, doors);
	else show(places, at, situation, doors);
};

/** Characters that anybody looks for. */
const longest = 200;

/** Where the words are: steps by their number, or places in a page. */
type Places =
	| {readonly in: 'steps'; readonly ids: readonly string[]; readonly at: readonly number[]}
	| {readonly in: 'page'; readonly page: Page; readonly found: Found};

const placesOf = (words: string, situation: Situation): Places => {
	if (!findsSteps(situation)) {
		const page = pageOf(situation);
		return {in: 'page', page, found: findIn(page.laying, words)};
	}
	const steps = situation.desk?.state.steps ?? [];
	return {
		in: 'steps',
		ids: steps.map(({id}) => id),
		at: steps.flatMap(({title}, index) => (words !== '' && sought(title).includes(words) ? [index] : [])),
	};
};

const placesCount = (places: Places): number =>
	places.in === 'steps' ? places.at.length : places.found.at.length;

const firstPlace = (places: Places, {ui, desk}: Situation): number => {
	const {scroll, step = desk?.step?.id} = ui.find.began;
	if (places.in === 'steps') {
		const from = places.ids.indexOf(step ?? '');
		return Math.max(
			0,
			places.at.findIndex(index => index >= from),
		);
	}
	const {found, page} = places;
	const at = firstFrom(found.at, startOf(page.laying, scroll));
	return at < found.at.length ? at : 0;
};

const show = (places: Places, at: number, situation: Situation, {dispatch}: Doors): void => {
	if (places.in === 'steps') {
		const step = places.ids[places.at[at] ?? -1];
		if (step !== undefined && step !== situation.desk?.step?.id) dispatch({type: 'step.chosen', step});
		return;
	}
	const {page, found} = places;
	const row = rowAt(page.laying, found.at[at] ?? 0);
	const isSeen = row >= page.scroll && row < page.scroll + page.height;
	const wanted = isSeen ? page.scroll : row - Math.floor(page.height / 3);
	dispatch({type: 'scrolled', to: Math.max(0, Math.min(wanted, page.laying.count - page.height))});
};

const turn = (by: number, situation: Situation, doors: Doors) => {
	const {ui} = situation;
	const places = placesOf(sought(ui.find.field.text), situation);
	const count = placesCount(places);
	if (count === 0) return nowhere(situation, doors);
	const at = (nowAt(places, situation) + by + count) % count;
	doors.dispatch({type: 'find.changed', change: {type: 'find.turned', at}});
	show(places, at, situation, doors);
	if (places.in === 'steps')
		doors.dispatch({type: 'told', notice: `Step ${at + 1} of ${count} with ${quoted(situation)}.`});
};

/** The next one is counted from the step that is selected, however it came to be. */
const nowAt = (places: Places, {ui, desk}: Situation): number => {
	if (places.in === 'page') return Math.min(ui.find.at, placesCount(places) - 1);
	const here = places.ids.indexOf(desk?.step?.id ?? '');
	return Math.max(
		0,
		places.at.findLastIndex(index => index <= here),
	);
};

const keep = (situation: Situation, doors: Doors): void => {
	const words = sought(situation.ui.find.field.text);
	const count = placesCount(placesOf(words, situation));
	const type = count === 0 ? 'find.dropped' : 'find.kept';
	doors.dispatch({type: 'find.changed', change: {type}});
	if (count > 0) return;
	goBack(situation, doors);
	if (words !== '') nowhere(situation, doors);
};

const nowhere = (situation: Situation, {dispatch}: Doors): void =>
	dispatch({
		type: 'told',
		notice: findsSteps(situation)
			? `No step has ${quoted(situation)} in its title; tab goes to what it found.`
			: `Nothing on this page has ${quoted(situation)}.`,
	});

const quoted = ({ui}: Situation): string => `“${ui.find.field.text.trim()}”`;

/** To where the search was begun. */
const goBack = (situation: Situation, {dispatch}: Doors): void => {
	const {ui} = situation;
	const {scroll, step} = ui.find.began;
	if (findsSteps(situation) && step !== ui.step)
		dispatch(step === undefined ? {type: 'step.followed'} : {type: 'step.chosen', step});
	if (ui.scroll !== scroll) dispatch({type: 'scrolled', to: scroll});
};

/** How many places have the words, and at which of them we are, such as `3 of 17`. */
export const countWords = (situation: Situation): string => {
	const {ui} = situation;
	const words = sought(ui.find.field.text);
	if (words === '') return '';
	const places = placesOf(words, situation);
	const count = placesCount(places);
	if (count === 0) return 'nowhere here';
	const more = places.in === 'page' && places.found.isMore ? ' and more' : '';
	return `${Math.min(ui.find.at, count - 1) + 1} of ${count}${more}`;
};
