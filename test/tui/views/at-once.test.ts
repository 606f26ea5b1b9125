import {expect, test} from 'vitest';
import {blank, type Line, lineText, span} from '../../../source/tui/text.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {atOnceRows, later} from '../../../source/tui/views/at-once.ts';

const row = (text: string): Line => [span(text)];
const long = 'x'.repeat(60);
const drawn = (rows: readonly Line[]) => atOnceRows(rows, unicodeTheme).map(lineText);

test('a page of few words is drawn at once, with all that may come later', () => {
	expect(drawn([row('said'), blank, later(row('evidence'))])).toEqual(['said', '', 'evidence']);
});

test('of a longer one only what is read in passing, each row where it stays', () => {
	const evidence = Array.from({length: 12}, () => later(row(long)));
	const rows = drawn([row('said'), blank, ...evidence, blank, row('Means')]);
	expect(rows).toEqual(['said', '', '… more follows', ...Array.from({length: 12}, () => ''), 'Means']);
});

test('beside each other stand two columns, of which the right one may come later', () => {
	const rows = drawn(Array.from({length: 12}, () => later(row(`left ${long}`), row('left'))));
	expect(rows).toEqual([...Array.from({length: 11}, () => 'left'), '… more follows']);
});

test('rows that are too many for a slow line are cut, by what they take there', () => {
	const count = (text: string) =>
		drawn(Array.from({length: 30}, () => row(text))).filter(one => one === text).length;
	expect(count(long)).toBe(8);
	expect(count('日'.repeat(30))).toBe(5);
	expect(drawn(Array.from({length: 30}, () => row(long)))[8]).toBe('… more follows');
});
