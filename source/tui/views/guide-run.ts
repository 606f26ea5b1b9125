import type {Case} from '../../core/case.ts';
import {type Hop, stations} from '../../core/hop.ts';
import {blank, type Line, labelled, lineCells, paragraph, type Span, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {plainCheck} from './guide-checks.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {nowOf, progressWords} from './now.ts';
import {focusOf, isUntouched, type State, stationStates} from './path-state.ts';
import {type Wait, waitIn} from './wait.ts';

/** The five parts of the way, in the order of the stations. */
const longParts = [
	'The account',
	'The device and its settings',
	'The mail server that sends',
	'The mail server that receives',
	'The mailbox',
] as const;

const shortParts = ['Account', 'Device', 'Sending server', 'Receiving server', 'Mailbox'] as const;

const stands: Readonly<Record<State, {readonly word: string; readonly tone: Tone}>> = {
	good: {word: 'fine', tone: 'good'},
	bad: {word: 'here it stops', tone: 'bad'},
	unknown: {word: 'could not be told', tone: 'unknown'},
	'not-reached': {word: 'not looked at', tone: 'faint'},
	running: {word: 'being looked at', tone: 'accent'},
};

/** The five parts of the way, each with its mark and its word. */
export const wayLines = (
	state: Case,
	width: number,
	theme: Pick<Theme, 'marks' | 'pointer'>,
): readonly Line[] => {
	const parts = width < 56 ? shortParts : longParts;
	const names = Math.max(...parts.map(name => name.length));
	const mark = marksOf(theme);
	return stationStates(state).map((stand, index): Line => {
		const {tone} = stands[stand];
		return [
			span(`${mark[stand]} `, tone),
			span((parts[index] ?? '').padEnd(names)),
			span(`  ${saidOf(state, index, stand)}`, tone),
		];
	});
};

const marksOf = ({marks, pointer}: Pick<Theme, 'marks' | 'pointer'>): Readonly<Record<State, string>> => ({
	good: marks.good,
	bad: marks.problem,
	unknown: marks.unknown,
	'not-reached': marks.notReached,
	running: pointer,
});

const saidOf = ({steps, verdict}: Case, index: number, stand: State): string => {
	const {word} = stands[stand];
	if (stand !== 'not-reached') return word;
	const isPart = steps.some(({hop}) => stations[index]?.hops.some((inside: Hop) => inside === hop));
	return !isPart ? 'not part of this' : verdict === undefined ? `${word} yet` : word;
};

/** In one row there is room for a word each. */
const shortestParts = ['Account', 'Device', 'Sending', 'Receiving', 'Mailbox'] as const;

/**
 * The way in one row: the five parts with their marks, and with its word the one that matters; where that does not fit,
 * that one alone. Nothing before anything is looked at.
 */
export const wayLine = (state: Case, width: number, theme: Theme): Line | undefined => {
	if (isUntouched(state)) return undefined;
	const mark = marksOf(theme);
	const focus = focusOf(state);
	const states = stationStates(state);
	const alone = states[focus] ?? 'not-reached';
	const {tone} = stands[alone];
	const said = saidOf(state, focus, alone);
	const whole = (between: string): Line =>
		states.flatMap((stand, index): readonly Span[] => {
			const is = index === focus;
			return [
				span(index > 0 ? between : '', 'faint'),
				span(`${shortestParts[index]} `, is ? 'strong' : undefined),
				span(is ? `${mark[stand]} ${said}` : mark[stand], stands[stand].tone),
			];
		});
	return (
		[whole(` ${theme.dot} `), whole('  ')].find(line => lineCells(line) <= width) ?? [
			span(`${mark[alone]} `, tone),
			span(`${shortParts[focus]}: `, 'strong'),
			span(said, tone),
		]
	);
};

/** What is looked at in the lab is nobody's own. */
export const exampleLines = ({reach}: Pick<Case, 'reach'>, width: number): readonly Line[] =>
	reach?.scenario === undefined
		? []
		: paragraph('This is an example from the lab; nothing of yours is looked at.', width, 'accent');

type Clock = {readonly now: number; readonly spinner: string};

/** What happens now, how far it is, how long it still takes, and what it does not do. */
export const runContent = (state: Case, {now, spinner}: Clock, width: number, theme: Theme): GuideContent => {
	const wait = waitIn(state, now);
	const shared = {title: state.playbook.title, right: `${progressWords(state)} looked at`} as const;
	if (wait && wait.enter.length > 0) return enteringContent(shared, wait, spinner, width);
	const step = nowOf(state, now, wait?.step)?.step;
	const doing = step ? `${plainCheck(step).now} ${theme.ellipsis}` : `Getting ready ${theme.ellipsis}`;
	return {
		of: 'run',
		...shared,
		ask: [
			...labelled(span(`${spinner} `, 'accent'), doing, width, 'strong'),
			...(wait ? [blank, ...waitLines(wait, width)] : []),
		],
		text: paragraphs(
			exampleLines(state, width),
			wayLines(state, width, theme),
			paragraph(
				'There is nothing for you to do now. Nothing on the device is changed, and no password is stored. Ctrl+C stops it.',
				width,
				'faint',
			),
		),
		rows: [],
	};
};

const waitLines = ({left, why}: Wait, width: number): readonly Line[] =>
	labelled(span(`Up to ${left} more. `, 'accent'), `Why: ${why}.`, width);

/** A sink waits: what is to be entered on the device stands first. */
const enteringContent = (
	shared: Pick<GuideContent, 'title' | 'right'>,
	{left, why, enter}: Wait,
	spinner: string,
	width: number,
): GuideContent => ({
	of: 'entering',
	...shared,
	ask: [
		...paragraph('Enter this in the mail settings of the device:', width, 'strong'),
		...labelled(span(`${spinner} ${left} left. `, 'accent'), `Waiting: ${why}.`, width).slice(0, 2),
	],
	text: paragraphs(
		paragraph(
			'First write down what is entered there now: it is to be put back afterwards. Then do what is asked; lostmail goes on by itself as soon as something comes.',
			width,
		),
		paragraph('What the device sends stays here, and nothing of it is sent on.', width, 'faint'),
	),
	rows: valueRows(enter),
});

/** What is to be entered, in two columns. */
export const valueRows = (values: Wait['enter']): readonly string[] => {
	const column = Math.min(16, Math.max(0, ...values.map(({label}) => [...label].length)));
	return values.map(({label, value}) => `${label.padEnd(column)}  ${value}`);
};
