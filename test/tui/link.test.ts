import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {lostmail} from '../program/lostmail.ts';
import {start, startIn} from './pty.ts';

const endOfFrame = '\u001B[?2026l';
const startOfFrame = '\u001B[?2026h';

/** The frames that came since then, as they came. */
const framesAfter = ({raw}: {raw(): string}, from: number): readonly string[] =>
	raw()
		.slice(from)
		.split(startOfFrame)
		.slice(1)
		.map(frame => startOfFrame + frame);

const octetsAfter = ({raw}: {raw(): string}, from: number) => Buffer.byteLength(raw().slice(from));

/** What a frame says but for what moves in it: how far the spinner is, and how much time. */
const withoutMotion = (frame: string): string =>
	frame.replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/gu, '*').replaceAll(/\d+/g, '0');

const untilWhole = async (started: ReturnType<typeof start>, from: number) =>
	started.when(() => started.raw().length > from && started.raw().endsWith(endOfFrame));

test('a moved selection at 120x40 takes at most 1,000 octets, and nothing is written while nobody does anything', async () => {
	const started = start([], {columns: 120, rows: 40});
	await started.until(/^ lostmail[\s\S]*The lab: \d+ worlds/);
	await untilWhole(started, 0);
	for (const key of ['j', 'j', 'k']) {
		const before = started.raw().length;
		started.child.write(key);
		await untilWhole(started, before);
		for (const frame of framesAfter(started, before))
			expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(1000);
	}

	const before = started.raw().length;
	// As long as it takes another one to go through a whole case.
	expect((await lostmail(['demo', 'wrong-password', '--plain'])).code).toBe(0);
	expect(octetsAfter(started, before)).toBe(0);
	started.child.write('q');
	await started.exit;
}, 90_000);

test('a selection that walks over a run at 120x40 takes at most 1,000 octets a key, and as much again with what follows', async () => {
	const started = start(['demo', 'wrong-password'], {columns: 120, rows: 40});
	await started.until(/p Get the super user in first[\s\S]* quit *$/);
	for (const key of `g${'j'.repeat(14)}`) {
		const before = started.raw().length;
		started.child.write(key);
		await untilWhole(started, before);
		await started.when(() => !started.screen().includes('more follows'));
		await untilWhole(started, before);
		for (const frame of framesAfter(started, before))
			expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(1000);
		expect(octetsAfter(started, before)).toBeLessThanOrEqual(2000);
	}
	expect(started.screen()).toMatch(/▸○ Junk folder/);
	started.child.write('q');
	await started.exit;
}, 90_000);

test('a frame in which only something that moves has moved takes at most 200 octets', async () => {
	const started = start(['demo', 'port-silent'], {columns: 120, rows: 40});
	await started.until(/Server answers.*running/);
	const from = started.raw().length;
	await started.until(/Inconclusive/);
	const frames = framesAfter(started, from);
	const still = frames.map(withoutMotion);
	const moved = frames.filter((_, at) => still[at] === still[at - 1]);
	expect(moved).not.toEqual([]);
	for (const frame of moved) expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(200);
	started.child.write('q');
	await started.exit;
}, 90_000);

test.runIf(process.platform === 'linux')(
	'while nobody reads, the program goes on, and whoever reads again gets the newest frame and not all of them',
	async () => {
		const started = startIn(process.execPath, [fileURLToPath(new URL('./unread.ts', import.meta.url))]);
		const drawn = path.join(started.state, 'drawn');
		started.child.pause();
		await expect.poll(() => existsSync(drawn), {timeout: 20_000}).toBe(true);
		started.child.resume();
		await started.until(/frame 1000 row 0 [\s\S]*frame 1000 row 19 /);
		// One frame has 1,300 octets.
		expect(Buffer.byteLength(started.raw())).toBeLessThan(100_000);
		started.child.write('q');
		expect((await started.exit).exitCode).toBe(0);
		expect(started.terminal.buffer.active.type).toBe('normal');
	},
	90_000,
);
