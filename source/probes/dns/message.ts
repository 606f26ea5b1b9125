import {randomInt} from 'node:crypto';
import {type EdeOption, Packet, type Resource} from 'dns2';
import type {DnsQuestion, DnsType} from '../../core/dns.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {guard} from './guard.ts';

/** IANA numbers of the types that can be asked for. */
export const typeCodes: Readonly<Record<DnsType, number>> = {
	A: 1,
	NS: 2,
	CNAME: 5,
	SOA: 6,
	PTR: 12,
	MX: 15,
	TXT: 16,
	AAAA: 28,
	SRV: 33,
	DS: 43,
	DNSKEY: 48,
	TLSA: 52,
};

const headerSize = 12;
const internet = 1;

/** A UDP payload that no path has to fragment (DNS flag day 2020). */
export const ednsSize = 1232;

/** One message out: its id and question are what a reply must repeat. */
export type Query = {
	readonly id: number;
	readonly bytes: Buffer;
	readonly question: Buffer;
	/** Whether it carries an OPT record. */
	readonly modern: boolean;
};

/** What a server may do for an answer; as in a question, because that is where it is said. */
export type Manner = Pick<DnsQuestion, 'recursion' | 'validation'>;

/** `edns` is the UDP payload size to announce (RFC 6891); without it the query carries no OPT record. */
export const encodeQuery = (
	name: string,
	type: DnsType,
	{
		id = randomInt(65_536),
		edns,
		recursion,
		validation,
	}: Manner & {readonly id?: number; readonly edns?: number} = {},
): Query => {
	const packet = new Packet();
	const flags = {rd: recursion === 'none' ? 0 : 1, cd: validation === 'disabled' ? 1 : 0} as const;
	// AD in a query asks for AD in the answer (RFC 6840 section 5.7).
	packet.header = new Packet.Header(Object.assign({id}, {ad: 1}, flags));
	packet.questions = [new Packet.Question({name, type: typeCodes[type], class: internet})];
	const bare = packet.toBuffer();
	const question = bare.subarray(headerSize);
	if (edns === undefined) return {id, bytes: bare, question, modern: false};
	packet.additionals = [new Packet.Resource(Packet.Resource.EDNS([], {udpPayloadSize: edns}))];
	return {id, bytes: packet.toBuffer(), question, modern: true};
};

export const rcodes = {ok: 0, formatError: 1, serverFailure: 2, noSuchName: 3, notImplemented: 4, refused: 5};
const badVersion = 16;

/** Failures of this kind may leave the question out, as servers do that could not read it. */
const mayOmitQuestion: readonly number[] = [
	rcodes.formatError,
	rcodes.serverFailure,
	rcodes.notImplemented,
	rcodes.refused,
];

/** Why these octets are not a reply to the query; undefined when they are one (RFC 5452 section 9.1). */
export const mismatch = ({id, question}: Query, bytes: Buffer): string | undefined => {
	if (bytes.length < headerSize) return 'shorter than a header';
	if (bytes.readUInt16BE(0) !== id) return 'another id';
	if (((bytes[2] ?? 0) & 0x80) === 0) return 'a query, not a reply';
	if (((bytes[2] ?? 0) & 0x78) !== 0) return 'another operation';
	const count = bytes.readUInt16BE(4);
	if (count === 0 && mayOmitQuestion.includes((bytes[3] ?? 0) & 15)) return undefined;
	const echoed = bytes.subarray(headerSize, headerSize + question.length);
	return count === 1 && sameQuestion(echoed, question) ? undefined : 'another question';
};

const sameQuestion = (one: Buffer, other: Buffer): boolean =>
	one.length === other.length &&
	one.subarray(-4).equals(other.subarray(-4)) &&
	one.toString('latin1').toLowerCase() === other.toString('latin1').toLowerCase();

export type Reply = {
	readonly rcode: number;
	readonly truncated: boolean;
	readonly authenticated: boolean;
	/** AA: the server answers for the name itself. */
	readonly authoritative: boolean;
	/** RA: the server would look names up for us. */
	readonly recursive: boolean;
	readonly answers: readonly Answer[];
	readonly authorities: readonly Answer[];
	readonly additionals: readonly Answer[];
	/** The resolver only names other servers (RFC 2308 section 2.2): it did not look. */
	readonly referral: boolean;
	/** An SOA record vouches for what is not there (RFC 2308 section 2). */
	readonly negative: boolean;
	/** What the resolver adds about its failure (RFC 8914). */
	readonly explanation?: string;
};

/** A record as the codec reads it, and its data as it is on the wire. */
export type Answer = {readonly resource: Resource; readonly data: Buffer};

/** Reads a message that `mismatch` let pass. The records of a truncated one are left unread. */
export const decodeReply = (bytes: Buffer): Result<Reply, string> => {
	const header = {
		rcode: (bytes[3] ?? 0) & 15,
		truncated: ((bytes[2] ?? 0) & 2) !== 0,
		authenticated: ((bytes[3] ?? 0) & 32) !== 0,
		authoritative: ((bytes[2] ?? 0) & 4) !== 0,
		recursive: ((bytes[3] ?? 0) & 128) !== 0,
	};
	if (header.truncated)
		return success({
			...header,
			answers: [],
			authorities: [],
			additionals: [],
			referral: false,
			negative: false,
		});
	const guarded = guard(bytes);
	if (!guarded.ok) return guarded;
	const packet = parse(bytes);
	if (!packet.ok) return packet;
	const {answers, authorities, additionals, header: read} = packet.value;
	const explanation = explain(additionals);
	const withData = (records: readonly Resource[], from: number): readonly Answer[] =>
		records.map((resource, index) => ({resource, data: guarded.value[from + index] ?? Buffer.alloc(0)}));
	const has = (wanted: DnsType) => authorities.some(({type}) => type === typeCodes[wanted]);
	return success({
		...header,
		rcode: read.rcode,
		answers: withData(answers, 0),
		authorities: withData(authorities, answers.length),
		additionals: withData(additionals, answers.length + authorities.length),
		referral: answers.length === 0 && !header.authoritative && has('NS') && !has('SOA'),
		negative: has('SOA'),
		...(explanation && {explanation}),
	});
};

const parse = (bytes: Buffer): Result<Packet, string> => {
	try {
		const packet = Packet.parse(bytes);
		const [error] = packet.errors;
		return error ? failed(error.message) : success(packet);
	} catch (thrown) {
		return failed(String(thrown));
	}
};

const explain = (additionals: readonly Resource[]): string | undefined => {
	const options = additionals.flatMap(({rdata}) => (Array.isArray(rdata) ? rdata : []));
	const told = options.find(option => option.ednsCode === Packet.EDNS_OPTION_CODE.EDE) as
		| EdeOption
		| undefined;
	if (!told) return undefined;
	const word = Packet.EDE_NAME[told.infoCode]?.toLowerCase().replaceAll('_', ' ') ?? `code ${told.infoCode}`;
	return told.extraText ? `${word}: ${told.extraText.slice(0, 120)}` : word;
};

/** The resolver did not understand the query, which EDNS may be the reason of (RFC 6891 section 7). */
export const mayDislikeEdns = ({rcode}: Reply): boolean =>
	rcode === rcodes.formatError || rcode === rcodes.notImplemented || rcode === badVersion;

/** An rcode as people know it. */
export const rcodeName = (rcode: number): string =>
	Object.entries(Packet.RCODE).find(([, code]) => code === rcode)?.[0] ?? `RCODE ${rcode}`;
