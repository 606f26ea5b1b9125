import {Packet} from 'dns2';
import {answerFrom, type OwnAnswers} from './authority.ts';
import {isReadable, type Respond, replyWith} from './message.ts';
import {resource, type Zone} from './zone.ts';

/** How a whole authoritative server misbehaves, and what that is like. */
const faults = {
	'lame-refused': 'answers REFUSED to everything',
	'lame-referral': 'knows nothing and points up to the root',
	'not-authoritative': 'answers without AA',
	servfail: 'answers SERVFAIL',
	silent: 'never answers',
	closed: 'is not there: the port refuses',
} as const;
export type AuthorityFault = keyof typeof faults;
export const authorityFaults = Object.keys(faults) as [AuthorityFault, ...AuthorityFault[]];
export const authorityFaultDocs = Object.entries(faults)
	.map(([fault, about]) => `${fault}: ${about}.`)
	.join(' ');

/** How an authoritative server for these zones answers, faults included. */
export const authoritative =
	({zones, fault}: {readonly zones: readonly Zone[]; readonly fault: AuthorityFault | undefined}): Respond =>
	request => {
		const {FORMERR, REFUSED, SERVFAIL} = Packet.RCODE;
		const [question] = request.questions;
		if (!question || !isReadable(request)) return [withRcode(request, FORMERR)];
		const answered = (): readonly Packet[] => {
			const found = answerFrom(zones, question.name, question.type);
			return found ? [filled(request, found)] : [];
		};
		switch (fault) {
			case undefined:
				return answered();
			case 'not-authoritative':
				return answered().map(withoutAa);
			case 'lame-refused':
				return [withRcode(request, REFUSED)];
			case 'lame-referral':
				return [upward(request)];
			case 'servfail':
				return [withRcode(request, SERVFAIL)];
			case 'silent':
			case 'closed':
				return [];
		}
	};

const withRcode = (request: Packet, rcode: number): Packet => replyWith(request, rcode, {recursion: 0});

const filled = (request: Packet, found: OwnAnswers): Packet => {
	const reply = withRcode(request, found.rcode);
	reply.header.aa = found.authoritative;
	reply.answers = [...found.answers];
	reply.authorities = [...found.authorities];
	reply.additionals = [...found.additionals, ...reply.additionals];
	return reply;
};

const withoutAa = (reply: Packet): Packet => {
	reply.header.aa = 0;
	return reply;
};

const upward = (request: Packet): Packet => {
	const reply = withRcode(request, Packet.RCODE.NOERROR);
	reply.authorities = ['a', 'b'].map(letter => resource('', 'NS', {ns: `${letter}.root-servers.test.`}));
	return reply;
};
