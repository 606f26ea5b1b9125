import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import type {ReadStream} from 'node:tty';
import {expect, test} from 'vitest';
import {compress, KeyStream, splitKeys, toAscii} from '../../source/tui/streams.ts';

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

test('a frame in fewer bytes', () => {
	expect(compress('\u001B[E\u001B[E\u001B[Ea')).toBe('\u001B[3Ea');
	expect(compress(`a${' '.repeat(20)}b`)).toBe('a\u001B[20X\u001B[20Cb');
	expect(compress(`a${' '.repeat(12)}b`)).toBe(`a${' '.repeat(12)}b`);
});

test('ASCII keeps the width', () => {
	expect(toAscii('a…日é•')).toBe('a~???*');
});
