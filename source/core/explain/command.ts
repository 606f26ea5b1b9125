import {printable} from '../printable.ts';
import type {SmtpStage} from '../smtp.ts';
import {mask} from '../transcript/secrets.ts';

/**
 * What a client can do that a server answers; `greeting` is the connection itself, `response` a line of a
 * login, `cancel` the asterisk that calls it off.
 */
export type Verb =
	| 'greeting'
	| 'EHLO'
	| 'HELO'
	| 'STARTTLS'
	| 'AUTH'
	| 'response'
	| 'cancel'
	| 'MAIL'
	| 'RCPT'
	| 'DATA'
	| 'BDAT'
	| 'message'
	| 'RSET'
	| 'NOOP'
	| 'VRFY'
	| 'HELP'
	| 'QUIT'
	| 'other';

/** What is known of a verb: the stage that its reply decides, and what a healthy server says (RFC 5321 section 4.3.2). */
export type VerbFacts = {
	readonly stage?: SmtpStage;
	readonly healthy: string;
	/** Nothing may be sent behind it before its reply is there (RFC 2920 section 3.1). */
	readonly waits?: true;
};

export const verbs: Readonly<Record<Verb, VerbFacts>> = {
	greeting: {stage: 'connect', healthy: '220 and its name', waits: true},
	EHLO: {stage: 'connect', healthy: '250 with its name and a list of what it offers', waits: true},
	HELO: {stage: 'connect', healthy: '250 with its name', waits: true},
	STARTTLS: {stage: 'tls', healthy: '220 Ready to start TLS', waits: true},
	AUTH: {
		stage: 'login',
		healthy: '235 2.7.0 Authentication successful, or 334 to ask for the next part',
		waits: true,
	},
	response: {
		stage: 'login',
		healthy: '235 2.7.0 Authentication successful, or 334 to ask for the next part',
		waits: true,
	},
	cancel: {healthy: '501 5.7.0 Authentication cancelled', waits: true},
	MAIL: {stage: 'sender', healthy: '250 2.1.0 Sender ok'},
	RCPT: {stage: 'recipient', healthy: '250 2.1.5 Recipient ok'},
	DATA: {stage: 'accept', healthy: '354 to ask for the message', waits: true},
	BDAT: {stage: 'accept', healthy: '250 2.0.0 for each part of the message'},
	message: {
		stage: 'accept',
		healthy: '250 2.0.0 Message accepted, usually with a number to find it again',
	},
	RSET: {healthy: '250 2.0.0 Ok'},
	NOOP: {healthy: '250 2.0.0 Ok', waits: true},
	VRFY: {healthy: '252 2.0.0: most servers do not tell', waits: true},
	HELP: {healthy: '214 with the commands that it knows', waits: true},
	QUIT: {healthy: '221 2.0.0 Bye', waits: true},
	other: {healthy: '250, or 502 where it does not know the command'},
};

/** The same for a reply of which only the stage is known. */
export const healthyAt: Readonly<Record<SmtpStage, string>> = {
	connect: verbs.greeting.healthy,
	tls: verbs.STARTTLS.healthy,
	login: verbs.AUTH.healthy,
	sender: verbs.MAIL.healthy,
	recipient: verbs.RCPT.healthy,
	accept: verbs.message.healthy,
};

/** How a verb is spelled in a line of its own; prose that begins with the same word is none. */
const spellings: ReadonlyArray<readonly [RegExp, Verb]> = [
	[/^(?:EHLO|LHLO)(?:\s+\S+)?$/i, 'EHLO'],
	[/^HELO(?:\s+\S+)?$/i, 'HELO'],
	[/^STARTTLS$/i, 'STARTTLS'],
	[/^AUTH(?:\s+\S.*)?$/i, 'AUTH'],
	[/^(?:MAIL|SEND|SAML|SOML)\s+FROM\s*:/i, 'MAIL'],
	[/^RCPT\s+TO\s*:/i, 'RCPT'],
	[/^DATA$/i, 'DATA'],
	[/^BDAT\s+\d+(?:\s+LAST)?$/i, 'BDAT'],
	[/^RSET$/i, 'RSET'],
	[/^NOOP(?:\s+\S+)?$/i, 'NOOP'],
	[/^(?:VRFY|EXPN)\s+\S/i, 'VRFY'],
	[/^HELP(?:\s+[A-Z]{4,8})?$/i, 'HELP'],
	[/^QUIT$/i, 'QUIT'],
	[/^(?:ETRN|TURN|ATRN|XCLIENT|XFORWARD|BURL)(?:\s+\S.*)?$/, 'other'],
];

