import {readFileSync, statSync} from 'node:fs';
import {noCase, reduceCase} from '../../core/case.ts';
import {type Event, format} from '../../core/event.ts';
import {follow} from '../../engine/session.ts';
import {openReplay} from '../console/open.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import type {RunOptions} from '../options.ts';
import {exitCodeOf, reporterOf, reportTo} from '../output.ts';

const largest = 64 * 1024 * 1024;

/** `lostmail case replay`: the same screens and reports from the log alone. */
export const replay = async (file: string, options: RunOptions, io: Io): Promise<number> => {
	const log = readCase(file);
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (io.stdin.isTTY && io.stdout.isTTY && !wantsReport) return openReplay(file, log, options, io);
	const session = follow(played(log), () => {}, [reportTo(reporterOf(options), options, io)]);
	const state = await session.done;
	return state.verdict === undefined ? exitCodes.inconclusive : exitCodeOf(state, io);
};

async function* played(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}

/** Reads a case file line by line; what is wrong is told with its line. */
export const readCase = (file: string): readonly Event[] => {
	const complain = (what: string): never => {
		throw new UsageError(`lostmail: ${file}${what}`);
	};
	let text = '';
	try {
		if (file !== '-' && statSync(file).size > largest)
			complain(`: larger than ${largest / 1024 / 1024} MiB, too large for a case file`);
		text = readFileSync(file === '-' ? 0 : file, 'utf8');
	} catch (error) {
		if (error instanceof UsageError) throw error;
		complain(`: cannot be read: ${(error as Error).message}`);
	}
	const lines = text.split('\n');
	const log: Event[] = [];
	let state = noCase;
	for (const [index, line] of lines.entries()) {
		if (line.trim() === '') continue;
		const place = `:${index + 1}`;
		try {
			const event = JSON.parse(line) as Event;
			if (log.length === 0 && event.type !== 'case.opened')
				complain(`${place}: not a case file: the first line does not open a case`);
			if (event.type === 'case.opened' && event.format !== format)
				complain(`${place}: format ${event.format}; this version of lostmail reads format ${format}`);
			state = reduceCase(state, event);
			if (state === undefined)
				complain(`${place}: an event that this version does not know: ${String(event.type)}`);
			log.push(event);
		} catch (error) {
			if (error instanceof UsageError) throw error;
			// A process that was killed may leave its last line unfinished: what came before it still counts.
			if (index === lines.length - 1 && log.length > 0) break;
			complain(`${place}: not an event: ${(error as Error).message}`);
		}
	}
	return log.length > 0 ? log : complain(': empty, so there is no case in it');
};
