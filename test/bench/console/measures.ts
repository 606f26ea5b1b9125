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

/** Presses these keys one after the other and tells how long each took. */
export const benchKeys = async (
	what: string,
	program: InTerminal,
	keys: readonly string[],
): Promise<void> => {
	const answered = [];
	let silent = 0;
	await program.calm();
	const before = program.worked();
	for (const key of keys) {
		const one = await program.press(key);
		if (one) answered.push(one);
		else silent++;
	}
	const ms = answered.map(one => one.ms);
	const median = at(ms, 0.5);
	note({
		what,
		measured: [
			`${median.toFixed(1)} ms`,
			`95 % ${at(ms, 0.95).toFixed(1)}`,
			`least ${Math.min(...ms).toFixed(1)}`,
			`processor ${((program.worked() - before) / keys.length).toFixed(1)}`,
			`${at(
				answered.map(one => one.bytes),
				0.5,
			)} bytes`,
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
