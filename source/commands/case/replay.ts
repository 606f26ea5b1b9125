import {noCase, reduceCase} from '../../core/case.ts';
import type {Event} from '../../core/event.ts';
import {follow, type Reader} from '../../engine/session.ts';
import {openReplay} from '../console/open.ts';
import {fileTrouble} from '../file-trouble.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import type {RunOptions} from '../options.ts';
import {exitCodeOf, reporterOf, reportTo} from '../output.ts';
import {writeOver} from '../write-whole.ts';
import {readCase} from './read.ts';
import {calledBy, fileOfCase, isKept} from './store.ts';

type ReportOptions = Pick<RunOptions, 'json' | 'report' | 'output'>;

/** `lostmail case replay`: the same screens and reports from the log alone. */
export const replay = async (name: string, options: RunOptions, io: Io): Promise<number> => {
	const file = name === '-' ? name : fileOfCase(name);
	const log = readCase(file);
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (io.stdin.isTTY && io.stdout.isTTY && !wantsReport) return openReplay(file, log, options, io);
	return report(file, log, options, io);
};

/** `lostmail case show`: as a report, on a terminal as well, unless a way to draw it was named. */
export const showCase = async (name: string, options: RunOptions, io: Io): Promise<number> =>
	options.guide || options.ascii || options.unicode
		? replay(name, options, io)
		: replay(name, {...options, plain: true}, io);

/** `lostmail case export`: ends with 0 when the report is written, whatever it says. */
export const exportCase = async (name: string, options: ReportOptions, io: Io): Promise<number> => {
	const file = fileOfCase(name);
	await report(file, readCase(file), options, io);
	return exitCodes.healthy;
};

const report = async (
	file: string,
	log: readonly Event[],
	options: ReportOptions,
	io: Io,
): Promise<number> => {
	const {verdict} = log.reduce(reduceCase, noCase);
	const last = log.at(-1);
	const isCut = verdict === undefined && last !== undefined;
	if (isCut) {
		io.err(
			`lostmail: ${file} ends before its case was closed, after ${log.length} events: shown as interrupted.\n`,
		);
		if (isKept(file)) io.err(`To go on with it: lostmail case resume ${calledBy(file)}\n`);
	}
	const whole: readonly Event[] = isCut
		? [...log, {type: 'case.closed', verdict: 'cancelled', seq: last.seq + 1, at: last.at}]
		: log;
	const reporter = reporterOf(options);
	const told: string[] = [];
	const out = options.output === undefined ? io.out : (text: string) => void told.push(text);
	const reader = reportTo(reporter, {}, await readKnowledge(), {...io, out});
	const end = whole.findLast(({type}) => type === 'case.closed');
	// A case that went on after its end is reported as it ended at last.
	const atLast: Reader = (event, after) => {
		if (event.type !== 'case.closed' || event === end || reporter.name === 'ndjson') reader(event, after);
	};
	const session = follow(played(whole), () => {}, [atLast]);
	const state = await session.done;
	if (options.output !== undefined) writeReport(options.output, told.join(''));
	return isCut ? exitCodes.inconclusive : exitCodeOf(state, io);
};

/** All of it, or nothing: what a file of this name held stays until then. */
const writeReport = (file: string, text: string): void => {
	try {
		writeOver(file, text);
	} catch (error) {
		throw new UsageError(
			`lostmail: cannot write ${file}: ${fileTrouble(error)}\n  ${adviceFor(error)} Nothing of the report is there.`,
		);
	}
};

const room = 'Make room, or choose another place with --output.';

const advice: Readonly<Record<string, string>> = {
	ENOENT: 'Make its folder first, or choose another file with --output.',
	EISDIR: 'Name a file in it with --output.',
	ENOSPC: room,
	EDQUOT: room,
	EFBIG: room,
};

const adviceFor = (error: unknown): string =>
	advice[(error as NodeJS.ErrnoException).code ?? ''] ?? 'Choose another place with --output.';

async function* played(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}
