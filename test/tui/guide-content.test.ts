import {expect, test} from 'vitest';
import {chosenAt, insetOf, textWidth} from '../../source/tui/guide-content.ts';
import {atGuide} from '../../source/tui/guide-ui.ts';

test('a list that grows above the pointer does not move it to another row', () => {
	const guide = {...atGuide, selected: 1, row: 'b'};
	expect(chosenAt({rows: ['a', 'b']}, {guide})).toBe(1);
	expect(chosenAt({rows: ['new', 'a', 'b']}, {guide})).toBe(2);
	expect(chosenAt({rows: ['a']}, {guide})).toBe(0);
	expect(chosenAt({rows: []}, {guide})).toBe(0);
});

test('text is at most 78 cells wide, and has a margin where there is room', () => {
	expect([40, 80, 200].map(columns => textWidth({columns}))).toEqual([38, 74, 78]);
	expect([40, 80].map(columns => insetOf({columns}))).toEqual([1, 3]);
});
