import type {DatabaseSync} from 'node:sqlite';

/** Pages of the index that one turn writes, some milliseconds of work. */
const pagesATurn = 16;

/** Changes by which a merge tells that nothing was left to do (SQLite FTS5, section 6.8). */
const nothing = 2;

/** The words by which messages are found. */
export type Words = {
	/** Messages with this id are found no more; what the index holds of them stays in the file. */
	drop(id: number): void;
	dropAll(): void;
	/** What the index still holds of messages that were dropped is to go. */
	owe(): void;
	/** Whether none of that is left. */
	areGone(): boolean;
	/** Does a part of it; says whether more is left. */
	tend(): boolean;
};

/**
 * The index only marks what was dropped from it. It goes when the whole index is written anew, part by part; what is owed
 * while that goes on goes in one more round.
 */
export const wordsIn = (database: DatabaseSync): Words => {
	const drop = database.prepare('DELETE FROM words WHERE rowid = ?');
	const dropAll = database.prepare("INSERT INTO words (words) VALUES ('delete-all')");
	const merge = database.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)");
	const changes = database.prepare('SELECT total_changes() AS made');
	let isOwed = false;
	let isMerging = false;

	const made = () => Number(changes.get()?.['made']);
	const mergeSome = (): boolean => {
		if (!isMerging && !isOwed) return false;
		const before = made();
		// With a negative number it begins to make all of it one.
		merge.run(isMerging ? pagesATurn : -pagesATurn);
		isOwed &&= isMerging;
		isMerging = made() - before >= nothing;
		return isMerging || isOwed;
	};
	return {
		drop: id => {
			drop.run(id);
		},
		dropAll: () => {
			dropAll.run();
			isOwed = false;
			isMerging = false;
		},
		owe: () => {
			isOwed = true;
		},
		areGone: () => !isOwed && !isMerging,
		tend: mergeSome,
	};
};
