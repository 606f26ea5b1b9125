import {chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import {StoreFault, type StoreFaultCode} from '../../../source/sink/store/fault.ts';
import {openArchive, openStore} from '../../../source/sink/store/open.ts';
import {keep, noon, octetsOf, openFolder, openSample, roomy, sessionOf, turns} from './sample.ts';

const at = openFolder();

const faultOf = async (act: () => unknown): Promise<StoreFault> => {
	try {
		await act();
	} catch (thrown) {
		if (thrown instanceof StoreFault) return thrown;
		throw thrown;
	}
	throw new Error('nothing was thrown');
};

const expectFault = async (code: StoreFaultCode, file: string, act: () => unknown): Promise<void> => {
	const fault = await faultOf(act);
	expect(fault.code).toBe(code);
	expect(fault.message).toContain(file);
	expect(fault.message).toMatch(/\.$/);
};

describe('a new store', () => {
	test('is for its user alone, its folder and everything beside it too', async () => {
		const file = at('new', 'deep', 'mail.store');
		const store = await openSample({file});
		await keep(store);
		const modes = [at('new'), at('new', 'deep'), file, `${file}-wal`, `${file}-shm`, `${file}-lock`].map(
			one => statSync(one).mode & 0o777,
		);
		expect(modes).toEqual([0o700, 0o700, 0o600, 0o600, 0o600, 0o600]);
		store.close();
	});

	test('may be an empty file that is there, and gets its mode', async () => {
		const file = at('touched');
		writeFileSync(file, '', {mode: 0o644});
		const store = await openSample({file});
		expect(statSync(file).mode & 0o777).toBe(0o600);
		await keep(store);
		store.close();
	});

	test('that was never finished is begun again', async () => {
		const file = at('unfinished');
		const database = new DatabaseSync(file);
		database.exec('PRAGMA journal_mode = WAL; PRAGMA user_version = 0');
		database.close();
		const store = await openSample({file});
		expect((await keep(store)).id).toBe(1);
		store.close();
	});

	test('keeps at least one message', async () => {
		await expect(openSample({bounds: {...roomy, count: 0}})).rejects.toThrow(RangeError);
	});
});

describe('a store that is opened again', () => {
	test('has everything, and no id is used twice', async () => {
		const file = at('again');
		const first = await openSample({file});
		const kept = await keep(first, 'one');
		expect([kept.id, kept.session]).toEqual([1, 1]);
		expect([first.nextSession(), first.nextSession()]).toEqual([2, 3]);
		first.remove([kept.id]);
		first.close();

		const second = await openSample({file});
		expect(second.counts()).toEqual({messages: 0, sessions: 1, octets: 0});
		expect(second.nextSession()).toBe(4);
		expect((await keep(second, 'two', {session: 4})).id).toBe(2);
		expect(octetsOf(second, 2).toString()).toBe('two');
		expect(octetsOf(second, 1)).toHaveLength(0);
		second.close();
	});

	test('ends sessions that died with their sink', async () => {
		const file = at('died');
		const store = await openSample({file});
		await store.keepSession(sessionOf(store.nextSession()));
		await store.keepSession(sessionOf(store.nextSession(), {end: 'quit', ms: 5}));
		store.close();
		const again = await openSample({file});
		expect(again.session(1)).toEqual({...sessionOf(1), end: 'died'});
		expect(again.session(2)?.end).toBe('quit');
		again.close();
	});

	test('applies other bounds than before', async () => {
		const file = at('bounds');
		const store = await openSample({file});
		for (let count = 0; count < 300; count++) await keep(store);
		store.close();
		const again = await openSample({file, bounds: {...roomy, count: 7}});
		await turns(50);
		expect(again.counts()).toMatchObject({messages: 7, sessions: 7});
		expect(again.messages([], {most: 100}).map(({id}) => id)).toEqual([300, 299, 298, 297, 296, 295, 294]);
		again.close();
	});

	test('can be closed twice, and says so when it is used after', async () => {
		const file = at('closed');
		const store = await openSample({file});
		await keep(store);
		const deposit = store.deposit();
		store.close();
		store.close();
		deposit.write(Buffer.alloc(600_000));
		for (const act of [
			() => store.messages([], {most: 1}),
			() => store.counts(),
			() => store.version(),
			() => [...store.octets(1)],
			() => store.notUnderstood(1),
			() => store.remove([1]),
			() => store.keepSession(sessionOf(1)),
			() => keep(store),
		])
			await expectFault('closed', file, act);
	});
});

describe('one writer', () => {
	test('a second one is refused, in words, until the first is closed', async () => {
		const file = at('one');
		const store = await openSample({file});
		await expectFault('in-use', file, () => openSample({file}));
		await keep(store);
		store.close();
		const next = await openSample({file});
		expect(next.counts().messages).toBe(1);
		next.close();
	});

	test('does not lose its lock to somebody who only looks', async () => {
		const file = at('looked-at');
		const store = await openSample({file});
		openArchive(file).close();
		await expectFault('in-use', file, () => openSample({file}));
		await expectFault('in-use', file, () => openSample({file}));
		await keep(store);
		store.close();
	});
});

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
		database.exec('PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)');
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
		await expectFault('corrupt', file, () => openStore({file, bounds: roomy, now: () => noon}));
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

describe('an archive', () => {
	test('sees what another connection writes, and its version tells', async () => {
		const file = at('live');
		const store = await openSample({file});
		const archive = openArchive(file);
		const before = archive.version();
		expect(archive.version()).toBe(before);
		expect(archive.messages([], {most: 10})).toEqual([]);
		const message = await keep(store, 'hello');
		expect(archive.version()).not.toBe(before);
		expect(archive.messages([], {most: 10})).toEqual([message]);
		expect(octetsOf(archive, message.id).toString()).toBe('hello');
		expect(archive.counts()).toEqual(store.counts());
		archive.close();
		archive.close();
		store.close();
	});

	test('reads a store that nobody writes to', async () => {
		const file = at('still');
		const store = await openSample({file});
		const message = await keep(store);
		store.close();
		const archive = openArchive(file);
		expect(archive.message(1)).toEqual(message);
		archive.close();
	});

	test('cannot write', async () => {
		const file = at('readonly');
		(await openSample({file})).close();
		expect(Object.keys(openArchive(file)).sort()).toEqual([
			'close',
			'counts',
			'message',
			'messages',
			'octets',
			'recall',
			'session',
			'sessions',
			'version',
		]);
	});
});
