import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {printable, printableJson, printableLines, printableName} from '../../source/core/printable.ts';

const hostile = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const anything = fc.string({
	unit: fc
		.oneof(
			fc.integer({min: 0, max: 0x10ffff}),
			fc.constantFrom(0x1b, 0x07, 0x0a, 0x0d, 0x202e, 0x2066, 0x200b, 0xfe0f, 0xe0041, 0xd800, 0x3164, 0x9b),
		)
		.map(code => String.fromCodePoint(code)),
});

describe('printable', () => {
	test.each([
		['plain “text” — ✔ 漢字 🙂', 'plain “text” — ✔ 漢字 🙂'],
		['\u001B]52;c;eA==\u0007', '\\u{1b}]52;c;eA==\\u{7}'],
		['a\u202Eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
		['a\rb\0c\u009Bd', 'a\\u{d}b\\u{0}c\\u{9b}d'],
		['\u{E0041}\uFE0F\u3164', '\\u{e0041}\\u{fe0f}\\u{3164}'],
		['\uD800x', '\\u{d800}x'],
		['a\nb', 'a\\u{a}b'],
	])('%j', (raw, shown) => {
		expect(printable(raw)).toBe(shown);
	});

	test('a name of DNS shows its spaces', () => {
		expect(printableName('two words\u202E.test')).toBe('two\\032words\\u{202e}.test');
	});

	test('nothing in it can act, whatever went in', () => {
		fc.assert(
			fc.property(anything, text => {
				expect(printable(text)).not.toMatch(hostile);
				expect(printableLines(text).replaceAll('\n', '')).not.toMatch(hostile);
				expect(printable(printable(text))).toBe(printable(text));
			}),
			{numRuns: 500},
		);
	});
});

test('lines stay lines, however they end', () => {
	expect(printableLines('a\r\nb\rc\n\td\u001B')).toBe('a\nb\nc\n    d\\u{1b}');
});

test('JSON reads back as what it was, and is safe to print', () => {
	const value = fc.jsonValue({stringUnit: 'binary'});
	fc.assert(
		fc.property(
			fc.oneof(value, anything, fc.dictionary(anything, anything)),
			fc.constantFrom(undefined, 2),
			(json, indent) => {
				const printed = printableJson(json, indent);
				expect(printed.replaceAll('\n', '')).not.toMatch(hostile);
				if (indent === undefined) expect(printed).not.toContain('\n');
				expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(json)));
			},
		),
		{numRuns: 500},
	);
	expect(printableJson(undefined)).toBe('null');
});
