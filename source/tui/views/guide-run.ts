import type {Case} from '../../core/case.ts';
import {type Hop, stations} from '../../core/hop.ts';
import {blank, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {plainCheck} from './guide-checks.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {nowOf, progressWords} from './now.ts';
import {type State, stationStates} from './path.ts';
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
	{marks, pointer}: Pick<Theme, 'marks' | 'pointer'>,
): readonly Line[] => {
	const parts = width < 56 ? shortParts : longParts;
	const names = Math.max(...parts.map(name => name.length));
	const mark: Readonly<Record<State, string>> = {
		good: marks.good,
		bad: marks.problem,
		unknown: marks.unknown,
		'not-reached': marks.notReached,
		running: pointer,
	};
	return stationStates(state).map((stand, index): Line => {
		const {tone, word} = stands[stand];
		const isPart = state.steps.some(({hop}) => stations[index]?.hops.some((inside: Hop) => inside === hop));
		const said =
			stand !== 'not-reached'
				? word
				: !isPart
					? 'not part of this'
					: state.verdict === undefined
						? `${word} yet`
						: word;
		return [span(`${mark[stand]} `, tone), span((parts[index] ?? '').padEnd(names)), span(`  ${said}`, tone)];
	});
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
