import type {Event} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {ConsoleStart, Manner} from '../../tui/console.tsx';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {asShown} from '../lab/as-shown.ts';
import type {RunOptions} from '../options.ts';
import type {SinkHere} from '../sink/open.ts';
import {faultLines} from './fault-lines.ts';
import type {Ready} from './host.ts';
import {lateHost} from './late.ts';
import {openGuard} from './restore.ts';

export type Appearance = Pick<RunOptions, 'ascii' | 'unicode' | 'plain' | 'guide'>;

/** `lostmail` on a terminal: the first screen. */
export const openHome = async (appearance: Appearance, io: Io): Promise<number> =>
	show({kind: 'home'}, undefined, appearance, io);

/** A case in the console from the start, where all that it needs was read before. */
export const runInConsole = async (
	ready: Ready & {readonly options: Appearance},
	io: Io,
): Promise<number> => {
	const {openCase} = await import('./host.ts');
	return withScreen(io, async quiet =>
		show({kind: 'case', case: openCase(ready, quiet)}, ready.knowledge, ready.options, io),
	);
};

/** Nothing may be printed while the console has the screen: what is said meanwhile comes after it. */
const withScreen = async (io: Io, act: (quiet: Io) => Promise<number>): Promise<number> => {
	const late: string[] = [];
	try {
		return await act({...io, err: text => void late.push(text)});
	} finally {
		for (const text of late) io.err(text);
	}
};

/** `lostmail run` on a terminal: the first frame comes at once, and what the case needs is read behind it. */
export const openRun = async (name: string, options: RunOptions, io: Io): Promise<number> =>
	openBehind(
		name,
		async quiet => {
			const {prepareRun} = await import('../run/prepare.ts');
			return prepareRun(name, options, quiet);
		},
		options,
		io,
	);

/** `lostmail demo` on a terminal, in the same way. */
export const openDemo = async (name: string, options: RunOptions, io: Io): Promise<number> =>
	openBehind(
		name,
		async () => {
			const {readyWorld} = await import('./host.ts');
			return {...(await readyWorld(name)), options};
		},
		options,
		io,
		asShown,
	);

const openBehind = async (
	title: string,
	prepare: (io: Io) => Promise<Ready>,
	appearance: Appearance,
	io: Io,
	counts?: (code: number) => number,
): Promise<number> =>
	withScreen(io, async quiet => {
		const open = async () => {
			const ready = await prepare(quiet);
			const {openCase} = await import('./host.ts');
			return openCase(ready, quiet);
		};
		return show({kind: 'opening', title, open}, undefined, appearance, io, counts);
	});

/** `counts`: what the exit code of a verdict counts for here. */
const show = async (
	start: ConsoleStart,
	knowledge: Knowledge | undefined,
	appearance: Appearance,
	io: Io,
	counts: (code: number) => number = code => code,
): Promise<number> => {
	if (io.env['TERM'] === 'dumb')
		throw new UsageError('lostmail: this terminal cannot show the console; use --plain.');
	const guard = openGuard();
	const {ConsoleFault, runConsole} = await loadConsole();
	const late: string[] = [];
	const quiet: Io = {...io, err: text => void late.push(text)};
	const ended = runConsole(lateHost(quiet, knowledge), start, {
		guard,
		theme: hasUnicode(appearance, io) ? 'unicode' : 'ascii',
		manner: mannerOf(appearance),
		signal: io.signal,
	});
	const summary = await ended.catch((error: unknown) => {
		if (!(error instanceof ConsoleFault)) throw error;
		for (const line of faultLines(error, io)) io.err(`${line}\n`);
		return undefined;
	});
	for (const line of summary?.lines ?? []) io.out(`${line}\n`);
	for (const text of late) io.err(text);
	if (summary === undefined) return exitCodes.inconclusive;
	if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	// Without a case that was open or closed here there is no verdict: home was looked at, or a sink.
	return summary.verdict === undefined
		? exitCodes.healthy
		: counts(exitCodes[summary.verdict === 'cancelled' ? 'SIGINT' : summary.verdict]);
};

/**
 * The layout engine of the screens is WebAssembly that lies in a data URL. Where there is a `fetch`, it is loaded through
 * that: setting it up takes longer than everything else together before the first frame. Without it, it is decoded at once.
 */
const loadConsole = async (): Promise<typeof import('../../tui/console.tsx')> => {
	const fetching = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
	Reflect.deleteProperty(globalThis, 'fetch');
	try {
		return await import('../../tui/console.tsx');
	} finally {
		if (fetching) Object.defineProperty(globalThis, 'fetch', fetching);
	}
};

const mannerOf = ({guide}: Appearance): Manner => (guide ? 'guide' : 'desk');

/** A sink in the console from the start: `lostmail sink` on a terminal. Whoever opened the sink closes it as well. */
export const openSinkScreen = async (here: SinkHere, appearance: Appearance, io: Io): Promise<number> => {
	const {readKnowledge} = await import('../house.ts');
	const knowledge = await readKnowledge();
	const {deskOf} = await import('../sink/desk.ts');
	return show({kind: 'sink', desk: deskOf(here, knowledge, io)}, knowledge, appearance, io);
};

const hasUnicode = ({ascii, unicode}: Appearance, {env}: Io): boolean => {
	if (unicode) return true;
	if (ascii || env['TERM'] === 'linux') return false;
	return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
};

/** A recorded case in the console: the same screens, and nothing to be asked or run. */
export const openReplay = async (
	file: string,
	log: readonly Event[],
	appearance: Appearance,
	io: Io,
): Promise<number> => {
	const {recordedCase} = await import('./recorded.ts');
	const {readKnowledge} = await import('../house.ts');
	const knowledge = await readKnowledge();
	const recorded = await recordedCase(file, log, 'this is a recording', knowledge);
	return show({kind: 'case', case: recorded}, knowledge, appearance, io);
};
