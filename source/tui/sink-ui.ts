import type {Authentication} from '../core/verification.ts';
import {type Edit, edit, emptyField, type Field} from './field.ts';
import type {MessageView} from './host.ts';

/** Parts of a message that have a page each. */
export const messageParts = ['text', 'header', 'way', 'filters', 'source'] as const;
export type MessagePart = (typeof messageParts)[number];

export type SinkScreen = 'inbox' | 'message' | 'session' | 'entering';

/** A row that was chosen by hand; its time tells where it stood when it is there no more. */
export type Chosen = {readonly key: string; readonly at: number};

/** What the person is looking at in a sink. */
export type SinkUi = {
	readonly screen: SinkScreen;
	/** Absent: the newest, whatever comes. */
	readonly chosen?: Chosen;
	readonly part: MessagePart;
	/** The session that is looked at, on its screen, and where it was opened from. */
	readonly session?: number;
	readonly from?: 'inbox' | 'message';
	readonly search: Field;
	readonly searching: boolean;
	readonly complaint?: {readonly complaint: string; readonly at: number};
	/** The last message that was read, or why it could not be. */
	readonly read?: {readonly id: number} & ({readonly view: MessageView} | {readonly why: string});
	/** What came of asking who sent a message; absent while it was not asked. */
	readonly asked?: {readonly id: number} & (
		| {readonly is: 'asking'}
		| {readonly is: 'failed'; readonly why: string}
		| {readonly is: 'told'; readonly says: Authentication}
	);
};

export type SinkChange =
	| {readonly type: 'row.chosen'; readonly row: Chosen}
	| {readonly type: 'newest.followed'}
	| {readonly type: 'message.opened'; readonly row: Chosen}
	| {readonly type: 'session.opened'; readonly id: number; readonly row: Chosen}
	| {readonly type: 'screen.shown'; readonly screen: 'inbox' | 'message' | 'entering'}
	| {readonly type: 'part.shown'; readonly part: MessagePart}
	| {readonly type: 'search.started'}
	| {readonly type: 'search.edited'; readonly edit: Edit}
	| {readonly type: 'search.refused'; readonly complaint: string; readonly at: number}
	| {readonly type: 'search.kept'}
	| {readonly type: 'search.dropped'}
	| {readonly type: 'message.read'; readonly read: NonNullable<SinkUi['read']>}
	| {readonly type: 'asked'; readonly asked: NonNullable<SinkUi['asked']>};

export const atInbox: SinkUi = {screen: 'inbox', part: 'text', search: emptyField, searching: false};

/** What the person did in a sink, folded; pure. */
export const reduceSink = (ui: SinkUi, change: SinkChange): SinkUi => {
	switch (change.type) {
		case 'row.chosen':
			return {...ui, chosen: change.row};
		case 'newest.followed':
			return without(ui, 'chosen');
		case 'message.opened':
			return {...ui, screen: 'message', part: 'text', chosen: change.row};
		case 'session.opened':
			return {
				...ui,
				screen: 'session',
				session: change.id,
				from: ui.screen === 'message' ? 'message' : 'inbox',
				chosen: change.row,
			};
		case 'screen.shown':
			return {...ui, screen: change.screen};
		case 'part.shown':
			return {...ui, part: change.part};
		case 'search.started':
			return {...without(ui, 'complaint'), searching: true, search: emptyField};
		case 'search.edited':
			// While it is typed, the newest that fits is selected.
			return {...without(without(ui, 'complaint'), 'chosen'), search: edit(ui.search, change.edit)};
		case 'search.refused':
			return {...ui, complaint: {complaint: change.complaint, at: change.at}};
		case 'search.kept':
			return {...without(without(ui, 'complaint'), 'chosen'), searching: false};
		case 'search.dropped':
			return {...without(without(ui, 'complaint'), 'chosen'), searching: false, search: emptyField};
		case 'message.read':
			return {...ui, read: change.read};
		case 'asked':
			return {...ui, asked: change.asked};
	}
};

/** Whether what is read begins at its top again. */
export const turnsPage = ({type}: SinkChange): boolean =>
	type === 'message.opened' || type === 'session.opened' || type === 'screen.shown' || type === 'part.shown';

const without = <K extends 'chosen' | 'complaint'>(ui: SinkUi, key: K): SinkUi => {
	const {[key]: _, ...rest} = ui;
	return rest as SinkUi;
};
