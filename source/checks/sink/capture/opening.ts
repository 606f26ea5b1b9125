import type {CaptureAnswer, CapturedMessage, CapturePlan} from '../../../core/capture.ts';
import type {Reach} from '../../../core/check.ts';
import type {Failure} from '../../../core/failure.ts';
import type {SinkSession} from '../../../core/sink.ts';
import type {Machine} from '../../caught-device.ts';
import {readingOf} from '../../sink-plan.ts';
import {isAwaited, type Wanted} from './verdict.ts';
import type {Wait} from './waiting.ts';

/** Seconds since a mail that came just before this step, when the step before it had caught it. */
const justNow = 60;

/** Whether it came just before this step and in the same round: since an earlier one the settings may have been put back. */
const isFresh = ({at, standing}: CapturedMessage, roundAt: number): boolean =>
	standing.age <= justNow && at >= roundAt;

/** Failures that say nothing about the ports of this machine. */
const ours: ReadonlySet<Failure['code']> = new Set([
	'cancelled',
	'offline',
	'not-on-tape',
	'nobody-to-ask',
	'no-secret',
]);

export type Opened =
	| {readonly is: 'open'; readonly answer: CaptureAnswer; readonly before: CaptureAnswer}
	| {readonly is: 'cannot-listen'; readonly failure: Failure}
	| {readonly is: 'failed'; readonly failure: Failure};

/** Begins to listen, and reads what was caught before, in the same run. */
export const begin = async (
	plan: CapturePlan,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Opened> => {
	const opened = await probes.sink({...plan, do: 'open'}, signal);
	if (!opened.ok)
		return {is: ours.has(opened.failure.code) ? 'failed' : 'cannot-listen', failure: opened.failure};
	const read = await probes.sink(readingOf(plan), signal);
	if (!read.ok) return {is: 'failed', failure: read.failure};
	return {is: 'open', answer: opened.value, before: read.value};
};

/** Ports that are asked for in place of those that cannot be had. */
const otherPorts = ({ports}: CapturePlan): string =>
	ports.every(({port}) => ![2525, 2465].includes(port))
		? '2525/starttls,2465/implicit'
		: '3525/starttls,3465/implicit';

/** What to do where the sink could not be opened, as one sentence after the other; nothing was changed on the device for it. */
export const listenRemedy = (plan: CapturePlan, {code}: Failure): string => {
	const choose = `with --set sink-ports=${otherPorts(plan)} on the command line, or in the answer to “At which ports should lostmail listen?”`;
	if (code === 'in-use')
		return `End the program that has the port, or choose other ports ${choose}. The device is told the new ones.`;
	if (plan.ports.some(({port}) => port > 0 && port < 1024))
		return `Ports below 1024 need special rights on most systems. Choose others ${choose}, and enter those on the device.`;
	return 'Mend what is named there, and have lostmail look again.';
};

/** A code that came a moment ago, such as one that was asked for in place of a test mail. */
export const caughtJustNow = (
	{messages, sessions, told}: CaptureAnswer,
	wanted: Wanted,
	roundAt: number,
): Wait | undefined => {
	if (wanted.what !== 'code') return undefined;
	const fresh = messages.filter(
		message => isAwaited(message, wanted) && isFresh(message, roundAt) && !message.standing.expired,
	);
	if (fresh.length === 0) return undefined;
	const ids = new Set(fresh.map(({session}) => session));
	return {
		messages: fresh,
		sessions: sessions.filter(({id}) => ids.has(id)),
		waited: 0,
		ended: 'arrived',
		told,
		untold: 0,
	};
};

/** The last session in which the device delivered a mail just before this step: it can reach this sink, as it is set now. */
export const deliveredJustNow = (
	{messages, sessions}: CaptureAnswer,
	device: Machine | undefined,
	roundAt: number,
): SinkSession | undefined => {
	const fresh = new Set(
		messages
			.filter(message => isFresh(message, roundAt) && message.remote === device?.remote)
			.map(({session}) => session),
	);
	return sessions.findLast(({id}) => fresh.has(id));
};
