import {expect, test} from 'vitest';
import {scrollWith, spotAt} from '../../source/tui/spots.ts';

const spots = [
	[5, 7],
	[7, 10],
	[10, 30],
	[32, 33],
] as const;

test.each([
	['on the screen', 1, 5, 5],
	['above the screen', 1, 20, 7],
	['below the screen', 1, 0, 4],
	['longer than the screen, from its beginning', 2, 0, 10],
	['longer than the screen, and read in', 2, 22, 22],
	['the first, and what stands before it is read', 0, -1, -1],
	['the last, and what stands behind it is read', 3, 40, 40],
])('what is chosen is %s', (_, at, scroll, stands) => {
	expect(scrollWith(spots, at, {scroll, height: 6})).toBe(stands);
});

test('whoever turns pages chooses what is on them', () => {
	const at = (chosen: number, scroll: number) => spotAt(spots, chosen, {scroll, height: 6});
	expect(at(1, 6)).toBe(1);
	expect(at(0, 8)).toBe(2);
	expect(at(2, 15)).toBe(2);
	expect(at(1, 15)).toBe(2);
	expect(at(3, 3)).toBe(1);
	expect(at(2, 34)).toBe(3);
	expect(at(1, -10)).toBe(0);
});
