import {closeSync, existsSync, openSync, readSync, statSync, writeFileSync} from 'node:fs';
import {CaseInUse, type CaseLock} from '../cases/lock.ts';
import {beginRecording, continueRecording, type Recording} from '../cases/recording.ts';
import type {CaptureQuestion} from '../core/capture.ts';
import type {Case} from '../core/case.ts';
import {explainerOf} from '../core/dialogue.ts';
import {lasting} from '../core/duration.ts';
import type {Event, Verdict} from '../core/event.ts';
import type {Knowledge} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import type {Reporter} from '../core/reporter.ts';
import {waitOf} from '../core/wait.ts';
import type {Reader} from '../engine/session.ts';
import {reporters} from '../report/index.ts';
import {ndjson} from '../report/ndjson.ts';
import {wrapped} from '../report/wrap.ts';
import type {CaseTrouble} from '../tui/host.ts';
import {calledBy, inUse, notKept} from './case/store.ts';
import {fileTrouble} from './file-trouble.ts';
import {exitCodes, type Io, UsageError} from './io.ts';
import type {RunOptions} from './options.ts';

export const reporterOf = ({json, report}: Pick<RunOptions, 'json' | 'report'>): Reporter =>
	reporters.find(({name}) => name === (json ? 'json' : (report ?? 'text'))) as Reporter;

/** Prints a report as it grows: on stdout, or into a file of its own. */
export const reportTo = (
	reporter: Reporter,
	{output}: Pick<RunOptions, 'output'>,
	known: Pick<Knowledge, 'replies' | 'providers'>,
	io: Io,
): Reader => {
	const explain = explainerOf(known);
	if (output !== undefined) write(output, '--output', () => writeFileSync(output, '', {mode: 0o600}));
	return (event, after) => {
		const text = reporter.report(event, after, explain);
		if (text === '') return;
		if (output === undefined) io.out(text);
		else write(output, '--output', () => writeFileSync(output, text, {flag: 'a'}));
	};
};

/**
 * Writes the case file, one line for each event, before anybody else sees the event; with the `lock` of a case that goes
 * on, below what stands there. What is there and is no case file is not overwritten; a disk that is full is told once, and
 * the run goes on.
 */
export const recordTo = (file: string, {err}: Pick<Io, 'err'>, lock?: CaseLock): Reader =>
	recorderOf(file, ({text}) => err(`lostmail: ${text.slice(0, 1).toLowerCase()}${text.slice(1)}\n`), lock);

/** The same, for whoever has another place to say what goes wrong. */
export const recorderOf = (file: string, tell: (trouble: CaseTrouble) => void, lock?: CaseLock): Reader => {
	if (!lock && existsSync(file) && !write(file, '--record', () => mayReplace(file)))
		throw new UsageError(`lostmail: --record ${file}: there is another file already, and it is no case file`);
	const recording = lock ? goOnIn(file, lock) : write(file, '--record', () => beginRecording(file));
	const written = untilItFails(error => tell(notKept(file, error)));
	// Without what is held back, an end of the process loses answers; the case file itself goes on.
	const held = untilItFails(error =>
		tell({
			text: `What is answered is kept only when the questions are over, because nothing can be written beside ${file}: ${fileTrouble(error)}.`,
		}),
	);
	return Object.assign((event: Event) => written(() => recording.write(ndjson.report(event))), {
		held: (events: readonly Event[]) => held(() => recording.hold(events.map(event => ndjson.report(event)))),
		end() {
			try {
				recording.close();
			} catch (error) {
				written(() => {
					throw error;
				});
			}
		},
	});
};

const goOnIn = (file: string, lock: CaseLock): Recording => {
	try {
		return continueRecording(file, lock);
	} catch (error) {
		throw new UsageError(
			[
				`lostmail: nobody can go on with ${file}, because it cannot be written: ${fileTrouble(error)}.`,
				`  What it holds: lostmail case show ${calledBy(file)}`,
			].join('\n'),
		);
	}
};

/** Does what it is given until that fails once, which is told. */
const untilItFails = (failed: (error: unknown) => void) => {
	let broken = false;
	return (act: () => void) => {
		if (broken) return;
		try {
			act();
		} catch (error) {
			broken = true;
			failed(error);
		}
	};
};

/** Devices and pipes take whatever comes; a file only when it is empty or a case file already. */
const mayReplace = (file: string): boolean => {
	if (!statSync(file).isFile()) return true;
	const start = Buffer.alloc(200);
	const handle = openSync(file, 'r');
	const length = readSync(handle, start);
	closeSync(handle);
	return length === 0 || start.includes('"case.opened"');
};

const write = <T>(file: string, option: '--output' | '--record', act: () => T): T => {
	try {
		return act();
	} catch (error) {
		if (error instanceof CaseInUse) throw inUse(file, error);
		throw new UsageError(
			`lostmail: cannot write ${file}: ${fileTrouble(error)}; choose another file with ${option}`,
		);
	}
};

/** One line for each step on stderr, so that a person sees that something happens. */
export const progressTo =
	(io: Io): Reader =>
	(event, {steps}) => {
		if (!io.stderr.isTTY || event.type !== 'step.finished') return;
		const step = steps.find(({id}) => id === event.step);
		const told = `${step?.title ?? event.step}: ${event.finding.text}`;
		io.err(`${wrapped(told, `  ${event.finding.level.padEnd(8)} `, ' '.repeat(11)).join('\n')}\n`);
	};

/** Seconds of a wait for more of what has come already: nobody needs to be told. */
const shortest = 5;

/** Says on stderr that something is waited for on purpose, and until when, so that silence is not taken for a fault. */
export const pausesTo =
	(io: Pick<Io, 'err'>): Reader =>
	event => {
		if (event.type !== 'step.asked') return;
		const wait = waitOf(event.asking);
		if (!wait) return;
		const {probe, question} = event.asking;
		const {seconds, why} = wait;
		if (probe === 'sink' && seconds < shortest) return;
		const awaited = question as CaptureQuestion;
		const until = new Date(event.at + seconds * 1000).toLocaleTimeString('en-GB');
		const told = `Waiting ${lasting(seconds)}, until ${until}: ${why}. Ctrl+C ends the run.`;
		io.err(`${wrapped(told, '', '  ').join('\n')}\n`);
		if (probe === 'sink' && awaited.do === 'wait' && awaited.after === 0)
			for (const {label, value} of awaited.enter) io.err(`  ${printable(label)}: ${printable(value)}\n`);
	};

const byVerdict: Readonly<Record<Exclude<Verdict, 'cancelled'>, number>> = {
	healthy: exitCodes.healthy,
	diagnosed: exitCodes.diagnosed,
	inconclusive: exitCodes.inconclusive,
};

/** What the process says when the case is over. */
export const exitCodeOf = ({verdict = 'cancelled'}: Case, {signal}: Io): number =>
	verdict === 'cancelled'
		? signal.reason === 'SIGTERM'
			? exitCodes.SIGTERM
			: exitCodes.SIGINT
		: byVerdict[verdict];
