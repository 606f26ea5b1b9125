import type {Exchange, Reply, SmtpSecurity} from './smtp.ts';

/** Where the sink is to listen; `none` offers no encryption, `starttls` offers it and does not demand it. */
export type SinkPort = {readonly port: number; readonly security: SmtpSecurity};

/** Where it really listens. */
export type SinkPlace = SinkPort & {readonly address: string};

/**
 * What the password of a login looks like, so that a mix-up can be told without telling the password: its length and its
 * characters are never given. `other`: none of these, and the only one that is nothing to wonder about.
 */
export type SentSecret = 'empty' | 'blanks-around' | 'not-ascii' | 'other';

/** One AUTH (RFC 4954). `same`: whether its password is the one that was expected; absent where none was. */
export type SinkLogin = {
	readonly mechanism: string;
	readonly user: string;
	readonly taken: boolean;
	readonly encrypted: boolean;
	readonly secret?: SentSecret;
	readonly same?: boolean;
};

/** Encryption of a session: what was agreed on, or how it failed. */
export type SinkTls =
	| {
			readonly is: 'agreed';
			readonly protocol: string;
			readonly cipher: string;
			/** The name that the client asked for (SNI, RFC 6066 section 3). */
			readonly name?: string;
	  }
	| {
			readonly is: 'failed';
			/** The alert that the client sent (RFC 8446 section 6), such as `unknown_ca`; absent where it sent none. */
			readonly alert?: string;
			/**
			 * `distrust`: the client does not take the certificate. `version`: it speaks no version that is offered.
			 * `cipher`: no cipher or group in common. `not-tls`: what it said is no TLS. `left`: it went away in the middle.
			 */
			readonly fault: 'distrust' | 'version' | 'cipher' | 'not-tls' | 'left' | 'other';
			/** In OpenSSL's words, safe to print. */
			readonly reason: string;
			/** The newest version that the client's first message offered, such as `TLSv1`; absent where it could not be read. */
			readonly offered?: string;
	  };

export const sinkStages = [
	'greeting',
	'ehlo',
	'starttls',
	'auth',
	'mail',
	'rcpt',
	'data',
	'message',
] as const;
export type SinkStage = (typeof sinkStages)[number];

/**
 * A command that the sink did not take, and what it said; `of` is the address, or the login's user. `passed`: a later
 * command of this stage was taken.
 */
export type SinkRefusal = {
	readonly stage: SinkStage;
	readonly reply: Reply;
	readonly of?: string;
	readonly passed?: true;
};

/** Why a session ended. */
export const sinkEnds = [
	/** The client said QUIT. */
	'quit',
	/** The client closed the connection without QUIT. */
	'left',
	/** The client broke the connection off (RST). */
	'reset',
	'tls-failed',
	/** Nothing came for too long. */
	'idle',
	/** It took longer than any session may. */
	'deadline',
	'too-many-sessions',
	'too-many-from-address',
	/** It does not speak SMTP: HTTP, TLS where none was expected, words before the greeting, too many mistakes. */
	'not-smtp',
	/** Login after login failed. */
	'too-many-logins',
	/** A line came that is longer than any line is read. */
	'too-long-line',
	/** The sink broke it off on purpose. */
	'misbehaved',
	/** The sink was closed. */
	'closed',
	/** The sink died, and the session with it. */
	'died',
] as const;
export type SinkEnd = (typeof sinkEnds)[number];

/** Something that a well-kept client does not do; nothing of it makes the sink refuse a message. */
export const sinkOddities = [
	'bare-line-feed',
	'bare-carriage-return',
	'nul-octet',
	'long-line',
	'talked-before-greeting',
	'talked-before-tls',
	'spoke-tls-in-plain',
	'spoke-http',
	'eight-bit-undeclared',
	'utf8-address-undeclared',
	'size-understated',
	'helo-not-a-name',
	/** An address in MAIL or RCPT was not put as RFC 5321 section 4.1.2 has it; it was taken all the same. */
	'path-syntax',
] as const;
export type SinkOddity = (typeof sinkOddities)[number];

/** One conversation with the sink, whatever came of it. Secrets are in none of its fields. */
export type SinkSession = {
	/** From 1, and never used twice in a store. */
	readonly id: number;
	/** When it connected, in milliseconds since 1970. */
	readonly at: number;
	/** From there to its end; absent while it goes on. */
	readonly ms?: number;
	readonly remote: {readonly address: string; readonly port: number};
	readonly place: SinkPlace;
	readonly helo?: string;
	readonly tls?: SinkTls;
	readonly logins: readonly SinkLogin[];
	/** Senders and recipients that were taken. */
	readonly senders: readonly string[];
	readonly recipients: readonly string[];
	readonly refusals: readonly SinkRefusal[];
	/** Ids of the messages that it brought. */
	readonly messages: readonly number[];
	/** Octets of a message that was begun and never ended. */
	readonly broken?: number;
	/** What was said; the octets of a message stand there as their number. */
	readonly exchanges: readonly Exchange[];
	/** More was said than is kept. */
	readonly cut?: true;
	readonly oddities: readonly SinkOddity[];
	/** What the sink did wrong on purpose, in words. */
	readonly misbehaved: readonly string[];
	readonly end?: SinkEnd;
};

/** A caught message: its envelope, and what its header says, decoded and bounded; the octets are the store's. */
export type SinkMessage = {
	/** From 1, and never used twice in a store. */
	readonly id: number;
	readonly session: number;
	/** When it was stored, in milliseconds since 1970. */
	readonly at: number;
	readonly octets: number;
	readonly inbox: string;
	readonly remote: string;
	readonly helo?: string;
	readonly user?: string;
	readonly encrypted: boolean;
	/** Of the envelope; empty for a bounce. */
	readonly sender: string;
	readonly recipients: readonly string[];
	readonly from?: string;
	readonly to?: string;
	readonly subject?: string;
	/** As written. */
	readonly date?: string;
	readonly messageId?: string;
	readonly oddities: readonly SinkOddity[];
};
