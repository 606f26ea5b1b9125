import {noCase, reduceCase} from '../../core/case.ts';
import type {Event} from '../../core/event.ts';
import {follow} from '../../engine/session.ts';
import {openReplay} from '../console/open.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io} from '../io.ts';
import type {RunOptions} from '../options.ts';
import {exitCodeOf, reporterOf, reportTo} from '../output.ts';
import {readCase} from './read.ts';

/** `lostmail case replay`: the same screens and reports from the log alone. */
export const replay = async (file: string, options: RunOptions, io: Io): Promise<number> => {
	const log = readCase(file);
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (io.stdin.isTTY && io.stdout.isTTY && !wantsReport) return openReplay(file, log, options, io);
	const {verdict} = log.reduce(reduceCase, noCase);
	const last = log.at(-1);
	const isCut = verdict === undefined && last !== undefined;
	if (isCut)
		io.err(
			`lostmail: ${file} ends before its case was closed, after ${log.length} events: shown as interrupted.\n`,
		);
	const whole: readonly Event[] = isCut
		? [...log, {type: 'case.closed', verdict: 'cancelled', seq: last.seq + 1, at: last.at}]
		: log;
	const report = reportTo(reporterOf(options), options, await readKnowledge(), io);
	const session = follow(played(whole), () => {}, [report]);
	const state = await session.done;
	return isCut ? exitCodes.inconclusive : exitCodeOf(state, io);
};

async function* played(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}
