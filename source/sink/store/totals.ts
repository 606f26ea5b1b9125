import type {DatabaseSync} from 'node:sqlite';
import {depositOf} from './schema.ts';

/** Sums over the whole store, so that nothing is ever scanned for them, and the highest ids that were given away. */
export type Totals = {
	messages: number;
	sessions: number;
	octets: number;
	lastMessage: number;
	lastDeposit: number;
	/** Ids up to this one are reserved on disk: after a crash none of them is used again. */
	lastSession: number;
};

const names = ['messages', 'sessions', 'octets', 'lastMessage', 'lastDeposit', 'lastSession'] as const;

/** Messages that came since the totals were written down, at most; who opens or counts looks at these one by one. */
const mostUncounted = 100;

export type Ledger = {
	readonly now: Totals;
	/** A transaction begins that will change them. */
	begin(): void;
	/** Writes them down where that has to be, as the last thing of the transaction. */
	save(): void;
	/** Takes back what changed since `begin`, because the transaction failed. */
	restore(): void;
};

/**
 * What is written down is true of the messages up to its `lastMessage`, and what came after these counts besides. So it
 * stays true while messages are only added, and has to be written anew where one was removed, and for sessions.
 */
export const openLedger = (database: DatabaseSync): Ledger => {
	const now = totalsIn(database);
	const write = database.prepare(`UPDATE totals SET ${names.map(name => `${name} = ?`).join(', ')}`);
	let before = {...now};
	/** As they were written down, and as that was when the transaction began. */
	let saved = {...now};
	let savedBefore = saved;

	const isTrue = (): boolean => {
		const came = now.lastMessage - saved.lastMessage;
		return (
			came < mostUncounted &&
			now.messages - saved.messages === came &&
			now.sessions === saved.sessions &&
			now.lastSession === saved.lastSession
		);
	};
	return {
		now,
		begin: () => {
			before = {...now};
			savedBefore = saved;
		},
		save: () => {
			if (isTrue()) return;
			write.run(...names.map(name => now[name]));
			saved = {...now};
		},
		// Numbers of deposits are given away outside of transactions, and none of them twice.
		restore: () => {
			Object.assign(now, before, {lastDeposit: now.lastDeposit});
			saved = savedBefore;
		},
	};
};

const numberIn = (database: DatabaseSync, sql: string, ...values: readonly number[]): number =>
	Number(Object.values(database.prepare(sql).get(...values) ?? {})[0] ?? 0);

/** What is written down and what came after that; a number of a deposit of which nothing is left may be given again. */
const totalsIn = (database: DatabaseSync): Totals => {
	const row = database.prepare('SELECT * FROM totals').get();
	const written = Object.fromEntries(names.map(name => [name, Number(row?.[name])])) as Totals;
	const {lastMessage} = written;
	const newer = database
		.prepare(
			'SELECT count(*) AS messages, total(octets) AS octets, max(id) AS id, max(deposit) AS deposit FROM message WHERE id > ?',
		)
		.get(lastMessage);
	return {
		...written,
		messages: written.messages + Number(newer?.['messages']),
		octets: written.octets + Number(newer?.['octets']),
		lastMessage: Math.max(lastMessage, Number(newer?.['id'] ?? 0)),
		lastDeposit: Math.max(
			written.lastDeposit,
			Number(newer?.['deposit'] ?? 0),
			numberIn(database, 'SELECT max(deposit) FROM loose'),
			depositOf(numberIn(database, 'SELECT max(id) FROM piece')),
		),
	};
};
