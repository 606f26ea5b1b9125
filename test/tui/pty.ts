import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {afterEach} from 'vitest';

const running = new Set<{kill(): void}>();
const folders = new Set<string>();
afterEach(() => {
	for (const child of running) child.kill();
	running.clear();
	for (const folder of folders) rmSync(folder, {recursive: true, force: true});
	folders.clear();
});

type Surroundings = {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
};

/** Whatever a developer's or a CI's environment holds, the program sees a plain one, and a state folder of its own. */
const environment = (env: Readonly<Record<string, string>>): Record<string, string> => {
	const state = mkdtempSync(path.join(tmpdir(), 'lostmail-pty-'));
	folders.add(state);
	const inherited = Object.entries(process.env).filter(
		([name, value]) =>
			value !== undefined &&
			!/^(?:CI|NO_COLOR|FORCE_COLOR|NODE_ENV|NODE_OPTIONS|VITEST.*|LC_.*|LANG|TERM|PS1)$/.test(name),
	) as Array<[string, string]>;
	return {
		...Object.fromEntries(inherited),
		LANG: 'C.UTF-8',
		XDG_STATE_HOME: state,
		XDG_DATA_HOME: state,
		...env,
	};
};

/** The arguments of Node that start the built program. */
export const program = ['source/lostmail.js'];

/** The command of a shell that starts it. */
export const command = (...args: readonly string[]): string =>
	[process.execPath, ...program, ...args].map(word => `'${word}'`).join(' ');

/** Any program in a pseudo-terminal, as a person over SSH has it. */
export const startIn = (
	file: string,
	args: readonly string[],
	{columns = 80, rows = 24, env = {}}: Surroundings = {},
) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const surroundings = environment(env);
	const child = pty.spawn(file, [...args], {cols: columns, rows, name: 'xterm-256color', env: surroundings});
	running.add(child);
	let raw = '';
	let packets = 0;
	const listeners = new Set<() => void>();
	const look = () => {
		for (const listener of listeners) listener();
	};
	child.onData(text => {
		raw += text;
		packets++;
		terminal.write(text, look);
	});
	const exit = new Promise<{exitCode: number; signal?: number}>(resolve =>
		child.onExit(status => {
			running.delete(child);
			terminal.write('', () => {
				look();
				resolve(status);
			});
		}),
	);
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, row) =>
			active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols),
		).join('\n');
	};
	const when = (holds: () => boolean): Promise<void> =>
		new Promise((resolve, reject) => {
			const test = () => {
				if (!holds()) return;
				listeners.delete(test);
				resolve();
			};
			listeners.add(test);
			test();
			// Whoever waits for what cannot come any more is told what came instead.
			void exit.then(({exitCode}) =>
				reject(new Error(`ended with ${exitCode} before that came; the screen was:\n${screen()}`)),
			);
		});
	return {
		child,
		terminal,
		exit,
		screen,
		state: surroundings['XDG_STATE_HOME'] ?? '',
		/** All that came so far, as it came. */
		raw: () => raw,
		packets: () => packets,
		/** Settles as soon as something that came has made it true. */
		when,
		/** Settles as soon as the screen shows it. */
		until: async (wanted: RegExp): Promise<string> => {
			await when(() => wanted.test(screen()));
			return screen();
		},
		/** Settles as soon as it was written, whatever became of it. */
		untilWritten: (wanted: RegExp) => when(() => wanted.test(raw)),
		resize: (width: number, height: number) => {
			child.resize(width, height);
			terminal.resize(width, height);
		},
	};
};

/** The built program in a pseudo-terminal. */
export const start = (args: readonly string[], surroundings: Surroundings = {}) =>
	startIn(process.execPath, [...program, ...args], surroundings);
