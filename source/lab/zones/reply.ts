import {Packet} from 'dns2';
import {type Answers, resolve} from './answer.ts';
import {
	hasEdns,
	isReadable,
	type Message,
	markAuthentic,
	type Protocol,
	type Respond,
	replyWith,
	understandsAd,
	wantsUnvalidated,
} from './message.ts';
import type {TrustOf} from './trust.ts';
import {resource, type Zone} from './zone.ts';

/** How a whole resolver misbehaves, and what that is like. */
const faults = {
	silent: 'never answers',
	servfail: 'answers SERVFAIL',
	refused: 'answers REFUSED',
	truncate: 'gives the answer over TCP only',
	'drop-edns': 'loses queries with EDNS',
	'formerr-edns': 'answers FORMERR to queries with EDNS',
	'wrong-id': 'answers with another id',
	'wrong-question': 'answers another question',
	garbage: 'answers what cannot be read',
	spoofed: 'has two forged datagrams come before its answer, one with another id, one with another question',
	'rewrite-nxdomain': 'answers A 192.0.2.200 instead of NXDOMAIN',
} as const;
export type ResolverFault = keyof typeof faults;
export const resolverFaults = Object.keys(faults) as [ResolverFault, ...ResolverFault[]];
export const resolverFaultDocs = Object.entries(faults)
	.map(([fault, about]) => `${fault}: ${about}.`)
	.join(' ');

/** Where `rewrite-nxdomain` leads. */
const advertisement = '192.0.2.200';

/** How a recursive resolver answers, faults included. */
export const recursor = ({
	zones,
	trustOf,
	fault,
}: {
	readonly zones: readonly Zone[];
	readonly trustOf: TrustOf;
	readonly fault: ResolverFault | undefined;
}): Respond => {
	const answered = (request: Packet): readonly Packet[] => {
		const [question] = request.questions;
		const found = question && resolve(zones, question.name, question.type);
		return found ? [answer(request, found, trustOf)] : [];
	};
	return (request, protocol) => {
		if (!isReadable(request)) return [withRcode(request, Packet.RCODE.FORMERR)];
		return fault === undefined ? answered(request) : misbehave(fault, request, {protocol, answered});
	};
};

const misbehave = (
	fault: ResolverFault,
	request: Packet,
	{protocol, answered}: {readonly protocol: Protocol; answered(request: Packet): readonly Packet[]},
): readonly Message[] => {
	switch (fault) {
		case 'silent':
			return [];
		case 'drop-edns':
			return hasEdns(request) ? [] : answered(request);
		case 'formerr-edns':
			return hasEdns(request) ? [notUnderstood(request)] : answered(request);
		case 'servfail':
			return [withRcode(request, Packet.RCODE.SERVFAIL)];
		case 'refused':
			return [withRcode(request, Packet.RCODE.REFUSED)];
		case 'truncate':
			return protocol === 'tcp' ? answered(request) : [cutOff(request)];
		case 'wrong-id':
			return answered(request).map(withAnotherId);
		case 'wrong-question':
			return answered(request).map(withAnotherQuestion);
		case 'garbage':
			return [garbled(request)];
		case 'spoofed':
			return protocol === 'tcp'
				? answered(request)
				: [withAnotherId(forged(request)), withAnotherQuestion(forged(request)), ...answered(request)];
		case 'rewrite-nxdomain':
			return answered(request).map(reply => rewritten(request, reply));
	}
};

const answer = (request: Packet, found: Answers, trustOf: TrustOf): Packet => {
	const {NOERROR, NXDOMAIN, SERVFAIL} = Packet.RCODE;
	const trust = trustOf(found.names, request.questions[0]?.type ?? 0);
	const validates = !wantsUnvalidated(request);
	if (trust === 'bogus' && validates)
		return replyWith(request, SERVFAIL, {recursion: 1, explanation: Packet.EDE.DNSSEC_BOGUS});
	const reply = withRcode(request, found.rcode);
	reply.answers = [...found.answers];
	reply.authorities = [...found.authorities];
	const settled = found.rcode === NOERROR || found.rcode === NXDOMAIN;
	if (trust === 'secure' && validates && settled && understandsAd(request)) markAuthentic(reply);
	return reply;
};

const withRcode = (request: Packet, rcode: number): Packet => replyWith(request, rcode, {recursion: 1});

const cutOff = (request: Packet): Packet => {
	const reply = withRcode(request, Packet.RCODE.NOERROR);
	reply.header.tc = 1;
	return reply;
};

/** Who does not know EDNS sends none back. */
const notUnderstood = (request: Packet): Packet => {
	const reply = withRcode(request, Packet.RCODE.FORMERR);
	reply.additionals = [];
	return reply;
};

const withAnotherId = (reply: Packet): Packet => {
	reply.header.id ^= 1;
	return reply;
};

const withAnotherQuestion = (reply: Packet): Packet => {
	const [question] = reply.questions;
	reply.questions = [new Packet.Question({...question, name: 'wrong.invalid'})];
	return reply;
};

/** What somebody would like to be believed: that the name does not exist. */
const forged = (request: Packet): Packet => withRcode(request, Packet.RCODE.NXDOMAIN);

const rewritten = (request: Packet, reply: Packet): Packet => {
	const [question] = request.questions;
	if (question?.type !== Packet.TYPE.A || reply.header.rcode !== Packet.RCODE.NXDOMAIN) return reply;
	const other = withRcode(request, Packet.RCODE.NOERROR);
	other.answers = [resource(question.name, 'A', {address: advertisement})];
	return other;
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
