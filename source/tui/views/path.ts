import {type Case, pathOf, type Step} from '../../core/case.ts';
import {type Hop, type HopState, stations} from '../../core/hop.ts';
import {type Line, lineCells, type Span, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {hopWords} from '../words.ts';

export type State = HopState | 'running';
type Station = (typeof stations)[number]['station'];

const longNames: Readonly<Record<Station, string>> = {
	account: 'Account',
	device: 'Device',
	provider: 'Provider',
	recipient: 'Recipient',
	mailbox: 'Mailbox',
};
const shortNames: Readonly<Record<Station, string>> = {
	account: 'Acct',
	device: 'Dev',
	provider: 'Prov',
	recipient: 'Rcpt',
	mailbox: 'Mbox',
};

/**
 * Five stations, and below them the hops of the one that matters, the first broken one with its word. What runs has a
 * mark that stands still: the line is long, and each move of it would be sent as a whole.
 */
export const pathLines = ({steps, diagnosis}: Case, width: number, theme: Theme): readonly [Line, Line] => {
	const states = stations.map(({hops: inside}) => stationState(steps, inside));
	const named = stations.findIndex(({hops: inside}) => inside.some((hop: Hop) => hop === diagnosis?.hop));
	const focus = named >= 0 ? named : stationThatMatters(states);
	const names = width >= 60 ? longNames : shortNames;
	const needed = stations.reduce((sum, {station}) => sum + names[station].length + 2, 0);
	const gap = Math.max(1, Math.min(12, Math.floor((width - 2 - needed) / 4)));
	const line: Span[] = [span(' ')];
	let start = 1;
	stations.forEach(({station}, index) => {
		if (index === focus) start = lineCells(line);
		const state = states[index] ?? 'not-reached';
		line.push(
			index === focus ? {text: names[station], strong: true} : span(names[station]),
			span(` ${markOf(state, theme)}`, toneOf(state)),
			...(index < stations.length - 1 ? [span(theme.rule.repeat(gap), 'faint')] : []),
		);
	});
	return [line, hopLine(steps, stations[focus]?.hops ?? [], {start, width}, theme)];
};

const hopLine = (
	steps: readonly Step[],
	inside: readonly Hop[],
	{start, width}: {readonly start: number; readonly width: number},
	theme: Theme,
): Line => {
	const seen = inside
		.filter(hop => steps.some(step => step.hop === hop))
		.map(hop => ({hop, state: hopState(steps, hop)}));
	const matter = stationThatMatters(seen.map(({state}) => state));
	const one = hopSpans(seen.slice(matter, matter + 1), theme, stopWord);
	const shown =
		[hopSpans(seen, theme, stopWord), hopSpans(seen, theme, '')].find(all => lineCells(all) + 2 <= width) ??
		one;
	const room = width - 1 - lineCells(shown);
	return [span(' '.repeat(Math.max(1, Math.min(start, room)))), ...shown];
};

/** Stands beside the first hop that is known to be bad. */
const stopWord = ' stops here';

const hopSpans = (
	seen: ReadonlyArray<{readonly hop: Hop; readonly state: State}>,
	theme: Theme,
	word: string,
): Line => {
	const broken = seen.findIndex(({state}) => state === 'bad');
	return seen.flatMap(({hop, state}, index): Line => {
		const gap = index > 0 ? '  ' : '';
		if (index === broken)
			return [span(gap), {text: `${hopWords[hop]} ${theme.marks.problem}${word}`, tone: 'bad', strong: true}];
		return [
			span(`${gap}${hopWords[hop]} `, state === 'bad' ? undefined : 'faint'),
			span(markOf(state, theme), toneOf(state)),
		];
	});
};

/** How each of the five stations stands, in their order. */
export const stationStates = ({steps}: Pick<Case, 'steps'>): readonly State[] =>
	stations.map(({hops: inside}) => stationState(steps, inside));

/** A station is good only when nothing in it was left out for want of knowledge. */
const stationState = (steps: readonly Step[], inside: readonly Hop[]): State => {
	const states = inside.map(hop => hopState(steps, hop));
	const here = steps.filter(({hop}) => inside.includes(hop));
	const open = here.some(
		({state}) => state.status === 'waiting' || (state.status === 'skipped' && state.why !== 'excluded'),
	);
	if (states.includes('bad')) return 'bad';
	if (states.includes('running')) return 'running';
	if (states.includes('unknown')) return 'unknown';
	if (!states.includes('good')) return 'not-reached';
	return !open ? 'good' : here.some(({state}) => state.status === 'waiting') ? 'not-reached' : 'unknown';
};

const hopState = (steps: readonly Step[], hop: Hop): State => {
	const here = steps.filter(step => step.hop === hop);
	const known = pathOf(here).find(entry => entry.hop === hop)?.state ?? 'not-reached';
	return known !== 'bad' && here.some(({state}) => state.status === 'running') ? 'running' : known;
};

const stationThatMatters = (states: readonly State[]): number => {
	for (const wanted of ['bad', 'running', 'unknown'] as const) {
		const index = states.indexOf(wanted);
		if (index >= 0) return index;
	}
	return Math.max(0, states.lastIndexOf('good'));
};

const markOf = (state: State, {marks, spinner}: Theme): string =>
	({
		good: marks.good,
		bad: marks.problem,
		unknown: marks.unknown,
		'not-reached': marks.notReached,
		running: spinner[0] ?? '*',
	})[state];

const toneOf = (state: State): Tone =>
	(({good: 'good', bad: 'bad', unknown: 'unknown', 'not-reached': 'faint', running: 'accent'}) as const)[
		state
	];
