import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import {found} from '../../../source/sink/store/schema.ts';
import {writerOn} from '../../../source/sink/store/writer.ts';
import {
	envelopeOf,
	keep,
	noon,
	octetsOf,
	openFolder,
	openSample,
	roomy,
	sessionOf,
	turns,
	understoodAs,
} from './sample.ts';

const at = openFolder();

describe('sessions', () => {
	test('are written as they stand, and written again', async () => {
		const store = await openSample();
		const id = store.nextSession();
		const failed = sessionOf(id, {
			end: 'tls-failed',
			ms: 12,
			tls: {is: 'failed', fault: 'distrust', reason: 'unknown ca'},
			refusals: [{stage: 'rcpt', reply: {code: 550, enhanced: '5.1.1', lines: ['no']}, of: 'x@y.example'}],
		});
		await store.keepSession(sessionOf(id));
		expect(store.session(id)).toEqual(sessionOf(id));
		await store.keepSession(failed);
		expect(store.session(id)).toEqual(failed);
		expect(store.counts().sessions).toBe(1);
		expect(store.sessions([], {most: 10})).toEqual([{...failed, exchanges: []}]);
		expect(store.session(99)).toBeUndefined();
		store.close();
	});

	test('know their messages, those that are removed too', async () => {
		const store = await openSample();
		const id = store.nextSession();
		for (const text of ['a', 'b', 'c']) await keep(store, text, {session: id});
		expect(store.session(id)?.messages).toEqual([1, 2, 3]);
		await store.keepSession(sessionOf(id, {messages: [1, 2, 3], end: 'quit'}));
		store.remove([2]);
		expect(store.session(id)?.messages).toEqual([1, 2, 3]);
		store.close();
	});

	test('are written again with their messages at most once a second', async () => {
		let now = noon;
		const store = await openSample({now: () => now});
		const id = store.nextSession();
		const keepAs = async (helo: string) => {
			await store.deposit().keep(envelopeOf(id), sessionOf(id, {helo}));
			return store.session(id)?.helo;
		};
		expect(await keepAs('one')).toBe('one');
		expect(await keepAs('two')).toBe('one');
		now += 1000;
		expect(await keepAs('three')).toBe('three');
		store.close();
	});

	test('have ids that are not used again even when the writer dies', async () => {
		const file = at('reserved');
		const store = await openSample({file});
		const given = Array.from({length: 1000}, () => store.nextSession());
		expect(new Set(given).size).toBe(1000);
		const database = new DatabaseSync(file, {readOnly: true});
		const reserved = Number(database.prepare('SELECT lastSession FROM totals').get()?.['lastSession']);
		database.close();
		expect(reserved).toBeGreaterThanOrEqual(1000);
		expect(reserved).toBeLessThanOrEqual(1010);
		store.close();
	});
});

describe('removing', () => {
	test('takes the octets along, and what is not there is no matter', async () => {
		const store = await openSample();
		await keep(store, 'one');
		await keep(store, Buffer.alloc(600_000));
		await keep(store, 'three');
		store.remember(3, understoodAs('three words'));
		store.remove([2, 2, 3, 77]);
		expect(store.messages([], {most: 10}).map(({id}) => id)).toEqual([1]);
		expect(octetsOf(store, 2)).toHaveLength(0);
		expect(store.recall(3)).toBeUndefined();
		expect(store.messages([{is: 'text', text: 'three'}], {most: 9})).toEqual([]);
		expect(store.counts()).toEqual({messages: 1, sessions: 3, octets: 3});
		store.close();
	});

	test('very many goes on turn by turn', async () => {
		const store = await openSample();
		const kept = await Promise.all(Array.from({length: 1700}, () => keep(store)));
		store.remove(kept.map(({id}) => id));
		expect(store.counts().messages).toBe(1200);
		await turns(5);
		expect(store.counts()).toMatchObject({messages: 0, octets: 0});
		store.close();
	});

	test('in the middle of reading ends in a fault', async () => {
		const store = await openSample();
		const {id} = await keep(store, Buffer.alloc(3_000_000));
		const pieces = store.octets(id)[Symbol.iterator]();
		expect(pieces.next().value).toHaveLength(256 * 1024);
		store.remove([id]);
		await turns(10);
		expect(() => pieces.next()).toThrow(/removed/);
		store.close();
	});
});

describe('what was understood', () => {
	test('is remembered and recalled as it was', async () => {
		const store = await openSample();
		for (let count = 0; count < 3; count++) await keep(store);
		expect(store.notUnderstood(2)).toEqual([3, 2]);
		const understood = understoodAs('Straße \u0000 \ud800 code', 'code', true);
		store.remember(2, understood);
		expect(store.recall(2)).toEqual(understood);
		expect(store.recall(1)).toBeUndefined();
		expect(store.notUnderstood(9)).toEqual([3, 1]);
		store.remember(2, understoodAs('other words'));
		expect(store.messages([{is: 'text', text: 'strasse'}], {most: 9})).toEqual([]);
		expect(store.messages([{is: 'text', text: 'other words'}], {most: 9})).toHaveLength(1);
		store.remember(99, understood);
		expect(store.recall(99)).toBeUndefined();
		store.close();
	});
});

describe('a version', () => {
	test('changes with everything that is changed, and with nothing else', async () => {
		const store = await openSample();
		await turns(2);
		const versions = [store.version()];
		store.messages([], {most: 5});
		expect(store.version()).toBe(versions[0]);
		await store.keepSession(sessionOf(store.nextSession()));
		versions.push(store.version());
		await keep(store);
		versions.push(store.version());
		store.remember(1, understoodAs('x'));
		versions.push(store.version());
		store.remove([1]);
		versions.push(store.version());
		expect(new Set(versions).size).toBe(5);
		store.close();
	});
});

describe('a store that another process writes to for too long', () => {
	test('refuses what comes meanwhile, and goes on where it was', async () => {
		const file = at('held');
		const database = new DatabaseSync(file);
		database.exec('PRAGMA journal_mode = WAL');
		found(database, file);
		const store = writerOn(database, {
			file,
			bounds: roomy,
			check: () => {},
			elapsed: () => 0,
			now: () => noon,
			ended: () => {},
		});
		for (let count = 0; count < 2; count++) await keep(store);
		const other = new DatabaseSync(file);
		other.exec('BEGIN IMMEDIATE');
		await expect(keep(store)).rejects.toMatchObject({code: 'in-use'});
		other.exec('COMMIT');
		other.close();
		expect((await keep(store)).id).toBe(3);
		expect(store.counts().messages).toBe(3);
		store.close();
	});
});
