import {existsSync, readdirSync, readFileSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {command, startIn} from './pty.ts';

const preload = new URL('./provoke.ts', import.meta.url).href;

/** The program under a shell that says how the terminal is set before and after, and how the program ended. */
const startBetween = (provoke: string, args: readonly string[] = []) => {
	const script = [
		'echo "before $(stty -g)"',
		`NODE_OPTIONS='--import=${preload}' LOSTMAIL_TEST_PROVOKE='${provoke}' LOSTMAIL_TEST_PID="$XDG_STATE_HOME/pid" ${command(...args)}`,
		'code=$?',
		// Whoever looks after the terminal is quick, but no part of the program.
		'[ $code -gt 128 ] && sleep 1',
		'echo "after $(stty -g)"',
		'echo "over $code"',
	].join('\n');
	const started = startIn('/bin/sh', ['-c', script]);
	return {...started, pid: () => Number(readFileSync(path.join(started.state, 'pid'), 'utf8'))};
};

type Started = ReturnType<typeof startBetween>;

/** The terminal is set as before, and the screen is the one that everything began on. */
const expectRestored = ({raw, terminal}: Started) => {
	const all = raw();
	const [, before] = /before (\S+)/.exec(all) ?? [];
	const [, after] = /after (\S+)/.exec(all) ?? [];
	expect(after).toBe(before);
	expect(all).toContain('\u001B[?1049h');
	expect(terminal.buffer.active.type).toBe('normal');
	expect(terminal.modes.wraparoundMode).toBe(true);
	expect(terminal.modes.bracketedPasteMode).toBe(false);
	expect(all.lastIndexOf('\u001B[?25h')).toBeGreaterThan(all.lastIndexOf('\u001B[?25l'));
};

const codeOf = ({raw}: Started) => Number(/over (\d+)/.exec(raw())?.[1]);

/** What was left on the normal screen. */
const leftBehind = ({raw}: Started) => raw().slice(raw().lastIndexOf('\u001B[?1049l'));

const atHome = /New here\?|Verification code never arrives/;

test.each([
	['q', 'q', 0],
	['Ctrl+C', '\u0003', 0],
] as const)(
	'%s gives the terminal back',
	async (_name, key, code) => {
		const started = startBetween('');
		await started.until(atHome);
		started.child.write(key);
		await started.exit;
		expectRestored(started);
		expect(codeOf(started)).toBe(code);
	},
	90_000,
);

test.each([
	['SIGTERM', 143],
	['SIGINT', 130],
	['SIGHUP', 143],
	['SIGQUIT', 143],
] as const)(
	'%s gives the terminal back',
	async (signal, code) => {
		const started = startBetween('');
		await started.until(atHome);
		process.kill(started.pid(), signal);
		await started.exit;
		expectRestored(started);
		expect(codeOf(started)).toBe(code);
	},
	90_000,
);

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
	'%s in the middle of a case says where the case is, and how to go on',
	async signal => {
		const started = startBetween('', ['run', 'tos-verification-code']);
		await started.until(/Who can still log in/);
		process.kill(started.pid(), signal);
		await started.exit;
		expectRestored(started);
		const left = leftBehind(started).replaceAll(/\r\n/g, '\n');
		const [, id = ''] = /Case file: \S+\.ndjson \((\w{6})\)\n/.exec(left) ?? [];
		expect(left).toContain(`Next: lostmail case resume ${id}\n`);
		expect(codeOf(started)).toBe(signal === 'SIGINT' ? 130 : 143);
	},
	90_000,
);

test.each([
	['q', /Quit although/, 'y'],
	['\u0003', /once more quits/, '\u0003'],
])(
	'a case that is left before its end (%j) was interrupted, and is not healthy',
	async (first, asked, second) => {
		const started = startBetween('', ['run', 'tos-verification-code']);
		await started.until(/Who can still log in/);
		started.child.write(first);
		await started.until(asked);
		started.child.write(second);
		await started.exit;
		expect(leftBehind(started)).toContain('Next: lostmail case resume');
		expect(codeOf(started)).toBe(130);
	},
	90_000,
);

