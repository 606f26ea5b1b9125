import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {done, opened} from './story.ts';

/** The console with a pager that only remembers what it was given. */
const startPaged = async (...[log, options]: Parameters<typeof start>) => {
	const paged: string[] = [];
	const page = async (text: string) => void paged.push(text);
	return {...(await start(log, {...options, host: {page}})), paged};
};

test('o hands over the whole page, and no row of it is broken', async () => {
	const {press, until, paged} = await startPaged(done, {columns: 60, rows: 14});
	await press('t');
	await until('Conversation');
	await press('o');
	await until('? help');
	const [text = ''] = paged;
	expect(paged).toHaveLength(1);
	expect(text).toMatch(/^ *\d+ ms C EHLO nas\.local$/m);
	expect(text).toMatch(/^ *\d+ ms S 534[ -]5\.7\.9 Application-specific password required\b.*$/m);
	expect(text).not.toMatch(/ {80}/);
	expect(text.split('\n').length).toBeGreaterThan(20);
});

test('beside the list it is the whole step', async () => {
	const {press, until, paged} = await startPaged(done);
	await until('▸✖ Login');
	await press('o');
	await until('? help');
	expect(paged[0]).toMatch(/· sentence\n.*· evidence\n.*· transcript\n.*C EHLO nas\.local\n/s);
});

test('a message, and nothing of it acts on the terminal', async () => {
	const evil = 'first \u001B[2J\u001B]52;c;aGk=\u0007 and \u202E more';
	const {desk} = scriptedSink(filled, {
		mail: {
			header: [{name: 'Subject', value: evil}],
			text: evil,
			links: [],
			attachments: [],
			source: evil,
			passages: [],
			clock: {says: 'unknown', because: 'no-date'} as never,
			dislikes: [],
		},
	});
	const {press, until, paged} = await startPaged([], {sink: desk, now: noon});
	await until('482 915');
	await press(keys.enter);
	await until('first');
	await press('o');
	await until('? help');
	expect(paged[0]).toContain('first \\u{1b}[2J');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
	expect(paged[0]).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
});

test('a pager that fails is told, and the console goes on', async () => {
	const {press, until} = await start(done, {
		host: {
			page: async () => {
				throw new Error('No pager is here. Install less.');
			},
		},
	});
	await press('t');
	await until('Conversation');
	await press('o');
	await until('! No pager is here. Install less.');
	await press(keys.escape);
	await until('╭─ Steps');
});

test('e begins a line that writes the report, and where it is written is told', async () => {
	const {press, until} = await start(done);
	await until('▸✖ Login');
	await press('e');
	await until(':export text');
	await press(keys.enter);
	await until('Written: /home/me/report.text');
});

const running: readonly Happening[] = [opened, {type: 'step.started', step: 'settings'}];

test('whoever is guided presses e, and the report is written', async () => {
	const {press, until} = await start(running, {manner: 'guide'});
	await until(/\? help|\?/);
	await press('e');
	await until('Written: /home/me/report.text');
});
