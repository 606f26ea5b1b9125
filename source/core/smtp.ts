import type {Failure} from './failure.ts';

/** The stages of one SMTP conversation, in order. Each question goes on where the last one of its dialogue stopped. */
export const smtpStages = ['connect', 'tls', 'login', 'sender', 'recipient', 'accept'] as const;
export type SmtpStage = (typeof smtpStages)[number];

export const smtpSecurities = ['starttls', 'implicit', 'none'] as const;
export type SmtpSecurity = (typeof smtpSecurities)[number];

/**
 * "Take the conversation with this server to this stage." Questions that agree in everything but `stage` and `tag`
 * belong to one dialogue and share one connection; `dialogue` sets a second look at the same server apart.
 */
export type SmtpQuestion = {
	readonly host: string;
	readonly port: number;
	readonly security: SmtpSecurity;
	readonly stage: SmtpStage;
	readonly dialogue?: string;
	/** Goes on with a dialogue that was begun, and begins none. */
	readonly only?: 'if-begun';
	/** Reach the host at this address and at no other; the certificate is still judged by the host's name. */
	readonly address?: string;
	readonly helo?: string;
	readonly user?: string;
	/** The name of the password, not the password. */
	readonly secret?: string;
	/** The name of an OAuth access token, which is used instead of a password. */
	readonly token?: string;
	/** Versions of TLS that nobody should use any more are tried as well; never together with a secret or a message. */
	readonly versions?: 'outdated-too';
	readonly from?: string;
	readonly to?: string;
	/** For `accept`: the tag by which the one test message can be found again. */
	readonly tag?: string;
	/** The id of a caught message that is sent, unchanged, in place of the test message; once, whatever comes of it. */
	readonly caught?: number;
};

/** One reply (RFC 5321 section 4.2), its lines joined; `enhanced` as in RFC 3463. */
export type Reply = {readonly code: number; readonly enhanced?: string; readonly lines: readonly string[]};

/** One thing said, or one event of the connection; `ms` since the dialogue began. Secrets are masked when this is written. */
export type Exchange = {
	readonly ms: number;
	readonly side: 'client' | 'server' | 'connection';
	readonly text: string;
};

export type Certificate = {
	readonly subject: string;
	readonly issuer: string;
	readonly names: readonly string[];
	/** ISO 8601. */
	readonly validFrom: string;
	readonly validTo: string;
	readonly sha256: string;
	readonly key: string;
	/** How its issuer signed it, in OpenSSL's words, such as `sha256WithRSAEncryption`. */
	readonly signature?: string;
	/** Where it says that its issuer's certificate can be fetched (RFC 5280 section 4.2.2.1). */
	readonly issuerAt?: readonly string[];
	/** Digests in small hexadecimal letters, by which TLSA records are matched (RFC 6698 section 2.1). */
	readonly digests?: {
		readonly certificate: {readonly sha256: string; readonly sha512: string};
		readonly publicKey: {readonly sha256: string; readonly sha512: string};
	};
	/** Its signature was made with the key of the certificate after it, or its own when it is the last. */
	readonly signed?: boolean;
	/** The server did not send it: this side knows it as the issuer of the one before. */
	readonly unsent?: true;
};

export type CertificateFault =
	| 'expired'
	| 'not-yet-valid'
	| 'self-signed'
	| 'unknown-issuer'
	| 'wrong-name'
	| 'other';

export type TlsFacts = {
	readonly protocol: string;
	readonly cipher: string;
	readonly chain: readonly Certificate[];
	/** Absent when the certificate is trusted for this name. */
	readonly fault?: CertificateFault;
	/** OpenSSL's own word for the fault. */
	readonly reason?: string;
};

/**
 * Why an OAuth token is not taken, in the server's own words made safe to print (RFC 7628 section 3.2.2); empty where
 * they could not be read.
 */
export type TokenRefusal = {
	/** A word of RFC 6749 section 5.2 or RFC 6750 section 3.1, or at Google an HTTP status code. */
	readonly status?: string;
	/** What the token should have been good for. */
	readonly scope?: string;
	/** Kinds of token that are taken. */
	readonly schemes?: string;
};

/**
 * What a refused password looks like, in one of three words, so that a mix-up can be told without telling the password:
 * its length and its characters are never given. `sixteen-letters`: as app passwords and authorization codes of several
 * providers, in groups or in one word. `blanks-around`: it begins or ends with a blank, as it is copied by accident.
 */
export type SecretShape = 'sixteen-letters' | 'blanks-around' | 'other';

/** Something a healthy server does not do, seen on the way. */
export type Anomaly =
	| 'starttls-stripped'
	| 'plaintext-after-starttls'
	| 'bare-line-feed'
	| 'mixed-reply-codes'
	| 'helo-fallback';

export type SmtpAnswer = {
	/** The address that was really reached, `address:port`. */
	readonly address?: string;
	/** What was said since the previous question of this dialogue. */
	readonly exchanges: readonly Exchange[];
	readonly greeting?: Reply;
	/** What our clock said when the greeting came, ISO 8601. */
	readonly heardAt?: string;
	/** Milliseconds between the moment the server could begin to greet (connected, or encrypted first) and that one. */
	readonly heardAfter?: number;
	/** EHLO keywords with their parameters, before and after TLS. */
	readonly extensions: {readonly plain?: readonly string[]; readonly encrypted?: readonly string[]};
	readonly tls?: TlsFacts;
	readonly mechanism?: string;
	/** Present when the server did not take an OAuth token, and began to say why before it refused the login. */
	readonly tokenRefused?: TokenRefusal;
	/** Present when a password was refused. */
	readonly secretShape?: SecretShape;
	/** The reply that decides the stage asked for, when there was one. */
	readonly reply?: Reply;
	/** Present when the stage asked for was not passed: where it ended, and by what reply or failure. */
	readonly stop?: {readonly stage: SmtpStage; readonly reply?: Reply; readonly failure?: Failure};
	readonly anomalies: readonly Anomaly[];
	/** Line ends of a caught message that had to be made CRLF (RFC 5321 section 2.3.8); absent where none had to. */
	readonly lineEnds?: number;
	/** Milliseconds of each stage passed so far. */
	readonly stages: {readonly [Stage in SmtpStage]?: number};
};

/**
 * The login mechanisms that EHLO keywords offer (RFC 4954 section 3), each once and in capitals, as the server spells
 * them; `AUTH=` of old servers counts as well.
 */
export const mechanismsOf = (extensions: readonly string[]): readonly string[] => [
	...new Set(
		extensions
			.filter(line => /^AUTH[ =]/i.test(line))
			.flatMap(line => line.slice(5).toUpperCase().split(/\s+/))
			.filter(Boolean),
	),
];
