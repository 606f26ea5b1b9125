import {expect, test} from 'vitest';
import {Sheet} from '../../source/tui/frame-cells.ts';

const drawn = (...frames: readonly string[]) => {
	const sheet = new Sheet(10, 3);
	const became = frames.map(frame => sheet.draw(frame));
	return {sheet, became, text: sheet.rows.map(({glyphs}) => glyphs.join('').trimEnd())};
};

test('frames as Ink writes them', () => {
	expect(drawn('one\ntwo\nthree', '\u001B[2A\u001B[E\u001B[2G\u001B[KWO\n').text).toEqual([
		'one',
		'tWO',
		'three',
	]);
	expect(drawn('one', '\u001B[H\u001B[Jtwo')).toMatchObject({
		became: ['drawn', 'blanked'],
		text: ['two', '', ''],
	});
	expect(drawn('a\nb\nc', '\u001B[2K\u001B[1A\u001B[2K\u001B[1A\u001B[2K\u001B[G').text).toEqual([
		'',
		'',
		'',
	]);
	expect(drawn('\u001B[?25l\u001B[?2026ha\u001B[?2026l\u001B]52;c;YQ==\u0007').became).toEqual(['drawn']);
});

test('glyphs of two cells, and what stands on another', () => {
	expect(drawn('日本', '\u001B[2Gx').text[0]).toBe(' x本');
	expect(drawn('日本', '\u001B[Gx').text[0]).toBe('x 本');
	expect(drawn('e\u0301|').text[0]).toBe('e\u0301|');
	expect(drawn('日\u0301|').sheet.rows[0]?.glyphs.slice(0, 3)).toEqual(['日\u0301', '', '|']);
});

test('what is none of ours is said to be so', () => {
	for (const frame of [
		'\u001B[5S',
		'\u001B[2J',
		'\t',
		'\u001B]8;;http://x\u0007',
		'\u001B[38;5;9m',
		'\u001BM',
	])
		expect(drawn(frame).became, JSON.stringify(frame)).toEqual(['unknown']);
});

test('rows that were handed out stay as they were, and another size loses what is beyond it', () => {
	const {sheet} = drawn('one\ntwo\nthree');
	const {rows} = sheet;
	sheet.draw('\u001B[2A\u001B[Gxyz');
	expect(rows[0]?.glyphs.join('').trimEnd()).toBe('one');
	sheet.resize(2, 4);
	expect(sheet.rows.map(({glyphs}) => glyphs.join(''))).toEqual(['xy', 'tw', 'th', '  ']);
});
