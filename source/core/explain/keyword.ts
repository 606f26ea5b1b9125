import {printable} from '../printable.ts';
import {sizeInWords} from '../size.ts';
import {mechanismInWords} from './command.ts';

const known: Readonly<Record<string, string | ((parameters: readonly string[]) => string)>> = {
	STARTTLS: 'offers encryption',
	AUTH: parameters =>
		parameters.length === 0
			? 'offers logins, but names none'
			: `offers logins with ${parameters.map(mechanismInWords).join('; ')}`,
	SIZE: ([octets = '']) => limitInWords(octets),
	PIPELINING: 'takes several commands at once',
	'8BITMIME': 'takes messages with characters beyond ASCII',
	BINARYMIME: 'takes messages with raw bytes',
	SMTPUTF8: 'takes addresses with characters beyond ASCII',
	CHUNKING: 'takes a message in parts',
	DSN: 'reports delivery when asked',
	ENHANCEDSTATUSCODES: 'explains its replies with RFC 3463 codes',
	LIMITS: parameters => `tells its limits${parameters.length > 0 ? `: ${parameters.join(', ')}` : ''}`,
	REQUIRETLS: 'can promise encryption on the whole way',
	DELIVERBY: 'can deliver before a given time',
	MTRK: 'can track messages',
	FUTURERELEASE: 'can hold a message for later',
	VRFY: 'has the VRFY command, which tells whether an address exists',
	EXPN: 'has the EXPN command, which expands mailing lists',
	ETRN: 'starts delivery of a queue on request',
	HELP: 'has the HELP command',
	TURN: 'can change roles with the client',
	RSET: 'has the RSET command',
	NO: 'says that it cannot do something',
	XCLIENT: 'lets a proxy tell who the real client is (Postfix)',
	XFORWARD: 'lets a content filter tell who the real client is (Postfix)',
	'X-EXPS': 'offers logins between Exchange servers',
	XEXCH50: 'speaks to other Exchange servers',
	XRDST: 'speaks to other Exchange servers',
	BURL: 'fetches messages from an IMAP server by itself',
	MT: 'orders messages by priority',
	'MT-PRIORITY': 'orders messages by priority',
	RRVS: 'can check that a mailbox did not change hands',
	UTF8SMTP: 'takes addresses with characters beyond ASCII, by an old rule',
};

/** RFC 1870: zero means that no limit is told. */
const limitInWords = (octets: string): string => {
	const size = Number(octets);
	if (!/^\d{1,20}$/.test(octets) || size === 0)
		return 'takes messages of any size, or does not tell its limit';
	return `takes messages of up to ${sizeInWords(size)}${size < 1024 ? '' : ` (${octets.replace(/^0+/, '')} octets)`}`;
};

/** What an EHLO keyword offers (RFC 5321 section 4.1.1.1 and the IANA registry of mail parameters). */
export const keywordInWords = (line: string): string => {
	// Old servers write `AUTH=LOGIN`.
	const [head = '', ...more] = line.trim().split(/\s+/);
	const [name = '', ...rest] = [...head.split('='), ...more];
	const parameters = rest.map(parameter => printable(parameter).slice(0, 60)).slice(0, 30);
	const upper = name.toUpperCase();
	const words = Object.hasOwn(known, upper) ? known[upper] : undefined;
	if (typeof words === 'string') return words;
	if (words) return words(parameters);
	if (/^X{4,}/.test(name))
		return 'was blotted out on the way: a firewall or virus scanner hides what the server offers';
	return /^X/i.test(name)
		? 'is an extension of this server’s own'
		: 'is an extension that lostmail does not know';
};

type Offering = {
	readonly offers?: ReadonlyArray<{readonly keyword: string; readonly means: string}> | undefined;
};

/** What was offered before, such as without encryption, is not explained once more; for the lines of one dialogue in their order. */
export const explainedOnce = () => {
	const told = new Set<string>();
	return <Line extends Offering>(line: Line): Line => {
		if (!line.offers) return line;
		const offers = line.offers.filter(({keyword}) => !told.has(keyword));
		for (const {keyword} of offers) told.add(keyword);
		return {...line, offers};
	};
};
