import process from 'node:process';
import type {InTerminal} from './pty.ts';

/** What every key, and every second without one, may cost. */
export const aims = {
	/** Milliseconds from a key to its frame, at the median. */
	key: 16,
	/** Mebibytes of the process after all of it. */
	memory: 250,
	/** Bytes at 120 by 40. */
	spinner: 200,
	moved: 1000,
	idle: 0,
	/** Frames a second that nobody asked for. */
	frames: 4,
} as const;
export const load = {messages: 10_000, lines: 50_000, cases: 500} as const;

export const say = (line: string) => void process.stdout.write(`${line}\n`);
export const at = (numbers: readonly number[], part: number): number =>
	numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))] ??
	Number.NaN;

type Row = {readonly what: string; readonly measured: string; readonly aim: string; readonly isMet: boolean};
export const rows: Row[] = [];
export const note = (row: Row) => {
	rows.push(row);
	say(
		`  ${row.isMet ? ' ' : '!'} ${row.what.padEnd(46)} ${row.measured.padEnd(72)} ${row.isMet ? '' : 'MISSED: '}${row.aim}`,
	);
};

export const times = <T>(count: number, what: readonly T[]): readonly T[] =>
	Array.from({length: count}, () => what).flat();

/** Presses these keys one after the other. */
const pressAll = async (program: InTerminal, keys: readonly string[]) => {
	await program.calm();
	const before = program.worked();
	const answered = [];
	let silent = 0;
	for (const key of keys) {
		const one = await program.press(key);
		if (one) answered.push(one);
		else silent++;
	}
	const ms = answered.map(one => one.ms);
	return {
		median: at(ms, 0.5),
		rare: at(ms, 0.95),
		least: Math.min(...ms),
		worked: (program.worked() - before) / keys.length,
		bytes: at(
			answered.map(one => one.bytes),
			0.5,
		),
		silent,
	};
};

/**
 * Presses these keys one after the other, twice, and tells how long each took.
 * The first round is that of a process that has just begun, whose code the engine has yet to compile; the second is
 * that of one which is open all day, and the one that is judged. Both are told.
 */
export const benchKeys = async (
	what: string,
	program: InTerminal,
	keys: readonly string[],
): Promise<void> => {
	const first = await pressAll(program, keys);
	const {median, rare, least, worked, bytes, silent} = await pressAll(program, keys);
	note({
		what,
		measured: [
			`${median.toFixed(1)} ms`,
			`first time ${first.median.toFixed(1)}`,
			`95 % ${rare.toFixed(1)}`,
			`least ${least.toFixed(1)}`,
			`processor ${worked.toFixed(1)}`,
			`${bytes} bytes`,
			...(silent > 0 ? [`${silent} did nothing`] : []),
		].join(', '),
		aim: `at most ${aims.key} ms at the median`,
		isMet: median <= aims.key && silent < keys.length / 2,
	});
};

export const benchBytes = async (what: string, program: InTerminal, keys: readonly string[], aim: number) => {
	await program.calm();
	const bytes: number[] = [];
	for (const key of keys) bytes.push((await program.press(key))?.bytes ?? 0);
	const median = at(bytes, 0.5);
	note({
		what,
		measured: `${median} bytes, ${Math.max(...bytes)} at most`,
		aim: `at most ${aim} bytes at the median`,
		isMet: median > 0 && median <= aim,
	});
};

export const benchMemory = (what: string, program: InTerminal): void => {
	const memory = program.memory();
	note({
		what: `${what}: memory`,
		measured: `${memory.toFixed(0)} MiB`,
		aim: `at most ${aims.memory} MiB`,
		isMet: memory <= aims.memory,
	});
};

export const benchIdle = async (what: string, program: InTerminal): Promise<void> => {
	await program.calm();
	const frames = await program.watch(2000);
	const bytes = frames.reduce((sum, frame) => sum + frame.bytes, 0);
	note({
		what: `${what}: two seconds without a key`,
		measured: `${bytes} bytes`,
		aim: `${aims.idle} bytes`,
		isMet: bytes <= aims.idle,
	});
};

const down = '\u001B[B';
const up = '\u001B[A';
const pageDown = '\u001B[6~';
const pageUp = '\u001B[5~';
export const moves = [...times(5, ['j']), ...times(5, ['k']), ...times(5, [down]), ...times(5, [up])];
export const pages = [...times(8, [pageDown]), ...times(8, [pageUp])];
export const ends = times(6, ['G', 'g']);

export const typedAndErased = (text: string): readonly string[] => [
	...text,
	...times(text.length, ['\u007F']),
];
export const typed = async (program: InTerminal, text: string): Promise<void> => {
	for (const letter of text) await program.press(letter);
};
