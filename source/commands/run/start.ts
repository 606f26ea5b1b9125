import type {Case} from '../../core/case.ts';
import type {Session} from '../../core/session.ts';
import type {CaseTrouble} from '../../tui/host.ts';
import {demandAnswers} from '../answers.ts';
import {reachOfCase} from '../case/beginning.ts';
import {isKept, keepFewer, keepNewCase, keptLines} from '../case/store.ts';
import {leaveWhenClosed, startCase, worldOf} from '../compose.ts';
import type {Io} from '../io.ts';
import {hearsLines} from '../line/hears-lines.ts';
import type {RunOptions} from '../options.ts';
import {exitCodeOf, pausesTo, progressTo, recordTo, reporterOf, reportTo} from '../output.ts';
import {askPlainly} from '../plain.ts';
import {openTalk} from '../talk.ts';
import {type Prepared, prepareRun} from './prepare.ts';

/** `lostmail run`: in the console on a terminal, else as a report on stdout. */
export const runPlaybook = async (name: string, options: RunOptions, io: Io): Promise<number> => {
	const prepared = await prepareRun(name, options, io);
	const hasTerminal = Boolean(io.stdin.isTTY && io.stdout.isTTY);
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (hasTerminal && !wantsReport) {
		if (hearsLines(io)) {
			const {openCase} = await import('../console/host.ts');
			const {openLineMode} = await import('../line/open.ts');
			return openLineMode(io, openCase({...prepared, options}, io), prepared.knowledge);
		}
		const {runInConsole} = await import('../console/open.ts');
		return runInConsole({...prepared, options}, io);
	}
	return runHeadless(prepared, io);
};

/**
 * A run whose reader is a report; on a terminal what is missing is asked line by line, and the case is kept. Without one
 * it is kept where somebody said so.
 */
export const runHeadless = async (prepared: Prepared, io: Io): Promise<number> => {
	const {playbook, knowledge, reach, answers, vault, options, begun} = prepared;
	const attended = Boolean(io.stdin.isTTY && io.stderr.isTTY);
	if (!attended && !begun) demandAnswers(playbook, answers, vault);
	const talk = openTalk(io);
	const beside = {...io, err: talk.say};
	const unkept = ({text}: CaseTrouble) => beside.err(`lostmail: ${text}\n`);
	const file = begun?.file ?? options.record ?? (attended ? keepNewCase(playbook.name, unkept) : undefined);
	const readers = [
		...(file === undefined ? [] : [recordTo(file, beside, begun?.lock)]),
		reportTo(reporterOf(options), options, knowledge, io),
		progressTo(beside),
		pausesTo(beside),
		leaveWhenClosed(() => session),
	];
	const ending = new AbortController();
	const staffing = {answers, vault, attended, signal: ending.signal};
	const world = {...worldOf(reach, staffing, knowledge), reach: reachOfCase(prepared)};
	const session: Session & {readonly done: Promise<Case>} = startCase(
		playbook,
		world,
		readers,
		begun?.before,
	);
	const cancel = () => {
		session.send({type: 'cancel'});
		session.send({type: 'leave'});
	};
	if (io.signal.aborted) cancel();
	io.signal.addEventListener('abort', cancel, {once: true});
	if (attended) askPlainly(session, io, talk);
	const state = await session.done;
	if (attended && file !== undefined) {
		for (const line of keptLines(file, state)) io.err(`${line}\n`);
		if (isKept(file)) keepFewer(state.reach?.scenario);
	}
	return exitCodeOf(state, io);
};
