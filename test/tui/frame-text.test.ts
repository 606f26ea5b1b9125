import {expect, test} from 'vitest';
import {compress, toAscii} from '../../source/tui/frame-text.ts';

test('a frame in fewer bytes', () => {
	expect(compress('\u001B[E\u001B[E\u001B[Ea')).toBe('\u001B[3Ea');
	expect(compress(`a${' '.repeat(20)}b`)).toBe('a\u001B[20X\u001B[20Cb');
	expect(compress(`a${' '.repeat(12)}b`)).toBe(`a${' '.repeat(12)}b`);
});

test('ASCII keeps the width', () => {
	expect(toAscii('a…日é•')).toBe('a~???*');
});
