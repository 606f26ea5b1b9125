import {existsSync, statSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {expect, test, vi} from 'vitest';
import {keepLog} from '../../../source/sink/store/log.ts';
import {openArchive} from '../../../source/sink/store/open.ts';
import {keep, openFolder, openSample, turns} from './sample.ts';

const at = openFolder();

const mebibyte = 1024 * 1024;

const openLogged = (file: string): DatabaseSync => {
	const database = new DatabaseSync(file);
	database.exec(
		'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE piece (octets BLOB NOT NULL)',
	);
	return database;
};

test('a log that grew is brought into its file while the writer goes on', async () => {
	const file = at('log');
	const database = openLogged(file);
	const keeper = keepLog(file);
	const write = database.prepare('INSERT INTO piece VALUES (?)');
	const grow = (mebibytes: number) => {
		for (let count = 0; count < mebibytes; count++) {
			write.run(Buffer.alloc(mebibyte));
			keeper.grew(mebibyte);
		}
	};
	// From the eighth on, the thread may be at it at any moment.
	grow(7);
	expect(statSync(file).size).toBeLessThan(mebibyte);
	grow(5);
	await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(6 * mebibyte), {timeout: 10_000});
	write.run(Buffer.alloc(1));
	keeper.stop();
	database.close();
	expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a file that is not there any more ends nothing', () => {
	const keeper = keepLog(at('gone', 'away'));
	keeper.grew(100 * mebibyte);
	keeper.stop();
	keeper.grew(100 * mebibyte);
});

test('a store that is closed in the middle of much is one file with all of it', async () => {
	const file = at('closed');
	const store = await openSample({file});
	const keeping = Array.from({length: 100}, () => keep(store, Buffer.alloc(200_000)));
	await turns(20);
	store.close();
	const kept = await Promise.all(keeping);
	expect(existsSync(`${file}-wal`)).toBe(false);
	const archive = openArchive(file);
	expect(archive.counts()).toMatchObject({messages: kept.length, octets: 200_000 * kept.length});
	archive.close();
});
