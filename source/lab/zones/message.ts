import {Packet} from 'dns2';

/** One message to send; octets are sent as they are. */
export type Message = Packet | Buffer;

export type Protocol = 'udp' | 'tcp';

/** Everything that a server sends back for one query, in this order; nothing when it stays silent. */
export type Respond = (request: Packet, protocol: Protocol) => readonly Message[];

/** AD and CD (RFC 4035 section 3.2), which dns2 reads and writes but does not declare. */
type Bits = {ad?: number; cd?: number};

export const wantsUnvalidated = ({header}: Packet): boolean => (header as Bits).cd === 1;

/** A query says by AD or DO that it understands AD (RFC 6840 section 5.7). */
export const understandsAd = (request: Packet): boolean =>
	(request.header as Bits).ad === 1 || request.additionals.some(({doFlag}) => doFlag === true);

export const markAuthentic = ({header}: Packet): void => {
	Object.assign<Packet['header'], Bits>(header, {ad: 1});
};

export const hasEdns = ({additionals}: Packet): boolean =>
	additionals.some(({type}) => type === Packet.TYPE.EDNS);

/** An empty reply of a server that recurses, or of one that does not. */
export const replyWith = (
	request: Packet,
	rcode: number,
	{recursion, explanation}: {readonly recursion: 0 | 1; readonly explanation?: number},
): Packet => {
	const reply = Packet.createErrorResponseFromRequest(
		request,
		rcode,
		...(explanation === undefined ? [] : [{infoCode: explanation}]),
	);
	reply.header.ra = recursion;
	Object.assign<Packet['header'], Bits>(reply.header, {cd: wantsUnvalidated(request) ? 1 : 0});
	return reply;
};

/** Whether there is exactly one question, and nothing that could not be read. */
export const isReadable = ({questions, errors}: Packet): boolean =>
	questions.length === 1 && errors.length === 0;
