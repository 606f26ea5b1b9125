import {z} from 'zod';
import type {Reach} from '../core/check.ts';
import {type Failure, type FailureCode, inWords} from '../core/failure.ts';
import type {ImapAnswer, ImapQuestion, ImapStage, MailboxDoor} from '../core/imap.ts';
import {printable} from '../core/printable.ts';
import {type SmtpSecurity, smtpSecurities, type TlsFacts} from '../core/smtp.ts';
import {host, port, secretName, text} from '../core/value.ts';
import {causeOfRefusal, type DoorCause} from './mailbox-words.ts';

/** What every check on a mailbox takes: the same words make the same connection and its one login. */
export const doorParams = {
	host: host().describe('The IMAP server of the mailbox.'),
	port: port().describe('Its TCP port, usually 993 or 143.'),
	security: z.enum(smtpSecurities).describe('implicit (SSL/TLS from the first byte), starttls or none.'),
	user: text().min(1).describe('The login name of the mailbox, mostly its address.'),
	password: secretName().optional().describe('The name of the secret that holds its password.'),
	token: secretName().optional().describe('The name of the secret that holds an OAuth access token.'),
};

export type DoorParams = {
	readonly host: string;
	readonly port: number;
	readonly security: SmtpSecurity;
	readonly user: string;
	readonly password?: string | undefined;
	readonly token?: string | undefined;
};

/** The part of a question that names the mailbox. */
export const doorOf = ({
	host: name,
	port: number,
	security,
	user,
	password,
	token,
}: DoorParams): MailboxDoor => ({
	host: name,
	port: number,
	security,
	user,
	...(password === undefined ? {} : {secret: password}),
	...(token === undefined ? {} : {token}),
});

/** Why a mailbox cannot be looked into: what is in our way, and nothing about the mailbox. */
export type DoorCode =
	| DoorCause
	| 'refused'
	| 'not-opened'
	| 'not-offered'
	| 'not-usable'
	| 'untrusted'
	| 'not-reached'
	| 'no-secret'
	| 'already-tried';

export type Shut = {
	readonly is: 'shut';
	readonly code: DoorCode;
	/** The server's words or what failed, safe to print, without a full stop. */
	readonly said: string;
	/** The same as a part of a sentence that needs no other. */
	readonly failure: string;
	/** The server's words alone, as they came. */
	readonly words?: string;
	readonly answer?: ImapAnswer;
};

export type Looked = {readonly is: 'open'; readonly answer: ImapAnswer} | Shut;

/** Asks a mailbox and sorts what came of it. Without a password or a token nothing is asked. */
export const look = async (
	question: ImapQuestion,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Looked> => {
	if (question.secret === undefined && question.token === undefined)
		return shutBy({code: 'no-secret'}, 'login');
	const result = await probes.imap(question, signal);
	if (!result.ok) return shutBy(result.failure, 'connect');
	const answer = result.value;
	const {stop} = answer;
	if (!stop) return {is: 'open', answer};
	return stop.refusal
		? refusedBy(stop.refusal, stop.stage, answer)
		: shutBy(stop.failure ?? {code: 'unexpected'}, stop.stage, answer);
};

/** Characters of a server's words that a sentence has room for. */
const room = 500;

const refusedBy = (
	refusal: {readonly code?: string; readonly text: string},
	stage: ImapStage,
	answer: ImapAnswer,
): Shut => {
	const line = printable(
		`${refusal.code === undefined ? '' : `[${refusal.code}] `}${refusal.text}`.slice(0, room + 1),
	);
	const said = (line.length > room ? `${line.slice(0, room)}…` : line).trim() || 'it gives no reason';
	const cause = causeOfRefusal(refusal);
	return {
		is: 'shut',
		code: cause ?? codeAt[stage],
		said,
		failure: `${refusals[stage]}: ${said}`,
		words: refusal.text,
		answer,
	};
};

const codeAt = {
	connect: 'not-reached',
	tls: 'not-encrypted',
	login: 'refused',
	mailbox: 'not-opened',
} as const;

const refusals = {
	connect: 'it turns this connection away',
	tls: 'it does not begin to encrypt',
	login: 'it refuses the login',
	mailbox: 'it takes the login and does not open the mailbox',
} as const;

const codes: {readonly [Code in FailureCode]?: DoorCode} = {
	untrusted: 'untrusted',
	'no-secret': 'no-secret',
	'already-tried': 'already-tried',
	'not-permitted': 'not-encrypted',
};

const shutBy = (failure: Failure, stage: ImapStage, answer?: ImapAnswer): Shut => {
	const code = codeOfFailure(failure, stage, answer);
	const words = inWords(failure);
	return {
		is: 'shut',
		code,
		said: words,
		failure: said(code, words, answer?.tls),
		...(answer ? {answer} : {}),
	};
};

/** Without encryption, a server that offers no login demands encryption first (RFC 3501 section 6.2.1). */
const codeOfFailure = ({code}: Failure, stage: ImapStage, answer: ImapAnswer | undefined): DoorCode => {
	if (code === 'bad-name' && stage === 'login') return 'not-usable';
	if (code !== 'not-offered') return codes[code] ?? 'not-reached';
	return stage === 'login' && answer?.tls ? 'not-offered' : 'not-encrypted';
};

const said = (code: DoorCode, words: string, tls: TlsFacts | undefined): string => {
	switch (code) {
		case 'no-secret':
			return 'neither a password nor a token was given';
		case 'already-tried':
			return 'this login was tried before, and trying again could lock the account';
		case 'untrusted':
			return `its certificate is not to be trusted (${tls?.fault?.replaceAll('-', ' ') ?? words})`;
		case 'not-encrypted':
			return `no password is sent over an unencrypted connection (${words})`;
		case 'app-password-needed':
		case 'oauth-only':
		case 'imap-off':
		case 'locked':
		case 'refused':
		case 'not-opened':
		case 'not-offered':
		case 'not-usable':
		case 'not-reached':
			return words;
	}
};

/** Facts that every finding about a mailbox carries. */
export const doorFacts = ({host: name, port: number, security, user}: DoorParams) => ({
	host: printable(name),
	port: number,
	security,
	user: printable(user),
});

/** How the connection is encrypted, in words. */
export const encryptionWords = (tls: TlsFacts | undefined): string =>
	tls ? `${printable(tls.protocol)} (${printable(tls.cipher)})` : 'not encrypted';
