import type {DatabaseSync} from 'node:sqlite';

/** Milliseconds between two looks whether all is swept, and that whoever reads meanwhile is waited for. */
const pause = 100;
const patience = 50;

/** Milliseconds that closing takes longer at most: the pieces of messages go on going when the store is opened again. */
const atTheEnd = 5000;

/** Sees to it that nothing of what somebody wanted to be removed is left on the disk. */
export type Purge = {
	/** Something was removed. */
	owe(): void;
	/** Before the store is closed; `turn` does a part of what is left, and says whether it could. */
	finish(turn: () => boolean): void;
};

/**
 * What is removed is overwritten in the file (SQLite's `secure_delete`); the log holds it for longer, until it is emptied
 * after all of it `isGone`. Where another process reads just then, that is tried again.
 */
export const purgeOf = (database: DatabaseSync, isGone: () => boolean): Purge => {
	let isOwed = false;
	let timer: NodeJS.Timeout | undefined;

	const empty = (): boolean => {
		const before = Number(database.prepare('PRAGMA busy_timeout').get()?.['timeout']);
		try {
			database.exec(`PRAGMA busy_timeout = ${patience}`);
			return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
		} catch {
			return false;
		} finally {
			database.exec(`PRAGMA busy_timeout = ${before}`);
		}
	};
	const look = () => {
		clearTimeout(timer);
		if (!isOwed || !database.isOpen) return;
		if (isGone() && empty()) isOwed = false;
		else timer = setTimeout(look, pause).unref();
	};
	return {
		owe: () => {
			isOwed = true;
			look();
		},
		finish: turn => {
			clearTimeout(timer);
			if (!isOwed) return;
			const began = performance.now();
			while (!isGone() && turn() && performance.now() - began < atTheEnd);
			empty();
			isOwed = false;
		},
	};
};
