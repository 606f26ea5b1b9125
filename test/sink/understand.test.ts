import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Store} from '../../source/sink/store.ts';
import {keepUnderstanding, type Understanding, understand} from '../../source/sink/understand.ts';
import {keep, openSample} from './store/sample.ts';

const lines = (...all: readonly string[]): Buffer => Buffer.from(`${all.join('\r\n')}\r\n`);

const verification = lines(
	'From: Shop <shop@example.com>',
	'To: kim@example.org',
	'Subject: =?UTF-8?Q?Your_verification_code_=E2=9C=94?=',
	'X-Request: 4711',
	'Content-Type: text/plain; charset=utf-8',
	'Content-Transfer-Encoding: base64',
	'',
	Buffer.from('Your verification code is 493817. It is valid for 10 minutes.\r\n').toString('base64'),
);

describe('a message is understood', () => {
	test('by its decoded text, its header and its code', async () => {
		const {text, reading, attachment} = await understand([
			verification.subarray(0, 50),
			verification.subarray(50),
		]);
		expect(text).toContain('Your verification code is 493817.');
		expect(text).toContain('subject: Your verification code ✔');
		expect(text).toContain('x-request: 4711');
		expect(reading.chosen).toMatchObject({kind: 'code', value: '493817'});
		expect(attachment).toBeUndefined();
	});

	test('with its attachments by name', async () => {
		const {text, attachment} = await understand([
			lines(
				'From: a@example.com',
				'Content-Type: multipart/mixed; boundary=x',
				'',
				'--x',
				'',
				'See the file.',
				'--x',
				'Content-Disposition: attachment; filename="Rechnung.pdf"',
				'Content-Type: application/pdf',
				'',
				'%PDF',
				'--x--',
			),
		]);
		expect(attachment).toBe(true);
		expect(text).toContain('Rechnung.pdf');
	});

	test('as its raw header where it cannot be read', async () => {
		expect(await understand([])).toEqual({text: '', reading: {candidates: [], open: 'none'}});
	});

	test('by its first 2 MB, of which a bounded part is remembered', async () => {
		let taken = 0;
		const endless = function* () {
			yield lines('Subject: long', '', 'first words');
			for (;;) {
				taken += 65_536;
				yield Buffer.alloc(65_536, 'word ');
			}
		};
		const {text} = await understand(endless());
		expect(taken).toBeLessThanOrEqual(2 * 1024 * 1024 + 65_536);
		expect(text).toContain('first words');
		expect(text.length).toBeLessThan(20_000);
	});
});

const read = async (octets: Iterable<Buffer>): Promise<Understanding> => ({
	is: 'read',
	understood: await understand(octets),
});

const failed = (why: Extract<Understanding, {is: 'failed'}>['why']): Understanding => ({
	is: 'failed',
	why,
	understood: {text: '', reading: {candidates: [], open: 'none'}, failed: true},
});

describe('understanding goes on', () => {
	afterEach(() => {
		vi.useRealTimers();
	});

	/** Resolves when so many were remembered, with their ids in order. */
	const watched = (store: Store, count: number) => {
		const ids: number[] = [];
		const {promise, resolve} = Promise.withResolvers<readonly number[]>();
		const watching: Store = {
			...store,
			remember: (id, understood) => {
				store.remember(id, understood);
				ids.push(id);
				if (ids.length === count) resolve(ids);
			},
		};
		return {watching, all: promise};
	};

	test('newest first, until nothing is left', async () => {
		const store = await openSample();
		for (let count = 0; count < 3; count++) await keep(store, verification);
		const {watching, all} = watched(store, 3);
		const understanding = keepUnderstanding(watching, {isBusy: () => false, by: read});
		expect(await all).toEqual([3, 2, 1]);
		expect(store.recall(2)?.reading.chosen?.value).toBe('493817');
		expect(store.messages([{is: 'has', what: 'code'}], {most: 9})).toHaveLength(3);
		understanding.stop();
		store.close();
	});

	test('only while nobody is busy, and past what cannot be read', async () => {
		const store = await openSample();
		for (let count = 0; count < 2; count++) await keep(store, verification);
		let looks = 0;
		const {watching, all} = watched(store, 1);
		const understanding = keepUnderstanding(watching, {
			by: read,
			isBusy: () => {
				looks++;
				if (looks === 1) expect(store.notUnderstood(9)).toEqual([2, 1]);
				return looks < 2;
			},
		});
		expect(await all).toEqual([2]);
		expect(looks).toBe(2);
		understanding.stop();
		store.close();
	});

	test('no further than until it is stopped', async () => {
		const store = await openSample();
		await keep(store, verification);
		const asked = Promise.withResolvers<void>();
		const watching: Store = {
			...store,
			octets: id => {
				asked.resolve();
				return store.octets(id);
			},
			remember: () => {
				throw new Error('it was stopped');
			},
		};
		const understanding = keepUnderstanding(watching, {isBusy: () => false, by: read});
		await asked.promise;
		understanding.stop();
		expect(store.notUnderstood(1)).toEqual([1]);
		store.close();
	});

	test('past what could not be read, which is tried again and never said to have no code', async () => {
		vi.useFakeTimers();
		const store = await openSample();
		const kept = keep(store, verification);
		await vi.advanceTimersByTimeAsync(10);
		const {id} = await kept;
		let times = 0;
		const understanding = keepUnderstanding(store, {
			isBusy: () => false,
			by: octets => (++times <= 5 ? Promise.resolve(failed('no-thread')) : read(octets)),
		});
		await vi.advanceTimersByTimeAsync(20_000);
		expect([store.recall(id), store.notUnderstood(1)]).toEqual([undefined, [id]]);
		vi.useRealTimers();
		understanding.stop();
		store.close();
	});

	test('no longer with what took too long twice, which is remembered as not read', async () => {
		vi.useFakeTimers();
		const store = await openSample();
		const kept = keep(store, verification);
		await vi.advanceTimersByTimeAsync(10);
		const {id} = await kept;
		let times = 0;
		const understanding = keepUnderstanding(store, {
			isBusy: () => false,
			by: async () => {
				times++;
				return failed('too-long');
			},
		});
		await vi.advanceTimersByTimeAsync(1000);
		expect([times, store.recall(id)]).toEqual([1, undefined]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect([times, store.recall(id)?.failed, store.notUnderstood(1)]).toEqual([2, true, []]);
		understanding.stop();
		store.close();
	});
});