/** The verb of a client's line, or nothing where it is no command. */
export const verbOf = (text: string): Verb | undefined =>
	spellings.find(([spelling]) => spelling.test(text))?.[1];

export const isCommand = (text: string): boolean => verbOf(text) !== undefined;

/** The address between the angle brackets of MAIL FROM and RCPT TO; empty for the null sender. */
export const addressIn = (text: string): string | undefined => {
	const [, bracketed, bare] = /:\s*(?:<([^<>]{0,320})>|([^\s<>]{1,320}))/.exec(text) ?? [];
	return bracketed ?? bare;
};

/** What a client does with a line, in plain words. */
export const commandInWords = (verb: Verb | undefined, text: string): string => {
	const argument = printable(text.split(/\s+/)[1] ?? '').slice(0, 300);
	switch (verb) {
		case 'EHLO':
		case 'HELO':
			return argument === ''
				? 'introduces itself without a name'
				: `introduces itself as ${argument}${isFullName(argument) ? '' : ', which is no full host name'}`;
		case 'STARTTLS':
			return 'asks for encryption';
		case 'AUTH':
			return `logs in${argument === '' ? '' : ` with ${mechanismInWords(argument)}`}`;
		case 'response':
			return responseInWords(text);
		case 'cancel':
			return 'calls the login off';
		case 'MAIL':
			return addressIn(text) === ''
				? 'names no sender, as for a bounce'
				: `names the sender ${printable(addressIn(text) ?? '').slice(0, 300)}`.trim();
		case 'RCPT':
			return `names the recipient ${printable(addressIn(text) ?? '').slice(0, 300)}`.trim();
		case 'DATA':
			return 'wants to send the message';
		case 'BDAT':
			return 'sends a part of the message';
		case 'message':
			return 'sends the message';
		case 'RSET':
			return 'starts over; nothing is sent';
		case 'NOOP':
			return 'asks whether the server is still there';
		case 'VRFY':
			return 'asks whether an address exists';
		case 'HELP':
			return 'asks which commands there are';
		case 'QUIT':
			return 'says goodbye';
		case 'other':
			return 'uses a command that ordinary mail does without';
		case 'greeting':
		case undefined:
			return 'is no command of SMTP';
	}
};

/** A line of a login: a user name may be there to be read, and an empty line is what an error is answered with. */
const responseInWords = (text: string): string => {
	if (text === '' || text === '=' || text === 'AQ==')
		return 'says nothing, so that the server ends the login';
	return text.includes(mask)
		? 'answers the server’s question; the answer is hidden here'
		: 'answers the server’s question';
};

const isFullName = (name: string): boolean =>
	/^\[.+\]$/.test(name) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name);

const mechanisms: Readonly<Record<string, string>> = {
	PLAIN: 'PLAIN: name and password in one line',
	LOGIN: 'LOGIN: name and password one after the other',
	'CRAM-MD5': 'CRAM-MD5: a proof instead of the password',
	'DIGEST-MD5': 'DIGEST-MD5: a proof instead of the password',
	XOAUTH2: 'XOAUTH2: a token instead of the password',
	OAUTHBEARER: 'OAUTHBEARER: a token instead of the password',
	NTLM: 'NTLM: a Windows account',
	GSSAPI: 'GSSAPI: a Kerberos ticket',
	EXTERNAL: 'EXTERNAL: a certificate of the client',
};

/** A login method with what it sends. */
export const mechanismInWords = (name: string): string => mechanisms[name.toUpperCase()] ?? name;
