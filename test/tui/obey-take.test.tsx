import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {done, opened, whoCanLogIn} from './story.ts';

/** The console with a pager that only remembers what it was given. */
const startPaged = async (...[log, options]: Parameters<typeof start>) => {
	const paged: string[] = [];
	const page = async (text: string) => void paged.push(text);
	return {...(await start(log, {...options, host: {page}})), paged};
};

test('o hands over the whole page, and no row of it is wider than the terminal, where a pager breaks words', async () => {
	const {press, until, paged} = await startPaged(done, {columns: 60, rows: 14});
	await press('t');
	await until('Conversation');
	await press('o');
	await until('? help');
	const [text = ''] = paged;
	expect(paged).toHaveLength(1);
	expect(text).toMatch(/^ *\d+ ms C EHLO nas\.local$/m);
	expect(text).toMatch(/^ *\d+ ms S 534[ -]5\.7\.9 Application-specific password\s+required\b/m);
	for (const row of text.split('\n')) expect(row.length).toBeLessThanOrEqual(60);
	expect(text).not.toMatch(/\b(?:pas|passwo)$/m);
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

const guided = async (log: Parameters<typeof start>[0], more: Parameters<typeof start>[1] = {}) => {
	const paged: string[] = [];
	const written: string[] = [];
	const screen = await start(log, {
		manner: 'guide',
		...more,
		host: {
			page: async text => void paged.push(text),
			write: async (_, report) => {
				written.push(report);
				return `/home/me/report.${report}`;
			},
		},
	});
	return {...screen, paged, written};
};

test('in the guide o hands over what is read, and e writes a report; where there is none, it says so', async () => {
	const result = await guided(done);
	await result.until('What now?');
	await result.press('o');
	await result.press('e');
	await result.until('Written: /home/me/report.text');
	expect(result.paged[0]).toMatch(/What now\?[\s\S]*Why do you think so/);
	expect(result.written).toEqual(['text']);
	await result.press('?');
	expect(await result.until('your own pager')).toContain('Write a report of this case');

	const home = await guided([], {home: true});
	await home.until('What is wrong?');
	await home.press('e');
	await home.until('No case is open in this tab.');
	await home.press('o');
	expect(home.paged[0]).toContain('What is wrong?');
});

test.each(['guide', 'desk'] as const)('the same at a question, in the %s', async manner => {
	const {press, until, paged, written} = await guided(
		[opened, {type: 'input.asked', question: whoCanLogIn}],
		{
			manner,
		},
	);
	await until('Who can still log in');
	await press('o');
	expect(paged[0]).toMatch(/Who can still log in[\s\S]*An administrator can give you[\s\S]*Nobody/);
	await press('e');
	if (manner === 'desk') {
		await until(':export text');
		await press(keys.enter);
	}
	await until('Written: /home/me/report.text');
	expect(written).toEqual(['text']);
});
