import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import type {ReadStream} from 'node:tty';
import {expect, test} from 'vitest';
import {KeyStream, splitKeys} from '../../source/tui/key-stream.ts';

test('a packet is taken apart key by key', () => {
	expect(splitKeys('jj\u001B[B\u001BOAq')).toEqual(['j', 'j', '\u001B[B', '\u001BOA', 'q']);
	expect(splitKeys('\u001B[200~a\nb\u001B[201~x')).toEqual(['\u001B[200~a\nb\u001B[201~', 'x']);
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
