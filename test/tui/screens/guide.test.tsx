import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {keys} from '../../support/screen.ts';
import {start} from '../start.tsx';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../story.ts';

const right = '\u001B[C';
const sizes = [
	[40, 10],
	[80, 24],
	[160, 50],
] as const;

const lastResort: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: [procedure]}),
];

const isWhole = (screen: string, columns: number, rows: number) => {
	const lines = screen.split('\n');
	expect(lines).toHaveLength(rows);
	expect(lines[0]).toMatch(/^ lostmail /);
	expect(lines.at(-1)).not.toBe('');
	// Text is no wider than it can be read.
	for (const line of lines.slice(1, -1))
		expect(line.trimEnd().length).toBeLessThanOrEqual(Math.min(columns, 81));
};

describe.each(sizes)('at %ix%i', (columns, rows) => {
	const size = {columns, rows, manner: 'guide'} as const;

	test('the first screen asks what is wrong, and has an answer for everybody', async () => {
		const {until, press} = await start([], {...size, home: true});
		const first = await until('What is wrong?');
		isWhole(first, columns, rows);
		expect(first).toContain('▸ I forgot my password, and the code');
		await press('G');
		expect(await until('▸ Show me an example')).toContain('What is wrong?');
	});

	test('what happens is told while it runs', async () => {
		const {until} = await start([opened, ...untilLogin], size);
		const run = await until('being looked at');
		isWhole(run, columns, rows);
		expect(run).toContain('5 of 9 looked at');
		expect(run.replaceAll(/\s+/g, ' ')).toContain('Asking the mail server whether it takes the login');
	});

	test('what was found is one sentence, with what can be done now', async () => {
		const {until, press} = await start(done, size);
		const result = await until('✖ Two-step verification');
		isWhole(result, columns, rows);
		expect(result).toContain('▸ Show me what to do: Create an app');
		await press('G');
		expect(await until('▸ Something else')).toContain('✖ Two-step verification');
	});

	test('why is a page of its own, and both ways lead back', async () => {
		const {until, press} = await start(done, size);
		await press('j');
		await press(keys.enter);
		const why = await until('Why we think so:');
		isWhole(why, columns, rows);
		let read = why;
		for (let page = 0; page < 8; page++) {
			await press(keys.pageDown);
			read += await until('Why we think so:');
		}
		expect(read.replaceAll(/\s+/g, ' ')).toMatch(/send a test\..*could not be ruled out: 1/i);
		await press(keys.escape);
		await until('▸ Show me what to do');
	});

	test('one action a screen, and behind the last one it is asked whether to check again', async () => {
		const {until, press, sent} = await start(done, size);
		await press(keys.enter);
		const first = await until('1 of 4');
		isWhole(first, columns, rows);
		await press(keys.enter);
		await until('2 of 4');
		await press(right);
		expect((await until('3 of 4')).indexOf('Without the spaces.')).toBeGreaterThan(0);
		await press(keys.left);
		await until('2 of 4');
		await press(right + keys.enter + keys.enter);
		isWhole(await until('Has it helped?'), columns, rows);
		expect(sent).toEqual([0, 2, 3].map(action => ({type: 'tick', procedure: 'create-app-password', action})));
		await press(keys.enter);
		expect(sent.at(-1)).toEqual({type: 'redo', steps: ['login', 'sender']});
	});

	test('what cannot be undone is behind a word, and other ways come first', async () => {
		const {until, press} = await start(lastResort, size);
		await until('▸ Show me what to do: Create an app');
		await press('jjj');
		await until('▸ The last resort');
		await press(keys.enter);
		const guard = await until('This cannot be undone.');
		isWhole(guard, columns, rows);
		expect(guard).toContain('Not tried yet');
		for (let page = 0; page < 10; page++) await press(keys.pageDown);
		await press(keys.enter);
		await until('That is not the word.');
		await press('ERASE');
		await press(keys.enter);
		await until('Hold the reset button');
	});
});

test('a line that is too long for the list is broken at a word, below itself or below the list', async () => {
	const long = 'The code that a device sends does not come, and nobody knows where it went';
	const one = {name: 'tos-verification-code', title: long, about: ''};
	const library = {playbooks: [{...one, name: 'mine'}], scenarios: []};
	const host = {library: {subscribe: () => () => undefined, snapshot: () => library}};
	const roomy = await start([], {home: true, manner: 'guide', columns: 60, rows: 24, host});
	expect(await roomy.until('What is wrong?')).toMatch(/▸ The code that .*\n +(?:\w+ )*went\n/);
	const tight = await start([], {home: true, manner: 'guide', columns: 40, rows: 10, host});
	expect(await tight.until('What is wrong?')).toMatch(/▸ The code that a .*…\n[\s\S]*\n +…\w/);
});
