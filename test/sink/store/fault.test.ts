import {chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import type {StoreFaultCode} from '../../../source/sink/store/fault.ts';
import {openArchive} from '../../../source/sink/store/open.ts';
import {expectFault, faultOf, keep, octetsOf, openFolder, openSample} from './sample.ts';

const at = openFolder();

describe('what is no store', () => {
	const untouched = async (file: string, code: StoreFaultCode) => {
		const before = readFileSync(file);
		await expectFault(code, file, () => openSample({file}));
		await expectFault(code, file, () => openArchive(file));
		expect(readFileSync(file).equals(before)).toBe(true);
	};

	test('a text is refused and left alone', async () => {
		writeFileSync(at('text'), 'Dear diary, '.repeat(1000));
		await untouched(at('text'), 'not-a-store');
		expect(existsSync(`${at('text')}-lock`)).toBe(false);
	});

	test('another database is refused and left alone', async () => {
		const database = new DatabaseSync(at('photos'));
		database.exec('CREATE TABLE photo (id INTEGER PRIMARY KEY)');
		database.close();
		await untouched(at('photos'), 'not-a-store');
	});

	test('a folder is refused', async () => {
		mkdirSync(at('folder'));
		await expectFault('not-a-store', at('folder'), () => openSample({file: at('folder')}));
		await expectFault('not-a-store', at('folder'), () => openArchive(at('folder')));
	});

	test('a newer format is refused and left alone', async () => {
		const file = at('newer');
		const store = await openSample({file});
		store.close();
		const database = new DatabaseSync(file);
		database.exec('PRAGMA user_version = 3; PRAGMA wal_checkpoint(TRUNCATE)');
		database.close();
		await untouched(file, 'newer-format');
	});

	test('nothing at all is missing for an archive', async () => {
		await expectFault('missing', at('nowhere'), () => openArchive(at('nowhere')));
		expect(existsSync(at('nowhere'))).toBe(false);
	});

	test('control characters of a path reach nobody', async () => {
		const {message} = await faultOf(() => openArchive(at('\u001b[2J')));
		expect(message).not.toContain('\u001b');
	});

	test.skipIf(process.getuid?.() === 0)('a folder of somebody else is not permitted', async () => {
		mkdirSync(at('theirs'));
		chmodSync(at('theirs'), 0o500);
		await expectFault('not-permitted', at('theirs'), () => openSample({file: at('theirs', 'mail')}));
	});
});

const page = 8192;

describe('a damaged store', () => {
	const damage = async (name: string, spoil: (octets: Buffer) => Buffer) => {
		const file = at(name);
		const store = await openSample({file: at(`${name}-whole`)});
		for (let count = 0; count < 200; count++) await keep(store, 'x'.repeat(3000));
		store.close();
		copyFileSync(at(`${name}-whole`), file);
		writeFileSync(file, spoil(readFileSync(file)));
		const before = readFileSync(file);
		return {file, before};
	};

	test('says so where it is read, and deletes nothing', async () => {
		const {file, before} = await damage('spoiled', octets => octets.fill(0xa5, page, 60 * page));
		await expectFault('corrupt', file, () => openSample({file}));
		await expectFault('corrupt', file, () => openArchive(file).messages([], {most: 500}));
		expect(readFileSync(file).subarray(page).equals(before.subarray(page))).toBe(true);
	});

	test('is no store when its beginning is gone', async () => {
		const {file, before} = await damage('beheaded', octets => octets.fill(0xa5, 0, 100));
		await expectFault('not-a-store', file, () => openSample({file}));
		expect(readFileSync(file).equals(before)).toBe(true);
	});

	test('is found out when its end is gone', async () => {
		const {file} = await damage('cut', octets => octets.subarray(0, 20 * page));
		await expectFault('corrupt', file, () => {
			const archive = openArchive(file);
			for (const {id} of archive.messages([], {most: 500})) octetsOf(archive, id);
		});
	});

	test('a message without its octets is damage, and not half a message', async () => {
		const file = at('pieceless');
		const store = await openSample({file});
		const {id} = await keep(store);
		store.close();
		const database = new DatabaseSync(file);
		database.exec('DELETE FROM piece');
		database.close();
		await expectFault('corrupt', file, () => octetsOf(openArchive(file), id));
	});
});
