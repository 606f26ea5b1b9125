import type {DatabaseSync} from 'node:sqlite';
import type {SinkSession} from '../../core/sink.ts';
import type {Bounds} from '../store.ts';
import type {Shelf} from './deposit.ts';
import type {Group} from './group.ts';
import {messageColumns, sessionColumns} from './rows.ts';
import {keysOf, pieceKey} from './schema.ts';
import type {Totals} from './totals.ts';
import type {Upkeep} from './upkeep.ts';
import type {Way} from './way.ts';

/** While a session brings one message after the other, it is written down at most so often, in milliseconds. */
const rewrite = 1000;

const prepared = (database: DatabaseSync) => ({
	piece: database.prepare('INSERT INTO piece (id, octets) VALUES (?, ?)'),
	begin: database.prepare('INSERT INTO loose (deposit, trash) VALUES (?, 0)'),
	settle: database.prepare('DELETE FROM loose WHERE deposit = ? AND trash = 0'),
	there: database.prepare('SELECT total(length(octets)) AS octets FROM piece WHERE id BETWEEN ? AND ?'),
	message: database.prepare(
		`INSERT INTO message (id, session, at, octets, deposit, understood, inbox, remote, sender, recipient, subject, other, whole)
		VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`,
	),
	update: database.prepare(
		`UPDATE session SET at = ?, ending = ?, refused = ?, brought = ?, remote = ?, sender = ?, recipient = ?, other = ?,
		whole = ?, said = ? WHERE id = ?`,
	),
	insert: database.prepare(
		`INSERT INTO session (at, ending, refused, brought, remote, sender, recipient, other, whole, said, id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	),
});

/** Writes messages and sessions. `saw` is told of every id of a session. */
export const openShelf = (options: {
	readonly file: string;
	readonly database: DatabaseSync;
	readonly group: Group;
	readonly totals: Totals;
	readonly upkeep: Upkeep;
	readonly bounds: Bounds;
	readonly way: Way;
	readonly now: () => number;
	readonly saw: (session: number) => void;
}): Shelf & {writeSession(session: SinkSession): void} => {
	const {file, database, group, totals, upkeep, bounds, way, now, saw} = options;
	const statements = prepared(database);
	/** When an open session was written down, by its id. */
	const written = new Map<number, number>();

	const writeSession = (session: SinkSession) => {
		const columns = sessionColumns(session);
		if (statements.update.run(...columns, session.id).changes === 0) {
			statements.insert.run(...columns, session.id);
			totals.sessions++;
		}
	};
	const isThere = (deposit: number, octets: number): boolean =>
		Number(statements.there.get(...keysOf(deposit))?.['octets']) === octets;
	return {
		file,
		most: bounds.octets,
		way,
		number: () => ++totals.lastDeposit,
		add: group.add,
		writePiece: (deposit, index, octets) => {
			statements.piece.run(pieceKey(deposit, index), octets);
		},
		begin: deposit => {
			statements.begin.run(deposit);
		},
		discard: (deposit, octets) => {
			way.discard(deposit, octets);
			group.later(() => upkeep.discard(deposit));
		},
		keep: (envelope, session, {deposit, octets, isBegun}) => {
			if (isBegun && !(isThere(deposit, octets) && statements.settle.run(deposit).changes === 1)) return;
			const before = written.get(envelope.session);
			if (before === undefined || Math.abs(now() - before) >= rewrite)
				writeSession(typeof session === 'function' ? session() : session);
			const [id, at] = [++totals.lastMessage, now()];
			statements.message.run(id, envelope.session, at, octets, deposit, ...messageColumns(envelope));
			totals.messages++;
			totals.octets += octets;
			return {...envelope, id, at, octets};
		},
		writeSession,
		kept: session => {
			saw(session.id);
			if (session.end !== undefined) written.delete(session.id);
			else written.set(session.id, now());
		},
	};
};
