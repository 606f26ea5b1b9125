import {Socket} from 'node:net';
import type {DnsHandler} from 'dns2';
import {listen} from './listen.ts';
import type {Message, Protocol, Respond} from './message.ts';
import {types} from './record.ts';

type Asked = {readonly name: string; readonly type: string; readonly protocol: Protocol};

/** One running DNS server. */
export type ZoneServer = {
	/** `127.0.0.1:PORT`, over UDP and TCP. */
	readonly address: string;
	/** What was asked so far, unanswered questions included. */
	queries(): readonly Asked[];
	close(): Promise<void>;
};

const mostKept = 10_000;

/** Answers on loopback, `delayMs` milliseconds after each query. */
export const serve = async (respond: Respond, delayMs = 0): Promise<ZoneServer> => {
	const queries: Asked[] = [];
	const delays = new Set<NodeJS.Timeout>();

	const handle: DnsHandler = (request, send, client) => {
		const protocol = client instanceof Socket ? 'tcp' : 'udp';
		const [question] = request.questions;
		if (question && queries.length < mostKept)
			queries.push({name: question.name, type: typeName(question.type), protocol});
		const replies = respond(request, protocol);
		if (replies.length === 0) return;
		const act = () => void sent(send, replies);
		if (delayMs === 0) return act();
		const timer = setTimeout(() => {
			delays.delete(timer);
			act();
		}, delayMs);
		delays.add(timer);
	};

	const listener = await listen(handle);
	let closed: Promise<void> | undefined;
	return {
		address: `127.0.0.1:${listener.port}`,
		queries: () => [...queries],
		close: () => {
			for (const timer of delays) clearTimeout(timer);
			closed ??= listener.close();
			return closed;
		},
	};
};

const typeName = (code: number): string =>
	Object.entries(types).find(([, [number]]) => number === code)?.[0] ?? `TYPE${code}`;

/** The one who asked may be gone, and so may the socket: neither is an error of ours. */
const sent = async (send: Parameters<DnsHandler>[1], replies: readonly Message[]): Promise<void> => {
	try {
		for (const reply of replies) await send(reply);
	} catch {}
};
