import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import type {ReadStream} from 'node:tty';
import {expect, test} from 'vitest';
import {isPasted, KeyStream, splitKeys} from '../../source/tui/key-stream.ts';

test('a packet is taken apart key by key', () => {
	expect(splitKeys('jj\u001B[B\u001BOAq')).toEqual(['j', 'j', '\u001B[B', '\u001BOA', 'q']);
	expect(splitKeys('\u001B[200~a\nb\u001B[201~x')).toEqual(['\u001B[200~a\nb\u001B[201~', 'x']);
});

test('a key that was held down while the network stood still is typed, and a text that nobody types at once is not', () => {
	for (const count of [64, 65, 200, 2000]) expect(splitKeys('j'.repeat(count))).toHaveLength(count);
	expect(splitKeys(`${'j'.repeat(70)}${'k'.repeat(30)}q`)).toHaveLength(101);
	const text = 'Somebody pasted this into a list: it is longer than anybody types at once.';
	expect(splitKeys(text)).toEqual([text]);
	expect(isPasted('j'.repeat(100_000))).toBe(true);
});

test('a sequence that the network cut in two is one key', async () => {
	const source = new PassThrough() as unknown as ReadStream & PassThrough;
	const stream = new KeyStream(source);
	stream.read(0);
	source.write('\u001B');
	source.write('[B');
	await once(stream, 'readable');
	expect(stream.read()).toBe('\u001B[B');
	stream.destroy();
});

test('each key says which packet it came in', async () => {
	const source = new PassThrough() as unknown as ReadStream & PassThrough;
	const stream = new KeyStream(source);
	const heard: Array<[string, number]> = [];
	const all = Promise.withResolvers<void>();
	const first = Promise.withResolvers<void>();
	stream.on('readable', () => {
		for (let key = stream.read(); key !== null; key = stream.read()) heard.push([key, stream.packet]);
		if (heard.length === 2) first.resolve();
		if (heard.length === 4) all.resolve();
	});
	source.write('ab');
	await first.promise;
	source.write('c\u001B[B');
	await all.promise;
	expect(heard).toEqual([
		['a', 1],
		['b', 1],
		['c', 2],
		['\u001B[B', 2],
	]);
	stream.destroy();
});
