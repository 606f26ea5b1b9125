import {explainerOf} from '../../core/dialogue.ts';
import type {Event} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {follow} from '../../engine/session.ts';
import type {ConsoleStart, Manner, OpenCase} from '../../tui/console.tsx';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import type {RunOptions} from '../options.ts';
import type {SinkHere} from '../sink/open.ts';
import {hostOf, openCase, type Ready} from './host.ts';

export type Appearance = Pick<RunOptions, 'ascii' | 'unicode' | 'plain' | 'guide'>;

/** `lostmail` on a terminal: the first screen. */
export const openHome = async (appearance: Appearance, io: Io): Promise<number> =>
	show({kind: 'home'}, undefined, appearance, io);

/** A case in the console from the start: `run` and `demo` on a terminal. */
export const runInConsole = async (ready: Ready & {readonly options: Appearance}, io: Io): Promise<number> =>
	show({kind: 'case', case: openCase(ready, io)}, ready.knowledge, ready.options, io);

const show = async (
	start: ConsoleStart,
	knowledge: Knowledge | undefined,
	appearance: Appearance,
	io: Io,
): Promise<number> => {
	if (io.env['TERM'] === 'dumb')
		throw new UsageError('lostmail: this terminal cannot show the console; use --plain.');
	const {runConsole} = await import('../../tui/console.tsx');
	const summary = await runConsole(hostOf(io, knowledge), start, {
		theme: hasUnicode(appearance, io) ? 'unicode' : 'ascii',
		manner: mannerOf(appearance),
		signal: io.signal,
	});
	for (const line of summary.lines) io.out(`${line}\n`);
	if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	return summary.verdict === undefined || summary.verdict === 'cancelled'
		? exitCodes.healthy
		: exitCodes[summary.verdict];
};

const mannerOf = ({guide}: Appearance): Manner => (guide ? 'guide' : 'desk');

/** A sink in the console from the start: `lostmail sink` on a terminal. Whoever opened the sink closes it as well. */
export const openSinkScreen = async (here: SinkHere, appearance: Appearance, io: Io): Promise<number> => {
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
	const session = follow(replayed(log), () => {});
	await session.done;
	const knowledge = await readKnowledge();
	const recorded: OpenCase = {
		session,
		explain: explainerOf(knowledge),
		file,
		closed: 'this is a recording',
		close: async () => {},
	};
	return show({kind: 'case', case: recorded}, knowledge, appearance, io);
};

async function* replayed(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}
