import {copyFileSync, statSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import {openArchive} from '../../../source/sink/store/open.ts';
import {expectFault, keep, octetsOf, openFolder, openSample, roomy, sessionOf, turns} from './sample.ts';

const at = openFolder();

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
	test('of the format before is read as it stands, and renewed by who writes to it', async () => {
		const file = at('format-1');
		const first = await openSample({file});
		await keep(first, 'one');
		first.close();
		const before = new DatabaseSync(file);
		before.exec(`
			CREATE INDEX message_at ON message (at);
			CREATE INDEX message_waiting ON message (id) WHERE understood = 0;
			UPDATE totals SET messages = 1, octets = 3, lastMessage = 1;
			PRAGMA user_version = 1;
		`);
		before.close();
		const archive = openArchive(file);
		expect(archive.counts()).toEqual({messages: 1, sessions: 1, octets: 3});
		expect(octetsOf(archive, 1).toString()).toBe('one');
		archive.close();

		const second = await openSample({file});
		expect(second.notUnderstood(10)).toEqual([1]);
		expect((await keep(second, 'two')).id).toBe(2);
		expect(second.counts()).toMatchObject({messages: 2, octets: 6});
		second.close();
		const after = new DatabaseSync(file, {readOnly: true});
		expect(after.prepare('PRAGMA user_version').get()).toEqual({user_version: 2});
		expect(
			after.prepare("SELECT name FROM sqlite_schema WHERE name IN ('message_at', 'message_waiting')").all(),
		).toEqual([]);
		after.close();
	});

	test('counts what came after its totals were written down, for others too and when it was not closed', async () => {
		const file = at('uncounted');
		const store = await openSample({file});
		const session = store.nextSession();
		for (let count = 0; count < 250; count++) await keep(store, 'four', {session});
		store.remove([3, 250]);
		await keep(store, 'four', {session});
		const expected = {messages: 249, sessions: 1, octets: 996};
		expect(store.counts()).toEqual(expected);
		const archive = openArchive(file);
		expect(archive.counts()).toEqual(expected);
		archive.close();
		// What somebody finds whose predecessor died.
		const copy = at('uncounted-copy');
		for (const beside of ['', '-wal']) copyFileSync(`${file}${beside}`, `${copy}${beside}`);
		const next = await openSample({file: copy});
		expect(next.counts()).toEqual(expected);
		expect((await keep(next, 'four')).id).toBe(252);
		expect(octetsOf(next, 251).toString()).toBe('four');
		next.close();
		store.close();
	});

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
