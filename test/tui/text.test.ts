import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cellsOf, clean, cut, labelled, lineCells, padded, wrap} from '../../source/tui/text.ts';

test('wide characters take two cells, marks none, pictographs become boxes', () => {
	expect(cellsOf('日本')).toBe(4);
	expect(cellsOf('e\u0301')).toBe(1);
	expect(clean('a👍b⚡c')).toBe('a□b□c');
	expect(clean('\u001B[2J')).toBe('\\u{1b}[2J');
});

test('cutting and padding count cells, not characters', () => {
	expect(cut('日本語', 5)).toBe('日本…');
	expect(cut('abc', 3)).toBe('abc');
	expect(padded('日本語', 4)).toBe('日… ');
	expect(padded('ab', 4)).toBe('ab  ');
});

test('breaks at spaces, and within a word only when it is too long', () => {
	expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
	expect(wrap('abcdefghij kl', 5)).toEqual(['abcde', 'fghij', 'kl']);
	expect(wrap('two\n\nparagraphs', 20)).toEqual(['two', '', 'paragraphs']);
});

test('a label hangs before its paragraph', () => {
	expect(
		labelled({text: 'Who  '}, 'the owner of it', 14).map(line => line.map(({text}) => text).join('')),
	).toEqual(['Who  the owner', '     of it']);
});

test('no text makes a row wider than asked for', () => {
	fc.assert(
		fc.property(
			fc.string({unit: 'grapheme', maxLength: 200}),
			fc.integer({min: 12, max: 60}),
			(text, width) => {
				for (const row of wrap(text, width)) expect(cellsOf(row)).toBeLessThanOrEqual(width);
				for (const line of labelled({text: 'S  '}, text, width))
					expect(lineCells(line)).toBeLessThanOrEqual(width);
				expect(cellsOf(padded(clean(text), width))).toBe(width);
			},
		),
	);
});

test('a word as long as an answer is broken without counting it anew for each row', () => {
	const rows = wrap('ü'.repeat(200_000), 70);
	expect(rows).toHaveLength(Math.ceil(200_000 / 70));
	expect(rows.join('')).toHaveLength(200_000);
});
