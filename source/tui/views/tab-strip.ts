import type {Bench, Tab} from '../bench.ts';
import {stateOfTab, subjectOf, type TabState, titleOfTab} from '../tab-state.ts';
import {cellsOf, cut, type Line, padded, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';

const signOf = (is: TabState['is'], {marks, spinner}: Theme): readonly [string, Tone | undefined] => {
	switch (is) {
		case 'home':
			return ['', undefined];
		case 'opening':
		case 'running':
		case 'listens':
			return [spinner[0] ?? '*', 'accent'];
		case 'asks':
			return [marks.warning, 'warning'];
		case 'good':
			return [marks.good, 'good'];
		case 'problem':
			return [marks.problem, 'bad'];
		case 'unknown':
			return [marks.unknown, 'unknown'];
	}
};

/** A tab among those that are open now, at home: its number, how it stands by mark and word, and what it is about. */
export const tabLine = (tab: Tab, number: number, width: number, theme: Theme): Line => {
	const {is, text} = stateOfTab(tab);
	const [mark, tone] = signOf(is, theme);
	const subject = subjectOf(tab);
	const title = subject === undefined ? titleOfTab(tab) : `${subject} ${theme.dot} ${titleOfTab(tab)}`;
	const head = `${String(number).padStart(2)} `;
	const left = width - head.length - 2;
	const titles = Math.min(42, Math.floor(left * 0.5));
	return [
		span(head, 'faint'),
		span(`${mark} `, tone),
		span(padded(title, titles, theme.ellipsis)),
		span(` ${cut(text, left - titles - 1, theme.ellipsis)}`, tone),
	];
};

/**
 * What is open, for the header: number, mark and a short title of each; the one that is looked at stands in brackets.
 * Undefined while there is nothing to turn to but home; where there is no room for titles it is `2 of 4`.
 */
export const tabStrip = ({tabs, at}: Bench, width: number, theme: Theme): Line | undefined => {
	const open = tabs.length - 1;
	if (open < 2) return undefined;
	const each = Math.floor((width - homeCells) / open);
	if (each < shortest) return [{text: at === 0 ? `home, ${open} open` : `${at} of ${open}`, strong: true}];
	return tabs.flatMap((tab, index) => tabParts(tab, index, index === at, Math.min(longest, each), theme));
};

const homeCells = 8;
const shortest = 10;
const longest = 30;

const tabParts = (tab: Tab, index: number, isShown: boolean, width: number, theme: Theme): Line => {
	const strong = isShown ? {strong: true as const} : {};
	const [before, after] = isShown ? ['[', ']'] : [' ', ' '];
	const [mark, tone] = signOf(stateOfTab(tab).is, theme);
	const head = `${before}${index} `;
	if (index === 0) return [{text: `${head}home${after}`, ...(isShown ? strong : {tone: 'faint' as const})}];
	const room = width - head.length - cellsOf(mark) - 2;
	const title = cut(subjectOf(tab) ?? titleOfTab(tab), room, theme.ellipsis);
	return [
		{text: head, ...strong},
		{text: `${mark} `, ...(tone ? {tone} : {}), ...strong},
		{text: `${title}${after}`, ...(isShown ? strong : {tone: 'faint' as const})},
	];
};
