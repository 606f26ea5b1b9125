import {type Case, tickKey} from '../../core/case.ts';
import type {Procedure} from '../../core/knowledge.ts';
import {blank, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';

/** Every procedure that is open for this case, the best first; none for one that was broken off without a cause. */
export const proceduresOf = ({route, verdict, diagnosis}: Case): readonly Procedure[] =>
	route && (verdict !== 'cancelled' || diagnosis) ? [route.procedure, ...route.also] : [];

export type ActionsPage = {
	readonly lines: readonly Line[];
	/** For each action the rows that it takes, from and to (exclusive). */
	readonly spots: ReadonlyArray<readonly [number, number]>;
};

/** Numbered actions with their ticks; the chosen one may be unfolded. */
export const actionsPage = (
	state: Case,
	procedure: Procedure,
	chosen: {readonly action: number; readonly unfolded: boolean},
	width: number,
	theme: Theme,
): ActionsPage => {
	const lines: Line[] = [
		...(procedure.about ? [...paragraph(procedure.about, width), blank] : []),
		...procedure.warnings.flatMap(warning => warningLines(warning, width, theme)),
		...(procedure.warnings.length > 0 ? [blank] : []),
	];
	const spots = procedure.actions.map((action, index): readonly [number, number] => {
		const from = lines.length;
		const here = index === chosen.action;
		const done = state.ticked.includes(tickKey(procedure.name, index));
		const pointer = here ? theme.pointer : ' ';
		const label = {
			text: `${pointer}${done ? theme.marks.good : ' '} ${String(index + 1).padStart(2)}  `,
			tone: done ? 'good' : 'accent',
		} as const;
		const more = action.details && !(here && chosen.unfolded) ? ` ${theme.ellipsis}` : '';
		lines.push(...labelled(label, action.do + more, width, here ? 'strong' : done ? 'faint' : undefined));
		const inset = span(' '.repeat(7));
		if (action.warning)
			lines.push(
				...labelled({text: `       ${theme.marks.warning} `, tone: 'warning'}, action.warning, width),
			);
		if (here && chosen.unfolded && action.details)
			lines.push(...labelled(inset, action.details, width, 'faint'));
		return [from, lines.length];
	});
	const row = (label: string, text: string) => labelled(span(label, 'faint'), text, width);
	const label = width < 60 ? 12 : 26;
	const others = proceduresOf(state).filter(({name}) => name !== procedure.name);
	lines.push(
		blank,
		...(procedure.again.length > 0
			? row('Then'.padEnd(label), `r checks again: ${titlesOf(state, procedure.again)}`)
			: []),
		...procedure.notStated.flatMap((text, index) =>
			row((index > 0 ? '' : width < 60 ? 'Not stated' : 'Not stated by the vendor').padEnd(label), text),
		),
		...others.flatMap(({title}, index) =>
			row((index > 0 ? '' : 'Other ways').padEnd(label), `${theme.keys['tab'] ?? 'tab'}  ${title}`),
		),
		...(procedure.source ? row('Source'.padEnd(label), procedure.source) : []),
	);
	return {lines, spots};
};

/** What stands before the actions of a procedure that cannot be undone. */
export const guardLines = (
	state: Case,
	procedure: Procedure,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const untried = proceduresOf(state).filter(({destructive}) => !destructive);
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
		...list(
			'Still untried',
			untried.map(({title}) => title),
			theme.marks.notReached,
		),
	];
};

const warningLines = (text: string, width: number, theme: Theme): readonly Line[] =>
	labelled({text: `${theme.marks.warning} `, tone: 'warning'}, text, width);

const titlesOf = ({steps}: Case, ids: readonly string[]): string =>
	ids.map(id => steps.find(step => step.id === id)?.title ?? id).join(', ');