test('kill -9 gives the terminal back as well, and says so', async () => {
	const started = startBetween('');
	await started.until(/Verification code never arrives/);
	process.kill(started.pid(), 'SIGKILL');
	await started.exit;
	expectRestored(started);
	expect(leftBehind(started)).toContain('lostmail was killed');
	expect(codeOf(started)).toBe(137);
}, 90_000);

/** Whoever looks after the terminal ends with the program: nothing of it is left that holds the terminal. */
test.runIf(existsSync('/proc/self/task'))(
	'nothing is left running',
	async () => {
		const started = startBetween('');
		await started.until(/Verification code never arrives/);
		const watchers = () =>
			readdirSync('/proc')
				.filter(name => /^\d+$/.test(name))
				.filter(
					pid =>
						commandOf(pid).includes('lostmail-terminal') && terminalOf(pid) === terminalOf(started.child.pid),
				);
		await expect.poll(watchers, {timeout: 10_000}).toHaveLength(1);
		const [watcher = ''] = watchers();
		started.child.write('q');
		await started.exit;
		await expect.poll(() => commandOf(watcher), {timeout: 10_000}).not.toContain('lostmail-terminal');
		expect(leftBehind(started)).not.toContain('lostmail was killed');
	},
	90_000,
);

const commandOf = (pid: string): string => {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return '';
	}
};

const terminalOf = (pid: number | string): string => {
	try {
		return /^\/dev\/pts\/\d+$/.exec(readlinkSync(`/proc/${pid}/fd/1`))?.[0] ?? '';
	} catch {
		return 'none';
	}
};

/** A key that everything provoked goes through. */
const trigger: Readonly<Record<string, string>> = {key: 'j', component: '/v'};

test.each(['timer', 'rejection', 'key', 'component', 'layout'])(
	'a mistake of ours (%s) gives the terminal back, and leaves what to report',
	async what => {
		const started = startBetween(what);
		await started.until(/Verification code never arrives/);
		process.kill(started.pid(), 'SIGUSR2');
		await started.untilWritten(/0;provoked/);
		started.child.write(trigger[what] ?? '');
		await started.exit;
		expectRestored(started);
		expect(leftBehind(started)).toContain('this is our fault, and not yours');
		expect(leftBehind(started)).toContain('provoked for a test');
		expect(leftBehind(started)).toMatch(/Node \d+\.\d+\.\d+, \w+ \w+, xterm-256color 80x24/);
		expect(codeOf(started)).toBe(3);
	},
	90_000,
);

test('a mistake of ours in the middle of a case says where the case is, and it is there', async () => {
	const started = startBetween('timer', ['demo', 'port-silent']);
	await started.until(/Server answers/);
	process.kill(started.pid(), 'SIGUSR2');
	await started.exit;
	expectRestored(started);
	const [, file = ''] = /Case file: (\S+?\.ndjson)/.exec(leftBehind(started).replaceAll(/\r\n/g, '')) ?? [];
	const events = readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as {type: string});
	expect(events[0]?.type).toBe('case.opened');
	expect(events.at(-1)?.type).toBe('case.closed');
	expect(codeOf(started)).toBe(3);
}, 90_000);

test.each([
	['exit', 3],
	['stdin', 3],
	['stdout', 3],
])(
	'%s: the terminal is given back',
	async (what, code) => {
		const started = startBetween(what);
		await started.until(/Verification code never arrives/);
		process.kill(started.pid(), 'SIGUSR2');
		await started.exit;
		expectRestored(started);
		expect(codeOf(started)).toBe(code);
	},
	90_000,
);

test('a terminal that is gone without a word ends the program', async () => {
	const started = startBetween('deaf');
	await started.until(/Verification code never arrives/);
	const pid = started.pid();
	process.kill(pid, 'SIGUSR2');
	await started.untilWritten(/0;provoked/);
	started.child.kill('SIGKILL');
	await expect
		.poll(
			() => {
				try {
					return process.kill(pid, 0);
				} catch {
					return false;
				}
			},
			{timeout: 10_000},
		)
		.toBe(false);
}, 90_000);
