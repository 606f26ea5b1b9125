import type {Failure} from '../../core/failure.ts';
import type {ImapAnswer, ImapStage} from '../../core/imap.ts';
import {printable} from '../../core/printable.ts';
import {failureOf} from '../failure.ts';
import type {Cover} from '../smtp/cover.ts';

/** Where a question ended, and by what; this is what is thrown here. */
export type Stop = NonNullable<ImapAnswer['stop']>;

/** Characters of what a server says that are told. */
const room = 500;

/** A server's words without what is secret in them, safe to print. */
export const shownBy =
	(cover: Cover) =>
	(text: string, longest = room): string =>
		printable(cover.hide(text.slice(0, longest * 2)).trim()).slice(0, longest);

export type Shown = ReturnType<typeof shownBy>;

/** What is thrown while a stage is passed becomes the stop of that stage. */
export const at = async <T>(stage: ImapStage, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (thrown) {
		throw isStop(thrown) ? thrown : ({stage, failure: failureOf(thrown)} satisfies Stop);
	}
};

export const isStop = (thrown: unknown): thrown is Stop =>
	typeof thrown === 'object' && thrown !== null && 'stage' in thrown && !(thrown instanceof Error);

/** What the library throws where a server's answer cannot be read or is more than is taken. */
const tooMuch = new Set([
	'LineTooLarge',
	'LiteralTooLarge',
	'ResponseTooLarge',
	'TooManyResponses',
	'TooManyTokens',
]);
const unreadable = new Set([
	'InvalidResponse',
	'MissingTag',
	'ParserError',
	'ResponseProcessingFailed',
	'UnexpectedTag',
]);
const gone = new Set([
	'ClosedAfterConnectTLS',
	'ClosedAfterConnectText',
	'EConnectionClosed',
	'NoConnection',
	'NoMailboxSelected',
	'StateLogout',
]);
const silent = new Set(['CONNECT_TIMEOUT', 'ETIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

/** Classifies what the library threw; what is the library's own word is told in ours. */
export const failureIn = (error: unknown): Failure => {
	const {code: given} = (error ?? {}) as {code?: unknown};
	const code = typeof given === 'string' ? given : '';
	if (tooMuch.has(code)) return {code: 'malformed', detail: 'the server sent more than is taken'};
	if (unreadable.has(code) || /^ParserError/.test(code))
		return {code: 'malformed', detail: 'the server sent something that is no IMAP'};
	if (gone.has(code)) return {code: 'closed', detail: 'the server closed the connection'};
	if (silent.has(code)) return {code: 'timeout', detail: 'the server stopped answering'};
	return failureOf(error);
};

/** What a server said as it refused a command; nothing where it did not refuse. */
export const refusalIn = (error: unknown, shown: Shown): Stop['refusal'] => {
	const {responseStatus, responseText, serverResponseCode} = (error ?? {}) as Record<string, unknown>;
	if (responseStatus !== 'NO' && responseStatus !== 'BAD') return undefined;
	const text = shown(typeof responseText === 'string' ? responseText : '');
	return {...codeOf(serverResponseCode), text: text || responseStatus};
};

/** A response code (RFC 5530) in capitals; a list of capabilities in its place is none. */
export const codeOf = (word: unknown): {readonly code?: string} => {
	const code = typeof word === 'string' ? /^[A-Z][A-Z\d-]{0,39}(?=\s|$)/i.exec(word)?.[0] : undefined;
	return code === undefined || /^capability$/i.test(code) ? {} : {code: code.toUpperCase()};
};
