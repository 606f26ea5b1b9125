import type {CaptureAnswer, CapturePlan} from '../../../core/capture.ts';
import type {Reach} from '../../../core/check.ts';
import type {Failure} from '../../../core/failure.ts';
import type {SinkSession} from '../../../core/sink.ts';
import type {Machine} from '../../caught-device.ts';
import {readingOf} from '../../sink-plan.ts';
import {isAwaited, type Wanted} from './verdict.ts';
import type {Wait} from './waiting.ts';

/**
 * Seconds since a mail that came just before this step, when the step before it had caught it. What is older may be of an
 * earlier round, and the settings of the device be back since.
 */
const justNow = 60;

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

/** What to do where the ports cannot be had, each a sentence. */
export const listenAdvice = ({ports}: CapturePlan, {code}: Failure): readonly string[] => [
	...(code === 'not-permitted'
		? []
		: [
				'Another program holds the port, or another lostmail sink does: end that one, or choose other ports.',
			]),
	...(code !== 'in-use' && ports.some(({port}) => port > 0 && port < 1024)
		? [
				'Ports below 1024 need special rights on most systems; take 2525 and 2465, and enter those on the device.',
			]
		: []),
];

/** A code that came a moment ago, such as one that was asked for in place of a test mail. */
export const caughtJustNow = (
	{messages, sessions, told}: CaptureAnswer,
	wanted: Wanted,
): Wait | undefined => {
	if (wanted.what !== 'code') return undefined;
	const fresh = messages.filter(
		message => isAwaited(message, wanted) && message.standing.age <= justNow && !message.standing.expired,
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
): SinkSession | undefined => {
	const fresh = new Set(
		messages
			.filter(({standing, remote}) => standing.age <= justNow && remote === device?.remote)
			.map(({session}) => session),
	);
	return sessions.findLast(({id}) => fresh.has(id));
};
