import {expect, test} from 'vitest';
import type {SinkSession} from '../../source/core/sink.ts';
import {telling} from '../../source/sink/told.ts';

const session = (id: number, messages: readonly number[] = []): {readonly session: SinkSession} => ({
	session: {
		id,
		at: 1,
		remote: {address: '192.0.2.7', port: 1},
		place: {address: '127.0.0.1', port: 2525, security: 'none'},
		logins: [],
		senders: [],
		recipients: [],
		refusals: [],
		messages,
		exchanges: [],
		oddities: [],
		misbehaved: [],
	},
});
const numbers = (told: ReturnType<ReturnType<typeof telling>['after']>): readonly string[] =>
	told.map(one => ('message' in one ? `m${one.message}` : `s${one.session.id}`));

test('messages and their sessions are never dropped, and of the others the oldest are', () => {
	const told = telling(2);
	told.add({message: 1});
	told.add(session(1, [1]));
	for (const id of [2, 3, 4]) told.add(session(id));
	told.add({message: 2});
	told.add(session(5, [2]));
	expect(numbers(told.after(0))).toEqual(['m1', 's1', 's3', 's4', 'm2', 's5']);
	expect(told.dropped).toBe(1);
	expect(told.count).toBe(7);
});

test('what came after so many is told, though some before it were dropped', () => {
	const told = telling(1);
	for (const id of [1, 2, 3]) told.add(session(id));
	told.add({message: 1});
	expect(numbers(told.after(3))).toEqual(['m1']);
	expect(told.after(4)).toEqual([]);
});
