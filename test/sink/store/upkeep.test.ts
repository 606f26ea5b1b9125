import {statSync} from 'node:fs';
import {expect, test} from 'vitest';
import {
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

const idsIn = (store: Awaited<ReturnType<typeof openSample>>) =>
	store.messages([], {most: 1000}).map(({id}) => id);

test('no more than so many messages are kept, and sessions', async () => {
	const store = await openSample({bounds: {...roomy, count: 3}});
	for (let count = 0; count < 8; count++) {
		const {id} = await keep(store, `message ${count}`);
		store.remember(id, understoodAs('words of it'));
	}
	await turns(3);
	expect(idsIn(store)).toEqual([8, 7, 6]);
	expect(store.sessions([], {most: 10}).map(({id}) => id)).toEqual([8, 7, 6]);
	expect(octetsOf(store, 5)).toHaveLength(0);
	expect(store.recall(5)).toBeUndefined();
	expect(store.messages([{is: 'text', text: 'words of it'}], {most: 10})).toHaveLength(3);
	expect(store.counts()).toEqual({messages: 3, sessions: 3, octets: 27});
	store.close();
});

test('no more octets than so many are kept', async () => {
	const store = await openSample({bounds: {...roomy, octets: 1_000_000}});
	for (let count = 0; count < 5; count++) await keep(store, Buffer.alloc(400_000));
	await turns(10);
	expect(idsIn(store)).toEqual([5, 4]);
	await keep(store, Buffer.alloc(1_000_000));
	await turns(10);
	expect(idsIn(store)).toEqual([6]);
	store.close();
});

test('what is too old goes when something comes', async () => {
	let now = noon;
	const store = await openSample({bounds: {...roomy, age: 60_000}, now: () => now, elapsed: () => now});
	await keep(store);
	now += 30_000;
	await keep(store);
	now += 30_001;
	expect(idsIn(store)).toEqual([2, 1]);
	await keep(store);
	expect(idsIn(store)).toEqual([3, 2]);
	now += 1e9;
	await keep(store);
	expect(idsIn(store)).toEqual([4]);
	store.close();
});

test('what is stored before the clock is set does not go by age, as what comes after does', async () => {
	let [clock, passed] = [Date.UTC(2024), 0];
	const store = await openSample({
		bounds: {...roomy, age: 60_000},
		now: () => clock + passed,
		elapsed: () => passed,
	});
	for (let count = 0; count < 3; count++) await keep(store);
	clock = noon;
	await keep(store);
	await keep(store);
	expect(idsIn(store)).toEqual([5, 4, 3, 2, 1]);
	await turns(2);
	await keep(store);
	passed += 60_001;
	await keep(store);
	await turns(3);
	expect(idsIn(store)).toEqual([7, 4, 3, 2, 1]);
	expect(store.sessions([], {most: 20}).map(({id}) => id)).not.toContain(99);
	store.close();
});

test('what is dated before 2020 never goes by age, but by number', async () => {
	const file = at('epoch');
	const first = await openSample({file, now: () => 5000});
	for (let count = 0; count < 3; count++) await keep(first);
	first.close();
	const store = await openSample({file, bounds: {...roomy, age: 60_000, count: 4}});
	await keep(store);
	await turns(3);
	expect(idsIn(store)).toEqual([4, 3, 2, 1]);
	await keep(store);
	await turns(3);
	expect(idsIn(store)).toEqual([5, 4, 3, 2]);
	store.close();
});

test('the one that was promised a moment ago stays, whatever the clock does', async () => {
	let now = noon;
	const store = await openSample({
		bounds: {...roomy, age: 60_000},
		now: () => {
			now += 1e9;
			return now;
		},
	});
	const {id} = await keep(store);
	expect(store.message(id)).toBeDefined();
	store.close();
});

test('a session that was removed while it went on may come back', async () => {
	const store = await openSample({bounds: {...roomy, count: 2}});
	for (const id of [1, 2, 3]) await store.keepSession(sessionOf(id));
	expect(store.session(1)).toBeUndefined();
	await store.keepSession(sessionOf(1, {end: 'quit'}));
	expect(store.counts().sessions).toBe(2);
	expect(store.nextSession()).toBe(4);
	store.close();
});

test('the file does not grow under churn, and shrinks when it is emptied', {timeout: 30_000}, async () => {
	const file = at('churn');
	const store = await openSample({file, bounds: {...roomy, count: 200}});
	const sizes: number[] = [];
	const rounds = 12;
	for (let round = 0; round < rounds; round++) {
		const kept = await Promise.all(
			Array.from({length: 400}, (_, index) => keep(store, Buffer.alloc(index % 50 === 0 ? 600_000 : 3000))),
		);
		for (const {id} of kept.slice(-200, -190))
			store.remember(id, understoodAs(`words of ${id} `.repeat(100)));
		await turns(80);
		sizes.push(statSync(file).size);
	}
	expect(store.counts()).toMatchObject({messages: 200, sessions: 200});
	// What is kept is about 3 MB; the file may hold what one round brought on top of it.
	expect(Math.max(...sizes.slice(rounds / 2))).toBeLessThanOrEqual(
		1.2 * Math.max(...sizes.slice(0, rounds / 2)),
	);
	expect(Math.max(...sizes)).toBeLessThan(40e6);
	expect(statSync(`${file}-wal`).size).toBeLessThan(80e6);
	store.close();

	const big = at('shrinks');
	const other = await openSample({file: big});
	const kept = await Promise.all(Array.from({length: 60}, () => keep(other, Buffer.alloc(1_000_000))));
	await turns(3);
	other.close();
	const full = statSync(big).size;
	const again = await openSample({file: big});
	again.remove(kept.map(({id}) => id));
	await turns(400);
	again.close();
	expect(full).toBeGreaterThan(60e6);
	expect(statSync(big).size).toBeLessThan(12e6);
});
