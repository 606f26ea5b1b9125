import type {DatabaseSync} from 'node:sqlite';
import type {SinkQuery} from '../query.ts';
import type {Archive, Page, Understood} from '../store.ts';
import {faultOf, guarded, StoreFault} from './fault.ts';
import {messageOf, type Row, sessionOf} from './rows.ts';
import {pieceKey} from './schema.ts';
import {conditionOf} from './search.ts';

/** Occurrences of one or two characters from which on they are common. */
const common = 2000;

const prepared = (database: DatabaseSync) => ({
	message: database.prepare('SELECT id, session, at, octets, whole FROM message WHERE id = ?'),
	session: database.prepare('SELECT id, ending, whole, said FROM session WHERE id = ?'),
	// One value: a session may have brought thousands, and each row would be an object of its own.
	broughtBy: database.prepare(
		'SELECT json_group_array(id ORDER BY id) AS ids FROM message WHERE session = ?',
	),
	place: database.prepare('SELECT deposit, octets FROM message WHERE id = ?'),
	piece: database.prepare('SELECT octets FROM piece WHERE id = ?'),
	counts: database.prepare(
		`SELECT messages + newer AS messages, sessions, octets + more AS octets FROM totals, (
			SELECT count(*) AS newer, coalesce(sum(octets), 0) AS more FROM message
			WHERE id > (SELECT lastMessage FROM totals)
		)`,
	),
	understood: database.prepare('SELECT whole FROM understood WHERE id = ?'),
	version: database.prepare('PRAGMA data_version'),
	occurrences: database.prepare(
		'SELECT count(*) AS found FROM (SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?)',
	),
});

/** Everything that can be read, over one connection; `changes` counts what this very connection wrote. */
export const readerOn = (
	database: DatabaseSync,
	file: string,
	changes: () => number,
): Omit<Archive, 'close'> => {
	const statements = guarded(file, () => prepared(database));
	const isCommon = (from: string, to: string) =>
		Number(statements.occurrences.get(from, to, common)?.['found']) >= common;
	const rows = (
		table: 'message' | 'session',
		columns: string,
		query: SinkQuery,
		{before, most}: Page,
	): Row[] => {
		const {sql, values} = conditionOf(query, table, isCommon);
		return database
			.prepare(`SELECT ${columns} FROM ${table} WHERE id < ? AND ${sql} ORDER BY id DESC LIMIT ?`)
			.all(before ?? Number.MAX_SAFE_INTEGER, ...values, Math.max(0, Math.floor(most)));
	};
	const sessionFrom = (row: Row) =>
		sessionOf(
			row,
			JSON.parse(String(statements.broughtBy.get(Number(row['id']))?.['ids'])) as readonly number[],
		);

	return {
		messages: (query, page) =>
			guarded(file, () => rows('message', 'id, session, at, octets, whole', query, page).map(messageOf)),
		sessions: (query, page) =>
			guarded(file, () => rows('session', 'id, ending, whole', query, page).map(sessionFrom)),
		message: id =>
			guarded(file, () => {
				const row = statements.message.get(id);
				return row && messageOf(row);
			}),
		session: id =>
			guarded(file, () => {
				const row = statements.session.get(id);
				return row && sessionFrom(row);
			}),
		octets: id => ({[Symbol.iterator]: () => piecesOf(statements, file, id)}),
		counts: () =>
			guarded(file, () => {
				const row = statements.counts.get();
				return {
					messages: Number(row?.['messages']),
					sessions: Number(row?.['sessions']),
					octets: Number(row?.['octets']),
				};
			}),
		recall: id =>
			guarded(file, () => {
				const row = statements.understood.get(id);
				return row && (JSON.parse(String(row['whole'])) as Understood);
			}),
		version: versionOf(() => Number(statements.version.get()?.['data_version']), changes, file),
	};
};

/** No transaction is held meanwhile: a message that is removed in the middle ends in a fault, never in half a message. */
function* piecesOf(statements: ReturnType<typeof prepared>, file: string, id: number): Generator<Buffer> {
	const place = guarded(file, () => statements.place.get(id));
	if (place === undefined) return;
	let left = Number(place['octets']);
	for (let index = 0; left > 0; index++) {
		const piece = guarded(file, () => statements.piece.get(pieceKey(Number(place['deposit']), index)));
		if (piece === undefined) {
			const isThere = guarded(file, () => statements.place.get(id)) !== undefined;
			throw new StoreFault(isThere ? 'corrupt' : 'gone', file, isThere ? `message ${id}` : `${id}`);
		}
		const octets = piece['octets'] as Uint8Array;
		left -= octets.length;
		yield Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
	}
}

/** `data_version` of SQLite changes when another connection has committed something, to any other number. */
const versionOf = (others: () => number, own: () => number, file: string): (() => number) => {
	let seen: number | undefined;
	let changed = 0;
	return () => {
		try {
			const now = others();
			if (seen !== undefined && seen !== now) changed++;
			seen = now;
			return changed + own();
		} catch (thrown) {
			throw faultOf(thrown, file);
		}
	};
};
