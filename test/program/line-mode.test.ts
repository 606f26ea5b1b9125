import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, expect, test} from 'vitest';
import {atTerminal} from './line-terminal.ts';
import {lostmail} from './lostmail.ts';

const state = mkdtempSync(path.join(tmpdir(), 'lostmail-lines-'));
afterAll(() => rmSync(state, {recursive: true, force: true}));

const running = new Set<ReturnType<typeof atTerminal>>();
afterEach(() => {
	for (const {child} of running) child.kill();
	running.clear();
});

const start = (args: readonly string[], options: Parameters<typeof atTerminal>[1] = {}) => {
	const terminal = atTerminal(args, {
		...options,
		env: {XDG_STATE_HOME: state, XDG_DATA_HOME: state, ...options.env},
	});
	running.add(terminal);
	void terminal.ended.then(() => running.delete(terminal));
	return terminal;
};

/** No control sequence, no box, no mark that only eyes understand, and no line that is longer than the terminal. */
const isForTheEar = (raw: string, columns: number) => {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	expect(raw).not.toMatch(/[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/);
	expect(raw).not.toMatch(/[\u2190-\u28FF]/);
	// What was typed stands behind its prompt.
	const written = raw.split('\r\n').map(line => line.replace(/(: )\S.*$/, '$1').trimEnd());
	expect(written.filter(line => line.length > columns && line.includes(' '))).toEqual([]);
};

const cases = (): readonly string[] =>
	readdirSync(state, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ndjson'));

test.each([
	[['--plain'], {}, 80],
	[['--plain', '--guide'], {}, 40],
	[['--screen-reader'], {}, 80],
	[[], {TERM: 'dumb'}, 120],
	[[], {INK_SCREEN_READER: 'true'}, 80],
	[[], {INK_SCREEN_READER: '1'}, 80],
] as const)(
	'%j with %j: a case from the first list to the end of its procedure and the check again',
	async (args, env, columns) => {
		const {answer, until, type, ended, raw} = start(args, {env, columns});
		await answer(/What do you want to do\?/, 'the provider wants an app password');
		await answer(/fits?:/, '1');
		await answer(/Login: problem\..*Result: .*What next\?/, 'do');
		const actions = Number(/Action 1 of (\d)/.exec(await until(/Action 1 of \d.*: $/))?.[1]);
		for (let action = 1; action <= actions; action++) await answer(new RegExp(`Action ${action} of`), '');
		await answer(/all are done.*Check again\?/, '');
		await until(/Checking again: /);
		// Enter keeps each answer as it was.
		while (!/What next\?/.test(await until(/(?:What next\?|Question \d+ of).*: $/))) type('\r');
		type('leave\r');
		await until(/Found: .*The case is kept in.*Next: /);
		expect(await ended).toBe(1);
		isForTheEar(raw(), columns);
	},
	60_000,
);

test('questions: a secret is shown nowhere and kept nowhere, and Ctrl+D leaves the case on disk', async () => {
	const before = new Set(cases());
	const {answer, type, until, ended, raw} = start(['--plain']);
	await answer(/What do you want to do\?/, 'smtp-settings');
	for (let question = 1; ; question++) {
		const said = await until(/Question \d+ of.*: $/);
		if (/What you type is not shown/.test(said)) break;
		if (question > 30) throw new Error(said);
		type(/An e-mail address/.test(said) ? 'someone@mailbox.test\r' : '\r');
	}
	type('canary8x-hunter2\r');
	await until(/Question \d+ of.*: $/);
	type('\u0004');
	await ended;
	expect(raw()).toContain('Found: Cancelled before it came to a verdict.');
	isForTheEar(raw(), 80);
	const [written = ''] = cases().filter(file => !before.has(file));
	const kept = readFileSync(path.join(state, written), 'utf8');
	expect(kept).toContain('"input.answered"');
	for (const canary of ['canary8x-hunter2', Buffer.from('canary8x-hunter2').toString('base64')]) {
		expect(raw()).not.toContain(canary);
		expect(kept).not.toContain(canary);
	}
}, 30_000);

/** Answers to what capture-code asks: its real wait is minutes long, the one of a lab world is over in a moment. */
const nobodyConnects = [
	'who-can-change=me',
	'reach=this-machine',
	'address=person@mailbox.test',
	'smtp-user=unknown',
	'smtp-password=unknown',
	'sink-ports=0/none',
].flatMap(answer => ['--set', answer]);

test('Ctrl+C cancels a wait, what was found stays, and Ctrl+C at a prompt leaves', async () => {
	const {answer, until, type, ended, raw} = start(['run', 'capture-code', ...nobodyConnects], {
		env: {TERM: 'dumb'},
	});
	await answer(/It is entered and saved/, '1');
	await until(/Waiting .* Ctrl\+C cancels\./);
	type('\r');
	await until(/steps done\. Still waiting: /);
	type('\u0003');
	await until(/Cancelling\..*Result: .*What next\?.*: $/);
	type('\u0003');
	expect(await ended).toBe(130);
	isForTheEar(raw().replaceAll('^C', ''), 80);
}, 30_000);

test.each(['run', 'prompt'] as const)(
	'a terminal that is gone at a %s leaves the case on disk',
	async when => {
		const before = new Set(cases());
		const {answer, until, child, ended} = start(['--plain']);
		if (when === 'run') {
			await answer(/What do you want to do\?/, 'capture-nobody');
			await answer(/fits?:/, '1');
			await answer(/It is entered and saved/, '1');
			await until(/Waiting /);
		} else {
			await answer(/What do you want to do\?/, '1');
			await answer(/Question 1 of/, '2');
			await until(/Question 2 of/);
		}
		process.kill(child.pid, 'SIGHUP');
		expect(await ended).toBe(143);
		const [written = ''] = cases().filter(file => !before.has(file));
		expect(readFileSync(path.join(state, written), 'utf8')).toContain('"case.opened"');
	},
	30_000,
);

test('without a terminal nothing waits: one line says so, and the demo follows as text', async () => {
	const {code, stdout, stderr} = await lostmail(['--plain'], {
		input: '1\n2\n3\n',
		env: {XDG_STATE_HOME: state, XDG_DATA_HOME: state},
	});
	expect(stderr).toContain('no terminal here');
	expect(stdout).toMatch(/^✖ DIAGNOSED/);
	expect(code).toBe(0);
}, 30_000);

test('demo --plain stays as it was: questions on stderr, then a report, and no console', async () => {
	const {until, type, ended, raw} = start(['demo', 'wrong-password', '--plain']);
	await until(/It is not there.*> /);
	type('\u0004');
	await ended;
	expect(raw()).toContain('CANCELLED');
	expect(raw()).not.toMatch(/What next\?|Question \d/);
}, 30_000);
