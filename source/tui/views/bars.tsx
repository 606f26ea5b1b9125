import {Box} from 'ink';
import {keysOf, whyOff} from '../keys.ts';
import type {Situation} from '../situation.ts';
import {cellsOf, clean, cut, type Line, lineCells, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {Row} from './row.tsx';

type HeaderProps = {
	readonly title: string;
	readonly right?: string;
	readonly width: number;
	readonly theme: Theme;
};

/** Product, what we are looking at, and at the right where in it we are. */
export const Header = ({title, right = '', width, theme}: HeaderProps) => {
	const name = ' lostmail';
	const room = width - name.length - 3;
	const end = cut(clean(right), Math.floor(room * 0.7), theme.ellipsis);
	const middle = cut(clean(title), Math.max(0, room - cellsOf(end) - 1), theme.ellipsis);
	const gap = width - name.length - 2 - cellsOf(middle) - cellsOf(end) - 1;
	return (
		<Box height={1} flexShrink={0}>
			<Row
				line={[
					{text: name, tone: 'accent', strong: true},
					span('  '),
					{text: middle, strong: true},
					span(' '.repeat(Math.max(1, gap))),
					span(end, 'faint'),
				]}
			/>
		</Box>
	);
};

/** The keys that do something here, most useful first, as many as fit; or what there is to say instead. */
export const KeyBar = ({situation}: {readonly situation: Situation}) => {
	const {theme, ui, layout} = situation;
	const line: Line = ui.notice
		? [...(ui.alarm ? [span(` ${theme.marks.warning} `, 'warning')] : [span(' ')]), span(clean(ui.notice))]
		: keyLine(situation, layout.columns);
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
