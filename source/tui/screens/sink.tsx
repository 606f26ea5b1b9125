import {Box} from 'ink';
import type {Inbox} from '../inbox.ts';
import type {Room} from '../layout.ts';
import type {Page} from '../page.ts';
import {messageParts} from '../sink-ui.ts';
import type {Situation} from '../situation.ts';
import {cellsOf, clean, cut, type Line, labelled, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {Header} from '../views/bars.tsx';
import {CasePath} from '../views/case-path.tsx';
import {beginLines} from '../views/enter-lines.ts';
import {FieldRow} from '../views/field.tsx';
import {windowOf} from '../views/list-window.ts';
import {partTitles} from '../views/message-lines.ts';
import {Pane, ScrollPane} from '../views/pane.tsx';
import {isEverywhere} from '../views/place-words.ts';
import {Row, Rows} from '../views/row.tsx';
import {rowLine} from '../views/row-lines.ts';
import {securityWords} from '../views/session-lines.ts';
import {useSpinner} from '../views/spinner.ts';

type Props = {
	readonly situation: Situation;
	readonly inbox: Inbox;
	readonly room: Room;
	readonly page: Page;
};

/** A sink: everything that came, newest first, and a page for each message and session. */
export const Sink = ({situation, inbox, room, page}: Props) => {
	const {theme, ui} = situation;
	if (ui.sink.screen === 'inbox') return <List {...{situation, inbox, room}} />;
	const {title, right, tab} = headOf(situation, inbox);
	return (
		<Box flexDirection="column">
			<Header title={title} right={right} width={room.columns} theme={theme} />
			<CasePath {...{situation, room}} />
			<ScrollPane title={tab} page={page} width={room.columns} height={room.body} theme={theme} focused />
		</Box>
	);
};

const headOf = (
	{ui, theme}: Situation,
	{row, session}: Inbox,
): {readonly title: string; readonly right: string; readonly tab: string} => {
	switch (ui.sink.screen) {
		case 'inbox':
		case 'entering':
			return {title: 'Sink', right: '', tab: 'What to do'};
		case 'session':
			return {
				title: `Session ${ui.sink.session ?? ''}`,
				right: session?.session.remote.address ?? '',
				tab: 'What was said',
			};
		case 'message':
			return {
				title:
					row?.is === 'message'
						? `${row.caught.message.subject ?? 'no subject'} ${theme.dot} ${row.caught.message.from ?? ''}`
						: 'Message',
				right: row?.is === 'message' ? `message ${row.caught.message.id}` : '',
				tab: messageParts
					.map(part => (part === ui.sink.part ? `[${partTitles[part]}]` : partTitles[part]))
					.join(' '),
			};
	}
};

const List = ({situation, inbox, room}: Omit<Props, 'page'>) => {
	const {theme, ui, now, place} = situation;
	const {view, rows, at} = inbox;
	const spinner = useSpinner(theme, view.open.length > 0);
	const searching = place === 'search';
	const searched = searching || view.search !== '';
	const wrong = searching && ui.sink.complaint ? complaintLines(ui.sink, room.columns, theme) : [];
	const onPurpose = purposeLines(inbox, room.columns, theme);
	const height = room.body - 1 - onPurpose.length - (searched ? 1 : 0) - wrong.length;
	const seen = height - 2;
	const from = windowOf(rows.length, seen, at);
	const width = room.columns - 3;
	const older = view.more.messages || view.more.sessions ? ' and older' : '';
	return (
		<Box flexDirection="column">
			<Header
				title={`sink ${placesOf(inbox, theme)}`}
				right={waitsFor(situation) ?? countsOf(inbox)}
				width={room.columns}
				theme={theme}
			/>
			<CasePath {...{situation, room}} />
			<Row line={reachLine(inbox, room.columns, theme)} />
			<Rows lines={onPurpose} />
			<Pane
				title="Sessions and messages"
				inset={0}
				width={room.columns}
				height={height}
				theme={theme}
				focused={!searching}
				{...(rows.length > seen || older !== '' ? {note: `${at + 1} of ${rows.length}${older}`} : {})}
			>
				{rows.length === 0 ? (
					<Rows lines={emptyLines(inbox, width - 1, seen)} />
				) : (
					rows
						.slice(from, from + seen)
						.map((row, index) => (
							<Row
								key={row.key}
								line={rowLine(row, {selected: from + index === at, now, width, theme, spinner})}
							/>
						))
				)}
			</Pane>
			{searched && (
				<Box height={1} flexShrink={0}>
					<Row line={[span(label, 'faint')]} />
					<FieldRow
						field={ui.sink.search}
						width={room.columns - label.length}
						active={searching}
						theme={theme}
					/>
				</Box>
			)}
			<Rows lines={wrong} />
		</Box>
	);
};

const label = ' Search ';

/** Lines of a complaint; the list above keeps the rest. */
const mostComplained = 4;

/** The mark stands below the character that it is about, as far as the field shows it. */
const complaintLines = (
	{complaint, search}: Situation['ui']['sink'],
	width: number,
	{marks}: Theme,
): readonly Line[] => {
	if (!complaint) return [];
	const before = cellsOf(clean(search.text.slice(0, complaint.at)));
	return [
		[span(`${' '.repeat(label.length + 2 + Math.min(before, 200))}^`, 'bad')],
		...labelled(span(` ${marks.problem} `, 'bad'), complaint.complaint, width - 1).slice(0, mostComplained),
	];
};

const emptyLines = (inbox: Inbox, width: number, height: number): readonly Line[] => {
	if (inbox.view.search !== '')
		return [[span(' Nothing fits this search. Esc shows everything again.', 'faint')]];
	const lines = beginLines(inbox.view, width - 1).map((line): Line => [span(' '), ...line]);
	const nothing: Line = [span(' Nothing has come yet.', 'accent')];
	return lines.length + 1 <= height
		? [nothing, ...lines]
		: [[span(' Nothing has come yet. i shows all of this.', 'accent')], ...lines.slice(0, height - 1)];
};

/** Whoever looks at what a case has caught must not miss what it asks. */
const waitsFor = ({desk}: Situation): string | undefined =>
	desk?.asked?.waits ? 'a question waits: esc' : undefined;

const placesOf = ({view}: Inbox, theme: Theme): string =>
	[...new Set(view.places.map(({port, security}) => `${port} ${securityWords[security]}`))].join(
		` ${theme.dot} `,
	);

const countsOf = ({view: {counts, open}}: Inbox): string =>
	[
		...(open.length > 0 ? [`${open.length} going on`] : []),
		`${counts.messages} message${counts.messages === 1 ? '' : 's'}`,
	].join(', ');

/** Whoever forgets that a sink fails on purpose looks for the fault at the device. */
const purposeLines = ({view: {misbehaves = []}}: Inbox, width: number, theme: Theme): readonly Line[] => {
	const [first, ...more] = misbehaves;
	if (first === undefined) return [];
	const rest = more.length === 0 ? '' : `, and ${more.length} more (i)`;
	const words = cut(clean(`fails on purpose: ${first}`), width - 3 - rest.length, theme.ellipsis);
	return [[span(` ${theme.marks.warning} `, 'warning'), span(`${words}${rest}`)]];
};

const reachLine = ({view: {reach, places, addresses}}: Inbox, width: number, theme: Theme): Line => {
	const own = [...new Set(places.map(({address}) => address))];
	if (reach === 'this-machine')
		return [
			span(cut(clean(` ${own.join(', ')}: this machine alone can reach it`), width, theme.ellipsis), 'faint'),
		];
	const [first] = own.some(isEverywhere) ? addresses : own;
	const at = `${first ?? 'every address'} port ${[...new Set(places.map(({port}) => port))].join(' and ')}`;
	return [
		span(` ${theme.marks.warning} `, 'warning'),
		span(
			cut(
				clean(`${at}: all who reach this machine can hand in mail; it sends none on`),
				width - 3,
				theme.ellipsis,
			),
		),
	];
};
