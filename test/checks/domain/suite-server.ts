import {decode, type encode} from 'dns-packet';
import {framed, replyTo, tcpListener, udpResolver} from '../../probes/dns/loopback.ts';

/** One entry of a suite's zone data: a type and its data, or a way to fail. */
export type Entry = string | Readonly<Record<string, unknown>>;
export type ZoneData = Readonly<Record<string, readonly Entry[]>>;

type Message = ReturnType<typeof decode>;
type Answer = NonNullable<Parameters<typeof encode>[0]['answers']>[number];
type Row = readonly [type: string, data: unknown];

/** Octets as a suite writes them, one for each character. */
const octets = (text: unknown): Buffer => Buffer.from(String(text), 'latin1');

/** In the suites, type SPF stands for TXT, except at a name that has TXT of its own (`NONE` for none). */
const rowsOf = (entries: readonly Entry[]): readonly Row[] => {
	const rows = entries.flatMap((entry): readonly Row[] =>
		typeof entry === 'string' ? [[entry, true]] : Object.entries(entry),
	);
	const own = rows.some(([type]) => type === 'TXT');
	return rows.flatMap(([type, data]): readonly Row[] => {
		if (type === 'SPF') return own ? [] : [['TXT', data]];
		return type === 'TXT' && data === 'NONE' ? [] : [[type, data]];
	});
};

const answerOf = (name: string, [type, data]: Row): Answer => {
	const common = {name, ttl: 60};
	switch (type) {
		case 'TXT':
			return {...common, type, data: Array.isArray(data) ? data.map(octets) : [octets(data)]};
		case 'MX': {
			const [preference, exchange] = data as readonly [number, string];
			return {...common, type, data: {preference, exchange: exchange === '' ? '.' : exchange}};
		}
		case 'A':
		case 'AAAA':
		case 'PTR':
		case 'CNAME':
			return {...common, type, data: String(data)};
		default:
			throw new Error(`the suite has a ${type} record`);
	}
};

/** The TC and RA bits. */
const truncated = 0x200;
const recursionAvailable = 0x80;
const noSuchName = 3;
const serverFailure = 2;

type Served = AsyncDisposable & {readonly port: number};

/** A resolver that answers as the zone data of a suite say; where it does so over TCP, every UDP answer is truncated. */
export const serveSuite = async (data: ZoneData, protocol: 'udp' | 'tcp'): Promise<Served> => {
	const zone = new Map(Object.entries(data).map(([name, entries]) => [name.toLowerCase(), rowsOf(entries)]));

	const reply = (query: Message): readonly Buffer[] => {
		const [question] = query.questions ?? [];
		if (!question) return [];
		const answers: Answer[] = [];
		let name = question.name.toLowerCase();
		for (let hops = 0; hops < 5; hops++) {
			const rows = zone.get(name);
			if (!rows) return [replyTo(query, {flags: recursionAvailable | noSuchName, answers})];
			const found = rows.filter(([type]) => type === question.type);
			const alias = rows.find(([type]) => type === 'CNAME');
			if (found.length === 0 && rows.some(([type]) => type === 'TIMEOUT')) return [];
			if (found.length === 0 && rows.some(([type]) => type === 'SERVFAIL'))
				return [replyTo(query, {flags: recursionAvailable | serverFailure})];
			answers.push(...found.map(row => answerOf(name, row)));
			if (found.length > 0 || !alias) break;
			answers.push(answerOf(name, alias));
			name = String(alias[1]).toLowerCase();
		}
		return [replyTo(query, {flags: recursionAvailable, answers})];
	};

	return protocol === 'udp' ? udpResolver(reply) : overTcp(reply);
};

const mostAttempts = 20;

/** The system chooses the TCP port; where its UDP twin is taken, another pair is tried. */
const overTcp = async (reply: (query: Message) => readonly Buffer[], attempt = 1): Promise<Served> => {
	const tcp = await tcpListener(client => {
		let heard = Buffer.alloc(0);
		client.on('data', octets => {
			heard = Buffer.concat([heard, octets]);
			if (heard.length < 2 || heard.length < 2 + heard.readUInt16BE(0)) return;
			for (const message of reply(decode(heard.subarray(2)))) client.write(framed(message));
			heard = Buffer.alloc(0);
		});
	});
	const {port} = tcp;
	const cutOff = (query: Message) => [replyTo(query, {flags: recursionAvailable | truncated})];
	try {
		const udp = await udpResolver(cutOff, {port});
		return {
			port,
			[Symbol.asyncDispose]: async () => {
				await udp[Symbol.asyncDispose]();
				await tcp[Symbol.asyncDispose]();
			},
		};
	} catch (error) {
		await tcp[Symbol.asyncDispose]();
		if (attempt === mostAttempts) throw error;
		return overTcp(reply, attempt + 1);
	}
};
