import fc from 'fast-check';
import {expect, test} from 'vitest';
import {findIn, firstFrom, markedRow, rowAt, sought, startOf} from '../../source/tui/finding.ts';
import {Laying} from '../../source/tui/laying.ts';
import {type Line, paragraph, span} from '../../source/tui/text.ts';

const pageOf = (...rows: readonly string[]) => new Laying(rows.map(row => () => [[span(row)]]));

const rowsOf = (laying: Laying, words: string) =>
	findIn(laying, sought(words)).at.map(at => rowAt(laying, at));

test('words are found in any letters, and nothing in them means more than it says', () => {
	const laying = pageOf('250 Ok: queued', '', 'a.*b (really)', 'QUEUED again');
	expect(rowsOf(laying, 'Queued')).toEqual([0, 3]);
	expect(rowsOf(laying, '.*')).toEqual([2]);
	expect(rowsOf(laying, '(really')).toEqual([2]);
	expect(rowsOf(laying, 'ok')).toEqual([0]);
	expect(rowsOf(laying, 'nothing')).toEqual([]);
	expect(findIn(laying, '').at).toEqual([]);
});

test('a row’s end parts no words, an empty row does', () => {
	const laying = new Laying([() => paragraph('the server did not answer in time', 16)]);
	expect(laying.reach(9)).toBe(3);
	expect(rowsOf(laying, 'did not answer')).toEqual([0]);
	expect(rowsOf(pageOf('one', '', 'two'), 'one two')).toEqual([]);
});

test('what goes on from words before is found as if it were typed at once', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({unit: fc.constantFrom('a', 'b', ' ', 'Ä', '日'), maxLength: 30}), {maxLength: 20}),
			fc.string({unit: fc.constantFrom('a', 'b', ' ', 'ä'), minLength: 1, maxLength: 6}),
			(rows, words) => {
				const typed = pageOf(...rows);
				for (let length = 1; length <= words.length; length++) findIn(typed, sought(words.slice(0, length)));
				expect(new Set(rowsOf(typed, words))).toEqual(new Set(rowsOf(pageOf(...rows), words)));
			},
		),
	);
});

test('more than anybody goes through is not counted to the end', () => {
	const laying = new Laying([() => Array.from({length: 10_001}, () => [span('x')])]);
	const found = findIn(laying, 'x');
	expect(found.at).toHaveLength(10_000);
	expect(found.isMore).toBe(true);
});

const shown = (line: Line) => line.map(({text, found}) => (found ? `[${text}]` : text)).join('');

test('what was found is marked in its row, across parts of it and across its end', () => {
	const laying = new Laying([
		() => [[span('    12 ms '), span('C MAIL FROM:<a@b>')], [span('          and more')]],
		() => [[span('          MAIL again')]],
	]);
	const found = findIn(laying, 'mail');
	const row = (at: number, current = 0) =>
		markedRow(laying, at, laying.slice(at, at + 1)[0] ?? [], found, current);
	expect(shown(row(0).line)).toBe('    12 ms C [MAIL] FROM:<a@b>');
	expect(row(0).mark).toBe('current');
	expect(row(0, 1).mark).toBe('other');
	expect(row(1).mark).toBe('none');
	expect(shown(row(2).line)).toBe('          [MAIL] again');
	const parted = findIn(laying, 'ms c mail from:<a@b> and');
	expect(shown(markedRow(laying, 0, laying.slice(0, 1)[0] ?? [], parted, 0).line)).toBe(
		'    12 [ms ][C MAIL FROM:<a@b>]',
	);
	expect(shown(markedRow(laying, 1, laying.slice(1, 2)[0] ?? [], parted, 0).line)).toBe(
		'          [and] more',
	);
});

test('where a row begins, and what comes first from there', () => {
	const laying = pageOf('ab', 'ab', 'ab');
	const {at} = findIn(laying, 'ab');
	expect(firstFrom(at, startOf(laying, 1))).toBe(1);
	expect(firstFrom(at, 0)).toBe(0);
	expect(firstFrom(at, startOf(laying, 3))).toBe(3);
	expect(firstFrom([], 7)).toBe(0);
});

test('what would act on a terminal is looked for by how it is shown', () => {
	const laying = pageOf('said \u001B[2J and \u202E more');
	expect(sought('\u202E')).toBe('\\u{202e}');
	expect(rowsOf(laying, '\u202E')).toEqual([0]);
	expect(rowsOf(laying, 'u{1b}[2j')).toEqual([0]);
});
