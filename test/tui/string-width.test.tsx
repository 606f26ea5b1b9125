import xterm from '@xterm/headless';
import fc from 'fast-check';
import {Box, Text} from 'ink';
import {expect, test} from 'vitest';
// By its file: its name stands for ours here, as it does in the build.
import packaged from '../../node_modules/string-width/index.js';
import stringWidth from '../../source/tui/string-width.ts';
import {cellsOf, clean} from '../../source/tui/text.ts';
import {openScreen} from '../support/screen.ts';

/** Where a terminal's cursor stands after this text. */
const drawn = async (text: string): Promise<number> => {
	const terminal = new xterm.Terminal({cols: 1000, rows: 2, allowProposedApi: true});
	await new Promise<void>(resolve => terminal.write(text, resolve));
	const {cursorX} = terminal.buffer.active;
	terminal.dispose();
	return cursorX;
};

/** Text that terminals and the package agree on, whole clusters each. */
const agreed = [
	...['a', 'Z', '0', ' ', '~', 'é', 'ß', 'Ω', 'ж', '…', '─', '▸', '⏎', '✔', '±', '§', '①', '■', '°'],
	...[
		'日',
		'本',
		'語',
		'カ',
		'ﾊ',
		'ﾊﾞ',
		'が',
		'か\u3099',
		'（',
		'。',
		'한',
		'글',
		'\u1112\u1161\u11AB',
		'\u1100\u1161',
	],
	...[
		'e\u0301',
		'o\u0308\u0304',
		'Z\u0351\u036B\u0343\u036A\u0302',
		'נ',
		'שׁ',
		'ع',
		'عَ',
		'ی',
		'ก',
		'กี่',
		'हि',
		'को',
		'நி',
		'ব',
	],
	...['👍', '👍🏽', '👩‍👩‍👧‍👦', '🏴‍☠️', '🇩🇪', '🇩', '❤️', '⚠', '⚠️', '1️⃣', '☝️', '⌚', '〰️', '🈁', '㊗️', '☰'],
	...[
		'\u200B',
		'\u200D',
		'\u202E',
		'\u2066',
		'\uFEFF',
		'\u00AD',
		'\u034F',
		'\uFE0F',
		'\u{E0061}',
		'\u001B[31m',
		'\u0007',
		'\r\n',
	],
];

/** What differs, and why ours is right: the cells of the terminal. */
const differing = [
	['ทำ', 2, 'SARA AM has a cell of its own'],
	['ຄຳ', 2, 'so has its Lao sister'],
	['क्ष', 2, 'a conjunct is drawn letter by letter'],
	['স্ক্রিন', 5, 'however many they are, with their spacing marks'],
	['\u0D4Eക', 2, 'a letter before the letter it belongs to'],
	['1\u20E3', 1, 'a keycap without its selector is a mark around a digit'],
	['㉈', 2, 'numbers on black squares are ambiguous, and drawn wide'],
] as const;

const textOf = (units: readonly string[]) =>
	fc.array(fc.constantFrom(...units), {maxLength: 40}).map(all => all.join(''));

/** Behind the first two planes are ideographs, private use, and what nobody has assigned: many of them at a time. */
const [last, manyAtOnce] = [0x2_00_00, 0x4_00];

test('every character alone has the width that the package tells', () => {
	const others: string[] = [];
	for (let code = 0x20; code <= 0x10_ff_ff; code += code < last ? 1 : manyAtOnce) {
		const codes = code < last ? [code] : Array.from({length: manyAtOnce}, (_, index) => code + index);
		const text = clean(String.fromCodePoint(...codes));
		if (cellsOf(text) !== packaged(text)) others.push(code.toString(16));
	}
	expect(others).toEqual(['3248', '3249', '324a', '324b', '324c', '324d', '324e', '324f']);
}, 60_000);

test('text of many scripts has the width that the package tells, and that a terminal draws', async () => {
	await fc.assert(
		fc.asyncProperty(textOf(agreed), async text => {
			const shown = clean(text);
			expect(cellsOf(shown)).toBe(packaged(shown));
			expect(await drawn(shown)).toBe(cellsOf(shown));
		}),
	);
});

test('where the two differ, a terminal draws what ours tells', async () => {
	for (const [text, cells, why] of differing) {
		expect([clean(text), cellsOf(text), why]).toEqual([text, cells, why]);
		expect(packaged(text), why).not.toBe(cells);
		expect(await drawn(text), why).toBe(cells);
	}
});

test('styles and control characters take no cells, and no style is left out', () => {
	fc.assert(
		fc.property(textOf(agreed), textOf(agreed), (before, after) => {
			const [one, two] = [clean(before), clean(after)];
			expect(stringWidth(`\u001B[1m${one}\u001B[22;38;5;203m\n${two}\u001B[0m`)).toBe(cellsOf(one + two));
		}),
	);
	expect(stringWidth('')).toBe(0);
});

test('a mark before all text stands on something of its own', async () => {
	expect(clean('\u0301a')).toBe('◌\u0301a');
	expect(await drawn(clean('\u0301a'))).toBe(cellsOf(clean('\u0301a')));
});

test('Ink draws with the same measure: the frame stays where it is', async () => {
	const rows = [
		...differing.map(([text]) => text),
		'日本語',
		'か\u3099',
		clean('👩‍👩‍👧‍👦'),
		clean('\u0301e\u0301'),
		'\u1112\u1161\u11AB',
		'\u1100\u1100',
	];
	const screen = await openScreen(
		<Box width={20} borderStyle="single" flexDirection="column">
			{rows.map(row => (
				<Text key={row} wrap="truncate">
					{row}|{row}
				</Text>
			))}
		</Box>,
		{columns: 30},
	);
	const [, ...drawnRows] = screen.screen().split('\n');
	for (const [index, row] of rows.entries())
		expect([row, cellsOf(drawnRows[index] ?? '')]).toEqual([row, 20]);
	screen.close();
});
