import {type Case, tickKey} from '../../core/case.ts';
import type {Procedure} from '../../core/knowledge.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {type EntryRow, rowsToEnter} from './entering.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {valueRows} from './guide-run.ts';
import {proceduresOf, untriedWays} from './procedure-lines.ts';

/** One action, its warning before it, its details below; behind the last one, whether to check again. */
export const actionContent = (
	state: Case,
	procedure: Procedure,
	at: number,
	width: number,
	theme: Theme,
): GuideContent => {
	const {actions, name, title} = procedure;
	const action = actions[at];
	if (!action) return doneContent(state, procedure, width);
	const isDone = state.ticked.includes(tickKey(name, at));
	const first = at === 0;
	const warning = (text: string) =>
		labelled(span(`${theme.marks.warning} `, 'warning'), text, width, 'warning');
	return {
		of: `action ${name} ${at}`,
		title,
		right: `${at + 1} of ${actions.length}`,
		ask: [
			...(action.warning ? warning(action.warning) : []),
			...labelled(span(isDone ? `${theme.marks.good} done  ` : '', 'good'), action.do, width, 'strong'),
		],
		text: paragraphs(
			action.details ? paragraph(action.details, width) : [],
			...(first && procedure.about ? [paragraph(procedure.about, width, 'faint')] : []),
			...(first ? procedure.warnings.map(warning) : []),
			...(first ? notStatedLines(procedure, width) : []),
			first
				? paragraph(
						`${theme.keys['enter'] ?? 'enter'} when it is done; ${theme.keys['right'] ?? 'right'} goes on without it.`,
						width,
						'faint',
					)
				: [],
		),
		rows: valueRows(valuesAt(state, procedure, at)),
	};
};

/** What is to be entered, with the actions that say so; with the first where none does. */
export const valuesAt = (state: Case, procedure: Procedure, at: number): readonly EntryRow[] => {
	const enters = procedure.actions.map(({do: text}) => /\b(?:enter|publish)\b/i.test(text));
	return enters[at] || (at === 0 && !enters.includes(true)) ? rowsToEnter(state, procedure) : [];
};

const notStatedLines = ({notStated}: Procedure, width: number): ReadonlyArray<readonly Line[]> =>
	notStated.map(text => labelled(span('Not known: ', 'faint'), text, width));

/** The rows behind the last action. */
export const doneRows = ({again, ask}: Procedure): ReadonlyArray<readonly ['again' | 'result', string]> => [
	['again', again.length + ask.length > 0 ? 'Check again now' : 'Check everything again now'],
	['result', 'Not now; back to what was found'],
];

const doneContent = (state: Case, procedure: Procedure, width: number): GuideContent => {
	const {actions, name, title, ask} = procedure;
	const done = actions.filter((_, index) => state.ticked.includes(tickKey(name, index))).length;
	return {
		of: `done ${name}`,
		title,
		right: `${done} of ${actions.length} done`,
		ask: paragraph('Has it helped? lostmail can look again.', width, 'strong'),
		text: paragraphs(
			done < actions.length
				? paragraph(`${done} of ${actions.length} steps are marked as done; the others were skipped.`, width)
				: [],
			paragraph(lookedAgain(procedure), width),
			ask.length > 0
				? paragraph(
						'You are asked for what may have changed; what you answered before stands there already.',
						width,
					)
				: [],
		),
		rows: doneRows(procedure).map(([, label]) => label),
	};
};

const lookedAgain = ({again, ask}: Procedure): string => {
	if (again.length > 0)
		return 'Only what this could have changed is looked at again. Everything else that was found stays.';
	return ask.length > 0
		? 'Nothing is looked at again by itself. You are asked once more, and what rests on your answer is weighed anew.'
		: 'Nothing of this is looked at again by itself; everything can be, from the beginning.';
};

/** What stands before actions that cannot be undone: what is lost or not known, and what has not been tried. */
export const guardContent = (
	state: Case,
	procedure: Procedure,
	word: string,
	width: number,
	theme: Theme,
): GuideContent => {
	const {marks, keys} = theme;
	const item = (mark: string, text: string) => labelled(span(`  ${mark} `, 'warning'), text, width);
	const section = (title: string, lines: readonly Line[]): readonly Line[] =>
		lines.length > 0 ? [[span(title, 'strong')], ...lines] : [];
	const untried = untriedWays(state);
	return {
		of: `guard ${procedure.name}`,
		title: procedure.title,
		right: 'cannot be undone',
		ask: [
			...labelled(
				span(`${marks.warning} `, 'warning'),
				'This cannot be undone. Read to the end first.',
				width,
				'warning',
			),
			...paragraph(`To see how it is done, type ${word} and press ${keys['enter'] ?? 'enter'}.`, width),
		],
		text: paragraphs(
			section(
				'Not tried yet',
				untried.length > 0
					? [
							...untried.flatMap(way => item(marks.notReached, way)),
							...(untriedOf(state).length > 0
								? [[span(`    ${keys['tab'] ?? 'tab'} leads to the first way that can be undone.`, 'accent')]]
								: []),
						]
					: item(marks.notReached, 'lostmail knows no other way; ask the support of the vendor first.'),
			),
			section(
				'What to know first',
				procedure.warnings.flatMap(text => item(marks.problem, text)),
			),
			section(
				'Not known',
				procedure.notStated.flatMap(text => item(marks.unknown, text)),
			),
		),
		rows: [],
		typed: 1,
	};
};

/** Ways that are open and cannot do harm. */
export const untriedOf = (state: Case): readonly Procedure[] =>
	proceduresOf(state).filter(({destructive}) => !destructive);
