import {expect, test} from 'vitest';
import {Laying, type Piece, smallLetters} from '../../source/tui/laying.ts';
import {type Line, span} from '../../source/tui/text.ts';

const words = (lines: readonly Line[]) => lines.map(line => line.map(({text}) => text).join(''));

/** Parts of so many rows each, and how often each was laid out. */
const page = (parts: number, rows: number) => {
	const asked = Array.from({length: parts}, () => 0);
	const pieces: readonly Piece[] = asked.map((_, part) => () => {
		asked[part] = (asked[part] ?? 0) + 1;
		return Array.from({length: rows}, (_, row) => [span(`part ${part} row ${row}`)]);
	});
	return {laying: new Laying(pieces), asked};
};

test('only as much is laid out as somebody has looked at', () => {
	const {laying, asked} = page(10, 100);
	expect(laying.count).toBe(0);
	expect(laying.reach(150)).toBe(200);
	expect(asked.filter(times => times > 0)).toHaveLength(2);
	expect(laying.isWhole).toBe(false);
	expect(laying.reach(Number.POSITIVE_INFINITY)).toBe(1000);
	expect(laying.isWhole).toBe(true);
	expect(asked).toEqual(asked.map(() => 1));
});

test('rows of several parts, and none behind the last', () => {
	const {laying} = page(3, 2);
	expect(words(laying.slice(1, 5))).toEqual(['part 0 row 1', 'part 1 row 0', 'part 1 row 1', 'part 2 row 0']);
	expect(words(laying.slice(5, 99))).toEqual(['part 2 row 1']);
	expect(laying.slice(6, 9)).toEqual([]);
});

test('parts without rows are no obstacle', () => {
	const laying = new Laying([
		() => [],
		() => [[span('a')]],
		() => [],
		() => [],
		() => [[span('b')]],
		() => [],
	]);
	expect(words(laying.slice(0, 9))).toEqual(['a', 'b']);
	expect(words(laying.slice(1, 2))).toEqual(['b']);
	expect(new Laying([]).slice(0, 3)).toEqual([]);
});

test('of a long page few rows are kept, and the others come back as they were', () => {
	const {laying, asked} = page(60, 1000);
	laying.reach(Number.POSITIVE_INFINITY);
	expect(words(laying.slice(0, 1))).toEqual(['part 0 row 0']);
	expect(words(laying.slice(59_999, 60_000))).toEqual(['part 59 row 999']);
	expect(asked[0]).toBe(2);
	expect(asked[59]).toBe(1);
	laying.slice(0, 40);
	expect(asked[0]).toBe(2);
});

test('the rest is laid out while somebody watches, who is told when it is whole', async () => {
	const {laying} = page(30, 100);
	const whole = new Promise<void>(resolve => {
		laying.subscribe(resolve);
	});
	expect(laying.snapshot()).toBe(false);
	await whole;
	expect(laying.snapshot()).toBe(true);
	expect(laying.count).toBe(3000);
});

test.each(['İstanbul', 'ÄÖÜ', 'ẞ', 'plain'])('%s is as long in small letters', text => {
	expect(smallLetters(text)).toHaveLength(text.length);
});
