import type {Piece} from '../laying.ts';
import {type Line, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {type FindingView, findingViews} from '../ui.ts';
import {rawLines} from './raw-lines.ts';
import {dialoguePage, evidencePage, sentencePage, type Told} from './step-lines.ts';

/** The sides of a finding, in the order of their numbers. */
export const sides = [...findingViews, 'transcript'] as const;
export type Side = FindingView | 'transcript';

/** Rows that the names of the sides take, above the page. */
export const sidesRows = 1;

/** Which side of a finding is looked at. */
export const sideOf = ({screen, view}: {readonly screen: string; readonly view: FindingView}): Side =>
	screen === 'transcript' ? 'transcript' : view;

/** All sides with their keys; the one that is looked at in brackets, so that no colour is needed to see it. */
export const sidesLine = (chosen: Side, width: number, theme: Theme): Line => {
	const isNarrow = width < 64;
	return [
		span(isNarrow ? '' : ' '),
		...sides.flatMap((side, index) => {
			const name = isNarrow ? side : `${index + 1} ${side}`;
			return side === chosen
				? [{text: `[${name}]`, strong: true as const, tone: 'accent' as const}]
				: [span(` ${name} `, 'faint')];
		}),
		...(width >= 80 ? [span(`   ${theme.keys['tab'] ?? 'tab'} turns`, 'faint')] : []),
	];
};

/** One side of a finding, as the parts of a page. */
export const sidePieces = (side: Side, told: Told, width: number, theme: Theme): readonly Piece[] => {
	switch (side) {
		case 'sentence':
			return [() => sentencePage(told, width, theme)];
		case 'evidence':
			return evidencePage(told, width, theme);
		case 'raw':
			return [() => rawLines(told.step, width)];
		case 'transcript':
			return dialoguePage(told.state, told.step, told.dialogues, width, theme);
	}
};
