import type {Verb} from './command.ts';

/** RFC 5321 section 4.2.3, with RFC 1846, 3207, 4954, 7504 and codes of some providers. */
const codes: Readonly<Record<number, string>> = {
	211: 'tells its state',
	214: 'tells what it knows',
	220: 'is ready',
	221: 'says goodbye',
	235: 'accepts the login',
	250: 'accepts it',
	251: 'passes the mail on to another address',
	252: 'does not tell whether the address exists, and would try',
	334: 'asks for the next part of the login',
	354: 'asks for the message',
	421: 'ends the conversation for now',
	422: 'has no room in the mailbox for now',
	430: 'does not accept the login for now',
	431: 'has no room for now',
	432: 'wants the password to be set anew, or is too busy',
	440: 'refuses it for now',
	441: 'cannot reach the recipient’s server for now',
	442: 'lost its connection to the next server',
	446: 'found the mail in a loop',
	447: 'could not deliver in time',
	450: 'cannot deliver to the mailbox for now',
	451: 'has a trouble of its own for now',
	452: 'has no room for now, or too many recipients at once',
	454: 'cannot do it for now',
	455: 'cannot use the parameters for now',
	458: 'cannot queue messages for this host',
	471: 'refuses it for now by a rule of its own',
	500: 'does not understand the command',
	501: 'does not understand what stands behind the command',
	502: 'does not have this command',
	503: 'did not expect this command now',
	504: 'does not have this kind of the command',
	510: 'does not accept the address',
	511: 'does not accept the address',
	512: 'does not find the recipient’s domain',
	513: 'does not accept the kind of address',
	521: 'takes no mail at all',
	523: 'finds the message too large',
	525: 'does not accept the account',
	526: 'does not accept the login',
	530: 'wants something else first: a login or encryption',
	534: 'does not accept this way of logging in',
	535: 'does not accept the login',
	538: 'wants encryption before this login',
	541: 'refuses the message by a rule of its own',
	550: 'refuses it',
	551: 'does not take mail for this address',
	552: 'has no room for it, or it is too large',
	553: 'does not accept the address',
	554: 'refuses it',
	555: 'does not know the parameters of the address',
	556: 'knows that the domain takes no mail',
	571: 'refuses it by a rule of its own',
};

const groups: Readonly<Record<string, string>> = {
	'2': 'says yes',
	'3': 'waits for more',
	'4': 'refuses it for now',
	'5': 'refuses it',
};

/** What is accepted, for the replies that only say yes. */
const accepted: {readonly [V in Verb]?: string} = {
	EHLO: 'greets back and tells what it offers',
	HELO: 'greets back',
	STARTTLS: 'is ready for encryption',
	MAIL: 'accepts the sender',
	RCPT: 'accepts the recipient',
	BDAT: 'accepts this part of the message',
	message: 'accepts the message: from here on it is responsible for it',
	RSET: 'starts over',
	NOOP: 'is still there',
};

/** What is refused, for the replies that only say no. */
const refused: {readonly [V in Verb]?: string} = {
	greeting: 'turns the connection away',
	EHLO: 'does not accept the introduction',
	HELO: 'does not accept the introduction',
	STARTTLS: 'does not start encryption',
	AUTH: 'does not accept the login',
	response: 'does not accept the login',
	cancel: 'ends the login, as it was asked to',
	MAIL: 'refuses the sender',
	RCPT: 'refuses the recipient',
	DATA: 'does not take a message now',
	BDAT: 'refuses the message',
	message: 'refuses the message',
};

/** What a server says with a code, in plain words; what was asked tells more than a code that fits everything. */
export const replyInWords = (code: number, verb: Verb | undefined): string => {
	const group = Math.floor(code / 100);
	const byVerb = verb === undefined ? undefined : group === 2 ? accepted[verb] : refused[verb];
	if (byVerb !== undefined && group === 2) return byVerb;
	if (byVerb !== undefined && group === 4) return `${byVerb} for now`;
	if (
		byVerb !== undefined &&
		(verb === 'cancel' || code === 550 || code === 554 || codes[code] === undefined)
	)
		return byVerb;
	return codes[code] ?? groups[String(group)] ?? 'says something that no RFC defines';
};
