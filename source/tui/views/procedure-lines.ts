import {type Case, tickKey} from '../../core/case.ts';
import type {Procedure} from '../../core/knowledge.ts';
import {blank, clean, type Line, labelled, padded, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {type Change, changeLines} from './changes.ts';
import {type EntryRow, rowsToEnter} from './entering.ts';

/**
 * Every procedure that is open for this case, the best first, and what cannot be undone behind every other; none for a
 * case that was broken off without a cause.
 */
export const proceduresOf = ({route, verdict, diagnosis}: Case): readonly Procedure[] =>
	route && (verdict !== 'cancelled' || diagnosis)
		? [route.procedure, ...route.also].toSorted((a, b) => Number(a.destructive) - Number(b.destructive))
		: [];

/** A procedure as one is sent to it: what cannot be undone says so first, so that no cut takes it away. */
export const wayWords = ({title, destructive}: Procedure): string =>
	destructive ? `cannot be undone, read it first: ${title}` : title;

/** Ways that are open and were not gone to their end, then what the diagnosis says is to be done. */
export const untriedWays = (state: Case): readonly string[] => {
	const open = proceduresOf(state).filter(other => !other.destructive && !isTried(state, other));
	const fix = state.diagnosis?.fix;
	return [
		...open.map(({title}) => title),
		...(fix === undefined || isMended(state, fix) ? [] : [`What the diagnosis names: ${fix}`]),
	];
};

/** An action that says it is ticked. */
const isMended = (state: Case, fix: string): boolean =>
	proceduresOf(state).some(({name, actions}) =>
		actions.some(
			({do: action, details = ''}, index) =>
				state.ticked.includes(tickKey(name, index)) && (action.includes(fix) || details.includes(fix)),
		),
	);

/** Procedures that may yet turn out to be the right one, by their titles; by their names in words where those are not told. */
export const undecidedTitles = ({undecided, route}: Case): readonly string[] => {
	const known = new Map([route?.procedure, ...(route?.also ?? [])].map(one => [one?.name, one?.title]));
	return undecided.map(name => known.get(name) ?? inWords(name));
};

const inWords = (name: string): string => {
	const words = name.replaceAll('-', ' ');
	return words.slice(0, 1).toUpperCase() + words.slice(1);
};

export type ActionsPage = {
	readonly lines: readonly Line[];
	/** For each action, and then each row to enter, the rows that it takes, from and to (exclusive). */
	readonly spots: ReadonlyArray<readonly [number, number]>;
};

type Looked = {readonly state: Case; readonly changes: readonly Change[]};
type Chosen = {readonly action: number; readonly unfolded: boolean};

/** Numbered actions with their ticks, then what to enter; the chosen one may be unfolded. */
export const actionsPage = (
	{state, changes}: Looked,
	procedure: Procedure,
	chosen: Chosen,
	width: number,
	theme: Theme,
): ActionsPage => {
	const lines: Line[] = [
		...(changes.length > 0 ? [...changeLines(changes, width, theme), blank] : []),
		...(procedure.about ? [...paragraph(procedure.about, width), blank] : []),
		...procedure.warnings.flatMap(warning => warningLines(warning, width, theme)),
		...(procedure.warnings.length > 0 ? [blank] : []),
	];
	const place = (more: readonly Line[]): readonly [number, number] => {
		const from = lines.length;
		lines.push(...more);
		return [from, lines.length];
	};
	const actions = procedure.actions.map((_, index) =>
		place(actionLines(state, procedure, index, chosen, width, theme)),
	);
	const rows = rowsToEnter(state, procedure);
	if (rows.length > 0) lines.push(blank, [{text: 'What to enter', strong: true}]);
	const spots = rows.map((row, index) =>
		place(entryLines(row, index + procedure.actions.length === chosen.action, width, theme)),
	);
	lines.push(blank, ...afterLines(state, procedure, width, theme));
	return {lines, spots: [...actions, ...spots]};
};

const actionLines = (
	state: Case,
	procedure: Procedure,
	index: number,
	chosen: Chosen,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const action = procedure.actions[index];
	if (!action) return [];
	const here = index === chosen.action;
	const done = state.ticked.includes(tickKey(procedure.name, index));
	const label = {
		text: `${here ? theme.pointer : ' '}${done ? theme.marks.good : ' '} ${String(index + 1).padStart(2)}  `,
		tone: done ? 'good' : 'accent',
	} as const;
	const unfolds = here && chosen.unfolded;
	const more = action.details && !unfolds ? ` ${theme.ellipsis}` : '';
	return [
		...labelled(label, action.do + more, width, here ? 'strong' : done ? 'faint' : undefined),
		...(action.warning
			? labelled({text: `       ${theme.marks.warning} `, tone: 'warning'}, action.warning, width)
			: []),
		...(unfolds && action.details ? labelled(span(' '.repeat(7)), action.details, width, 'faint') : []),
	];
};

const entryLines = (
	{label, value}: EntryRow,
	here: boolean,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const column = width < 60 ? 10 : 14;
	return labelled(
		span(` ${here ? theme.pointer : ' '} ${padded(clean(label), column, theme.ellipsis)} `, 'faint'),
		value,
		width,
		'accent',
	);
};

/** What follows the actions: what is checked again, what nobody states, and which other ways there are. */
const afterLines = (state: Case, procedure: Procedure, width: number, theme: Theme): readonly Line[] => {
	const label = width < 60 ? 12 : 26;
	const row = (name: string, text: string) => labelled(span(name.padEnd(label), 'faint'), text, width);
	const others = proceduresOf(state).filter(({name}) => name !== procedure.name);
	return [
		...row('Then', againWords(state, procedure)),
		...procedure.notStated.flatMap((text, index) =>
			row(index > 0 ? '' : width < 60 ? 'Not stated' : 'Not stated by the vendor', text),
		),
		...others.flatMap(({title}, index) =>
			row(index > 0 ? '' : 'Other ways', `${theme.keys['tab'] ?? 'tab'}  ${title}`),
		),
		...(procedure.source ? row('Source', procedure.source) : []),
	];
};

/** What checking again looks at, and plainly where that is nothing. */
const againWords = (state: Case, {again, ask}: Procedure): string => {
	if (again.length > 0) return `r checks again: ${titlesOf(state, again)}`;
	return ask.length > 0
		? 'r asks you once more; nothing else is looked at again by itself. R checks everything.'
		: 'Nothing of this is looked at again by itself. R checks everything.';
};

/** What stands before the actions of a procedure that cannot be undone. */
export const guardLines = (
	state: Case,
	procedure: Procedure,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const list = (title: string, items: readonly string[], mark: string) =>
		items.length === 0
			? []
			: [
					[{text: title, strong: true}] as Line,
					...items.flatMap(item => labelled({text: `  ${mark} `, tone: 'warning'}, item, width)),
					blank,
				];
	return [
		...labelled(
			{text: `${theme.marks.warning} `, tone: 'warning'},
			'This cannot be undone. Read it to the end before you open it.',
			width,
			'warning',
		),
		blank,
		...list('What to know first', procedure.warnings, theme.marks.problem),
		...list('Not known: the vendor does not state it', procedure.notStated, theme.marks.unknown),
		...list('Still untried', untriedWays(state), theme.marks.notReached),
	];
};

/** Every action of it is done. */
const isTried = ({ticked}: Case, {name, actions}: Procedure): boolean =>
	actions.every((_, index) => ticked.includes(tickKey(name, index)));

const warningLines = (text: string, width: number, theme: Theme): readonly Line[] =>
	labelled({text: `${theme.marks.warning} `, tone: 'warning'}, text, width);

const titlesOf = ({steps}: Case, ids: readonly string[]): string =>
	ids.map(id => steps.find(step => step.id === id)?.title ?? id).join(', ');
