import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';

/** The built program, as the package's `bin` starts it. */
export const launcher = path.resolve(import.meta.dirname, '../../source/lostmail.js');

export type Ending = {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

export type Started = {
	readonly child: ChildProcess;
	/** What stdout and stderr hold so far. */
	printed(): {readonly stdout: string; readonly stderr: string};
	/** Settles as soon as stdout or stderr holds this text; fails when the program ends without it. */
	says(wanted: string | RegExp): Promise<void>;
	readonly ended: Promise<Ending>;
};

type Surroundings = {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Written to the program's standard input, which is then closed. */
	readonly input?: string;
};

/** Whatever a developer's or a CI's environment holds, the program sees this one. */
const plainEnvironment = ({env = {}}: Surroundings): NodeJS.ProcessEnv => ({
	PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
	HOME: process.env['HOME'] ?? '/',
	TMPDIR: process.env['TMPDIR'] ?? '/tmp',
	LANG: 'C.UTF-8',
	...env,
});

/** Starts any program without a terminal. */
export const startProgram = (
	file: string,
	args: readonly string[],
	surroundings: Surroundings = {},
): Started => {
	const child = spawn(file, args, {
		cwd: surroundings.cwd ?? process.cwd(),
		env: plainEnvironment(surroundings),
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	const watchers = new Set<() => void>();
	const grown = () => {
		for (const look of watchers) look();
	};
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		stdout += chunk;
		grown();
	});
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		stderr += chunk;
		grown();
	});
	child.stdin.on('error', () => {}).end(surroundings.input ?? '');
	const ended = once(child, 'close').then(([code, signal]): Ending => ({code, signal, stdout, stderr}));
	return {
		child,
		ended,
		printed: () => ({stdout, stderr}),
		says: wanted =>
			new Promise((resolve, reject) => {
				const look = () => {
					const all = stdout + stderr;
					if (!(typeof wanted === 'string' ? all.includes(wanted) : wanted.test(all))) return;
					watchers.delete(look);
					resolve();
				};
				watchers.add(look);
				look();
				void ended.then(({code}) =>
					reject(new Error(`ended with ${code} before it said ${wanted}:\n${stdout}${stderr}`)),
				);
			}),
	};
};

/** Starts the built program without a terminal. */
export const startLostmail = (args: readonly string[], surroundings: Surroundings = {}): Started =>
	startProgram(process.execPath, [launcher, ...args], surroundings);

/** Runs the built program without a terminal to its end. */
export const lostmail = (args: readonly string[], surroundings: Surroundings = {}): Promise<Ending> =>
	startLostmail(args, surroundings).ended;
