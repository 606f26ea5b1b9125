import {afterEach, expect, test, vi} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {done, opened} from './story.ts';

afterEach(() => void vi.useRealTimers());

/** Over SSH each of these has to fit, at 120 by 40. */
const most = {spinner: 200, moved: 1000, turned: 6000, typed: 300} as const;
const size = {columns: 120, rows: 40} as const;

const running: readonly Happening[] = [
	opened,
	{type: 'step.started', step: 'settings'},
	{
		type: 'step.finished',
		step: 'settings',
		finding: {code: 'ok', level: 'ok', facts: {}, text: 'Everything is there.'},
		ms: 1,
	},
	{type: 'step.started', step: 'host'},
];

/** How many frames were written, by the sequences that begin them. */
const framesIn = (raw: string): number => raw.split('\u001B[?2026h').length - 1;

test('a step that runs costs four small frames a second', async () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
	const starting = start(running, size);
	await vi.advanceTimersByTimeAsync(50);
	const {raw} = await starting;
	const [frames, bytes] = [framesIn(raw()), raw().length];
	const seconds = 5;
	for (let passed = 0; passed < seconds * 1000; passed += 10) {
		await vi.advanceTimersByTimeAsync(10);
		await new Promise(resolve => setImmediate(resolve));
	}
	const drawn = framesIn(raw()) - frames;
	expect(drawn).toBeGreaterThan(0);
	expect(drawn).toBeLessThanOrEqual(seconds * 4);
	expect(Buffer.byteLength(raw().slice(bytes)) / drawn).toBeLessThanOrEqual(most.spinner);
});

const home = () => start([opened], {home: true, ...size});
const run = () => start(done, size);
const inbox = () => start([], {sink: scriptedSink(filled).desk, now: noon, ...size});

test.each([
	['home', home],
	['run', run],
	['inbox', inbox],
] as const)('%s: a selection that moves, and nothing while nothing happens', async (_name, open) => {
	const {press, bytes, settle} = await open();
	for (const key of [keys.down, 'j', keys.up, 'k']) {
		const before = bytes();
		await press(key);
		expect(bytes() - before, key).toBeGreaterThan(0);
		expect(bytes() - before, key).toBeLessThanOrEqual(most.moved);
		await settle();
		const idle = bytes();
		await settle();
		expect(bytes() - idle).toBe(0);
	}
});

test('a page that is turned, and a letter of a search', async () => {
	const {press, bytes, until} = await start(done, {columns: 120, rows: 14});
	await press('tg');
	await until(/ 1-\d+ of/);
	const page = bytes();
	await press(keys.pageDown);
	expect(bytes() - page).toBeGreaterThan(0);
	expect(bytes() - page).toBeLessThanOrEqual(most.turned);
	await press('/');
	await until('Find ▸');
	await press('a');
	await until(/\d of \d/);
	const letter = bytes();
	await press('zzz');
	await until('nowhere here');
	expect(bytes() - letter).toBeLessThanOrEqual(most.turned);
	const other = bytes();
	await press('z');
	expect(bytes() - other).toBeLessThanOrEqual(most.typed);
});

test('what is over writes nothing', async () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
	const starting = start(done, size);
	await vi.advanceTimersByTimeAsync(50);
	const {bytes} = await starting;
	const before = bytes();
	await vi.advanceTimersByTimeAsync(10_000);
	await new Promise(resolve => setImmediate(resolve));
	expect(bytes() - before).toBe(0);
});
