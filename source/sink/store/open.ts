import {DatabaseSync} from 'node:sqlite';
import type {Archive, Bounds, Store} from '../store.ts';
import {faultOf, guarded, StoreFault} from './fault.ts';
import {lock, realFile, watch} from './lock.ts';
import {keepLog} from './log.ts';
import {makePrivate, refuseLink, refuseSecondName} from './private.ts';
import {readerOn} from './reader.ts';
import {examine, found} from './schema.ts';
import {writerOn} from './writer.ts';

/** In memory: gone when it is closed, and nobody else reads it. */
const inMemory = ':memory:';

/** Octets of a page; kilobytes of pages that are held in memory; octets of the log that are kept on disk between uses. */
const pageSize = 8192;
const cache = 8192;
const log = 64 * 1024 * 1024;
/** Pages of the log from which on it is emptied before anything else is done, and the disk waited for. */
const longLog = 8192;

/** Another process is waited for so long, in milliseconds. */
const patience = 5000;

/**
 * What is committed survives the end of this process either way; with `disk` the disk has it before a commit returns, so
 * that it survives a power cut as well.
 */
export type Durability = 'process' | 'disk';

const synchronous: Readonly<Record<Durability, string>> = {process: 'NORMAL', disk: 'FULL'};

/** The page size and the vacuum count for a new file only. */
const settings = (survives: Durability) => `
	PRAGMA trusted_schema = OFF;
	PRAGMA secure_delete = ON;
	PRAGMA page_size = ${pageSize};
	PRAGMA auto_vacuum = INCREMENTAL;
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = ${synchronous[survives]};
	PRAGMA journal_size_limit = ${log};
	PRAGMA wal_autocheckpoint = ${longLog};
	PRAGMA cache_size = -${cache};
`;

/** What a writer that died has left: sessions without an end, and octets of messages that were never kept. */
const tidyUp = `
	BEGIN IMMEDIATE;
	UPDATE session SET ending = 'died' WHERE ending IS NULL;
	UPDATE loose SET trash = 1;
	COMMIT;
`;

/** Where the file of a store is in truth, after it was made for this user alone; nothing beside it leads elsewhere. */
const privately = (file: string): string => {
	const real = realFile(file);
	makePrivate(real);
	for (const beside of ['-wal', '-shm', '-journal']) refuseLink(`${real}${beside}`);
	return real;
};

/**
 * Opens a store, or makes one with its folder, for this user alone; this process is then its one writer. Throws a
 * `StoreFault`: `in-use`, `not-a-store`, `newer-format`, `corrupt`, `not-permitted`, `disk-full`, `link` or `many-names`, and then has deleted
 * nothing.
 */
export const openStore = async ({
	file,
	bounds,
	now,
	survives = 'process',
	elapsed = () => performance.now(),
}: {
	readonly file: string;
	readonly bounds: Bounds;
	readonly now: () => number;
	readonly survives?: Durability;
	/** Milliseconds that have passed, whatever the clock is set to. */
	readonly elapsed?: () => number;
}): Promise<Store> => {
	if (!(bounds.count >= 1 && bounds.age > 0 && bounds.octets >= 1))
		throw new RangeError('a store keeps at least one message of one octet');
	if (file !== inMemory) {
		guarded(file, () => refuseSecondName(file));
		examine(file);
	}
	const held = file === inMemory ? undefined : lock(file);
	try {
		const real = held ? guarded(file, () => privately(file)) : file;
		return guarded(file, () => {
			const database = new DatabaseSync(real, {timeout: patience});
			try {
				database.exec(settings(survives));
				found(database, file);
				database.exec(tidyUp);
				const isSame = held && watch(real, () => new StoreFault('replaced', file));
				return writerOn(database, {
					file,
					bounds,
					check: () => {
						held?.check();
						isSame?.();
					},
					elapsed,
					now,
					...(held ? {log: keepLog(real)} : {}),
					ended: () => held?.release(),
				});
			} catch (thrown) {
				database.close();
				throw thrown;
			}
		});
	} catch (thrown) {
		held?.release();
		throw faultOf(thrown, file);
	}
};

/**
 * Reads a store, whether or not another process writes to it. Throws a `StoreFault`: `missing`, `not-a-store`,
 * `newer-format`, `corrupt` or `not-permitted`.
 */
export const openArchive = (file: string): Archive => {
	if (examine(file) === 'new') throw new StoreFault('missing', file);
	return guarded(file, () => {
		const database = new DatabaseSync(file, {readOnly: true, timeout: patience});
		try {
			database.exec(`PRAGMA trusted_schema = OFF; PRAGMA cache_size = -${cache}`);
			return {
				...readerOn(database, file, () => 0),
				close: () => {
					if (database.isOpen) database.close();
				},
			};
		} catch (thrown) {
			database.close();
			throw thrown;
		}
	});
};
