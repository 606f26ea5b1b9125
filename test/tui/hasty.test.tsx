import {expect, test} from 'vitest';
import {hastiness} from '../../source/tui/hasty.ts';
import {keys} from '../support/screen.ts';
import {shelfOf, stored} from './shelves.ts';
import {start} from './start.tsx';
import {opened} from './story.ts';

const atHome = async () => {
	const cases = shelfOf([stored(1), stored(2)]);
	const home = await start([opened], {home: true, host: {cases}});
	await home.until('Recent cases');
	return {...home, removed: () => cases.asked.filter(one => one.startsWith('remove'))};
};

test('a text that is pasted where nobody types is dropped, and that is said', async () => {
	const {press, until, raw, removed} = await atHome();
	expect(raw().lastIndexOf('\u001B[?2004h')).toBeGreaterThan(raw().lastIndexOf('\u001B[?2004l'));
	await press('\u001B[200~Dynamics@example.org\u001B[201~');
	await until('Nothing is typed here; the paste was dropped.');
	expect(removed()).toEqual([]);
});

test('without brackets, what came with the key that opened a question is no answer to it', async () => {
	const {press, until, removed} = await atHome();
	await press('Dynamics@example.org');
	await until(/Delete[\s\S]*That came together with the question; press it once more/);
	expect(removed()).toEqual([]);
	await press('y');
	expect(removed()).toHaveLength(1);
});

test.each([
	['x', [opened]],
	['q', [opened]],
] as const)('%j, the rest of a word, and y in one packet end no case that runs', async (key, log) => {
	const {press, settle, sent, exited} = await start(log);
	let isOver = false;
	void exited.then(() => {
		isOver = true;
	});
	await press(`${key}ery`);
	await settle();
	expect(sent.filter(({type}) => type === 'leave')).toEqual([]);
	expect(isOver).toBe(false);
});

test('Esc and Ctrl+C are never hasty, and a packet of its own is an answer', () => {
	const isHasty = hastiness();
	expect(isHasty('D', 'home', 1)).toBe(false);
	expect(isHasty('y', 'sure', 1)).toBe(true);
	expect(isHasty('esc', 'sure', 1)).toBe(false);
	expect(isHasty('ctrl+c', 'sure', 1)).toBe(false);
	expect(isHasty('n', 'sure', 2)).toBe(false);
	expect(isHasty('x', 'run', 2)).toBe(false);
	expect(isHasty('y', 'sure', 2)).toBe(true);
	expect(isHasty('y', 'sure', 3)).toBe(false);
});

test('several keys of one packet all count in a list', async () => {
	const {press, screen} = await atHome();
	const before = screen();
	await press('jjj');
	expect(screen()).not.toBe(before);
	await press(`${keys.up}${keys.up}${keys.up}`);
	expect(screen()).toBe(before);
});
