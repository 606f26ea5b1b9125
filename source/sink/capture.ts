import type {CaptureAnswer, CapturedMessage, CapturePlan, CaptureQuestion} from '../core/capture.ts';
import type {Failure} from '../core/failure.ts';
import {longestPause} from '../core/pause.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {SinkSession} from '../core/sink.ts';
import type {Reading} from '../core/verification.ts';
import {standingsOf} from '../mail/standing.ts';
import {maskedMessage} from './masked.ts';
import type {Sink} from './sink.ts';
import {understand} from './understand.ts';

export {maskedMessage} from './masked.ts';

/** A sink that was opened for a playbook. */
export type CaptureSink = {
	readonly sink: Sink;
	/** Addresses of this machine under which a device may reach it, most likely first. */
	readonly addresses: readonly string[];
	/** SHA-256 of its certificate, in hexadecimal letters. */
	readonly certificate?: string;
	/** Called when a step begins to wait; only a simulated device needs to be told. */
	readonly awaited?: () => void;
	/** Whether nothing can happen any more, so that waiting on would change nothing; only a simulated device knows. */
	readonly isOver?: () => boolean;
	close(): Promise<void>;
};

export type CaptureOptions = {
	readonly open: (plan: CapturePlan) => Promise<Result<CaptureSink, Failure>>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Milliseconds of a clock that never goes back. */
	readonly ticks: () => number;
};

/** Messages and sessions that one round tells at most; more than a device brings, and what a flood cannot pass. */
const mostTold = 1000;

type Told = {readonly message: number} | {readonly session: SinkSession};
type Opened = CaptureSink & {
	readonly told: Told[];
	readonly readings: Map<number, Reading>;
	fresh: boolean;
	/** Ends the waits of whoever waits for it, and the sink. */
	end(): Promise<void>;
	readonly ended: AbortSignal;
};

/**
 * Catches a device's mail in a sink of its own. One plan is one sink, opened when it is first asked for, and closed with
 * the probe or when another plan is asked for: both would want the same ports and the same store. A plan whose sink could
 * not be opened is tried again when it is asked again.
 */
export const captureProbe = (
	options: CaptureOptions,
): {
	probe: Probe<CaptureQuestion, CaptureAnswer>;
	/** The octets of a message that was caught here. */
	caught(id: number): Promise<Buffer | undefined>;
	/** Ends every sink; what they caught stays in their stores. */
	close(): Promise<void>;
} => {
	const sinks = new Map<string, Promise<Result<Opened, Failure>>>();
	const sinkOf = (question: CaptureQuestion): Promise<Result<Opened, Failure>> => {
		const {ports, reach, user, secret} = question;
		const plan: CapturePlan = {
			ports,
			reach,
			...(user === undefined ? {} : {user}),
			...(secret === undefined ? {} : {secret}),
		};
		const key = JSON.stringify(plan);
		const known = sinks.get(key);
		if (known) return known;
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
			if (!opened.ok) return opened;
			const caught = opened.value;
			if (question.do === 'open') {
				caught.fresh = true;
				return success(await tell(caught, [], 0, options.now()));
			}
			if (question.do === 'read')
				return success({
					...(await tell(caught, caught.told, 0, options.now())),
					sessions: [...everySession(caught)],
				});
			const began = options.ticks();
			const ended = await somethingNew(caught, question, signal);
			if (ended === 'cancelled') return failed({code: 'cancelled'});
			const passed = ended === 'over' ? question.seconds : (options.ticks() - began) / 1000;
			return success(
				await tell(caught, caught.told.slice(question.after), Math.round(passed * 10) / 10, options.now()),
			);
		},
		async caught(id) {
			for (const opening of sinks.values()) {
				const opened = await opening;
				if (opened.ok && opened.value.told.some(told => 'message' in told && told.message === id))
					return Buffer.concat([...opened.value.sink.archive.octets(id)]);
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

const endAll = async (opening: readonly Promise<Result<Opened, Failure>>[]): Promise<void> => {
	for (const opened of await Promise.all(opening)) if (opened.ok) await opened.value.end();
};

const listening = (caught: CaptureSink): Opened => {
	const ending = new AbortController();
	const told: Told[] = [];
	const stop = caught.sink.subscribe(happening => {
		if (told.length >= mostTold) return;
		if (happening.type === 'message.kept') told.push({message: happening.message.id});
		else if (happening.type === 'session.ended') told.push({session: happening.session});
	});
	return {
		...caught,
		told,
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
			if (caught.told.length > after) settle('new');
			else if (caught.isOver?.() && caught.sink.open().length === 0) settle('over');
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

const tell = async (
	caught: Opened,
	told: readonly Told[],
	seconds: number,
	now: number,
): Promise<CaptureAnswer> => {
	const {archive, places} = caught.sink;
	const ids = caught.told.flatMap(one => ('message' in one ? [one.message] : []));
	const all = await readAll(caught, ids);
	const standings = standingsOf(all, now);
	const wanted = new Set(told.flatMap(one => ('message' in one ? [one.message] : [])));
	const messages: readonly CapturedMessage[] = all.flatMap(message => {
		const standing = standings.get(message.id);
		return wanted.has(message.id) && standing ? [{...maskedMessage(message), standing}] : [];
	});
	const sessions = new Map<number, SinkSession>();
	for (const one of told) if ('session' in one) sessions.set(one.session.id, one.session);
	for (const {session} of messages) {
		const open = sessions.get(session) ?? archive.session(session);
		if (open) sessions.set(session, open);
	}
	return {
		places,
		addresses: caught.addresses,
		...(caught.certificate === undefined ? {} : {certificate: caught.certificate}),
		sessions: [...sessions.values()],
		messages,
		told: caught.told.length,
		seconds,
	};
};

/** Every session of this round, those that are going on included. */
const everySession = ({told, sink}: Opened): Iterable<SinkSession> => {
	const sessions = new Map<number, SinkSession>();
	for (const session of sink.open()) sessions.set(session.id, session);
	for (const one of told) if ('session' in one) sessions.set(one.session.id, one.session);
	return [...sessions.values()].toSorted((a, b) => a.id - b.id);
};

const readAll = async ({sink: {archive}, readings}: Opened, ids: readonly number[]) => {
	const all = [];
	for (const id of ids) {
		const message = archive.message(id);
		if (!message) continue;
		const reading = readings.get(id) ?? (await understand(archive.octets(id))).reading;
		readings.set(id, reading);
		all.push({...message, reading});
	}
	return all;
};
