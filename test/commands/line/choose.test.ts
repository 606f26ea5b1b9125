import {expect, test} from 'vitest';
import {choose, type Menu} from '../../../source/commands/line/choose.ts';
import {openTerminal} from '../../../source/commands/line/terminal.ts';
import {controlC, type Key, typist} from './typing.ts';

const menu: Menu<string> = {
	ask: ['Which fruit?'],
	items: Array.from({length: 23}, (_, index) => ({value: `f${index + 1}`, says: `Fruit ${index + 1}.`})),
	prompt: 'Which?',
	help: ['All of them are round.'],
};

const chosen = async (script: readonly Key[], more: Partial<Menu<string>> = {}) => {
	const {io, said, typed} = typist(script);
	const terminal = openTerminal(io, () => 0);
	const answer = await choose({...menu, ...more}, terminal);
	terminal.close();
	return {answer, said: said(), typed: typed()};
};

test('a long list is read out ten at a time, and its numbers go on', async () => {
	const {answer, said} = await chosen(['more', 'more', '23']);
	expect(answer).toEqual({is: 'chosen', value: 'f23'});
	expect(said).toContain('10. Fruit 10. 13 more. Type more to hear them.');
	expect(said).toContain('21. Fruit 21. 22. Fruit 22. 23. Fruit 23. Which? 1 to 23, ? help:');
});

test('an empty line takes what is said, or reads the list out again', async () => {
	const usual = {value: 'f2', word: 'the second'};
	expect(await chosen([''], {usual})).toMatchObject({answer: {is: 'chosen', value: 'f2'}});
	const {said} = await chosen(['', '1']);
	expect(said.match(/1\. Fruit 1\./g)).toHaveLength(2);
});

test('a question mark explains, and what is not known is said to be so', async () => {
	const {said} = await chosen(['?', 'potato', '1']);
	expect(said).toContain('All of them are round. Which fruit?');
	expect(said).toContain('Nothing here is called “potato”.');
});

test('words search, and < comes back from what was found', async () => {
	const search = (words: string) => menu.items.filter(({says}) => says.includes(words));
	const found = await chosen(['22', '1'], {search});
	expect(found.answer).toEqual({is: 'chosen', value: 'f22'});
	const {answer, said} = await chosen(['uit 2', '<', '3'], {search});
	expect(said).toContain('5 fit: 1. Fruit 2. 2. Fruit 20.');
	expect(said).toContain('Enter for the first, < back, ? help:');
	expect(answer).toEqual({is: 'chosen', value: 'f3'});
});

test('a beginning chooses nothing before it was said what else fits', async () => {
	const search = () => menu.items.slice(20, 22);
	const {answer, said} = await chosen(['fruit 22', 'fruit 23', '2'], {
		search: words => (words === 'fruit 22' ? menu.items.slice(20, 23) : search()),
	});
	expect(answer).toEqual({is: 'chosen', value: 'f22'});
	expect(said).not.toContain('fit:');
	const items = [{value: 'a', says: 'App password needed.'}, ...menu.items];
	const two = await chosen(['app password', '2'], {items, search});
	expect(two.said).toContain('3 fit: 1. App password needed. 2. Fruit 21. 3. Fruit 22.');
	expect(two.answer).toEqual({is: 'chosen', value: 'f21'});
	expect((await chosen(['app password'], {items, search: () => items.slice(0, 1)})).answer).toEqual({
		is: 'chosen',
		value: 'a',
	});
});

test('a list that was read out before is not read out again', async () => {
	const {said} = await chosen(['1'], {isKnown: true});
	expect(said).toBe('Which? 1 to 23, more, ? help: ');
});

test.each([
	[['<'], {back: true}, 'back'],
	[[controlC], {}, 'gone'],
	[[], {}, 'gone'],
] as const)('%j leaves it', async (script, more, is) => {
	expect((await chosen(script, more)).answer).toEqual({is});
});
