import {existsSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {guarded, StoreFault} from './fault.ts';
import {examine} from './schema.ts';

/** Another process is waited for so long, in milliseconds. */
const patience = 5000;

const table =
	'CREATE TABLE IF NOT EXISTS released (message INTEGER PRIMARY KEY, at INTEGER NOT NULL, host TEXT NOT NULL)';

/** When a message was handed on, in milliseconds since 1970, and to which server; what that said to it is not kept. */
export type Released = {readonly at: number; readonly host: string};

/**
 * When a message of this store was handed on; nothing where it never was. Throws a `StoreFault` where that cannot be read.
 */
export const releasedOf = (file: string, id: number): Released | undefined =>
	existsSync(file) ? guarded(file, () => over(file, 'read', database => read(database, id))) : undefined;

/**
 * Writes down, over a connection of its own and whether or not a sink writes to the store meanwhile, that a message is
 * handed on to this host; false where it was before and `times` is `once`. Throws a `StoreFault` where that cannot be
 * written.
 */
export const markReleased = (
	file: string,
	id: number,
	{host, at, times}: Released & {readonly times: 'once' | 'again'},
): boolean =>
	guarded(file, () =>
		over(file, 'write', database => {
			const {changes} = database
				.prepare(`INSERT OR ${times === 'once' ? 'IGNORE' : 'REPLACE'} INTO released VALUES (?, ?, ?)`)
				.run(id, at, host);
			return Number(changes) === 1;
		}),
	);

/** Puts back what was there before a release that a server put off. */
export const unmarkReleased = (file: string, id: number, before?: Released): void =>
	guarded(file, () => {
		over(file, 'write', database => {
			database.prepare('DELETE FROM released WHERE message = ?').run(id);
			if (before) database.prepare('INSERT INTO released VALUES (?, ?, ?)').run(id, before.at, before.host);
		});
	});

/** Where it is written down of one message that it is handed on; each throws a `StoreFault` where it cannot be. */
export type ReleaseMark = {
	/** Writes down that it goes to this host; false where that may not be, because it went somewhere before. */
	begin(host: string): boolean;
	/** Takes the last `begin` back. */
	undo(): void;
};

/** The mark of one message, for whoever hands it on; with `again`, one that is there does not count. */
export const releaseMark = (
	file: string,
	id: number,
	{now, times = 'once'}: {readonly now: () => number; readonly times?: 'once' | 'again'},
): ReleaseMark => {
	let before: Released | undefined;
	return {
		begin(host) {
			before = releasedOf(file, id);
			return markReleased(file, id, {host, at: now(), times});
		},
		undo: () => unmarkReleased(file, id, before),
	};
};

const over = <T>(file: string, use: 'read' | 'write', act: (database: DatabaseSync) => T): T => {
	if (examine(file) === 'new') throw new StoreFault('missing', file);
	const database = new DatabaseSync(file, {readOnly: use === 'read', timeout: patience});
	try {
		database.exec('PRAGMA trusted_schema = OFF');
		if (use === 'write') database.exec(table);
		return act(database);
	} finally {
		database.close();
	}
};

const read = (database: DatabaseSync, id: number): Released | undefined => {
	const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'released'").get();
	const row = known && database.prepare('SELECT at, host FROM released WHERE message = ?').get(id);
	return row && {at: Number(row['at']), host: String(row['host'])};
};
