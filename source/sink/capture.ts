import type {CaptureAnswer, CapturePlan, CaptureQuestion} from '../core/capture.ts';
import type {Failure} from '../core/failure.ts';
import {longestPause} from '../core/pause.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {type Catch, everySession, readAll, tell} from './catch.ts';
import {type CaughtMail, caughtMailOf} from './caught-mail.ts';
import type {Sink} from './sink.ts';
import type {ReleaseMark} from './store/release-mark.ts';
import type {Understood} from './store.ts';
import {telling} from './told.ts';

export {maskedMessage} from './masked.ts';

/** A sink that was opened for a playbook. */
export type CaptureSink = {
	readonly sink: Sink;
	/** What a message says, read aside of everything else. */
	understand(octets: Iterable<Buffer>): Promise<Understood>;
	/** Addresses of this machine under which a device may reach it, most likely first. */
	readonly addresses: readonly string[];
	/** SHA-256 of its certificate, in hexadecimal letters. */
	readonly certificate?: string;
	/** Called when a step begins to wait; only a simulated device needs to be told. */
	readonly awaited?: () => void;
	/** Whether nothing can happen any more, so that waiting on would change nothing; only a simulated device knows. */
	readonly isOver?: () => boolean;
	/** Where it is written down that a message was handed on; absent where the store goes with this process. */
	readonly mark?: (id: number) => ReleaseMark;
	close(): Promise<void>;
};

export type CaptureOptions = {
	readonly open: (plan: CapturePlan) => Promise<Result<CaptureSink, Failure>>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Milliseconds of a clock that never goes back. */
	readonly ticks: () => number;
};

/** Sessions without a message that one sink tells at most: more than a device brings, and what a flood cannot pass. */
const mostIdle = 1000;

type Opened = CaptureSink &
	Catch & {
		fresh: boolean;
		/** Sessions that have begun and are not told: one that is over is first written, and told after that. */
		readonly going: ReadonlySet<number>;
		/** Ends the waits of whoever waits for it, and the sink. */
		end(): Promise<void>;
		readonly ended: AbortSignal;
	};

/**
 * Catches a device's mail in a sink of its own. One plan is one sink, opened when it is first asked for, and closed with
 * the probe or when another plan is asked for: both would want the same ports and the same store. A plan whose sink could
 * not be opened is tried again when it is asked again; reading opens none.
 */
export const captureProbe = (
	options: CaptureOptions,
): {
	probe: Probe<CaptureQuestion, CaptureAnswer>;
	/** A message that was caught here, as whoever hands it on needs it. */
	caught(id: number): Promise<CaughtMail | undefined>;
	/** Ends every sink; what they caught stays in their stores. */
	close(): Promise<void>;
} => {
	const sinks = new Map<string, Promise<Result<Opened, Failure>>>();
	const sinkOf = (question: CaptureQuestion): Promise<Result<Opened, Failure>> | undefined => {
		const plan = planOf(question);
		const key = JSON.stringify(plan);
		const known = sinks.get(key);
		// Whoever only reads must not begin to listen, nor end another sink for it.
		if (known || question.do === 'read') return known;
		const before = [...sinks.values()];
		sinks.clear();
		const opening = endAll(before)
			.then(() => options.open(plan))
			.then(opened => {
				if (!opened.ok && sinks.get(key) === opening) sinks.delete(key);
				return opened.ok ? success(listening(opened.value)) : opened;
			});
		sinks.set(key, opening);
		return opening;
	};

	return {
		async probe(question, signal) {
			if (signal.aborted) return failed({code: 'cancelled'});
			if (question.do === 'wait' && !(question.seconds >= 0 && question.seconds <= longestPause))
				return failed({code: 'not-permitted', detail: `nothing waits longer than ${longestPause} s`});
			const opened = await sinkOf(question);
			if (!opened) return success(nothingCaught);
			if (!opened.ok) return opened;
			const caught = opened.value;
			if (question.do === 'open') {
				caught.fresh = true;
				return success(await tell(caught, [], 0, options.now()));
			}
			if (question.do === 'read')
				return success({
					...(await tell(caught, caught.told.after(0), 0, options.now())),
					sessions: [...everySession(caught)],
				});
			const began = options.ticks();
			const ended = await somethingNew(caught, question, signal);
			if (ended === 'cancelled') return failed({code: 'cancelled'});
			const passed = ended === 'over' ? question.seconds : (options.ticks() - began) / 1000;
			return success(
				await tell(caught, caught.told.after(question.after), Math.round(passed * 10) / 10, options.now()),
			);
		},
		async caught(id) {
			for (const opening of sinks.values()) {
				const opened = await opening;
				if (!opened.ok || !opened.value.told.after(0).some(told => 'message' in told && told.message === id))
					continue;
				const [message] = await readAll(opened.value, [id]);
				const {sink, mark} = opened.value;
				if (message) return caughtMailOf(sink.archive, id, message.reading, mark?.(id));
			}
			return undefined;
		},
		async close() {
			const all = [...sinks.values()];
			sinks.clear();
			await endAll(all);
		},
	};
};

