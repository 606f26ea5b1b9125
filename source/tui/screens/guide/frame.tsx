import {Box} from 'ink';
import type {ReactNode} from 'react';
import {textWidth} from '../../guide-content.ts';
import type {Room} from '../../layout.ts';
import type {Situation} from '../../situation.ts';
import {cellsOf, clean, cut, type Line, padded, span, wrap} from '../../text.ts';
import {Header, OpenTabs} from '../../views/bars.tsx';
import {type GuideContent, type GuideShare, textOf} from '../../views/guide-page.ts';
import {Row, Rows} from '../../views/row.tsx';

type Props = {
	readonly situation: Situation;
	readonly room: Room;
	readonly content: GuideContent;
	readonly share: GuideShare;
	/** The way of the mail, above everything. */
	readonly way?: Line | undefined;
	readonly inset: number;
	/** The row of the list that is chosen: the end of its line is told below where it is cut. */
	readonly selected: number;
	/** The list, or the field. */
	readonly children: ReactNode;
};

/** What every screen of the guide looks like: the question, what may be read, and what can be chosen. */
export const GuideFrame = ({situation, room, content, share, way, inset, selected, children}: Props) => {
	const {theme, bench} = situation;
	const open = bench.tabs.length - 1;
	const which = open > 1 ? `${bench.at === 0 ? 'home' : bench.at} of ${open} open ${theme.dot} ` : '';
	return (
		<Box flexDirection="column">
			<OpenTabs value={undefined}>
				<Header
					title={`${which}${content.title}`}
					right={content.right ?? ''}
					width={room.columns}
					theme={theme}
				/>
			</OpenTabs>
			<Box flexDirection="column" height={room.body} flexShrink={0} paddingLeft={inset} overflow="hidden">
				{way && <Row line={way} />}
				<GuideBody {...{situation, content, share, selected}} width={textWidth(room)}>
					{children}
				</GuideBody>
			</Box>
		</Box>
	);
};

type BodyProps = Omit<Props, 'room' | 'inset' | 'way'> & {readonly width: number};

/** What is asked, what may be read, what can be chosen, and what was wrong; at the desk, too. */
export const GuideBody = ({situation: {theme, ui}, content, share, width, selected, children}: BodyProps) => {
	const {reading} = ui.guide;
	const gap: readonly Line[] = share.gap ? [[]] : [];
	const text = textOf(share, reading.of === content.of ? reading.to : 0, theme);
	const answers = content.rows.length > 0 || content.typed !== undefined;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Rows
				lines={[
					...(share.air ? [[] as Line] : []),
					...share.ask,
					...(text.length > 0 ? [...gap, ...text] : []),
					...(answers ? gap : []),
				]}
			/>
			{children}
			<Rows lines={tailOf(content.rows, selected, share, {width, theme})} />
			<Rows lines={content.foot ?? []} />
		</Box>
	);
};

/** The end of a line that is too long for the list, and at the right which line of how many is chosen. */
const tailOf = (
	rows: readonly string[],
	selected: number,
	{limit, tail}: Pick<GuideShare, 'limit' | 'tail'>,
	{width, theme: {ellipsis}}: {readonly width: number; readonly theme: Situation['theme']},
): readonly Line[] => {
	const whole = clean(rows[selected] ?? '');
	const count = limit < rows.length ? `${selected + 1} of ${rows.length}` : '';
	const isCut = cellsOf(whole) > width - 2;
	const shown = isCut ? cut(whole, width - 2, ellipsis).length - ellipsis.length : whole.length;
	const rest = isCut ? wrap(`${ellipsis}${whole.slice(wordAt(whole, shown))}`, width - 2) : [];
	return Array.from({length: tail}, (_, index) => {
		const end = index === tail - 1 ? ` ${count}` : '';
		return [span(padded(`  ${rest[index] ?? ''}`, width - cellsOf(end), ellipsis) + end, 'faint')];
	});
};

/** Where the word begins that is cut there; a long one is told from the cut on. */
const wordAt = (text: string, at: number): number => {
	const from = text.lastIndexOf(' ', at - 1) + 1;
	return at - from <= 8 ? from : at;
};
