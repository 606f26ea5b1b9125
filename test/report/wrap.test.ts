import {describe, expect, test} from 'vitest';
import {indented, shortened, widthOf, wrapped} from '../../source/report/wrap.ts';

test.each([
	['abc', 3],
	['漢字かな', 8],
	['한글', 4],
	['ＡＢ', 4],
	['🙂', 2],
	['e\u0301', 1],
	['✔ ✖ ○ ─ “”', 10],
	['', 0],
])('%j takes %i columns', (line, width) => {
	expect(widthOf(line)).toBe(width);
});

describe('prose', () => {
	test('breaks between words, and hangs', () => {
		const lines = wrapped('word '.repeat(40), '  1. ', '     ');
		expect(lines.every(line => widthOf(line) <= 80)).toBe(true);
		expect(lines[0]?.startsWith('  1. word word')).toBe(true);
		expect(lines[1]?.startsWith('     word')).toBe(true);
		expect(lines.join(' ').match(/word/g)).toHaveLength(40);
	});

	test('breaks what is too long for a line, by columns', () => {
		const lines = wrapped(`short ${'漢'.repeat(90)} end`, '  ');
		expect(lines.map(widthOf)).toEqual([7, 80, 80, 30]);
		expect(lines.join('').replaceAll(/[^漢]/g, '')).toHaveLength(90);
	});

	test('nothing is one line', () => {
		expect(wrapped('')).toEqual(['']);
		expect(wrapped(' \n ', '  ')).toEqual(['']);
	});
});

test('a verbatim line keeps its spaces, behind its margin', () => {
	expect(indented('a  b', '  S ')).toEqual(['  S a  b']);
	expect(indented('x'.repeat(100), '  S ')).toEqual([`  S ${'x'.repeat(76)}`, `    ${'x'.repeat(24)}`]);
	expect(indented('', '  S ')).toEqual(['  S']);
});

test('a long text is cut between characters', () => {
	expect(shortened('abc', 3)).toBe('abc');
	expect(shortened('abcd', 3)).toBe('abc… (4 characters)');
	expect(shortened('🙂🙂🙂🙂', 3)).toBe('🙂🙂🙂… (8 characters)');
	expect(shortened('🙂🙂🙂', 3)).toBe('🙂🙂🙂');
});