const planOf = ({ports, reach, user, secret}: CaptureQuestion): CapturePlan => ({
	ports,
	reach,
	...(user === undefined ? {} : {user}),
	...(secret === undefined ? {} : {secret}),
});

/** What is told of a plan that no step has begun to listen for. */
const nothingCaught: CaptureAnswer = {
	places: [],
	addresses: [],
	sessions: [],
	messages: [],
	told: 0,
	seconds: 0,
};

const endAll = async (opening: readonly Promise<Result<Opened, Failure>>[]): Promise<void> => {
	for (const opened of await Promise.all(opening)) if (opened.ok) await opened.value.end();
};

const listening = (caught: CaptureSink): Opened => {
	const ending = new AbortController();
	const told = telling(mostIdle);
	const going = new Set(caught.sink.open().map(({id}) => id));
	const stop = caught.sink.subscribe(happening => {
		if (happening.type === 'message.kept') told.add({message: happening.message.id});
		else if (happening.type === 'session.opened') going.add(happening.session.id);
		else if (happening.type === 'session.ended') {
			going.delete(happening.session.id);
			told.add({session: happening.session});
		}
	});
	return {
		...caught,
		told,
		going,
		readings: new Map(),
		fresh: true,
		ended: ending.signal,
		async end() {
			stop();
			ending.abort();
			await caught.close();
		},
	};
};

/** Until something was told after what is known already, the time is over, or it is called off. */
const somethingNew = (
	caught: Opened,
	{after, seconds}: Extract<CaptureQuestion, {readonly do: 'wait'}>,
	leaving: AbortSignal,
): Promise<'new' | 'over' | 'cancelled'> =>
	new Promise(resolve => {
		const signal = AbortSignal.any([leaving, caught.ended]);
		// The listener of one that is over already would never be called.
		if (signal.aborted) return resolve('cancelled');
		const settle = (how: 'new' | 'over' | 'cancelled') => {
			clearTimeout(timer);
			clearInterval(look);
			unsubscribe();
			signal.removeEventListener('abort', callOff);
			resolve(how);
		};
		const callOff = () => settle('cancelled');
		const see = () => {
			if (caught.told.count > after) settle('new');
			else if (caught.isOver?.() && caught.going.size === 0) settle('over');
		};
		const unsubscribe = caught.sink.subscribe(() => queueMicrotask(see));
		const timer = setTimeout(() => settle('over'), seconds * 1000);
		// A simulated device ends without a word; a real one is never over.
		const look = caught.isOver ? setInterval(see, lookEvery) : undefined;
		signal.addEventListener('abort', callOff, {once: true});
		if (caught.fresh) {
			caught.fresh = false;
			caught.awaited?.();
		}
		see();
	});

const lookEvery = 20;
