import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pty from '@lydell/node-pty';
import {launcher} from '../program/lostmail.ts';

/** What is aimed at, on a machine that does nothing else: the console, beside bare `node -e 0`. */
const mostTimes = 6;
const mostFirst = 300;
const mostHome = 500;
const rounds = 21;
/** Milliseconds until a console that shows nothing is given up. */
const longest = 30_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const inOrder = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);
const median = (numbers: readonly number[]): number =>
	inOrder(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const spent = (args: readonly string[]): number => {
	const before = performance.now();
	const {status} = spawnSync(process.execPath, args, {stdio: 'ignore'});
	if (status !== 0) throw new Error(`node ${args.join(' ')}: exit code ${status}`);
	return performance.now() - before;
};

type Shown = {readonly first: number; readonly whole: number};

/**
 * Milliseconds from spawn to the first whole frame, and to the first one that holds this, in a terminal of 120x40.
 * The last row of the screen is the last that is written: with it, the frame is there.
 */
const shown = (
	args: readonly string[],
	wanted: RegExp,
	env: Readonly<Record<string, string>>,
): Promise<Shown> =>
	new Promise((resolve, reject) => {
		const before = performance.now();
		let [written, first] = ['', Number.NaN];
		const child = pty.spawn(process.execPath, [launcher, ...args], {
			cols: 120,
			rows: 40,
			name: 'xterm-256color',
			env: {...env},
		});
		let whole = Number.NaN;
		child.onData(text => {
			written += text;
			const at = performance.now() - before;
			if (Number.isNaN(first) && /quit/.test(written)) first = at;
			if (!Number.isNaN(whole) || !wanted.test(written)) return;
			whole = at;
			child.kill('SIGTERM');
		});
		const stuck = setTimeout(() => child.kill('SIGKILL'), longest);
		child.onExit(({exitCode}) => {
			clearTimeout(stuck);
			if (Number.isNaN(whole))
				reject(new Error(`the console ended with ${exitCode} before it showed ${wanted}`));
			else resolve({first, whole});
		});
	});

const surroundings = (state: string): Readonly<Record<string, string>> => ({
	PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
	HOME: process.env['HOME'] ?? '/',
	TMPDIR: process.env['TMPDIR'] ?? '/tmp',
	LANG: 'C.UTF-8',
	XDG_STATE_HOME: state,
	XDG_DATA_HOME: state,
});

/** From start to first frame, beside bare Node: in turns, because whatever else the machine does changes by the second. */
export const benchConsoleStart = async (): Promise<boolean> => {
	const state = mkdtempSync(path.join(tmpdir(), 'lostmail-start-'));
	const env = surroundings(state);
	const all = {node: [], version: [], first: [], home: [], opening: []} as Record<string, number[]>;
	const take = (what: string, ms: number) => void all[what]?.push(ms);
	try {
		const home = () => shown([], /\d+ worlds, each/, env);
		// What is compiled once is kept: the first start is nobody's usual one.
		await home();
		await home();
		for (let round = 0; round < rounds; round++) {
			take('node', spent(['-e', '0']));
			const {first, whole} = await home();
			take('first', first);
			take('home', whole);
			take('version', spent([launcher, '--version']));
			take('opening', (await shown(['run', 'smtp-settings'], /Opening|question 1 of/, env)).first);
		}
	} finally {
		rmSync(state, {recursive: true, force: true});
	}
	const line = (name: string, what: string, aim = '') => {
		const times = all[what] ?? [];
		say(
			`  ${name.padEnd(34)} ${median(times).toFixed(0).padStart(4)} ms, fastest ${inOrder(times)[0]?.toFixed(0)} ms${aim}`,
		);
	};
	const met = (holds: boolean) => (holds ? 'met' : 'NOT MET');
	const {node = [], first = [], home = []} = all;
	const ratio = median(first.map((ms, round) => ms / (node[round] ?? Number.NaN)));
	const aims = [ratio <= mostTimes, median(first) < mostFirst, median(home) < mostHome] as const;
	say(`from start to what is seen, 120x40, warm, median of ${rounds}, in turns`);
	line('bare node -e 0', 'node');
	line('lostmail --version', 'version');
	line('first frame', 'first', `  (aim: under ${mostFirst} ms: ${met(aims[1])})`);
	say(
		`  ${'first frame, times bare node'.padEnd(34)} ${ratio.toFixed(1).padStart(4)}     (aim: at most ${mostTimes}: ${met(aims[0])})`,
	);
	line('home with all of its lists', 'home', `  (aim: under ${mostHome} ms: ${met(aims[2])})`);
	line('run PLAYBOOK, first frame', 'opening');
	return aims.every(Boolean);
};
