import type {SinkSession} from '../core/sink.ts';
import {sessionWords} from '../core/sink-words.ts';
import type {CaughtMessage, SessionView, SinkDesk, SinkView} from './host.ts';
import type {Place} from './place.ts';
import type {Chosen, SinkUi} from './sink-ui.ts';

/** One line of a sink's list. */
export type SinkRow = Chosen &
	(
		| {readonly is: 'message'; readonly caught: CaughtMessage}
		| {readonly is: 'session'; readonly session: SinkSession}
	);

/** A sink and what is selected in it. */
export type Inbox = {
	readonly desk: SinkDesk;
	readonly view: SinkView;
	readonly rows: readonly SinkRow[];
	/** Which of the rows is selected. */
	readonly at: number;
	readonly row?: SinkRow;
	/** What is looked at, on its screen. */
	readonly session?: SessionView;
};

export const inboxOf = (ui: SinkUi, desk: SinkDesk, view: SinkView): Inbox => {
	const rows = rowsOf(view);
	const at = indexOf(rows, ui.chosen);
	// What is read is not exchanged for another when it is removed meanwhile.
	const gone = ui.screen === 'message' && rows[at]?.key !== ui.chosen?.key;
	const row = gone ? undefined : rows[at];
	const session = ui.screen === 'session' && ui.session !== undefined ? desk.session(ui.session) : undefined;
	return {desk, view, rows, at, ...(row ? {row} : {}), ...(session ? {session} : {})};
};

export const placeIn = ({screen, searching}: SinkUi): Place => (searching ? 'search' : screen);

const merged = new WeakMap<SinkView, readonly SinkRow[]>();

/**
 * Messages and sessions, newest first. A session that only delivered is told by its messages; where one kind reaches
 * further back than the other was read, it waits, so that nothing comes up in the middle later.
 */
export const rowsOf = (view: SinkView): readonly SinkRow[] => {
	const before = merged.get(view);
	if (before) return before;
	const rows = mergeRows(view);
	merged.set(view, rows);
	return rows;
};

const mergeRows = ({messages, sessions, open, more}: SinkView): readonly SinkRow[] => {
	const ids = new Set(messages.map(({message}) => message.id));
	const going = new Set(open.map(({id}) => id));
	const told = (session: SinkSession) =>
		session.messages.some(id => ids.has(id)) && ['good', 'running'].includes(sessionWords(session).mark);
	const horizon = Math.max(
		more.messages ? (messages.at(-1)?.message.at ?? 0) : 0,
		more.sessions ? (sessions.at(-1)?.at ?? 0) : 0,
	);
	const kept = [
		...messages.map(rowOfMessage),
		...sessions.filter(session => !going.has(session.id) && !told(session)).map(rowOfSession),
	].filter(({at}) => at >= horizon);
	return [...kept, ...open.filter(session => !told(session)).map(rowOfSession)].sort((a, b) => b.at - a.at);
};

const rowOfMessage = (caught: CaughtMessage): SinkRow => ({
	is: 'message',
	key: `m${caught.message.id}`,
	at: caught.message.at,
	caught,
});

const rowOfSession = (session: SinkSession): SinkRow => ({
	is: 'session',
	key: `s${session.id}`,
	at: session.at,
	session,
});

/** Where the chosen row stands now; when it is gone, the one that took its place. */
const indexOf = (rows: readonly SinkRow[], chosen: Chosen | undefined): number => {
	if (!chosen) return 0;
	const at = rows.findIndex(({key}) => key === chosen.key);
	if (at >= 0) return at;
	const after = rows.findIndex(row => row.at <= chosen.at);
	return after >= 0 ? after : Math.max(0, rows.length - 1);
};

/** The session behind a row. */
export const sessionIdOf = (row: SinkRow): number =>
	row.is === 'message' ? row.caught.message.session : row.session.id;

/** The message on its screen, or the one that is selected in the list. */
export const caughtIn = ({row}: Inbox): CaughtMessage | undefined =>
	row?.is === 'message' ? row.caught : undefined;
