import {Packet} from 'dns2';
import {resolve, type Zone} from './answer.ts';

export const resolverFaults = [
	'silent',
	'servfail',
	'refused',
	'truncate',
	'drop-edns',
	'wrong-id',
	'wrong-question',
	'garbage',
] as const;
/** How a whole resolver misbehaves; `truncate` gives the answer over TCP only. */
export type ResolverFault = (typeof resolverFaults)[number];

/** The message to send back, faults included; undefined when the resolver stays silent. */
export const replyTo = (
	request: Packet,
	zones: readonly Zone[],
	{fault, protocol}: {readonly fault: ResolverFault | undefined; readonly protocol: 'udp' | 'tcp'},
): Packet | Buffer | undefined => {
	const modern = request.additionals.some(({type}) => type === Packet.TYPE.EDNS);
	const [question, second] = request.questions;
	const {FORMERR, SERVFAIL, REFUSED} = Packet.RCODE;
	if (!question || second || request.errors.length > 0) return withRcode(request, FORMERR);
	const answered = answer(request, zones);
	switch (fault) {
		case undefined:
			return answered;
		case 'silent':
			return undefined;
		case 'drop-edns':
			return modern ? undefined : answered;
		case 'servfail':
			return withRcode(request, SERVFAIL);
		case 'refused':
			return withRcode(request, REFUSED);
		case 'truncate':
			return protocol === 'tcp' ? answered : cutOff(request);
		case 'wrong-id':
			if (answered) answered.header.id ^= 1;
			return answered;
		case 'wrong-question':
			if (answered) answered.questions = [new Packet.Question({...question, name: 'wrong.invalid'})];
			return answered;
		case 'garbage':
			return garbled(request);
	}
};

const answer = (request: Packet, zones: readonly Zone[]): Packet | undefined => {
	const [question] = request.questions;
	const found = question && resolve(zones, question.name, question.type);
	if (!found) return undefined;
	const reply = withRcode(request, found.rcode);
	reply.answers = [...found.answers];
	reply.authorities = [...found.authorities];
	return reply;
};

const withRcode = (request: Packet, rcode: number): Packet => {
	const reply = Packet.createErrorResponseFromRequest(request, rcode);
	reply.header.ra = 1;
	return reply;
};

const cutOff = (request: Packet): Packet => {
	const reply = withRcode(request, Packet.RCODE.NOERROR);
	reply.header.tc = 1;
	return reply;
};

/** Our id, our question, and then nothing that can be read. */
const garbled = (request: Packet): Buffer => {
	const message = Buffer.concat([
		Packet.createResponseFromRequest(request).toBuffer(),
		Buffer.alloc(40, 0xff),
	]);
	message.writeUInt16BE(5, 6);
	return message;
};
