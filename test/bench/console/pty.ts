import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {launcher} from '../../program/lostmail.ts';

/** What one key did: milliseconds until the last byte of what it changed on the screen, and how many bytes. */
export type Answered = {readonly ms: number; readonly bytes: number};

/** Milliseconds without a byte after which a frame is whole, and within which a key has to change something. */
const quiet = 40;
const patience = 3000;
/** Milliseconds between two keys: longer than the console waits between two frames. */
const breath = 90;

/** The built program in a pseudo-terminal, with nothing of this machine but its speed. */
export const inTerminal = async (
	args: readonly string[],
	{
		columns = 120,
		rows = 40,
		folder,
	}: {readonly columns?: number; readonly rows?: number; readonly folder: string},
) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const child = pty.spawn(process.execPath, [launcher, ...args], {
		cols: columns,
		rows,
		cwd: folder,
		name: 'xterm-256color',
		env: {
			PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
			HOME: folder,
			LANG: 'C.UTF-8',
			XDG_STATE_HOME: path.join(folder, 'state'),
			XDG_DATA_HOME: path.join(folder, 'data'),
		},
	});
	let bytes = 0;
	let frames: Array<{at: number; bytes: number}> = [];
	let last = 0;
	child.onData(text => {
		const length = Buffer.byteLength(text);
		const [now, frame] = [performance.now(), frames.at(-1)];
		// A large frame comes in several pieces.
		if (frame && now - last < 5) frame.bytes += length;
		else frames.push({at: now, bytes: length});
		bytes += length;
		last = now;
		terminal.write(text);
	});
	let hasEnded = false;
	const exited = new Promise<void>(resolve =>
		child.onExit(() => {
			hasEnded = true;
			resolve();
		}),
	);
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, row) =>
			active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols),
		).join('\n');
	};
	const until = async (wanted: RegExp): Promise<string> => {
		for (const end = performance.now() + 60_000; ; await wait(10)) {
			if (wanted.test(screen())) return screen();
			if (hasEnded || performance.now() > end)
				throw new Error(`not on the screen: ${String(wanted)}\n${screen()}`);
		}
	};
	const status = (name: string): string => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
	/** Milliseconds that its processor has worked for it so far, in steps of ten. */
	const worked = (): number => {
		const [user = 0, system = 0] = status('stat').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
		return (user + system) * 10;
	};
	/** Until it has done next to nothing for two seconds: what it does by itself is no part of a key. */
	const calm = async (): Promise<void> => {
		let quietly = 0;
		for (const end = performance.now() + 120_000; performance.now() < end; ) {
			const before = worked();
			await wait(500);
			quietly = worked() - before <= 20 ? quietly + 1 : 0;
			if (quietly === 4) return;
		}
		throw new Error('the program does not come to rest');
	};
	/** Until nothing has been written for a while. */
	const settled = async (): Promise<void> => {
		do await wait(quiet);
		while (performance.now() - last < quiet);
	};
	return {
		screen,
		until,
		settled,
		worked,
		calm,
		memory: (): number => Number(/VmRSS:\s+(\d+)/.exec(status('status'))?.[1] ?? Number.NaN) / 1024,
		/** Presses a key and waits for the frame that it makes; undefined when nothing changes. */
		press: async (key: string): Promise<Answered | undefined> => {
			await wait(breath);
			const [began, before] = [performance.now(), bytes];
			child.write(key);
			while (bytes === before) {
				if (performance.now() - began > patience) return undefined;
				await wait(0.5);
			}
			await settled();
			return {ms: last - began, bytes: bytes - before};
		},
		resize: async (width: number, height: number): Promise<number> => {
			await settled();
			const before = bytes;
			terminal.resize(width, height);
			child.resize(width, height);
			await wait(300);
			await settled();
			return bytes - before;
		},
		/** The frames that are written while nobody does anything, each with its time. */
		watch: async (ms: number): Promise<readonly {readonly at: number; readonly bytes: number}[]> => {
			frames = [];
			await wait(ms);
			return frames;
		},
		close: async () => {
			if (!hasEnded) child.kill('SIGTERM');
			const late = setTimeout(() => hasEnded || child.kill('SIGKILL'), 4000);
			await exited;
			clearTimeout(late);
			terminal.dispose();
		},
	};
};

export type InTerminal = Awaited<ReturnType<typeof inTerminal>>;
