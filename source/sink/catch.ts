import type {CaptureAnswer, CapturedMessage} from '../core/capture.ts';
import type {SinkSession} from '../core/sink.ts';
import type {Reading} from '../core/verification.ts';
import {standingsOf} from '../mail/standing.ts';
import {maskedMessage} from './masked.ts';
import type {Sink} from './sink.ts';
import type {Understood} from './store.ts';
import type {Telling, Told} from './told.ts';

/** A sink, and what it has caught so far. */
export type Catch = {
	readonly sink: Sink;
	understand(octets: Iterable<Buffer>): Promise<Understood>;
	readonly addresses: readonly string[];
	readonly certificate?: string;
	/** Where it is written down that a message was handed on; absent where the store goes with this process. */
	readonly mark?: unknown;
	readonly told: Telling;
	/** What was read of each message, by its number, so that none is read twice. */
	readonly readings: Map<number, Reading>;
};

/** An answer that tells this, `seconds` after it was asked for; codes and links are masked. */
export const tell = async (
	caught: Catch,
	told: readonly Told[],
	seconds: number,
	now: number,
): Promise<CaptureAnswer> => {
	const {archive, places} = caught.sink;
	const ids = caught.told.after(0).flatMap(one => ('message' in one ? [one.message] : []));
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
		...(caught.mark === undefined ? {passing: true} : {}),
		sessions: [...sessions.values()],
		messages,
		...(caught.told.dropped > 0 ? {untold: caught.told.dropped} : {}),
		told: caught.told.count,
		seconds,
	};
};

/** Every session of this round, those that are going on included. */
export const everySession = ({told, sink}: Catch): Iterable<SinkSession> => {
	const sessions = new Map<number, SinkSession>();
	for (const session of sink.open()) sessions.set(session.id, session);
	for (const one of told.after(0)) if ('session' in one) sessions.set(one.session.id, one.session);
	return [...sessions.values()].toSorted((a, b) => a.id - b.id);
};

/** Messages with what was read of them; those that are not kept are left out. */
export const readAll = async (
	{sink: {archive}, readings, understand}: Pick<Catch, 'sink' | 'readings' | 'understand'>,
	ids: readonly number[],
) => {
	const all = [];
	for (const id of ids) {
		const message = archive.message(id);
		if (!message) continue;
		const reading =
			readings.get(id) ?? (archive.recall(id) ?? (await understand(archive.octets(id)))).reading;
		readings.set(id, reading);
		all.push({...message, reading});
	}
	return all;
};
