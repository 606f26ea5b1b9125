import type {CapturedMessage, CapturePlan} from '../../../core/capture.ts';
import type {Reach} from '../../../core/check.ts';
import type {Failure} from '../../../core/failure.ts';
import type {SinkSession} from '../../../core/sink.ts';
import {readingOf} from '../../sink-plan.ts';

/** What was caught while it was waited, oldest first, and how the wait ended. */
export type Wait = {
	readonly sessions: readonly SinkSession[];
	readonly messages: readonly CapturedMessage[];
	/** Seconds until the awaited message came, or until the wait ended. */
	readonly waited: number;
	/** Seconds of the wait after which each message came, by its id. */
	readonly came?: ReadonlyMap<number, number>;
	readonly ended: 'arrived' | 'over' | 'too-much' | Failure;
	/** How much was told when it ended, for a wait that goes on from there. */
	readonly told: number;
	/** Sessions without a message that nobody can tell of any more, because there were too many. */
	readonly untold: number;
};

type Waiting = {
	readonly plan: CapturePlan;
	readonly seconds: number;
	/** What was told before. */
	readonly after: number;
	readonly why: string;
	readonly enter: readonly {readonly label: string; readonly value: string}[];
	/** Sessions that were there before. */
	readonly known: ReadonlySet<number>;
	readonly isAwaited: (message: CapturedMessage) => boolean;
	/** The internet address of the device, where it is known: what others bring makes the wait no shorter. */
	readonly remote?: string | undefined;
};

/** Answers to one wait; a sink that is talked to without end is not listened to without end. */
const mostRounds = 200;
/** Seconds that are still waited after a message came that is not the awaited one: devices send several at once. */
const grace = 60;
/** Seconds that are still waited after the awaited one, for the end of its session and for another that follows at once. */
const settling = 2;

/** Waits until the awaited message came and a moment passed, the time is over, or it is called off. */
export const waitFor = async (
	{plan, seconds, after, why, enter, known, isAwaited, remote}: Waiting,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Wait> => {
	const sessions = new Map<number, SinkSession>();
	const messages = new Map<number, CapturedMessage>();
	const came = new Map<number, number>();
	let told = after;
	let waited = 0;
	let untold = 0;
	let until = seconds;
	let arrived: number | undefined;
	const isOfDevice = (message: CapturedMessage) => remote === undefined || message.remote === remote;
	const ended = (how: Wait['ended']): Wait => ({
		sessions: [...sessions.values()].toSorted((a, b) => a.id - b.id),
		messages: [...messages.values()].toSorted((a, b) => a.id - b.id),
		waited: Math.round(arrived ?? waited),
		came,
		ended: arrived === undefined ? how : 'arrived',
		told,
		untold,
	});
	for (let round = 0; round < mostRounds; round++) {
		const left = Math.ceil(until - waited);
		if (left <= 0) {
			if (sessions.size > 0) return ended('over');
			for (const session of await goingOn(plan, known, {probes, signal})) sessions.set(session.id, session);
			return ended('over');
		}
		const result = await probes.sink({...plan, do: 'wait', seconds: left, after: told, why, enter}, signal);
		if (!result.ok) return ended(result.failure);
		const {value} = result;
		waited += Math.min(left, Math.max(0, value.seconds));
		told = Math.max(told, value.told);
		untold = Math.max(untold, value.untold ?? 0);
		for (const session of value.sessions) sessions.set(session.id, session);
		for (const message of value.messages) {
			if (!came.has(message.id)) came.set(message.id, Math.round(waited));
			messages.set(message.id, message);
		}
		if (arrived === undefined && value.messages.some(isAwaited)) {
			arrived = waited;
			until = waited + settling;
		} else if (arrived === undefined && value.messages.some(isOfDevice))
			until = Math.min(seconds, waited + grace);
	}
	return ended('too-much');
};

/** Sessions that have begun and not ended, which no wait tells of. */
const goingOn = async (
	plan: CapturePlan,
	known: ReadonlySet<number>,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<readonly SinkSession[]> => {
	const read = await probes.sink(readingOf(plan), signal);
	return read.ok ? read.value.sessions.filter(({id}) => !known.has(id)) : [];
};
