import {expect, test} from 'vitest';
import {inboxOf, rowsOf, sessionIdOf} from '../../source/tui/inbox.ts';
import {atInbox, reduceSink} from '../../source/tui/sink-ui.ts';
import {caught, distrusting, emptyView, going, noon, scriptedSink, session, silent} from './caught.ts';

const keysIn = (more: Partial<typeof emptyView>) => rowsOf({...emptyView, ...more}).map(({key}) => key);

test('messages and sessions are one list, newest first; what only delivered is told by its message', () => {
	const delivering = session(985, {messages: [990], end: 'quit'});
	const another = session(986, {messages: [990], end: 'quit', logins: [wrong]});
	expect(
		keysIn({
			messages: [caught(990, '1'), caught(900, '2')],
			sessions: [delivering, distrusting(950), silent(940)],
		}),
	).toEqual(['m990', 's950', 's940', 'm900']);
	expect(keysIn({messages: [caught(990, '1')], sessions: [another]})).toEqual(['m990', 's986']);
	expect(keysIn({messages: [], sessions: [delivering]})).toEqual(['s985']);
});

const wrong = {mechanism: 'PLAIN', user: 'a', taken: true, encrypted: true, same: false} as const;

test('a session that goes on is listed once, however old it is', () => {
	expect(keysIn({sessions: [going(950), silent(940)], open: [going(950)]})).toEqual(['s950', 's940']);
	expect(
		keysIn({messages: [caught(990, '1')], more: {messages: true, sessions: false}, open: [going(5)]}),
	).toEqual(['m990', 's5']);
});

test('nothing comes up in the middle when older ones are loaded', () => {
	const messages = [caught(990, '1'), caught(900, '2')];
	const sessions = [silent(980), silent(970)];
	expect(keysIn({messages, sessions, more: {messages: false, sessions: true}})).toEqual([
		'm990',
		's980',
		's970',
	]);
	const more = keysIn({
		messages,
		sessions: [...sessions, silent(910)],
		more: {messages: false, sessions: false},
	});
	expect(more).toEqual(['m990', 's980', 's970', 's910', 'm900']);
});

test('without a choice the newest is selected; a choice stays on its row whatever comes', () => {
	const {desk} = scriptedSink();
	const before = {...emptyView, messages: [caught(990, '1'), caught(900, '2')]};
	const after = {...before, messages: [caught(999, '3'), ...before.messages]};
	expect(inboxOf(atInbox, desk, after).row?.key).toBe('m999');
	const chosen = reduceSink(atInbox, {type: 'row.chosen', row: {key: 'm900', at: noon - 100_000}});
	expect(inboxOf(chosen, desk, before)).toMatchObject({at: 1, row: {key: 'm900'}});
	expect(inboxOf(chosen, desk, after)).toMatchObject({at: 2, row: {key: 'm900'}});
	expect(inboxOf(reduceSink(chosen, {type: 'newest.followed'}), desk, after).at).toBe(0);
});

test('a removed row gives its place to the next, but no message is read in place of another', () => {
	const {desk} = scriptedSink();
	const view = {...emptyView, messages: [caught(990, '1'), caught(900, '2'), caught(800, '3')]};
	const gone = {...emptyView, messages: [caught(990, '1'), caught(800, '3')]};
	const row = {key: 'm900', at: noon - 100_000};
	const chosen = reduceSink(atInbox, {type: 'row.chosen', row});
	expect(inboxOf(chosen, desk, gone).row?.key).toBe('m800');
	expect(inboxOf(chosen, desk, {...emptyView, messages: [caught(990, '1')]}).row?.key).toBe('m990');
	const reading = reduceSink(atInbox, {type: 'message.opened', row});
	expect(inboxOf(reading, desk, view).row?.key).toBe('m900');
	expect(inboxOf(reading, desk, gone).row).toBeUndefined();
	expect(inboxOf(chosen, desk, emptyView)).toMatchObject({at: 0, rows: []});
});

test('every row knows its session', () => {
	const rows = rowsOf({...emptyView, messages: [caught(1, '1')], sessions: [silent(2)]});
	expect(rows.map(sessionIdOf).toSorted()).toEqual([101, 2]);
});
