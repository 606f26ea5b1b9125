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
	roomy,
	sessionOf,
	turns,
	understoodAs,
} from './sample.ts';

const at = openFolder();

describe('a full disk', () => {
	const openSmall = () => {
		const database = new DatabaseSync(at(`full-${Math.random()}`));
		database.exec('PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
		found(database, 'small');
		const store = writerOn(database, {
			file: 'small',
			bounds: roomy,
			check: () => {},
			elapsed: () => 0,
			now: () => noon,
			ended: () => {},
		});
		const pages = () => Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
		return {
			store,
			fill: () => database.exec(`PRAGMA max_page_count = ${pages() + 2}`),
			free: () => database.exec('PRAGMA max_page_count = 1000000'),
		};
	};

	test('refuses everything of that turn, and takes the next when there is room again', async () => {
		const {store, fill, free} = openSmall();
		const before = await keep(store, 'before');
		fill();
		const session = sessionOf(store.nextSession());
		const results = await Promise.allSettled([
			keep(store, 'small'),
			keep(store, Buffer.alloc(100_000)),
			store.keepSession(session),
		]);
		expect(results.map(result => result.status === 'rejected' && result.reason.code)).toEqual([
			'disk-full',
			'disk-full',
			'disk-full',
		]);
		expect(store.messages([], {most: 10})).toEqual([before]);
		expect(store.counts()).toEqual({messages: 1, sessions: 1, octets: 6});
		free();
		const after = await keep(store, 'after');
		expect(after.id).toBe(2);
		expect(octetsOf(store, after.id).toString()).toBe('after');
		await store.keepSession(session);
		expect(store.counts()).toEqual({messages: 2, sessions: 3, octets: 11});
		store.close();
	});

	test('in the middle of a big message refuses that one, and gives its room back', async () => {
		const {store, fill, free} = openSmall();
		const deposit = store.deposit();
		deposit.write(Buffer.alloc(600_000));
		await turns(2);
		fill();
		deposit.write(Buffer.alloc(600_000));
		await turns(2);
		free();
		deposit.write(Buffer.alloc(600_000));
		const session = sessionOf(store.nextSession());
		await expect(deposit.keep(envelopeOf(session.id), session)).rejects.toMatchObject({code: 'disk-full'});
		expect(store.counts()).toEqual({messages: 0, sessions: 0, octets: 0});
		await keep(store, 'after');
		await turns(10);
		expect(store.counts().messages).toBe(1);
		store.close();
	});

	test('is told to whoever remembers or removes at once', async () => {
		const {store, fill} = openSmall();
		await keep(store);
		fill();
		expect(() => store.remember(1, understoodAs('word '.repeat(20_000)))).toThrow(
			expect.objectContaining({code: 'disk-full'}),
		);
		expect(store.notUnderstood(1)).toEqual([1]);
		store.close();
	});
});
