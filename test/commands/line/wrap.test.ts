import {expect, test} from 'vitest';
import {rowsOf} from '../../../source/commands/line/wrap.ts';

test('a line is broken at blanks, and what follows a number hangs under it', () => {
	expect(rowsOf('one two three four five', 20)).toEqual(['one two three four', 'five']);
	expect(rowsOf('12. one two three four five six', 20)).toEqual(['12. one two three', '    four five six']);
	expect(rowsOf('')).toEqual(['']);
});

test('a path stays whole, however long it is', () => {
	const path = `/${'a'.repeat(90)}`;
	expect(rowsOf(`It is in ${path} now`, 40)).toEqual(['It is in', path, 'now']);
});

test('characters of two columns count as two, and what acts on a terminal is written out', () => {
	expect(rowsOf('漢字漢字漢 漢字漢字漢', 20)).toEqual(['漢字漢字漢', '漢字漢字漢']);
	expect(rowsOf('a\u001B[2Jb \u202Ec').join(' ')).toBe('a\\u{1b}[2Jb \\u{202e}c');
});
