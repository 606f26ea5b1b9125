import {actorWords} from '../../core/actor.ts';
import type {Case, Step} from '../../core/case.ts';
import type {Desk, Situation} from '../situation.ts';
import {clean, cut, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {signOfStep} from '../words.ts';
import {changedWords} from './guide-changed.ts';
import {plainCheck} from './guide-checks.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {exampleLines} from './guide-run.ts';
import {proceduresOf} from './procedure-lines.ts';

/** A real next step, and what it does. */
export type ResultRow = {
	readonly label: string;
	readonly does:
		| {readonly kind: 'procedure'; readonly index: number; readonly name: string}
		| {readonly kind: 'why' | 'question' | 'go-on' | 'again' | 'caught' | 'report' | 'desk' | 'home'};
};

/**
 * What can be done now: never nothing. What cannot be undone comes after every other way and is never the first line, so
 * that no key that was pressed too often leads there.
 */
export const resultRows = (
	{open, state, asksAgain}: Pick<Desk, 'open' | 'state' | 'asksAgain'>,
	caught: Situation['caught'],
): readonly ResultRow[] => {
	const ways = proceduresOf(state).map((procedure, index) => ({...procedure, index}));
	const safe = ways.filter(({destructive}) => !destructive);
	const last = ways.filter(({destructive}) => destructive);
	const runs = open.closed === undefined && !asksAgain;
	const cancelled = state.verdict === 'cancelled';
	const row = (kind: Exclude<ResultRow['does']['kind'], 'procedure'>, label: string): ResultRow => ({
		label,
		does: {kind},
	});
	return [
		...(asksAgain ? [row('question', 'Back to the question: look at it once more')] : []),
		...safe.map(
			({title, name, index}, at): ResultRow => ({
				label: clean(`${at === 0 ? 'Show me what to do' : 'Another way'}: ${title}`),
				does: {kind: 'procedure', name, index},
			}),
		),
		...(cancelled && runs ? [row('go-on', 'Go on where it was stopped')] : []),
		...(caught ? [row('caught', 'Show me the mail that was caught')] : []),
		row('why', 'Why do you think so?'),
		...(runs && !cancelled ? [row('again', 'Check everything once more')] : []),
		...last.map(
			({title, name, index}): ResultRow => ({
				label: clean(`The last resort, which cannot be undone: ${title}`),
				does: {kind: 'procedure', name, index},
			}),
		),
		row('report', 'Write a report for support'),
		row('desk', 'Look at it as an engineer does'),
		row('home', 'Something else'),
	];
};

/** What is wrong in one sentence, who can change it, how sure that is, and what to do now. */
export const resultContent = (
	{open, state, asksAgain}: Pick<Desk, 'open' | 'state' | 'asksAgain'>,
	caught: Situation['caught'],
	width: number,
	theme: Theme,
): GuideContent => {
	const {mark, tone, text} = resultSentence(state, theme);
	const changed = changedWords(open.session.log());
	return {
		of: 'result',
		title: state.playbook.title,
		// On a small screen there may be no row for what has changed without turning to it.
		right: changed === undefined ? 'what was found' : 'looked at again',
		ask: labelled({text: `${mark} `, tone}, text, width, 'strong'),
		text: paragraphs(
			asksAgain
				? paragraph('This was found before. The second look waits for your answer.', width, 'accent')
				: [],
			changed === undefined ? [] : paragraph(changed, width, 'accent'),
			exampleLines(state, width),
			mendLines(state, width, theme),
			state.diagnosis
				? labelled(span('Who can change it: ', 'faint'), actorWords[state.diagnosis.who], width)
				: [],
			sureLines(state, width, theme),
			codeLine(open.id, state),
			open.closed === undefined
				? []
				: paragraph(`Nothing of it can be checked again: ${open.closed}.`, width, 'faint'),
			[[span('What now?', 'strong')]],
		),
		rows: resultRows({open, state, ...(asksAgain ? {asksAgain} : {})}, caught).map(({label}) => label),
	};
};

/** With its mark: never surer than the case itself. */
export const resultSentence = (
	{diagnosis, verdict}: Pick<Case, 'diagnosis' | 'verdict'>,
	{marks}: Theme,
): {readonly mark: string; readonly tone: 'bad' | 'good' | 'unknown'; readonly text: string} => {
	if (diagnosis) return {mark: marks.problem, tone: 'bad', text: diagnosis.plain};
	switch (verdict ?? 'inconclusive') {
		case 'healthy':
			return {
				mark: marks.good,
				tone: 'good',
				text: 'Nothing was found that would stop the mail.',
			};
		case 'cancelled':
			return {mark: marks.unknown, tone: 'unknown', text: 'This was stopped before its end.'};
		case 'diagnosed':
		case 'inconclusive':
			return {
				mark: marks.unknown,
				tone: 'unknown',
				text: 'What is wrong could not be found out for certain.',
			};
	}
};

/** Findings that are told here; more are told on the page that says why. */
const mostTold = 6;

/** What mends it, in a line or two; the page that says why has all of it. */
const mendLines = ({diagnosis}: Case, width: number, {ellipsis}: Theme): readonly Line[] =>
	diagnosis
		? labelled(span('What helps: ', 'accent'), cut(clean(diagnosis.fix), 2 * (width - 14), ellipsis), width)
		: [];

/** How sure that is, and what it means where it is not. */
export const sureLines = (state: Case, width: number, theme: Theme): readonly Line[] => {
	const row = (text: string) => labelled(span('How sure: ', 'faint'), text, width);
	if (state.diagnosis) return row(sureWords(state));
	switch (state.verdict ?? 'inconclusive') {
		case 'healthy':
			return row(
				'everything that was looked at gave a clear answer. If the code still does not come, it gets lost where nobody could look from here.',
			);
		case 'cancelled':
			return row('not at all yet. What was answered and found so far is kept.');
		case 'diagnosed':
		case 'inconclusive':
			return [...row(openWords(state)), ...openLines(state, width, theme)];
	}
};

/** Whether the cause was seen, was told, or is only likely. */
export const sureWords = (state: Case): string => {
	const {diagnosis, assumed, notRuledOut} = state;
	const because = state.steps.filter(({id}) => diagnosis?.because.includes(id));
	const rivals = diagnosis?.notRuledOut ?? notRuledOut;
	const besides =
		rivals.length > 0 ? ' Something else could not be ruled out; “Why do you think so?” names it.' : '';
	if (assumed.length > 0) return `as sure as what was assumed for it.${besides}`;
	const proven = because.every(
		({state: {status, ...rest}}) =>
			status === 'finished' && 'finding' in rest && rest.finding.level === 'problem',
	);
	if (because.length === 0 || !proven) return `likely, and not proven.${besides}`;
	return because.every(isTold)
		? `it follows from what was answered.${besides}`
		: `it was seen, not guessed.${besides}`;
};

/** Nobody but the person was asked for it. */
const isTold = ({evidence}: Step): boolean => evidence.every(({probe}) => probe === 'person');

const openWords = (state: Case): string =>
	openChecks(state).length > 0
		? 'not sure. It may be fine or broken there. What matters most first:'
		: 'not sure. What was found does not point to one place.';

const openLines = (state: Case, width: number, theme: Theme): readonly Line[] => {
	const all = tellingSteps(state);
	const told = all.slice(0, mostTold).flatMap(step => {
		const {mark, tone} = signOfStep(step, theme);
		const lines = labelled(span(`  ${mark} `, tone), sayingOf(step), width - 2);
		return lines.length > 3
			? [...lines.slice(0, 2), [...(lines[2] ?? []), span(` ${theme.ellipsis}`, 'faint')]]
			: lines;
	});
	const silent = state.steps.filter(step => isOpen(step) && step.state.status !== 'finished').length;
	const rest = Math.max(0, all.length - mostTold) + silent;
	return rest > 0
		? [
				...told,
				...labelled(span('    '), `and ${rest} more; “Why do you think so?” names them`, width, 'faint'),
			]
		: told;
};

/** What says something, by its importance: what is wrong, what is strange, what could not be found out and why. */
export const tellingSteps = ({steps}: Pick<Case, 'steps'>): readonly Step[] =>
	(['problem', 'warning', 'unknown'] as const).flatMap(level =>
		steps.filter(({state}) => state.status === 'finished' && state.finding.level === level),
	);

const sayingOf = (step: Step): string => {
	const {state, title} = step;
	if (state.status !== 'finished') return clean(title);
	const {level, text} = state.finding;
	const {whether} = plainCheck(step);
	return clean(
		level === 'unknown' ? `${whether.slice(0, 1).toUpperCase()}${whether.slice(1)}: ${text}` : text,
	);
};

/** What could not be found out, each once, as "whether …". */
export const openChecks = ({steps}: Pick<Case, 'steps'>): readonly string[] => [
	...new Set(steps.filter(isOpen).map(step => plainCheck(step).whether)),
];

export const isOpen = ({state}: Step): boolean =>
	state.status === 'crashed' ||
	(state.status === 'finished' && state.finding.level === 'unknown') ||
	(state.status === 'skipped' && (state.why === 'unknown' || state.begun === true));

const codeLine = (id: string | undefined, {diagnosis, verdict}: Case): readonly Line[] => {
	const parts = [id, diagnosis?.cause ?? verdict].filter(part => part !== undefined);
	return [[span('Code for support: ', 'faint'), span(clean(parts.join(', ')), 'accent')]];
};
