import type {DatabaseSync} from 'node:sqlite';

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

export type Ledger = {
	readonly now: Totals;
	/** A transaction begins that will change them. */
	begin(): void;
	/** Writes them down, as the last thing of the transaction. */
	save(): void;
	/** Takes back what changed since `begin`, because the transaction failed. */
	restore(): void;
};

export const openLedger = (database: DatabaseSync): Ledger => {
	const row = database.prepare('SELECT * FROM totals').get();
	const now = Object.fromEntries(names.map(name => [name, Number(row?.[name])])) as Totals;
	const write = database.prepare(`UPDATE totals SET ${names.map(name => `${name} = ?`).join(', ')}`);
	let before = {...now};
	return {
		now,
		begin: () => {
			before = {...now};
		},
		save: () => {
			write.run(...names.map(name => now[name]));
		},
		// Numbers of deposits are given away outside of transactions, and none of them twice.
		restore: () => {
			Object.assign(now, before, {lastDeposit: now.lastDeposit});
		},
	};
};
