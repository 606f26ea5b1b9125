import {afterEach, beforeAll, expect, test, vi} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {runInLab} from './run-in-lab.ts';
import {shelfOf, stored, worlds} from './shelves.ts';
import {start} from './start.tsx';

/** Over SSH each key that moves a selection has to fit, and with it what comes when the selection has rested. */
const most = {moved: 1000, rested: 2500} as const;
const sizes = [
	{columns: 120, rows: 40},
	{columns: 80, rows: 24},
] as const;

const inLab = ['wrong-password', 'port-silent', 'smtp-healthy', 'app-password-needed'] as const;
const logs = new Map<string, readonly Event[]>();
beforeAll(async () => {
	await Promise.all(inLab.map(async name => logs.set(name, await runInLab(name))));
}, 60_000);
afterEach(() => void vi.useRealTimers());

const tick = () => new Promise(resolve => setImmediate(resolve));
/** Time goes on until then: the emulator waits for it, too. */
const until = async <T,>(settled: Promise<T>): Promise<T> => {
	let isSettled = false;
	void settled.finally(() => {
		isSettled = true;
	});
	while (!isSettled) {
		await vi.advanceTimersByTimeAsync(1);
		await tick();
	}
	return settled;
};

/** The console, and a clock that only the test moves on. */
const opened = async (...given: Parameters<typeof start>) => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
	const console = await until(start(...given));
	const pass = async (milliseconds: number) => {
		await vi.advanceTimersByTimeAsync(milliseconds);
		await until(console.press(''));
	};
	await pass(1000);
	return {...console, pass, press: (keys: string) => until(console.press(keys))};
};

const stepsOf = ([first]: readonly Event[]): number =>
	first?.type === 'case.opened' ? first.steps.length : 0;

/** From the first row to the last and back. */
const wayOver = (rows: number) => [...'j'.repeat(rows - 1), ...'k'.repeat(rows - 1)];

test.each(inLab.flatMap(name => sizes.map(size => ({name, ...size}))))(
	'$name at $columns by $rows: every row of the run, and what comes when it has rested',
	async ({name, ...size}) => {
		const log = logs.get(name) ?? [];
		const {press, pass, bytes} = await opened(log, size);
		await press('g');
		await pass(1000);
		for (const key of wayOver(stepsOf(log))) {
			const before = bytes();
			await press(key);
			const moved = bytes();
			expect(moved - before).toBeGreaterThan(0);
			expect(moved - before).toBeLessThanOrEqual(most.moved);
			await pass(300);
			expect(bytes() - before).toBeLessThanOrEqual(most.rested);
			const idle = bytes();
			await pass(5000);
			expect(bytes()).toBe(idle);
		}
	},
	60_000,
);

test.each(inLab)('%s: every row, while the key is held down', async name => {
	const log = logs.get(name) ?? [];
	const {press, pass, bytes, screen} = await opened(log, sizes[0]);
	await press('g');
	await pass(1000);
	for (const key of wayOver(stepsOf(log))) {
		const before = bytes();
		await press(key);
		await pass(30);
		expect(bytes() - before).toBeLessThanOrEqual(most.moved);
	}
	await pass(1000);
	expect(screen()).not.toContain('more follows');
});

test('a long finding follows when the selection has rested, and nothing of the other one stands beside it', async () => {
	const {press, pass, screen} = await opened(logs.get('wrong-password') ?? [], sizes[0]);
	const whole = screen();
	expect(whole).toMatch(/Login · problem[\s\S]*S✖ 535/);
	expect(whole).not.toContain('more follows');
	await press('k');
	expect(screen()).toContain('Encryption · ok');
	expect(screen()).not.toMatch(/S✖|Means/);
	await pass(200);
	await press('j');
	expect(screen()).toMatch(/Login · problem[\s\S]*more follows[\s\S]*Means[\s\S]*Who[\s\S]*Do/);
	expect(screen()).not.toContain('S✖');
	await pass(200);
	expect(screen()).toContain('more follows');
	await pass(100);
	expect(screen()).toBe(whole);
});

test('a selection that comes back has to rest again', async () => {
	const {press, pass, screen} = await opened(logs.get('wrong-password') ?? [], sizes[0]);
	await press('kj');
	expect(screen()).toContain('Login · problem');
	expect(screen()).toContain('more follows');
	await pass(300);
	expect(screen()).not.toContain('more follows');
});

const library = {
	playbooks: [{name: 'tos-verification-code', title: 'Verification code never arrives', about: 'Finds it.'}],
	scenarios: worlds(60),
};
const cases = shelfOf(Array.from({length: 60}, (_, index) => stored(index)));

test.each([
	['home', '', {home: true}],
	['the lab', 'l', {home: true}],
	['the list of cases', 'c', {home: true}],
	['the inbox', '', {sink: scriptedSink(filled).desk}],
] as const)('%s: every row', async (_name, way, more) => {
	const {press, pass, bytes} = await opened([], {
		...sizes[0],
		...more,
		now: noon,
		host: {cases, library: {subscribe: () => () => undefined, snapshot: () => library}},
	});
	await press(way);
	await pass(1000);
	await press('g');
	for (const key of wayOver(60)) {
		const before = bytes();
		await press(key);
		await pass(1000);
		expect(bytes() - before).toBeLessThanOrEqual(most.moved);
	}
});
