import {existsSync, statSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {guarded, StoreFault} from './fault.ts';

/** `user_version` of the files that this program writes. */
export const format = 2;

/** The oldest that it reads, and that becomes the newest when somebody writes to it. */
const oldestFormat = 1;

/** `application_id`: "lmsk". */
const application = 0x6c6d736b;

/**
 * `piece` holds the octets, apart from everything that is searched; its key is made by `pieceKey`. `loose` names deposits
 * that have pieces and no message: those on their way in, and those to be swept away. `understood` of a message has the
 * bits of `understoodBits`. Every commit writes each tree anew that it touches, a page at least: a message has one index
 * and no more, and `totals` is about the messages up to its `lastMessage` alone. Words are indexed by trigrams, without positions: what is found is compared with `folded` again. No merge is
 * begun for rows that were removed: it would hold everything up for seconds.
 */
const schema = `
	CREATE TABLE message (
		id INTEGER PRIMARY KEY,
		session INTEGER NOT NULL,
		at INTEGER NOT NULL,
		octets INTEGER NOT NULL,
		deposit INTEGER NOT NULL,
		understood INTEGER NOT NULL,
		inbox TEXT NOT NULL,
		remote TEXT NOT NULL,
		sender TEXT NOT NULL,
		recipient TEXT NOT NULL,
		subject TEXT NOT NULL,
		other TEXT NOT NULL,
		whole TEXT NOT NULL
	);
	CREATE INDEX message_session ON message (session);
	CREATE TABLE session (
		id INTEGER PRIMARY KEY,
		at INTEGER NOT NULL,
		ending TEXT,
		refused INTEGER NOT NULL,
		brought INTEGER NOT NULL,
		remote TEXT NOT NULL,
		sender TEXT NOT NULL,
		recipient TEXT NOT NULL,
		other TEXT NOT NULL,
		whole TEXT NOT NULL,
		said TEXT NOT NULL
	);
	CREATE INDEX session_at ON session (at);
	CREATE INDEX session_open ON session (id) WHERE ending IS NULL;
	CREATE TABLE piece (id INTEGER PRIMARY KEY, octets BLOB NOT NULL);
	CREATE TABLE loose (deposit INTEGER PRIMARY KEY, trash INTEGER NOT NULL);
	CREATE TABLE understood (id INTEGER PRIMARY KEY, folded TEXT NOT NULL, whole TEXT NOT NULL);
	CREATE VIRTUAL TABLE words USING fts5 (
		folded, content = '', contentless_delete = 1, detail = none,
		tokenize = 'trigram case_sensitive 1'
	);
	INSERT INTO words (words, rank) VALUES ('deletemerge', 0);
	CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, instance);
	CREATE TABLE totals (
		messages INTEGER NOT NULL,
		sessions INTEGER NOT NULL,
		octets INTEGER NOT NULL,
		lastMessage INTEGER NOT NULL,
		lastDeposit INTEGER NOT NULL,
		lastSession INTEGER NOT NULL
	);
	INSERT INTO totals VALUES (0, 0, 0, 0, 0, 0);
`;

/** Format 1 had two indexes more. */
const renewal = `
	DROP INDEX IF EXISTS message_at;
	DROP INDEX IF EXISTS message_waiting;
`;

export const understoodBits = {understood: 1, code: 2, link: 4, attachment: 8, unread: 16} as const;

/** Octets of one piece at most, and of what is written in a row at once: some pieces as they came, or one. */
export const pieceSize = 256 * 1024;

const piecesOfDeposit = 65_536;

export const pieceKey = (deposit: number, index: number): number => deposit * piecesOfDeposit + index;

/** The first and the last key that a piece of a deposit can have. */
export const keysOf = (deposit: number): readonly [first: number, last: number] => [
	pieceKey(deposit, 0),
	pieceKey(deposit + 1, 0) - 1,
];

/** The deposit that a piece belongs to. */
export const depositOf = (key: number): number => Math.floor(key / piecesOfDeposit);

const numberOf = (database: DatabaseSync, pragma: string): number =>
	Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);

const isEmpty = (database: DatabaseSync): boolean =>
	database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/**
 * Whether a file is a store (`ours`), or `new`: one that nobody has written to. Throws a fault for anything else, and
 * changes nothing.
 */
const kindOf = (database: DatabaseSync, file: string): 'ours' | 'new' => {
	const id = numberOf(database, 'application_id');
	const version = numberOf(database, 'user_version');
	if (id === 0 && version === 0 && isEmpty(database)) return 'new';
	if (id !== application) throw new StoreFault('not-a-store', file);
	if (version > format)
		throw new StoreFault('newer-format', file, `format ${version}, this one reads ${format}`);
	if (version < oldestFormat) throw new StoreFault('corrupt', file, `format ${version}`);
	return 'ours';
};

/**
 * Looks at what is there without a trace. The file is opened by SQLite alone: whoever else closed it in this process would
 * take away the locks of those who have it open (fcntl, POSIX).
 */
export const examine = (file: string): 'ours' | 'new' => {
	if (!existsSync(file)) return 'new';
	const status = guarded(file, () => statSync(file));
	if (!status.isFile()) throw new StoreFault('not-a-store', file);
	if (status.size === 0) return 'new';
	return guarded(file, () => {
		const database = new DatabaseSync(file, {readOnly: true, timeout: 2000});
		try {
			return kindOf(database, file);
		} finally {
			database.close();
		}
	});
};

/** Makes an empty database a store, or finds that it is one; an older one is brought to the format of this program. */
export const found = (database: DatabaseSync, file: string): void => {
	const kind = kindOf(database, file);
	if (kind === 'ours' && numberOf(database, 'user_version') === format) return;
	database.exec('BEGIN IMMEDIATE');
	database.exec(kind === 'ours' ? renewal : schema);
	database.exec(`PRAGMA application_id = ${application}; PRAGMA user_version = ${format}; COMMIT`);
};
