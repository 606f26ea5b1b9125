import {expect, test} from 'vitest';
import {type Item, itemLines, pickedBy} from '../../../source/commands/line/menu.ts';

const items: readonly Item<string>[] = [
	{value: 'a', says: 'Verification code never arrives.', names: ['tos-verification-code']},
	{value: 'b', says: 'Health of a mail domain.', names: ['domain-health']},
	{value: 'c', says: 'Health of a sink.', names: ['health']},
];

test.each([
	['1', 'a'],
	['2.', 'b'],
	['tos-ver', 'a'],
	['TOS verification', 'a'],
	['health of a mail', 'b'],
	['Health', 'c'],
])('%j chooses %s', (typed, value) => {
	expect(pickedBy(items, typed)).toMatchObject({is: 'one', item: {value}});
});

test('the beginning of several is the beginning of none of them', () => {
	expect(pickedBy(items, 'health of')).toMatchObject({is: 'several', items: [{value: 'b'}, {value: 'c'}]});
});

test.each(['0', '4', '99999', '', 'mail', '<', '\u001B[A'])('%j chooses nothing', typed => {
	expect(pickedBy(items, typed)).toEqual({is: 'none'});
});

test('numbers stay the same on every page', () => {
	expect(itemLines(items, 1, 1)).toEqual(['2. Health of a mail domain.']);
});
