import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openStore} from '../../../source/sink/store/open.ts';
import {markReleased, releasedOf, releaseMark} from '../../../source/sink/store/release-mark.ts';

const scratch = (): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-mark-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return path.join(folder, 'sink.db');
};

const open = async (file: string) => {
	const store = await openStore({file, bounds: {count: 10, age: 1e9, octets: 1e6}, now: () => 1000});
	onTestFinished(() => store.close());
	return store;
};

test('one message is marked once, while a sink writes to the store', async () => {
	const file = scratch();
	const store = await open(file);
	expect(releasedOf(file, 1)).toBeUndefined();
	expect(releaseMark(file, 1, {now: () => 5000}).begin('a.test')).toBe(true);
	expect(releaseMark(file, 1, {now: () => 6000}).begin('b.test')).toBe(false);
	expect(releasedOf(file, 1)).toEqual({at: 5000, host: 'a.test'});
	expect(releasedOf(file, 2)).toBeUndefined();
	store.remove([1]);
	expect(store.counts().messages).toBe(0);
});

test('again', async () => {
	const file = scratch();
	await open(file);
	markReleased(file, 3, {host: 'a.test', at: 1, times: 'once'});
	const again = releaseMark(file, 3, {now: () => 2, times: 'again'});
	expect(again.begin('b.test')).toBe(true);
	expect(releasedOf(file, 3)).toEqual({at: 2, host: 'b.test'});
	again.undo();
	expect(releasedOf(file, 3)).toEqual({at: 1, host: 'a.test'});
});

test('what was put off is as if it had not been', async () => {
	const file = scratch();
	await open(file);
	const mark = releaseMark(file, 4, {now: () => 2});
	expect(mark.begin('a.test')).toBe(true);
	mark.undo();
	expect(releasedOf(file, 4)).toBeUndefined();
	expect(mark.begin('a.test')).toBe(true);
});

test('it outlives the sink', async () => {
	const file = scratch();
	const store = await open(file);
	markReleased(file, 1, {host: 'a.test', at: 1, times: 'once'});
	store.close();
	expect(releasedOf(file, 1)).toEqual({at: 1, host: 'a.test'});
	await open(file);
	expect(markReleased(file, 1, {host: 'a.test', at: 2, times: 'once'})).toBe(false);
});

test('no store is made, and nothing else is written to', () => {
	const file = scratch();
	expect(releasedOf(file, 1)).toBeUndefined();
	expect(() => markReleased(file, 1, {host: 'a', at: 1, times: 'once'})).toThrow(
		expect.objectContaining({code: 'missing'}),
	);
	expect(existsSync(file)).toBe(false);
	writeFileSync(file, 'something else, of enough octets to be looked at'.repeat(50));
	expect(() => markReleased(file, 1, {host: 'a', at: 1, times: 'once'})).toThrow(
		expect.objectContaining({code: 'not-a-store'}),
	);
});
