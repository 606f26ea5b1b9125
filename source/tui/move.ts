import {keyOfEntry, selectedIn} from './entries.ts';
import {rowsOf} from './inbox.ts';
import {type Page, pageOf} from './page.ts';
import {choicesOf, type Situation} from './situation.ts';
import {isSpotSeen, spotAt} from './spots.ts';
import {type Action, answerTo} from './ui.ts';

type Doors = {readonly dispatch: (action: Action) => void};

/** One row up or down: the selection of a list, or the page. */
export const move = (by: number, situation: Situation, {dispatch}: Doors) => {
	const {place, ui, desk} = situation;
	if (place === 'inbox') return chooseRow(by, situation, {dispatch});
	if (place === 'home' || place === 'filter') return pickEntry(by, situation, {dispatch});
	const page = pageOf(situation);
	if (place === 'run' && ui.pane === 'steps' && desk) {
		const steps = desk.state.steps;
		const at = steps.findIndex(({id}) => id === desk.step?.id);
		const step = steps[Math.max(0, Math.min(steps.length - 1, at + by))];
		if (step) dispatch({type: 'step.chosen', step: step.id});
		return;
	}
	if (place === 'procedure' && page.spots) return chooseAction(ui.procedure.action + by, page, {dispatch});
	dispatch({type: 'scrolled', to: within(page, page.scroll + by)});
};

/** Another row of a sink's list; at its lower end older ones are loaded. */
const chooseRow = (by: number, {inbox, layout}: Situation, {dispatch}: Doors) => {
	if (!inbox) return;
	const at = Math.max(0, Math.min(inbox.rows.length - 1, inbox.at + by));
	const row = inbox.rows[at];
	if (row) dispatch({type: 'sink.changed', change: {type: 'row.chosen', row}});
	if (at + layout.rows >= inbox.rows.length) inbox.desk.older();
};

/** To the last row of a sink's list, whatever was loaded of it. */
const toOldest = ({inbox}: Situation, {dispatch}: Doors) => {
	if (!inbox) return;
	inbox.desk.oldest();
	const row = rowsOf(inbox.desk.snapshot()).at(-1);
	if (row) dispatch({type: 'sink.changed', change: {type: 'row.chosen', row}});
};

const chooseAction = (wanted: number, page: Page, {dispatch}: Doors) => {
	const spots = page.spots ?? [];
	const action = Math.max(0, Math.min(spots.length - 1, wanted));
	const [from, to] = spots[action] ?? [0, 0];
	const last = action === spots.length - 1;
	const scroll =
		action === 0
			? 0
			: last
				? Math.min(from, page.laying.count - page.height)
				: from < page.scroll
					? from
					: Math.max(page.scroll, to - page.height);
	dispatch({type: 'action.chosen', action, scroll: within(page, scroll)});
};

/** Brings the action that is chosen onto the screen, where it is not, and says so; whether it had to. */
export const showChosen = (situation: Situation, {dispatch}: Doors): boolean => {
	const page = pageOf(situation);
	const {action} = situation.ui.procedure;
	if (!page.spots || isSpotSeen(page.spots, action, page)) return false;
	dispatch({type: 'scrolled', to: within(page, page.spots[action]?.[0] ?? 0)});
	dispatch({type: 'told', notice: `Action ${action + 1} was not on the screen; now Space marks it.`});
	return true;
};

const within = ({laying, height}: Page, to: number): number =>
	Math.max(0, Math.min(to, laying.reach(to + height) - height));

/** Half a screen in a list, a screen on a page. */
export const turnPage = (by: number, situation: Situation, doors: Doors) => {
	const {place, ui, desk, layout} = situation;
	const rows = layout.kind === 'tiny' ? 1 : Math.max(1, Math.floor(layout.body / 2));
	if (place === 'home' || place === 'filter') return pickEntry(by * rows, situation, doors);
	if (place === 'choice' && desk?.asked)
		return pick(
			answerTo(ui, desk.asked.key).selected + by * rows,
			choicesOf(situation).length,
			situation,
			doors,
		);
	if (place === 'inbox' || (place === 'run' && ui.pane === 'steps')) return move(by * rows, situation, doors);
	const page = pageOf(situation);
	const to = within(page, page.scroll + by * Math.max(1, page.height - 1));
	if (place !== 'procedure' || !page.spots) return doors.dispatch({type: 'scrolled', to});
	const action = spotAt(page.spots, ui.procedure.action, {scroll: to, height: page.height});
	doors.dispatch(
		action === ui.procedure.action ? {type: 'scrolled', to} : {type: 'action.chosen', action, scroll: to},
	);
};

/** To one end. */
export const jump = (where: 'top' | 'bottom', situation: Situation, doors: Doors) => {
	const {place, ui} = situation;
	const far = where === 'top' ? -1e6 : 1e6;
	if (place === 'home') return pickEntry(far, situation, doors);
	if (place === 'choice') return pick(far, choicesOf(situation).length, situation, doors);
	if (place === 'inbox' && where === 'top')
		return doors.dispatch({type: 'sink.changed', change: {type: 'newest.followed'}});
	if (place === 'inbox') return toOldest(situation, doors);
	if (place === 'procedure' || (place === 'run' && ui.pane === 'steps')) return move(far, situation, doors);
	doors.dispatch({type: 'scrolled', to: within(pageOf(situation), far)});
};

/** So many entries of home further down. */
const pickEntry = (by: number, {entries, ui}: Situation, {dispatch}: Doors) => {
	const selected = Math.max(0, Math.min(entries.length - 1, selectedIn(entries, ui.home) + by));
	const entry = entries[selected];
	if (entry) dispatch({type: 'home.changed', change: {type: 'row.picked', selected, key: keyOfEntry(entry)}});
};

const pick = (wanted: number, count: number, {desk}: Situation, {dispatch}: Doors) => {
	const selected = Math.max(0, Math.min(count - 1, wanted));
	if (desk?.asked) dispatch({type: 'answer.jumped', key: desk.asked.key, selected});
};
