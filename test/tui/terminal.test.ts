import process from 'node:process';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {afterEach, expect, test} from 'vitest';

const running = new Set<{kill(): void}>();
afterEach(() => {
	for (const child of running) child.kill();
	running.clear();
});

/** The built program in a pseudo-terminal, as a person over SSH has it. */
const start = (
	args: readonly string[],
	{columns = 80, rows = 24, env = {} as Record<string, string>} = {},
) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(?:CI|NO_COLOR|FORCE_COLOR|NODE_ENV|VITEST.*|LC_.*|LANG|TERM)$/.test(name),
	);
	const child = pty.spawn(process.execPath, ['source/lostmail.js', ...args], {
		cols: columns,
		rows,
		name: 'xterm-256color',
		env: {
			...Object.fromEntries(inherited),
			LANG: 'C.UTF-8',
			XDG_STATE_HOME: '/tmp/lostmail-test',
			...env,
		} as Record<string, string>,
	});
	running.add(child);
	let raw = '';
	const listeners = new Set<() => void>();
	child.onData(text => {
		raw += text;
		terminal.write(text, () => {
			for (const listener of listeners) listener();
		});
	});
	const exit = new Promise<{exitCode: number; signal?: number}>(resolve =>
		child.onExit(status => {
			running.delete(child);
			resolve(status);
		}),
	);
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, row) =>
			active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols),
		).join('\n');
	};
	return {
		child,
		exit,
		screen,
		raw: () => raw,
		/** Writes over the screen behind the program's back, as `wall` does. */
		spoil: (text: string) => new Promise<void>(resolve => terminal.write(text, resolve)),
		/** As soon as the screen shows it, at the end of a frame. */
		untilDrawn: (wanted: RegExp) =>
			new Promise<string>(resolve => {
				const look = () => {
					if (!raw.endsWith('\u001B[?2026l') || !wanted.test(screen())) return;
					listeners.delete(look);
					resolve(screen());
				};
				listeners.add(look);
				look();
			}),
		until: (wanted: RegExp) =>
			new Promise<string>(resolve => {
				const look = () => {
					if (!wanted.test(screen())) return;
					listeners.delete(look);
					resolve(screen());
				};
				listeners.add(look);
				look();
			}),
	};
};

const restored = (raw: string) => {
	expect(raw).toContain('\u001B[?1049l');
	expect(raw.lastIndexOf('\u001B[?25h')).toBeGreaterThan(raw.lastIndexOf('\u001B[?25l'));
	expect(raw.lastIndexOf('\u001B[?7h')).toBeGreaterThan(raw.lastIndexOf('\u001B[?7l'));
};

test.each([
	[80, 24],
	[160, 50],
])(
	'a case from the lab to its procedure, by keys only, at %ix%i',
	async (columns, rows) => {
		const {child, until, exit, raw} = start([], {columns, rows});
		await until(/ worlds, each with one fault/);
		child.write('l');
		await until(/1 of \d{3}/);
		child.write('/');
		child.write('wrong for the login');
		await until(/wrong for the login/);
		child.write('\u0015the provider wants an app password');
		await until(/The lab: 1 of \d+/);
		child.write('\r');
		child.write('\r');
		await until(/auth\.app-password-needed/);
		child.write('d');
		await until(/Diagnosis/);
		child.write('p');
		await until(/0 of \d done/);
		child.write(' ');
		await until(/1 of \d done/);
		child.write('q');
		expect((await exit).exitCode).toBe(1);
		restored(raw());
		expect(raw().slice(raw().lastIndexOf('\u001B[?1049l'))).toContain('auth.app-password-needed');
	},
	90_000,
);

test.each([
	[
		['sink', '--secret', 'nas=prompt', '--store', ':memory:', '--port', '0'],
		'nas: ',
		'q',
		/Close this sink/,
		'y',
		0,
	],
	[
		['run', 'smtp-settings', '--secret', 'smtp-password=prompt'],
		'smtp-password: ',
		'\u0003',
		/once more quits/,
		'\u0003',
		130,
	],
] as const)(
	'%j: after the prompt the keys work, and what was typed is nowhere',
	async (args, prompt, first, asked, second, code) => {
		const {child, until, exit, raw} = start(args);
		await until(new RegExp(prompt));
		child.write('canary8x-hunter2\r');
		await until(/Nothing has come yet|question 1 of/);
		child.write(first);
		await until(asked);
		child.write(second);
		expect((await exit).exitCode).toBe(code);
		restored(raw());
		for (const canary of ['canary8x-hunter2', Buffer.from('canary8x-hunter2').toString('base64')])
			expect(raw()).not.toContain(canary);
	},
	90_000,
);

test('keys that are pressed before the first frame are no part of it', async () => {
	const {child, until, exit} = start([]);
	child.write('jj');
	const first = (await until(/q quit/)).split('\n')[0];
	expect(first).toMatch(/^ lostmail {2}Why did the code never arrive\?/);
	child.write('q');
	expect((await exit).exitCode).toBe(0);
}, 90_000);

test('q on the first screen leaves at once', async () => {
	const {child, until, exit, raw} = start([]);
	await until(/q quit/);
	child.write('q');
	expect((await exit).exitCode).toBe(0);
	restored(raw());
}, 90_000);

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
	'%s gives the terminal back',
	async signal => {
		const {child, until, exit, raw} = start(['demo', 'port-silent']);
		await until(/Server answers/);
		process.kill(child.pid, signal);
		await exit;
		restored(raw());
	},
	90_000,
);

test('NO_COLOR and LANG=C: no colour, and nothing beyond ASCII', async () => {
	const {child, until, exit, raw, screen} = start(['demo', 'healthy'], {env: {NO_COLOR: '1', LANG: 'C'}});
	await until(/Nothing found that would stop the mail/);
	expect(screen()).toMatch(/^[\x20-\x7E\n]*$/);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what is looked for
	expect(raw()).not.toMatch(/\u001B\[(?:3\d|4\d|9\d|10\d)(?:;[\d;]*)?m/);
	child.write('q');
	await exit;
}, 90_000);

test('^L draws all of it anew, whatever was written over it', async () => {
	const {child, screen, untilDrawn, spoil} = start(['demo', 'wrong-password']);
	const before = await untilDrawn(/^(?![\s\S]*[Ss]o far)[\s\S]*auth\.wrong-credentials[\s\S]*\? help/);
	await spoil('\u001B[5;10HBroadcast message from root\r\nThe system goes down\u001B[?25h');
	expect(screen()).not.toBe(before);
	child.write('\u000C');
	await untilDrawn(/^(?![\s\S]*Broadcast)(?![\s\S]*goes down)[\s\S]*\? help/);
	const whole = (text: string) => text.split('\n').filter(line => !/ms|now/.test(line));
	expect(whole(screen())).toEqual(whole(before));
});
