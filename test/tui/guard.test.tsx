import {describe, expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import type {PersonQuestion} from '../../source/core/person.ts';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {ending, erasing, loginFails, opened, procedure, untilLogin} from './story.ts';

const lastResort: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: [procedure]}),
];
const pageUp = '\u001B[5~';
const sizes = [
	['desk', 40, 10],
	['desk', 60, 12],
	['desk', 80, 15],
	['guide', 40, 10],
	['guide', 60, 13],
] as const;

const atGuard = async (manner: 'desk' | 'guide', columns: number, rows: number) => {
	const story = await start(lastResort, {manner, columns, rows});
	await story.until(manner === 'desk' ? 'stops here' : 'Show me what to do');
	if (manner === 'desk') {
		await story.press('p');
		await story.press('\t');
	} else {
		await story.press('jjj');
		await story.press(keys.enter);
	}
	await story.until('This cannot be undone.');
	return story;
};

describe.each(sizes)('before what cannot be undone, in the %s at %ix%i', (manner, columns, rows) => {
	test('by the time that the word opens it, all of the text was on the screen', async () => {
		const {press, until, screen} = await atGuard(manner, columns, rows);
		await press('ERASE');
		await press(keys.enter);
		let seen = await until('Read on first, with PgDn');
		for (let page = 0; page < 40 && !screen().includes('reset button'); page++) {
			seen += screen();
			await press(keys.pageDown);
			seen += screen();
			await press(keys.enter);
		}
		expect(screen()).toContain('Hold the reset button');
		for (const told of ['Every file on the device', 'whether the volumes', 'Create an app password'])
			expect(seen).toContain(told);
	});

	test('whoever has read it may go back in it before the word', async () => {
		const {press, until, screen} = await atGuard(manner, columns, rows);
		const first = screen();
		for (let page = 0; page < 15; page++) await press(keys.pageDown);
		expect(screen()).not.toBe(first);
		for (let page = 0; page < 15; page++) await press(pageUp);
		await press('ERASE');
		await press(keys.enter);
		await until('Hold the reset button');
	});
});

test('the screen says so, with the key, until the end was seen', async () => {
	const {press, until, screen} = await atGuard('desk', 40, 10);
	await until('Read on (PgDn), then type ERASE.');
	expect(screen().split('\n').at(-2)).toMatch(/^▸/);
	expect(screen()).toContain('PgDn read on');
	expect(screen()).not.toContain('⏎ open');
	for (let page = 0; page < 20; page++) await press(keys.pageDown);
	await until('Type ERASE to see the actions');
	await press('E');
	expect(screen()).toContain('⏎ open');
	expect(screen()).not.toContain('read on');
});

test('where all of it fits, the word is enough', async () => {
	const {press, until} = await atGuard('desk', 80, 24);
	await until('Type ERASE to see the actions');
	await press('ERASE');
	await press(keys.enter);
	await until('Hold the reset button');
});

test('a word that came in one packet with the key that led there is not typed', async () => {
	const {press, until, screen} = await start(lastResort);
	await until('stops here');
	await press('p');
	await until('Then');
	await press(`\tERASE${keys.enter}`);
	await until('This cannot be undone');
	expect(screen()).not.toContain('reset button');
	expect(screen()).not.toContain('▸ ERASE');
	await press('ERASE');
	await press(keys.enter);
	await until('Hold the reset button');
});

describe('a question that wants a word', () => {
	const erase: PersonQuestion = {
		id: 'initialize-confirmed',
		ask: 'If nothing else is left, may the system be initialized?',
		why: 'It is offered only when the mail is shown to be broken and nobody can get in. It cannot be undone, and the vendor does not state whether data survive it.',
		kind: 'confirmation',
		word: 'initialize',
		mayBeUnknown: true,
	};
	const asked: readonly Happening[] = [opened, {type: 'input.asked', question: erase}];

	test.each(['desk', 'guide'] as const)('is read to its end first, in the %s', async manner => {
		const {press, until, sent, screen} = await start(asked, {manner, columns: 40, rows: 10});
		await press('initialize');
		await press(keys.enter);
		await until('Read on first, with PgDn');
		expect(sent).toEqual([]);
		let seen = '';
		for (let page = 0; page < 10; page++) {
			await press(keys.pageDown);
			seen += screen().replaceAll(/\s+/g, ' ');
		}
		expect(seen).toMatch(/data survive|survive it/);
		await press(pageUp);
		await press(keys.enter);
		expect(sent).toEqual([{type: 'answer', id: 'initialize-confirmed', value: 'initialize'}]);
	});

	test('not now needs no reading', async () => {
		const {press, sent} = await start(asked, {columns: 40, rows: 10});
		await press(keys.down);
		await press(keys.enter);
		expect(sent).toEqual([{type: 'answer', id: 'initialize-confirmed', value: 'unknown'}]);
	});
});
