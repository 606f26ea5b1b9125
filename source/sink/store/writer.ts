import type {DatabaseSync} from 'node:sqlite';
import type {Bounds, Store, Understood} from '../store.ts';
import {ageLimitOf} from './age.ts';
import {backlogIn} from './backlog.ts';
import {openDeposit} from './deposit.ts';
import {guarded, StoreFault} from './fault.ts';
import {foldAll} from './fold.ts';
import {aTurn, openGroup} from './group.ts';
import type {LogKeeper} from './log.ts';
import {purgeOf} from './purge.ts';
import {readerOn} from './reader.ts';
import {understoodBits} from './schema.ts';
import {openShelf} from './shelf.ts';
import {openLedger} from './totals.ts';
import {upkeepOf} from './upkeep.ts';
import {openWay} from './way.ts';

/** Ids of sessions that are reserved on disk at a time. */
const reserve = 10;

/** About. */
const octetsOfExchange = 100;

/** Messages that are removed in one transaction. */
const removedAtOnce = 500;

const nothing = (): void => {};

const prepared = (database: DatabaseSync) => ({
	understand: database.prepare('UPDATE message SET understood = ? WHERE id = ?'),
	remember: database.prepare('INSERT OR REPLACE INTO understood (id, folded, whole) VALUES (?, ?, ?)'),
	forgetWords: database.prepare('DELETE FROM words WHERE rowid = ?'),
	words: database.prepare('INSERT INTO words (rowid, folded) VALUES (?, ?)'),
});

/** What a search may find a message by: a code or link counts when it is chosen, or one of several that are as likely. */
const bitsOf = ({reading, attachment, failed}: Understood): number => {
	const likely = reading.chosen ? [reading.chosen] : reading.open === 'several' ? reading.candidates : [];
	const has = (kind: 'code' | 'link') => (likely.some(one => one.kind === kind) ? understoodBits[kind] : 0);
	return (
		understoodBits.understood |
		has('code') |
		has('link') |
		(attachment ? understoodBits.attachment : 0) |
		(failed || reading.open === 'unread' ? understoodBits.unread : 0)
	);
};

/** The one writer over a database that is a store; `ended` is called after it was closed. */
export const writerOn = (
	database: DatabaseSync,
	{
		file,
		bounds,
		check,
		elapsed,
		now,
		log,
		ended,
	}: {
		readonly file: string;
		readonly bounds: Bounds;
		/** Throws where this is not the one writer any more, asked before each commit. */
		readonly check: () => void;
		readonly elapsed: () => number;
		readonly now: () => number;
		/** Absent where there is none that grows. */
		readonly log?: LogKeeper;
		readonly ended: () => void;
	},
): Store => {
	const statements = prepared(database);
	const ledger = openLedger(database);
	const totals = ledger.now;
	const backlog = backlogIn(database, () => totals.lastMessage);
	const way = openWay(bounds.octets);
	const upkeep = upkeepOf(database, totals, bounds, {
		ageing: ageLimitOf(totals, {age: bounds.age, now, elapsed}),
		way,
	});
	let lastSession = totals.lastSession;
	let isClosed = false;

	const group = openGroup({
		file,
		database,
		before: ledger.begin,
		undo: () => {
			ledger.restore();
			upkeep.restore();
		},
		wrote: octets => log?.grew(octets),
		tend: jobs => {
			check();
			const isMore = upkeep.tend(jobs);
			if (isClosed) totals.lastSession = lastSession;
			else if (lastSession > totals.lastSession - reserve / 2) totals.lastSession = lastSession + reserve;
			ledger.save();
			return isMore && !isClosed;
		},
	});
	const saw = (session: number) => {
		lastSession = Math.max(lastSession, session);
	};
	const shelf = openShelf({file, database, group, totals, upkeep, bounds, way, now, saw});
	const closed = () => new StoreFault('closed', file);
	/** Together with all that waits, and not later. */
	const atOnce = (run: () => void) => {
		if (isClosed) throw closed();
		let fault: StoreFault | undefined;
		group.add({
			weight: 0,
			run,
			done: nothing,
			failed: why => {
				fault = why;
			},
		});
		group.flush();
		if (fault) throw fault;
	};
	const remember = (id: number, understood: Understood) => {
		if (statements.understand.run(bitsOf(understood), id).changes === 0) return;
		const folded = foldAll([understood.text]);
		statements.remember.run(id, folded, JSON.stringify(understood));
		statements.forgetWords.run(id);
		// Two blanks more, so that its last characters begin a trigram as well.
		statements.words.run(id, `${folded}  `);
	};
	/** Parts of what is to be removed that wait. */
	let removals = 0;
	const purge = purgeOf(database, () => removals === 0 && upkeep.isSwept());
	// It may be opened with other bounds than before.
	group.later(nothing);

	return {
		...readerOn(database, file, group.commits),
		nextSession: () => {
			lastSession++;
			// Where that fails, the id is given all the same: it is reserved as soon as anything can be written.
			if (lastSession > totals.lastSession && !isClosed) group.flush();
			return lastSession;
		},
		deposit: () =>
			openDeposit({
				...shelf,
				add: job => (isClosed ? queueMicrotask(() => job.failed(closed())) : shelf.add(job)),
				discard: (deposit, octets) => (isClosed ? undefined : shelf.discard(deposit, octets)),
			}),
		keepSession: session => {
			if (isClosed) return Promise.reject(closed());
			const {promise, resolve, reject} = Promise.withResolvers<void>();
			group.add({
				weight: octetsOfExchange * (1 + session.exchanges.length),
				run: () => shelf.writeSession(session),
				done: () => {
					shelf.kept(session);
					resolve();
				},
				failed: reject,
			});
			return promise;
		},
		remember: (id, understood) => atOnce(() => remember(id, understood)),
		notUnderstood: most => guarded(file, () => backlog.newest(most)),
		remove: messages => {
			const ids = [...new Set(messages)];
			const removeSome = () => {
				for (const id of ids.splice(0, removedAtOnce)) upkeep.forget(id);
			};
			atOnce(removeSome);
			// The rest of very many goes turn by turn; what cannot be removed then stays where it is.
			const over = () => {
				removals--;
			};
			for (let left = ids.length; left > 0; left -= removedAtOnce) {
				removals++;
				group.add({weight: aTurn, run: removeSome, done: over, failed: over});
			}
			purge.owe();
		},
		close: () => {
			if (isClosed) return;
			group.flush();
			log?.stop();
			purge.finish(() => {
				const before = group.commits();
				group.flush();
				return group.commits() > before;
			});
			isClosed = true;
			group.flush();
			database.close();
			ended();
		},
	};
};
