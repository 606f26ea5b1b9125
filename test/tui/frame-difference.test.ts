import xterm from '@xterm/headless';
import {expect, test} from 'vitest';
import {blankRows, Sheet} from '../../source/tui/frame-cells.ts';
import {differenceOf} from '../../source/tui/frame-difference.ts';
import {cellsOf} from '../../source/tui/text.ts';

const [columns, rows] = [30, 4] as const;

const rowsOf = (frame: string) => {
	const sheet = new Sheet(columns, rows);
	sheet.draw(frame);
	return sheet.rows;
};
const between = (before: string, after: string) => differenceOf(rowsOf(before), rowsOf(after));

test('only what differs is written', () => {
	expect(between('one\ntwo', 'one\ntwo')).toBe('');
	expect(between('│ one     │', '│ two     │')).toBe('\u001B[1;3Htwo');
	expect(between('a long time ago', 'a long lime ago')).toBe('\u001B[1;8Hl');
	expect(between('abcdefghij', 'Abcdefghij\nx')).toBe('\u001B[1HA\u001B[Ex');
	// What is between two cells is drawn again where a move would cost as much.
	expect(between('abc', 'AbC')).toBe('\u001B[1HAbC');
});

test('what goes is erased, and a border behind it stays', () => {
	expect(between('│ a long line  │', '│              │')).toBe('\u001B[1;3H\u001B[11X');
	expect(between('│ one two three│\n│ one two three│', '│              │\n│              │')).toBe(
		'\u001B[1;3H\u001B[13X\u001B[B\u001B[13X',
	);
	expect(between('one two three', 'one')).toBe('\u001B[1;5H\u001B[K');
	expect(between('', `a${' '.repeat(20)}b`)).toBe('\u001B[1Ha\u001B[22Gb');
});

test('styles are turned on and off where cells need them, and none is left', () => {
	expect(between('', '\u001B[1mone two\u001B[22m')).toBe('\u001B[1H\u001B[1mone two\u001B[m');
	// A space looks the same in bold.
	expect(between('', '\u001B[1mone\u001B[22m \u001B[1mtwo\u001B[22m')).toBe(
		'\u001B[1H\u001B[1mone two\u001B[m',
	);
	expect(between('', '\u001B[7mone\u001B[27m two')).toBe('\u001B[1H\u001B[7mone\u001B[C\u001B[mtwo');
});

test('from a glyph on that may be wider elsewhere, a row is drawn anew', () => {
	expect(between('a 日本 one │', 'a 日本 two │')).toBe('\u001B[1;3H\u001B[K日本 two │');
	// What follows a gap behind it gets to its place, whatever came before.
	expect(between('', '日本      │')).toBe('\u001B[1H\u001B[K日本\u001B[6X\u001B[11G│');
	expect(between('a 日本 one │', 'b 日本 one │')).toBe('\u001B[1Hb');
	expect(between('a 日本 one │', 'a          │')).toBe('\u001B[1;3H\u001B[K         │');
});

/** The same numbers in the same order, each time. */
const numbers = (seed: number) => () => {
	seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
	return seed / 2_147_483_648;
};

const pieces = [
	'one',
	' ',
	'      ',
	'│',
	'─',
	'日本',
	'e\u0301',
	'x',
	'\u001B[1m',
	'\u001B[22m',
	'\u001B[2m',
	'\u001B[36m',
	'\u001B[39m',
	'\u001B[7m',
	'\u001B[27m',
	'              ',
];

test('whatever stands there, a terminal comes to show what was wanted', async () => {
	const next = numbers(7);
	/** No line of Ink's is wider than the screen. */
	const line = () => {
		let text = '';
		for (let cells = 0, rest = 8; rest > 0; rest--) {
			const piece = pieces[Math.floor(next() * pieces.length)] ?? '';
			cells += piece.startsWith('\u001B') ? 0 : cellsOf(piece);
			if (cells <= columns) text += piece;
		}
		return `\u001B[G\u001B[K${text}\u001B[0m`;
	};
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const write = (text: string) => new Promise<void>(resolve => terminal.write(text, resolve));
	const cells = () =>
		Array.from({length: rows}, (_, row) =>
			Array.from({length: columns}, (__, column) => {
				const cell = terminal.buffer.active.getLine(row)?.getCell(column);
				const glyph = cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
				const style = [cell?.isBold(), cell?.isDim(), cell?.isInverse()].map(Number).join('');
				return glyph === ' ' ? `${Number(cell?.isInverse())}` : `${glyph}${style}${cell?.getFgColor()}`;
			}).join(' '),
		);
	await write('\u001B[?7l');
	const sheet = new Sheet(columns, rows);
	let shown = blankRows(columns, rows);
	for (let round = 0; round < 300; round++) {
		const frame = `\u001B[4A${Array.from({length: rows}, () => (next() < 0.5 ? '' : line())).join('\n')}`;
		expect(sheet.draw(frame)).toBe('drawn');
		await write(differenceOf(shown, sheet.rows));
		shown = sheet.rows;
		const mine = cells();
		await write(`\u001B[H\u001B[J${differenceOf(blankRows(columns, rows), shown)}`);
		expect(mine).toEqual(cells());
		// And as the frames themselves would have had it.
		await write(`\u001B[4;1H${frame.replaceAll('\n', '\r\n')}`);
		expect(mine).toEqual(cells());
	}
	terminal.dispose();
});
