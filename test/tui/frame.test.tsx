import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {done, opened} from './story.ts';

for (const [columns, rows] of [
	[40, 10],
	[60, 20],
	[80, 24],
	[120, 40],
	[200, 60],
] as const)
	test(`every screen fits ${columns}x${rows}, in ASCII`, async () => {
		const {press, screen, until} = await start(done, {columns, rows, glyphs: 'ascii'});
		const fits = async (wanted: RegExp) => {
			const lines = (await until(wanted)).split('\n');
			expect(lines).toHaveLength(rows);
			expect(lines[0]).toMatch(/^ lostmail/);
			expect(lines[rows - 1]).toMatch(/q quit$|esc back$/);
			expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
			expect(screen()).toMatch(/^[\n -~]*$/);
		};
		await fits(/>x Login/);
		await press(keys.enter);
		await fits(/\+- Login - problem/);
		await press('t');
		await fits(/\+- Conversation/);
		await press('d');
		await fits(/\+- Diagnosis/);
		await press('p');
		await fits(/\+- Create an app password/);
		await press('?');
		await fits(/\+- Keys here/);
		await press(keys.escape);
		await until(/\+- Create an app password/);
		await press(keys.escape);
		await until(/\+- Steps/);
		await press(keys.escape);
		await fits(/\+- Home/);
	});

test('below 40x10 there is one line, and the screen comes back', async () => {
	const {resize, until, screen} = await start(done);
	await resize(38, 9);
	expect((await until('Terminal is 38x9. Need 40x10.')).trim().split('\n')).toHaveLength(1);
	await resize(80, 24);
	await until('▸✖ Login');
	expect(screen()).toContain('p what to do');
});

test('what a server says cannot break the frame', async () => {
	const evil =
		'ESC\u001B[2J\u001B]52;c;aGk=\u0007 bidi\u202Ereversed tab\tend 日本語の長いテキスト 👩‍👩‍👧 ⚠️ done';
	const {screen, until, raw, press} = await start(
		[
			opened,
			{
				type: 'step.finished',
				step: 'mx',
				finding: {code: 'evil', level: 'warning', facts: {evil}, text: evil.repeat(3)},
				ms: 1,
			},
			{type: 'case.closed', verdict: 'inconclusive'},
		],
		{columns: 80, rows: 24},
	);
	await until('\\u{1b}[2J');
	const frame = screen().split('\n');
	for (const line of frame.slice(4, 20)) expect(line).toMatch(/^│.*││.*│$/);
	expect(raw()).not.toContain('\u001B[2J');
	expect(raw()).not.toContain('\u001B]52');
	expect(raw()).not.toContain('\u202E');
	await press(keys.enter);
	await until('Finding evil');
	for (const line of screen().split('\n').slice(5, 22)) expect(line).toMatch(/^│.*│$/);
});

test('few bytes: a moved selection, and none at all when nothing happens', async () => {
	const atHome = await start([opened], {home: true, columns: 120, rows: 40});
	const inRun = await start(done, {columns: 120, rows: 40});
	for (const {press, bytes, settle} of [atHome, inRun])
		for (const key of [keys.down, keys.down, keys.up]) {
			const before = bytes();
			await press(key);
			expect(bytes() - before).toBeLessThanOrEqual(1000);
			expect(bytes() - before).toBeGreaterThan(0);
			await settle();
			const idle = bytes();
			await settle();
			expect(bytes() - idle).toBe(0);
		}
});

test('the terminal is given back with its line wrapping', async () => {
	const {press, raw, exited} = await start(done);
	expect(raw()).toContain('\u001B[?1049h\u001B[?7l');
	await press('q');
	await exited;
	expect(raw().lastIndexOf('\u001B[?7h')).toBeGreaterThan(raw().lastIndexOf('\u001B[?7l'));
	expect(raw()).toContain('\u001B[?1049l');
	expect(raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(raw().lastIndexOf('\u001B[?25l'));
});
