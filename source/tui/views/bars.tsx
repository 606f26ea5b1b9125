import {Box} from 'ink';
import {createContext, useContext} from 'react';
import type {Bench} from '../bench.ts';
import {keysOf, whyOff} from '../keys.ts';
import type {Situation} from '../situation.ts';
import {cellsOf, clean, cut, type Line, lineCells, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {noticeLines} from './notice-lines.ts';
import {Row} from './row.tsx';
import {tabStrip} from './tab-strip.ts';

/** What is open, for the headers below; absent where a header tells something else. */
export const OpenTabs = createContext<Bench | undefined>(undefined);

type HeaderProps = {
	readonly title: string;
	readonly right?: string;
	readonly width: number;
	readonly theme: Theme;
};

/** Product, what we are looking at (of several things that are open all of them), and at the right where in it we are. */
export const Header = ({title, right = '', width, theme}: HeaderProps) => {
	const bench = useContext(OpenTabs);
	const name = ' lostmail';
	const room = width - name.length - 3;
	const strip = bench && tabStrip(bench, room, theme);
	const middle = strip ?? headline(clean(title), clean(right), room, theme);
	const left = room - lineCells(middle);
	const end = strip && left < leastRight ? '' : cut(clean(right), left - 1, theme.ellipsis);
	return (
		<Box height={1} flexShrink={0}>
			<Row
				line={[
					{text: name, tone: 'accent', strong: true},
					span('  '),
					...middle,
					span(' '.repeat(Math.max(1, left - cellsOf(end)))),
					span(end, 'faint'),
				]}
			/>
		</Box>
	);
};

/** Less than this of what stands at the right says nothing. */
const leastRight = 12;

/** The title, cut so that most of what stands at the right is seen. */
const headline = (title: string, right: string, room: number, theme: Theme): Line => {
	const end = Math.min(cellsOf(right), Math.floor(room * 0.7));
	return [{text: cut(title, Math.max(0, room - end - 1), theme.ellipsis), strong: true}];
};

/** The keys that do something here, most useful first, as many as fit; or what there is to say instead. */
export const KeyBar = ({situation}: {readonly situation: Situation}) => {
	const {layout} = situation;
	const told = layout.kind === 'tiny' ? undefined : noticeLines(situation, layout).at(-1);
	const line: Line = told ?? keyLine(situation, layout.columns);
	return (
		<Box height={1} flexShrink={0}>
			<Row line={line} />
		</Box>
	);
};

const keyLine = (situation: Situation, width: number): Line => {
	const {theme, place} = situation;
	const parts = keysOf(place)
		.filter(row => row.label !== undefined && whyOff(row, situation) === undefined)
		.map(row => {
			const keys = (row.bar ?? row.keys.slice(0, 1)).map(key => theme.keys[key] ?? key);
			const glyphs = keys.join(keys.every(key => cellsOf(key) === 1) ? '' : '/');
			return [span(` ${glyphs} `, 'accent'), span(`${row.label} `, 'faint')];
		});
	const always = parts.slice(-2);
	const fixed = always.reduce((sum, part) => sum + lineCells(part), 0);
	const shown: Line[] = [];
	let used = fixed;
	for (const part of parts.slice(0, -2)) {
		used += lineCells(part);
		if (used > width) break;
		shown.push(part);
	}
	return [...shown, ...always].flat();
};
