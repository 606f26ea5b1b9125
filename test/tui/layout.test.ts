import {expect, test} from 'vitest';
import {layoutFor, windowAround, withPath} from '../../source/tui/layout.ts';

test.each([
	[38, 9, {kind: 'tiny'}],
	[39, 60, {kind: 'tiny'}],
	[200, 9, {kind: 'tiny'}],
	[40, 10, {kind: 'narrow', path: 1, status: 1, body: 8, panes: 6, list: 40, detail: 40}],
	[60, 20, {kind: 'narrow', path: 2, body: 18, panes: 14, list: 60, detail: 60}],
	[80, 24, {kind: 'wide', path: 2, body: 22, panes: 18, list: 28, detail: 52}],
	[120, 40, {kind: 'wide', path: 2, body: 38, panes: 34, list: 42, detail: 78}],
	[200, 60, {kind: 'wide', path: 2, body: 58, panes: 54, list: 44, detail: 156}],
])('%d x %d', (columns, rows, expected) => {
	expect(layoutFor(columns, rows)).toMatchObject(expected);
});

test('a path takes its rows from the body, and the panes of a run have the same', () => {
	const layout = layoutFor(80, 24);
	expect(withPath(layout, 2)).toEqual({...layout, path: 2, body: 20});
	expect(withPath(layout, 0)).toEqual({...layout, path: 0});
	expect(withPath(layoutFor(30, 5), 1)).toEqual({kind: 'tiny', columns: 30, rows: 5});
});

test('the window holds the selection and never shows less than it could', () => {
	expect(windowAround(5, 10, 4)).toBe(0);
	expect(windowAround(100, 10, 0)).toBe(0);
	expect(windowAround(100, 10, 50)).toBe(45);
	expect(windowAround(100, 10, 99)).toBe(90);
});
