import {Box} from 'ink';
import type {ReactNode} from 'react';
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

type ScrollProps = Omit<Props, 'children' | 'note'> & {
	readonly page: {readonly lines: readonly Line[]; readonly height: number; readonly scroll: number};
};

/** A pane over a long page: only the rows that are seen are drawn, and the border says where we are. */
export const ScrollPane = ({page: {lines, height, scroll}, ...pane}: ScrollProps) => (
	<Pane
		{...pane}
		{...(lines.length > height
			? {note: `${scroll + 1}-${Math.min(lines.length, scroll + height)} of ${lines.length}`}
			: {})}
	>
		<Rows lines={lines.slice(scroll, scroll + height)} />
	</Pane>
);
