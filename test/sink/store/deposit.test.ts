import {DatabaseSync} from 'node:sqlite';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {openArchive} from '../../../source/sink/store/open.ts';
import {envelopeOf, keep, noon, octetsOf, openFolder, openSample, roomy, sessionOf, turns} from './sample.ts';

const at = openFolder();

const pieceSize = 256 * 1024;

/** Octets that repeat only after a long time, so that no piece looks like another. */
const noise = (length: number): Buffer => {
	const words = new Uint32Array(Math.ceil(length / 4));
	let state = 1;
	for (let index = 0; index < words.length; index++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		words[index] = state;
	}
	return Buffer.from(words.buffer, 0, length);
};

const rowsIn = (file: string, table: string): number => {
	const database = new DatabaseSync(file, {readOnly: true});
	const found = Number(database.prepare(`SELECT count(*) AS found FROM ${table}`).get()?.['found']);
	database.close();
	return found;
};

describe('a message', () => {
	test.each([0, 1, 2048, pieceSize - 1, pieceSize, pieceSize + 1, 3 * pieceSize, 5_000_000])(
		'of %i octets is there as it came, in pieces',
		async length => {
			const store = await openSample();
			const octets = noise(length);
			const message = await keep(store, octets);
			expect(message.octets).toBe(length);
			const pieces = [...store.octets(message.id)];
			expect(Math.max(0, ...pieces.map(piece => piece.length))).toBeLessThanOrEqual(pieceSize);
			expect(Buffer.concat(pieces).equals(octets)).toBe(true);
			store.close();
		},
	);

	test('may come in chunks of any size, several at a time', async () => {
		const store = await openSample();
		const octets = noise(700_000);
		const chunks = fc.array(fc.array(fc.integer({min: 0, max: 200_000}), {maxLength: 8}), {
			minLength: 1,
			maxLength: 4,
		});
		await fc.assert(
			fc.asyncProperty(chunks, async clients => {
				const kept = await Promise.all(
					clients.map(async (sizes, client) => {
						const deposit = store.deposit();
						let written = 0;
						for (const size of sizes) {
							deposit.write(octets.subarray(written, written + size));
							written = Math.min(octets.length, written + size);
							if (client % 2 === 0) await turns(1);
						}
						expect(deposit.octets).toBe(written);
						const session = sessionOf(store.nextSession());
						return {written, message: await deposit.keep(envelopeOf(session.id), session)};
					}),
				);
				for (const {written, message} of kept)
					expect(octetsOf(store, message.id).equals(octets.subarray(0, written))).toBe(true);
			}),
			{numRuns: 25},
		);
		store.close();
	});

	test('is not changed by what happens to the chunk afterwards', async () => {
		const store = await openSample();
		const chunk = Buffer.from('secret');
		const deposit = store.deposit();
		deposit.write(chunk);
		chunk.fill(0);
		const session = sessionOf(store.nextSession());
		const {id} = await deposit.keep(envelopeOf(session.id), session);
		expect(octetsOf(store, id).toString()).toBe('secret');
		store.close();
	});

	test('has its envelope, the time when it was stored, and ids in the order of being kept', async () => {
		const store = await openSample();
		const [slow, fast] = [store.deposit(), store.deposit()];
		slow.write(noise(2 * pieceSize));
		await turns(2);
		const session = sessionOf(store.nextSession());
		const envelope = envelopeOf(session.id, {
			helo: 'nas',
			user: 'kim',
			from: 'Kim <kim@example.org>',
			oddities: ['nul-octet'],
		});
		const first = await fast.keep(envelope, session);
		const second = await slow.keep(envelopeOf(session.id), session);
		expect(first).toEqual({...envelope, id: 1, at: noon, octets: 0});
		expect(store.message(1)).toEqual(first);
		expect(second.id).toBe(2);
		store.close();
	});

	test('is there for nobody before it is kept, nor its session', async () => {
		const file = at('before');
		const store = await openSample({file});
		const archive = openArchive(file);
		const deposit = store.deposit();
		deposit.write(noise(3 * pieceSize));
		await turns(5);
		expect(archive.counts()).toEqual({messages: 0, sessions: 0, octets: 0});
		const session = sessionOf(store.nextSession());
		const keeping = deposit.keep(envelopeOf(session.id), session);
		expect(store.message(1)).toBeUndefined();
		await keeping;
		expect(archive.message(1)?.octets).toBe(3 * pieceSize);
		expect(archive.session(session.id)?.messages).toEqual([1]);
		archive.close();
		store.close();
	});

	test('is kept once', async () => {
		const store = await openSample();
		const deposit = store.deposit();
		const session = sessionOf(store.nextSession());
		await deposit.keep(envelopeOf(session.id), session);
		deposit.discard();
		await expect(deposit.keep(envelopeOf(session.id), session)).rejects.toMatchObject({code: 'failed'});
		expect(store.counts().messages).toBe(1);
		store.close();
	});

	test('that is bigger than all that may be kept is refused, and leaves nothing behind', async () => {
		const file = at('big');
		const store = await openSample({file, bounds: {...roomy, octets: 600_000}});
		await keep(store, 'small');
		await expect(keep(store, noise(600_001))).rejects.toMatchObject({code: 'too-large'});
		await turns(10);
		expect(rowsIn(file, 'piece')).toBe(1);
		expect(store.counts()).toMatchObject({messages: 1, octets: 5});
		store.close();
	});
});

describe('what was never kept', () => {
	test('goes when it is discarded', async () => {
		const file = at('discarded');
		const store = await openSample({file});
		const deposit = store.deposit();
		deposit.write(noise(20 * pieceSize));
		await turns(3);
		expect(rowsIn(file, 'piece')).toBeGreaterThan(0);
		deposit.discard();
		deposit.write(noise(10));
		await turns(10);
		expect([rowsIn(file, 'piece'), rowsIn(file, 'loose')]).toEqual([0, 0]);
		const session = sessionOf(store.nextSession());
		await expect(deposit.keep(envelopeOf(session.id), session)).rejects.toMatchObject({code: 'failed'});
		store.close();
	});

	test('goes when the store is opened again', async () => {
		const file = at('orphaned');
		const store = await openSample({file});
		const octets = noise(2 * pieceSize);
		await keep(store, octets);
		const deposit = store.deposit();
		deposit.write(noise(40 * pieceSize));
		await turns(3);
		store.close();
		expect(rowsIn(file, 'loose')).toBe(1);
		const again = await openSample({file});
		await turns(20);
		expect([rowsIn(file, 'piece'), rowsIn(file, 'loose')]).toEqual([2, 0]);
		expect(octetsOf(again, 1).equals(octets)).toBe(true);
		again.close();
	});
});
