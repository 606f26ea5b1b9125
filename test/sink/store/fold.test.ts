import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fold, foldAll} from '../../../source/sink/store/fold.ts';

test.each([
	['STRASSE', 'Straße'],
	['ΟΔΟΣ', 'οδος'],
	['ὈΔΥΣΣΕΎΣ', 'ὀδυσσεύς'],
	['КОД', 'код'],
	['İSTANBUL', 'istanbul'],
	['Cafe\u0301', 'CAFÉ'],
	['ＣＯＤＥ', 'code'],
	['co\u00adde\u200b', 'code'],
	['a \t\r\n b', 'a b'],
	['\u0000', ' '],
])('%j is the same as %j', (one, other) => {
	expect(fold(one)).toBe(fold(other));
});

test('folding again changes nothing, and no half of a character is left', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			const folded = fold(text);
			expect(fold(folded)).toBe(folded);
			expect(folded.isWellFormed()).toBe(true);
		}),
		{numRuns: 2000},
	);
});

test('several texts do not run into each other', () => {
	expect(foldAll(['One ', undefined, '', 'two'])).toBe('one\ntwo');
	expect(foldAll(['one', 'two'])).not.toContain(fold('one two'));
});
