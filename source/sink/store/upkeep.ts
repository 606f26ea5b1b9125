import type {DatabaseSync} from 'node:sqlite';
import type {Bounds} from '../store.ts';
import type {Ageing, AgeLimit} from './age.ts';
import type {Row} from './rows.ts';
import {keysOf, pieceSize} from './schema.ts';
import type {Totals} from './totals.ts';
import type {Way} from './way.ts';
import {wordsIn} from './words.ts';

/** What one turn removes at most: rows, and pieces of big messages. */
const rowsATurn = 64;
const piecesATurn = 16;

/** Pages given back to the file system in one turn; free ones that are kept for what comes next. */
const pagesATurn = 256;
const freePages = 1024;

export type Upkeep = {
	/** Removes a message that is there, with all that belongs to it, and in the end every word of it. */
	forget(id: number): void;
	/** The pieces of a deposit that nobody will keep are to be swept away. */
	discard(deposit: number): void;
	/** Whether nothing is left of what is to be swept away, nor of what was forgotten. */
	isSwept(): boolean;
	/** Removes what is over the bounds, sweeps and shrinks the file, a bounded part of it; says whether more is left. */
	tend(jobs: number): boolean;
	/** What was removed since the last transaction is there again. */
	restore(): void;
};

const prepared = (database: DatabaseSync) => ({
	message: database.prepare('SELECT id, octets, deposit, understood FROM message WHERE id = ?'),
	oldestMessage: database.prepare(
		`SELECT id, at, octets, deposit, understood FROM message WHERE id > ? AND id < (SELECT max(id) FROM message)
		ORDER BY id LIMIT 1`,
	),
	oldestSession: database.prepare(
		'SELECT id, at FROM session WHERE id > ? AND id < (SELECT max(id) FROM session) ORDER BY id LIMIT 1',
	),
	dropMessage: database.prepare('DELETE FROM message WHERE id = ?'),
	dropSession: database.prepare('DELETE FROM session WHERE id = ?'),
	dropUnderstood: database.prepare('DELETE FROM understood WHERE id = ?'),
	dropPieces: database.prepare('DELETE FROM piece WHERE id BETWEEN ? AND ?'),
	throwAway: database.prepare('INSERT OR REPLACE INTO loose (deposit, trash) VALUES (?, 1)'),
	trash: database.prepare('SELECT deposit FROM loose WHERE trash = 1 LIMIT 1'),
	sweep: database.prepare(
		`DELETE FROM piece WHERE id IN (SELECT id FROM piece WHERE id BETWEEN ? AND ? LIMIT ${piecesATurn})`,
	),
	dropLoose: database.prepare('DELETE FROM loose WHERE deposit = ?'),
	free: database.prepare('PRAGMA freelist_count'),
	pages: database.prepare('PRAGMA page_count'),
});

/**
 * Keeps a store within its bounds, oldest first by id. Free pages are used again; what is free beyond a quarter of the file
 * is given back. The newest message stays whatever the bounds say: it was promised a moment ago.
 */
export const upkeepOf = (
	database: DatabaseSync,
	totals: Totals,
	{count, octets}: Omit<Bounds, 'age'>,
	{ageing, way}: {readonly ageing: AgeLimit; readonly way: Way},
): Upkeep => {
	const statements = prepared(database);
	const words = wordsIn(database);
	let isSwept = false;
	/** Those up to these ids are spared. */
	const spared = {message: 0, session: 0};
	/** The oldest that goes by its age, while it stays yet: nothing older can come, so nobody has to ask for it again. */
	let next: {message?: Row | undefined; session?: Row | undefined} = {};
	/** Pages may have become free since somebody last looked. */
	let mayShrink = true;

	const discard = (deposit: number) => {
		statements.throwAway.run(deposit);
		isSwept = false;
	};
	const drop = (row: Row) => {
		const [id, size, deposit] = [Number(row['id']), Number(row['octets']), Number(row['deposit'])];
		mayShrink = true;
		next.message = undefined;
		statements.dropMessage.run(id);
		if (row['understood'] !== 0) {
			statements.dropUnderstood.run(id);
			words.drop(id);
		}
		if (size > pieceSize) discard(deposit);
		else if (size > 0) statements.dropPieces.run(...keysOf(deposit));
		totals.messages--;
		totals.octets -= size;
		if (totals.messages === 0) words.dropAll();
	};
	const ageOf = (kind: 'message' | 'session', row: Row): Ageing => {
		const id = Number(row['id']);
		const what = ageing(kind, {id, at: Number(row['at'])});
		if (what === 'is spared') spared[kind] = id;
		return what;
	};
	const evictMessages = (most: number): boolean => {
		for (let left = most; left > 0 && totals.messages > 1; left--) {
			const isOver = totals.messages > count || totals.octets > octets;
			if (!isOver && next.message && ageOf('message', next.message) === 'stays yet') return false;
			const oldest = statements.oldestMessage.get(isOver ? 0 : spared.message);
			if (oldest === undefined) return false;
			const what = isOver ? 'goes' : ageOf('message', oldest);
			next.message = what === 'stays yet' ? oldest : undefined;
			if (what === 'stays yet') return false;
			if (what === 'is spared') continue;
			drop(oldest);
		}
		return totals.messages > 1;
	};
	const evictSessions = (most: number): boolean => {
		for (let left = most; left > 0 && totals.sessions > 1; left--) {
			const isOver = totals.sessions > count;
			if (!isOver && next.session && ageOf('session', next.session) === 'stays yet') return false;
			const oldest = statements.oldestSession.get(isOver ? 0 : spared.session);
			if (oldest === undefined) return false;
			const what = isOver ? 'goes' : ageOf('session', oldest);
			next.session = what === 'stays yet' ? oldest : undefined;
			if (what === 'stays yet') return false;
			if (what === 'is spared') continue;
			mayShrink = true;
			statements.dropSession.run(Number(oldest['id']));
			totals.sessions--;
		}
		return totals.sessions > 1;
	};
	const sweep = (): boolean => {
		if (isSwept) return false;
		const deposit = statements.trash.get()?.['deposit'];
		isSwept = deposit === undefined;
		if (isSwept) return false;
		mayShrink = true;
		const {changes} = statements.sweep.run(...keysOf(Number(deposit)));
		if (changes < piecesATurn) {
			statements.dropLoose.run(Number(deposit));
			way.swept(Number(deposit));
		}
		return true;
	};
	const freeNow = () => Number(statements.free.get()?.['freelist_count']);
	const shrink = (): boolean => {
		if (!mayShrink) return false;
		const free = freeNow();
		mayShrink = free > freePages;
		if (!mayShrink || free * 4 <= Number(statements.pages.get()?.['page_count'])) return false;
		database.exec(`PRAGMA incremental_vacuum(${pagesATurn})`);
		return freeNow() < free;
	};
	return {
		forget: id => {
			const row = statements.message.get(id);
			if (!row) return;
			if (row['understood'] !== 0) words.owe();
			drop(row);
		},
		discard,
		restore: () => {
			next = {};
		},
		isSwept: () => isSwept && words.areGone(),
		tend: jobs => {
			const most = rowsATurn + 2 * jobs;
			return [evictMessages(most), evictSessions(most), sweep(), words.tend(), shrink()].some(
				isMore => isMore,
			);
		},
	};
};
