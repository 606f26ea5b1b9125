import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {caught, filled, mail, message, noon, reading, scriptedSink, session, standing} from './caught.ts';
import {start} from './start.tsx';

const now = noon + 35_000;
const rightToLeft = '\u202E';
const evil = `ESC\u001B[2J\u001B]52;c;aGk=\u0007 ${rightToLeft}gnp.exe\ttab 日本語の件名 שלום مرحبا 👩‍👩‍👧 e${'\u0301'.repeat(40)} end`;

test('what a stranger wrote cannot break a frame or drive the terminal', async () => {
	const hostile = message(990, {
		subject: evil,
		from: evil,
		sender: evil,
		recipients: [evil],
		remote: 'fe80::1%eth0',
		user: evil,
		to: evil,
	});
	const {desk} = scriptedSink(
		{
			messages: [{message: hostile, reading: reading(evil), standing: standing()}],
			sessions: [
				session(950, {helo: evil, recipients: [evil], exchanges: [{ms: 1, side: 'client', text: evil}]}),
			],
		},
		{
			mail: {
				...mail,
				header: [{name: evil, value: evil}],
				text: evil.repeat(50),
				links: [{url: evil, text: evil}],
				attachments: [{name: evil, type: evil, octets: 1}],
				source: evil,
				passages: [{from: evil, by: evil}],
				dislikes: [{id: 'x', says: evil, fix: evil, weight: 'heavy'}],
			},
		},
	);
	const {press, until, screen, raw, settle} = await start([], {sink: desk, now});
	const whole = () => {
		for (const line of screen().split('\n').slice(3, 21)) expect(line).toMatch(/^│.*│$/);
		expect(raw()).not.toContain('\u001B[2J');
		expect(raw()).not.toContain('\u001B]52');
		expect(raw()).not.toContain(rightToLeft);
	};
	await until('\\u{1b}[2J');
	whole();
	await press(keys.enter);
	for (const part of ['Text', 'Header', 'Way', 'Filters', 'Source']) {
		await until(`[${part}]`);
		whole();
		await press(keys.tab);
	}
	await press(keys.escape);
	await until('╭─ Sessions and messages');
	await press(`j${keys.enter}`);
	await until('╭─ What was said');
	whole();
	await settle();
});

const many = Array.from({length: 10_000}, (_, index) => caught(20_000 - index, String(100_000 + index)));

test('of 10,000 messages only what is seen is drawn, and few bytes for each move', async () => {
	const {desk, asked, show} = scriptedSink({
		messages: many,
		more: {messages: true, sessions: false},
		counts: {messages: 20_000, sessions: 20_000},
	});
	const {press, until, bytes, settle} = await start([], {sink: desk, now, columns: 160, rows: 50});
	await until('1 of 10000 and older');
	for (const key of ['j', 'j', 'k']) {
		const before = bytes();
		await press(key);
		expect(bytes() - before).toBeLessThanOrEqual(1500);
		await settle();
		const idle = bytes();
		await settle();
		expect(bytes()).toBe(idle);
	}
	expect(asked).toEqual([]);
	await press('G');
	await until('10000 of 10000 and older');
	expect(asked).toEqual(['oldest']);
	show({messages: [...many, caught(9000, '999999')], more: {messages: false, sessions: false}});
	await until('10000 of 10001');
	await press('g');
	await until('1 of 10001');
});

for (const [columns, rows] of [
	[40, 10],
	[80, 24],
	[160, 50],
] as const)
	test(`every screen of a sink fits ${columns}x${rows}, in ASCII`, async () => {
		const {desk} = scriptedSink(filled);
		const {press, screen, until} = await start([], {sink: desk, now, columns, rows, glyphs: 'ascii'});
		const fits = async (wanted: RegExp) => {
			const lines = (await until(wanted)).split('\n');
			expect(lines).toHaveLength(rows);
			expect(lines[0]).toMatch(/^ lostmail/);
			expect(lines[rows - 1]).toMatch(/q quit$|esc (?:back|no|show all)$/);
			expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
			expect(screen()).toMatch(/^[\n -~]*$/);
		};
		await fits(/\+- Sessions and messages/);
		await press(keys.enter);
		await fits(/\+- \[Text\]/);
		await press(keys.tab);
		await fits(/\[Header\]/);
		await press('s');
		await fits(/\+- What was said/);
		await press('?');
		await fits(/\+- Keys here/);
		await press(keys.escape);
		await until(/\+- What was said/);
		await press(keys.escape);
		await fits(/\[Header\]/);
		await press(keys.escape);
		await fits(/\+- Sessions/);
		await press('/x');
		await fits(/Search > x/);
		await press(keys.escape);
		await fits(/choose/);
		await press('i');
		await fits(/\+- What to do/);
		await press(keys.escape);
		await fits(/\+- Sessions/);
		await press('d');
		await fits(/Delete message/);
	});
