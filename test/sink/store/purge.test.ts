import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect, test} from 'vitest';
import {openArchive} from '../../../source/sink/store/open.ts';
import type {Store} from '../../../source/sink/store.ts';
import {keep, openFolder, openSample, understoodAs} from './sample.ts';

const at = openFolder();

/** Files of the store that hold a word. */
const holding = (file: string, word: string): readonly string[] =>
	readdirSync(path.dirname(file))
		.filter(name => name.startsWith(path.basename(file)))
		.filter(name => readFileSync(path.join(path.dirname(file), name)).includes(word));

const marker = 'Xq7-secret-marker';

const bringSome = async (store: Store, count: number): Promise<readonly number[]> => {
	const ids: number[] = [];
	for (let index = 0; index < count; index++) {
		const isMarked = index % 3 === 1;
		const word = isMarked ? marker : 'other';
		const size = index % 10 === 1 ? 900_000 : 300 + index * 97;
		const {id} = await keep(store, `${word} ${'x'.repeat(size)} ${word}`, {
			subject: `Code ${word} ${'y'.repeat(index)}`,
		});
		store.remember(
			id,
			understoodAs(`the words ${word} of it ${isMarked ? '〇〆〃' : ''}`.repeat(1 + (index % 40)), 'code'),
		);
		if (isMarked) ids.push(id);
	}
	return ids;
};

test('after a message is removed and the store closed, no file holds any of it', async () => {
	const file = at('removed');
	const store = await openSample({file});
	const ids = await bringSome(store, 120);
	expect(holding(file, marker)).not.toEqual([]);
	store.remove(ids);
	store.close();
	expect(holding(file, marker)).toEqual([]);
	expect(holding(file, '〇〆〃')).toEqual([]);
	expect(holding(file, '〆〃')).toEqual([]);
	const archive = openArchive(file);
	expect(archive.counts().messages).toBe(80);
	expect(archive.messages([{is: 'text', text: 'the words other'}], {most: 100})).toHaveLength(80);
	archive.close();
});

test('the log is emptied at once where nobody reads, and holds nothing either', async () => {
	const file = at('at-once');
	const store = await openSample({file});
	await keep(store, 'stays');
	const {id} = await keep(store, `${marker} in a small one`);
	store.remove([id]);
	expect(statSync(`${file}-wal`).size).toBe(0);
	expect(holding(file, marker)).toEqual([]);
	store.close();
});

test('where somebody reads meanwhile it goes when that is over', async () => {
	const file = at('read');
	const store = await openSample({file});
	await keep(store, 'stays');
	const {id} = await keep(store, `${marker} in a small one`);
	const reader = new DatabaseSync(file, {readOnly: true});
	const reading = reader.prepare('SELECT id FROM message').iterate();
	reading.next();
	store.remove([id]);
	expect(holding(file, marker)).not.toEqual([]);
	reading.return?.();
	reader.close();
	store.close();
	expect(holding(file, marker)).toEqual([]);
});
