import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import type {ImapAnswer, ImapStage, MailboxDoor} from '../../core/imap.ts';
import {dial, type Ways} from '../dial.ts';
import {secure} from '../secure.ts';
import {type Lines, linesOf} from './lines.ts';
import {at, codeOf, type Shown, type Stop} from './stop.ts';

/** What is known of a connection so far. */
export type Facts = {
	address?: string;
	tls?: NonNullable<ImapAnswer['tls']>;
	greeting?: string;
	capabilities?: readonly string[];
};

type Reaching = {
	readonly door: MailboxDoor;
	readonly options: Ways & {readonly ca: readonly string[]};
	readonly facts: Facts;
	readonly shown: Shown;
	readonly signal: AbortSignal;
};

/**
 * Reaches a server, encrypts the connection as its door says, and reads its greeting. Nothing secret is said here, and a
 * connection that is not to be trusted does not come back from here. Throws a stop.
 */
export const receive = async (reaching: Reaching): Promise<Socket> => {
	const {door, options, facts, signal} = reaching;
	const dialled = await at('connect', () => dial(door, {...options, signal}));
	facts.address = dialled.address;
	const {socket} = dialled;
	try {
		switch (door.security) {
			case 'implicit': {
				const secured = await at('tls', () => encrypt(socket, reaching));
				await at('tls', () => greeted(secured, 'tls', reaching));
				return secured;
			}
			case 'starttls': {
				await at('connect', () => greeted(socket, 'connect', reaching));
				return await at('tls', () => startTls(socket, reaching));
			}
			case 'none':
				await at('connect', () => greeted(socket, 'connect', reaching));
				return socket;
		}
	} catch (thrown) {
		socket.destroy();
		throw thrown;
	}
};

const failure = (code: Failure['code'], detail: string): Failure => ({code, detail});

/** Judged by the name of the host, whatever address it was reached at. */
const encrypt = async (raw: Socket, {door, options, facts, signal}: Reaching): Promise<Socket> => {
	const {socket, facts: tls} = await secure(raw, {host: door.host, ca: options.ca, ms: options.ms, signal});
	facts.tls = tls;
	if (tls.fault === undefined) return socket;
	socket.destroy();
	throw failure('untrusted', tls.reason ?? tls.fault);
};

/** RFC 3501 section 7.1: the greeting is OK, PREAUTH or BYE. */
const greeted = async (
	socket: Socket,
	stage: ImapStage,
	{options, facts, shown, signal}: Reaching,
): Promise<void> => {
	const lines = linesOf(socket, {ms: options.ms, signal, what: 'greeting'});
	try {
		const line = await lines.next();
		const [, status, code, text = ''] =
			/^\* (OK|PREAUTH|BYE)(?: \[([^\]]*)\])?(?: (.*))?$/is.exec(line) ?? [];
		facts.greeting = shown(status === undefined ? line : text) || 'OK';
		if (status === undefined) throw failure('malformed', `not IMAP: ${shown(line, 100)}`);
		if (/^bye$/i.test(status)) throw {stage, refusal: {...codeOf(code), text: facts.greeting}} satisfies Stop;
		// Who is logged in there nobody knows, and STARTTLS is not possible any more.
		if (/^preauth$/i.test(status))
			throw failure('malformed', 'the server says that somebody is logged in already (PREAUTH)');
	} finally {
		const early = lines.release();
		if (early.length > 0 && !socket.readableEnded) socket.unshift(early);
	}
};

/** RFC 3501 section 6.2.1. What was said in clear text, capabilities included, means nothing afterwards. */
const startTls = async (socket: Socket, reaching: Reaching): Promise<Socket> => {
	const {options, signal} = reaching;
	const lines = linesOf(socket, {ms: options.ms, signal, what: 'reply'});
	const capable = await command(socket, lines, 'L1', 'CAPABILITY', reaching);
	const offers = capable.some(line => /^\* CAPABILITY .*\bSTARTTLS\b/i.test(line));
	if (!offers) throw failure('not-offered', 'the server does not offer STARTTLS');
	await command(socket, lines, 'L2', 'STARTTLS', reaching);
	// One turn of the event loop, so that what was injected behind the reply is seen (CVE-2011-0411).
	await new Promise<void>(resolve => setImmediate(resolve));
	if (lines.release().length > 0)
		throw failure('untrusted', 'unencrypted text followed the reply to STARTTLS');
	return encrypt(socket, reaching);
};

const mostLines = 100;

/** Lines that a server says to a command, up to the reply to it; one that is not OK is thrown. */
const command = async (
	socket: Socket,
	lines: Lines,
	tag: string,
	verb: string,
	{shown}: Reaching,
): Promise<readonly string[]> => {
	socket.write(`${tag} ${verb}\r\n`);
	const heard: string[] = [];
	while (heard.length < mostLines) {
		const line = await lines.next();
		heard.push(line);
		const [, by, status = '', code, text = ''] =
			/^(\S+) (OK|NO|BAD|BYE)\b(?: \[([^\]]*)\])?(?: (.*))?$/is.exec(line) ?? [];
		const ends = by === tag || (by === '*' && /^bye$/i.test(status));
		if (!ends) continue;
		if (/^ok$/i.test(status) && by === tag) return heard;
		throw {stage: 'tls', refusal: {...codeOf(code), text: shown(text) || status}} satisfies Stop;
	}
	throw failure('malformed', `more than ${mostLines} lines in place of a reply`);
};
