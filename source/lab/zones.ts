import {Socket} from 'node:net';
import type {DnsHandler, Packet} from 'dns2';
import {z} from 'zod';
import {readZones, type Zones} from './zones/answer.ts';
import {listen} from './zones/listen.ts';
import {readEntry, types} from './zones/record.ts';
import {type ResolverFault, replyTo, resolverFaults} from './zones/reply.ts';

export type {Zones} from './zones/answer.ts';
export type {ResolverFault} from './zones/reply.ts';

const recordsSchema = z
	.union([z.string(), z.array(z.string()).min(1, {error: 'expected at least one record'})], {
		error: 'expected a record such as "A 127.0.0.1", or a list of records',
	})
	.check(({value, issues}) => {
		for (const [index, text] of [value].flat().entries()) {
			const entry = readEntry(text);
			const path = typeof value === 'string' ? [] : [index];
			if (!entry.ok) issues.push({code: 'custom', input: text, path, message: entry.failure});
		}
	});

const label = '[^\\s."\\\\]{1,63}';
const originName = new RegExp(`^${label}(?:\\.${label})*\\.?$`);
const ownerName = new RegExp(`^(?:@|${label}(?:\\.${label})*)$`);
const keyComplaint =
	(expected: string): z.core.$ZodErrorMap =>
	issue =>
		issue.code === 'invalid_key' ? `expected ${expected}, got ${JSON.stringify(issue.input)}` : undefined;

/** What the DNS of a world holds: by zone and, within it, by owner; whatever is not there does not exist. */
export const zonesSchema = z.record(
	z.string().regex(originName),
	z.record(z.string().regex(ownerName), recordsSchema, {
		error: keyComplaint('an owner within the zone: "@", "smtp", "_dmarc" or "*", without a final dot'),
	}),
	{error: keyComplaint('a zone such as example.test')},
);

/** How a whole resolver misbehaves. */
export const resolverFaultSchema = z.enum(resolverFaults, {
	error: `expected one of ${resolverFaults.join(', ')}`,
});

type Asked = {readonly name: string; readonly type: string; readonly protocol: 'udp' | 'tcp'};

export type ZoneServer = {
	/** `127.0.0.1:PORT`, over UDP and TCP. */
	readonly address: string;
	/** What was asked so far, unanswered questions included. */
	queries(): readonly Asked[];
	close(): Promise<void>;
};

type Options = {
	readonly fault?: ResolverFault | undefined;
	/** Milliseconds before each answer. */
	readonly delayMs?: number | undefined;
};

/** A recursive resolver on loopback for which the given zones are the whole internet. */
export const serveZones = async (zones: Zones, {fault, delayMs = 0}: Options = {}): Promise<ZoneServer> => {
	const known = readZones(zones);
	const queries: Asked[] = [];
	const delays = new Set<NodeJS.Timeout>();

	const handle: DnsHandler = (request, send, client) => {
		const protocol = client instanceof Socket ? 'tcp' : 'udp';
		const [question] = request.questions;
		if (question && queries.length < mostKept)
			queries.push({name: question.name, type: typeName(question.type), protocol});
		const reply = replyTo(request, known, {fault, protocol});
		if (!reply) return;
		const act = () => void sent(send, reply);
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

const mostKept = 10_000;

const typeName = (code: number): string =>
	Object.entries(types).find(([, [number]]) => number === code)?.[0] ?? `TYPE${code}`;

/** The one who asked may be gone, and so may the socket: neither is an error of ours. */
const sent = async (send: Parameters<DnsHandler>[1], reply: Packet | Buffer): Promise<void> => {
	try {
		await send(reply);
	} catch {}
};
