import {createSocket} from 'node:dgram';
import {isIPv6} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {whenPatienceEnds} from '../patience.ts';
import {attempt} from './attempt.ts';
import {classify} from './failure.ts';
import {decodeReply, mismatch, type Query, type Reply} from './message.ts';
import type {Server} from './server.ts';

/** What one resolver said, and what it took. */
export type Heard = {
	readonly reply: Reply;
	readonly protocol: 'udp' | 'tcp';
	readonly tries: number;
	/** Why datagrams were not taken for the reply, the first few. */
	readonly dropped: readonly string[];
	/** The query that was answered. */
	readonly query: Query;
};

/** Where a query goes, how it is called in words, and for how many milliseconds. */
export type Course = {
	readonly server: Server;
	readonly who: string;
	readonly ms: number;
	readonly signal: AbortSignal;
};

const maxDropped = 8;
/** Milliseconds after which a datagram counts as lost. */
const patience = 1000;

/**
 * Sends the queries one after another, which must share their question, until one is answered or `ms` are over.
 * The socket is connected: the kernel lets nobody else's datagrams in and reports a closed port at once. What is
 * not our answer may be forged, so it is noted and the wait goes on.
 */
export const askByUdp = (
	queries: readonly [Query, ...Query[]],
	{server, who, ms, signal}: Course,
): Promise<Result<Heard, Failure>> => {
	const dropped: string[] = [];
	let tries = 0;
	let unreadable: string | undefined;

	const drop = (why: string) => {
		if (dropped.length < maxDropped) dropped.push(why);
	};
	const late = (): Failure =>
		unreadable === undefined
			? {code: 'timeout', detail: `${who} did not answer within ${Math.round(ms)} ms${ignored(dropped)}.`}
			: {code: 'malformed', detail: `${who} answered what cannot be read: ${unreadable}.`};

	return attempt({signal, late: {ms, failure: late}}, settle => {
		const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
		let callOff: (() => void) | undefined;
		let open = true;
		const fail = (error: unknown) => settle(failed(classify(error, who)));
		const send = () => {
			const query = queries[tries];
			if (!query || !open) return;
			tries += 1;
			socket.send(query.bytes, error => error && fail(error));
			callOff = whenPatienceEnds(Math.min(patience, ms / queries.length), send);
		};
		socket.on('error', fail);
		socket.on('message', bytes => {
			const query = queries.slice(0, tries).find(sent => mismatch(sent, bytes) === undefined);
			if (!query) return drop(strangeness(queries, bytes));
			const decoded = decodeReply(bytes);
			if (decoded.ok) return settle(success({reply: decoded.value, protocol: 'udp', tries, dropped, query}));
			unreadable ??= decoded.failure;
			drop(decoded.failure);
		});
		socket.connect(server.port, server.address, (error?: unknown) => (error ? fail(error) : send()));
		return () => {
			open = false;
			callOff?.();
			socket.close();
		};
	});
};

/** A reply to one of several queries is at most as strange as to the one that it is closest to. */
const strangeness = (queries: readonly Query[], bytes: Buffer): string => {
	const reasons = queries.flatMap(query => mismatch(query, bytes) ?? []);
	return reasons.find(reason => reason !== 'another id') ?? 'another id';
};

const ignored = (dropped: readonly string[]): string =>
	dropped.length ? ` (ignored: ${[...new Set(dropped)].join(', ')})` : '';
