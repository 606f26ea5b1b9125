import type {Case} from '../../core/case.ts';
import {stations} from '../../core/hop.ts';
import {type Line, lineCells, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {hopWords} from '../words.ts';
import {type Hopping, type Look, lookAt, type State, stateWords, whatMatters} from './path-state.ts';

type Station = (typeof stations)[number]['station'];

type Names = Readonly<Record<Station, string>>;

const longNames: Names = {
	account: 'Account',
	device: 'Device',
	provider: 'Provider',
	recipient: 'Recipient',
	mailbox: 'Mailbox',
};
const shortNames: Names = {
	account: 'Acct',
	device: 'Dev',
	provider: 'Prov',
	recipient: 'Rcpt',
	mailbox: 'Mbox',
};

/** Rows and columns that the path has. */
type Room = {readonly columns: number; readonly path: 0 | 1 | 2};

/**
 * Five stations, and below them the hops of the one that matters, the first broken one with its word; in one row the
 * stations with that word, or where not even that fits their marks and the one that matters. What runs has a mark that
 * stands still: the line is long, and each move of it would be sent as a whole.
 */
export const pathLines = (state: Case, {columns: width, path}: Room, theme: Theme): readonly Line[] => {
	if (path === 0) return [];
	const seen = lookAt(state);
	if (path === 1) return [oneLine(seen, width, theme)];
	const {line, start} = stationLine(seen, width, theme);
	return [line, hopLine(seen, {start, width}, theme)];
};

const nothingYet = 'nothing looked at yet';

/** A name with its mark, and its word where there is one. */
type Cell = {readonly name: string; readonly state: State; readonly word: string};

/** Cells of the longest word, with the space before it. */
const wordRoom = 1 + Math.max(...Object.values(stateWords).map(({length}) => length));

/** The five, each in its place for as long as the terminal is as wide; with their words where all of them always fit. */
const stationLine = (
	{states, words, focus, untouched}: Look,
	width: number,
	theme: Theme,
): {readonly line: Line; readonly start: number} => {
	const cells = (names: Names): readonly Cell[] =>
		stations.map(({station}, at) => ({
			name: names[station],
			state: states[at] ?? 'not-reached',
			word: words[at] ?? '',
		}));
	const long = cells(longNames);
	const isRoomy = sumOf(long.map(({name}) => name.length + 2 + wordRoom)) + 6 <= width;
	const shown = isRoomy ? long : (width >= 60 ? long : cells(shortNames)).map(cell => ({...cell, word: ''}));
	const slots = shown.map(({name}) => name.length + 2 + (isRoomy ? wordRoom : 0));
	const gap = Math.max(1, Math.min(12, Math.floor((width - 2 - sumOf(slots)) / 4)));
	const starts = slots.map((_, at) => 1 + sumOf(slots.slice(0, at)) + at * gap);
	return {
		line: joined(
			shown,
			untouched ? -1 : focus,
			slots.map(slot => slot + gap),
			theme,
		),
		start: starts[focus] ?? 1,
	};
};

/** The stations in a row, each filled up to the cells it has with what leads to the next. */
const joined = (cells: readonly Cell[], focus: number, slots: readonly number[], theme: Theme): Line => [
	span(' '),
	...cells.flatMap((cell, at): Line => {
		const shown = cellLine(cell, at === focus, theme);
		const rest = at < cells.length - 1 ? (slots[at] ?? 0) - lineCells(shown) : 0;
		return [...shown, span(theme.rule.repeat(Math.max(0, rest)), 'faint')];
	}),
];

const cellLine = ({name, state, word}: Cell, isFocus: boolean, theme: Theme): Line => {
	const said = ` ${markOf(state, theme)}${word === '' ? '' : ` ${word}`}`;
	return [
		isFocus ? {text: name, strong: true} : span(name),
		isFocus && state === 'bad' ? {text: said, tone: 'bad', strong: true} : span(said, toneOf(state)),
	];
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** All that one row can hold: the one that matters keeps its name, its mark and its word. */
const oneLine = (seen: Look, width: number, theme: Theme): Line => {
	const {states, words, focus, inside, untouched} = seen;
	const matter = inside[whatMatters(inside.map(({state}) => state))];
	const word = matter ? `${hopWords[matter.hop]} ${wordOf(matter, true)}` : (words[focus] ?? '');
	const cells = (names: Names): readonly Cell[] =>
		stations.map(({station}, at) => ({
			name: names[station],
			state: states[at] ?? 'not-reached',
			word: at === focus && !untouched ? word : '',
		}));
	const end = untouched ? [span(`  ${nothingYet}`, 'faint')] : [];
	const marks = [span(' '), ...states.map(state => span(markOf(state, theme), toneOf(state)))];
	const row = (names: Names): Line => {
		const all = cells(names);
		const slots = all.map((cell, at) => lineCells(cellLine(cell, at === focus, theme)) + 1);
		return [...joined(all, untouched ? -1 : focus, slots, theme), ...end];
	};
	const one = (names: Names): Line => [
		...marks,
		span(' '),
		...cells(names).flatMap((cell, at) => (at === focus ? cellLine(cell, true, theme) : [])),
	];
	const last = untouched ? [...marks, ...end] : one(shortNames);
	const ways = [row(longNames), row(shortNames), ...(untouched ? [] : [one(longNames)])];
	return ways.find(line => lineCells(line) <= width) ?? last;
};

const hopLine = (
	{inside, untouched}: Look,
	{start, width}: {readonly start: number; readonly width: number},
	theme: Theme,
): Line => {
	if (untouched) return [span(` ${nothingYet}`, 'faint')];
	const matter = whatMatters(inside.map(({state}) => state));
	const one = hopSpans(inside.slice(matter, matter + 1), 0, 'the one', theme);
	const shown =
		[hopSpans(inside, matter, 'all', theme), hopSpans(inside, matter, 'the one', theme)].find(
			all => lineCells(all) + 2 <= width,
		) ?? one;
	const room = width - 1 - lineCells(shown);
	return [span(' '.repeat(Math.max(1, Math.min(start, room)))), ...shown];
};

/** The first broken hop alone: what has room beside something else. */
export const brokenHop = (state: Case, theme: Theme): Line => {
	const {inside} = lookAt(state);
	const at = inside.findIndex(({state: one}) => one === 'bad');
	return at < 0 ? [] : [span(' '), ...hopSpans(inside.slice(at, at + 1), 0, 'the one', theme)];
};

/** Beside the first hop that is known to be bad its word is that the mail stops there. */
const wordOf = ({state, asks}: Hopping, isMatter: boolean): string => {
	if (state === 'running' && asks) return 'asks you';
	return state === 'bad' && isMatter ? 'stops here' : stateWords[state];
};

const hopSpans = (hops: readonly Hopping[], matter: number, worded: 'all' | 'the one', theme: Theme): Line =>
	hops.flatMap((one, index): Line => {
		const {hop, state} = one;
		const gap = index > 0 ? '  ' : '';
		const isMatter = index === matter;
		const word = isMatter || worded === 'all' ? ` ${wordOf(one, isMatter)}` : '';
		if (isMatter && state === 'bad')
			return [span(gap), {text: `${hopWords[hop]} ${theme.marks.problem}${word}`, tone: 'bad', strong: true}];
		return [
			span(`${gap}${hopWords[hop]} `, state === 'bad' ? undefined : 'faint'),
			span(markOf(state, theme) + word, toneOf(state)),
		];
	});

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
