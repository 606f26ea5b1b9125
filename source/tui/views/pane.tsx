import {Box} from 'ink';
import type {ReactNode} from 'react';
import {type Found, markedRow} from '../finding.ts';
import type {Page} from '../page.ts';
import {cellsOf, cut, type Line, type Span, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {Row, Rows} from './row.tsx';

type Props = {
	readonly title: string;
	/** At the right of the lower border. */
	readonly note?: string;
	readonly width: number;
	readonly height: number;
	/** Empty columns at the left. */
	readonly inset?: number;
	readonly focused?: boolean;
	readonly theme: Theme;
	readonly children: ReactNode;
};

/** A box with its title in the border; what it holds is never squeezed, only cut. */
export const Pane = ({title, note, width, height, inset = 1, focused, theme, children}: Props) => {
	const [topLeft, topRight, bottomLeft, bottomRight] = theme.corners;
	const {rule} = theme;
	const shown = cut(title, width - 6, theme.ellipsis);
	const head: Span = {text: ` ${shown} `, strong: true, ...(focused ? {tone: 'accent' as const} : {})};
	const foot = note ? `${rule} ${note} ${rule}` : '';
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<Row
				line={[
					span(`${topLeft}${rule}`),
					head,
					span(rule.repeat(Math.max(0, width - cellsOf(shown) - 5)) + topRight),
				]}
			/>
			<Box
				flexDirection="column"
				height={height - 2}
				flexShrink={0}
				overflow="hidden"
				borderStyle={theme.border}
				borderTop={false}
				borderBottom={false}
				paddingLeft={inset}
				paddingRight={1}
			>
				<Box flexDirection="column" flexShrink={0}>
					{children}
				</Box>
			</Box>
			<Row
				line={[span(bottomLeft + rule.repeat(Math.max(0, width - 2 - cellsOf(foot))) + foot + bottomRight)]}
			/>
		</Box>
	);
};

type ScrollProps = Omit<Props, 'children' | 'note' | 'inset'> & {readonly page: Page};

/** A pane over a long page: only the rows that are seen are drawn, and the border says where we are. */
export const ScrollPane = ({page, ...pane}: ScrollProps) => {
	const {laying, height, scroll} = page;
	const note = noteOf(page, pane.theme);
	return (
		<Pane {...pane} inset={page.found ? 0 : 1} {...(note === '' ? {} : {note})}>
			<Rows
				lines={page.found ? foundRows(page, page.found, pane.theme) : laying.slice(scroll, scroll + height)}
			/>
		</Pane>
	);
};

const noteOf = ({laying, height, scroll, found, at}: Page, {dot}: Theme): string => {
	const seen = Math.min(laying.count, scroll + height);
	const count = `${laying.count}${laying.isWhole ? '' : ' and more'}`;
	const places = `${at + 1} of ${found?.at.length}${found?.isMore ? ' and more' : ''}`;
	return [
		...(found && found.at.length > 0 ? [`found ${places}`] : []),
		...(laying.count > height ? [`${scroll + 1}-${seen} of ${count}`] : []),
	].join(` ${dot} `);
};

/** What was found stands in reverse; a mark at the left says it without colours, and which of them we are at. */
const foundRows = (
	{laying, height, scroll, at}: Page,
	found: Found,
	{pointer, dot}: Theme,
): readonly Line[] =>
	laying.slice(scroll, scroll + height).map((row, index) => {
		const {line, mark} = markedRow(laying, scroll + index, row, found, at);
		return [span({none: ' ', other: dot, current: pointer}[mark], 'accent'), ...line];
	});
