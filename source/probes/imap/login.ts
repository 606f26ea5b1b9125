import type {Socket} from 'node:net';
import type {ImapFlow, ImapFlowOptions} from 'imapflow';
import type {Failure} from '../../core/failure.ts';
import type {MailboxDoor} from '../../core/imap.ts';
import {concealed} from '../smtp/concealed.ts';
import type {Cover} from '../smtp/cover.ts';
import type {Facts} from './reception.ts';
import {failureIn, refusalIn, type Shown, type Stop} from './stop.ts';
import {type Meter, meterOf, watchForLogin} from './wire.ts';

/** Octets of one literal, and of one line. */
const most = {literal: 512 * 1024, line: 2 * 1024 * 1024} as const;
const mostTokens = 500_000;

export type Proof = {readonly kind: 'password' | 'token'; readonly secret: string};

/** A token that was given is used instead of a password, and there is no second way when it is refused. */
export const proofOf = (
	{secret, token}: MailboxDoor,
	secretOf: (name: string) => string | undefined,
): Proof => {
	const bearer = token === undefined ? undefined : secretOf(token);
	const password = secret === undefined ? undefined : secretOf(secret);
	const kind = bearer || (token !== undefined && !password) ? 'token' : 'password';
	const value = kind === 'token' ? bearer : password;
	if (!value) throw failure('no-secret', `no ${kind} was given`);
	if (value.length > longestSecret) throw failure('bad-name', `the ${kind} is too long`);
	if (kind === 'token' && !/^[!-~]+$/.test(value))
		throw failure('bad-name', 'the token has characters that no token has (RFC 6750 section 2.1)');
	if (/\0/.test(value)) throw failure('bad-name', `the ${kind} has a character that cannot be sent`);
	return {kind, secret: value};
};

/** Characters of a password or a token. */
export const longestSecret = 8192;

const failure = (code: Failure['code'], detail: string): Failure => ({code, detail});
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** One connection to a mailbox, logged in. */
export type Session = {
	readonly client: ImapFlow;
	readonly shown: Shown;
	readonly cover: Cover;
	/** Milliseconds that the server may be silent in; 0 for as long as it likes. */
	patience(ms: number): void;
	/** Octets that the server may send from now on; more than these end the connection. */
	allow(octets: number): void;
	/** What ended the connection, as far as it is known; else what was thrown. */
	failure(thrown: unknown): Failure;
	close(): void;
};

type Entering = {
	readonly door: MailboxDoor;
	readonly proof: Proof;
	readonly facts: Facts;
	readonly cover: Cover;
	readonly shown: Shown;
	readonly ms: number;
	readonly signal: AbortSignal;
	/** Is told that this login speaks against no other one: it was not begun, or it was accepted. */
	readonly again: () => void;
};

/** Logs in on a connection that greeted already and is trusted, once. Throws a stop. */
export const logIn = async (socket: Socket, entering: Entering): Promise<Session> => {
	const {door, proof, facts, cover, shown, ms, signal, again} = entering;
	const {secret} = proof;
	cover.conceal(
		concealed(secret, [
			base64(`\0${door.user}\0${secret}`),
			base64(secret),
			...(proof.kind === 'token' ? bearers(door, secret) : []),
		]),
	);
	const {ImapFlow: Client} = await import('imapflow');
	const meter = meterOf(socket);
	const hasBegun = watchForLogin(socket);
	const client = new Client(settingsOf(socket, entering, meter));
	const session = sessionOf(socket, client, entering, meter);
	// NetEase wants the ID after the login (RFC 2971); the library would send it only before.
	client.on('response', () => {
		if (!client.authenticated) client.capabilities.delete('ID');
	});
	const onAbort = () => session.close();
	signal.addEventListener('abort', onAbort, {once: true});
	if (signal.aborted) onAbort();
	try {
		await client.connect();
	} catch (thrown) {
		const offered = namesOf(client);
		session.close();
		if (!hasBegun()) again();
		throw stopOf(thrown, session, {offered, proof, ms, begun: hasBegun()});
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
	again();
	facts.capabilities = namesOf(client).map(name => shown(name, 60));
	// By WITHIN (RFC 5032) the library would search by the age of a message, and our clock would count.
	client.capabilities.delete('WITHIN');
	session.patience(0);
	return session;
};

/** As the library says it, with both mechanisms for tokens. */
const bearers = ({user, host, port}: MailboxDoor, token: string): readonly string[] => [
	base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`),
	base64(
		`n,a=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},\u0001host=${host}\u0001port=${port}\u0001auth=Bearer ${token}\u0001\u0001`,
	),
];

const settingsOf = (socket: Socket, {door, proof, facts, ms}: Entering, meter: Meter): ImapFlowOptions => ({
	host: door.host,
	port: door.port,
	secure: facts.tls !== undefined,
	...(facts.tls === undefined ? {doSTARTTLS: false} : {}),
	auth: {user: door.user, ...(proof.kind === 'token' ? {accessToken: proof.secret} : {pass: proof.secret})},
	clientInfo: {name: 'lostmail', version: false, vendor: false, 'support-url': false},
	logger: false,
	disableAutoIdle: true,
	disableCompression: true,
	disableAutoEnable: true,
	connectionTimeout: ms,
	greetingTimeout: ms,
	socketTimeout: ms,
	maxLineLength: most.line,
	maxLiteralSize: most.literal,
	maxResponseSize: most.line + most.literal,
	maxResponseTokens: mostTokens,
	transport: {
		connect(_, onConnect) {
			if (socket.destroyed) throw Object.assign(new Error(), {code: 'EConnectionClosed'});
			// The greeting was read already; the library wants to hear one.
			socket.unshift(Buffer.from('* OK\r\n'));
			setImmediate(() => {
				onConnect();
				// Listening makes it flow, which must not begin before the library listens.
				meter.begin();
			});
			return socket;
		},
	},
});

const sessionOf = (socket: Socket, client: ImapFlow, {cover, shown}: Entering, {allow}: Meter): Session => {
	let lost: unknown;
	client.on('error', error => {
		lost ??= error;
	});
	return {
		client,
		cover,
		shown,
		patience: ms => void socket.setTimeout(ms),
		allow,
		failure(thrown) {
			const {code, detail} = failureIn(lost ?? thrown);
			return {code, ...(detail === undefined ? {} : {detail: shown(detail)})};
		},
		close() {
			client.close();
			socket.destroy();
		},
	};
};

const namesOf = ({capabilities}: ImapFlow): readonly string[] =>
	[...capabilities].slice(0, 200).map(([name]) => name.toUpperCase());

/** Whether a server that has these capabilities takes such a login (RFC 3501 section 6.2.3). */
const takes = (offered: readonly string[], kind: Proof['kind']): boolean =>
	kind === 'token'
		? offered.some(name => /^AUTH=(?:OAUTHBEARER|XOAUTH2?)$/.test(name))
		: !offered.includes('LOGINDISABLED') || offered.some(name => /^AUTH=(?:PLAIN|LOGIN)$/.test(name));

const stopOf = (
	thrown: unknown,
	{client, shown, failure: failed}: Session,
	{
		offered,
		proof: {kind},
		ms,
		begun,
	}: {
		readonly offered: readonly string[];
		readonly proof: Proof;
		readonly ms: number;
		readonly begun: boolean;
	},
): Stop => {
	const stage = 'login';
	const refusal = refusalIn(thrown, shown);
	if (refusal) return {stage, refusal};
	if (client.byeReason) return {stage, refusal: {text: shown(client.byeReason)}};
	if (!begun && (isDeclined(thrown) || (offered.length > 0 && !takes(offered, kind)))) {
		const mechanisms = offered.filter(name => /^AUTH=|^LOGINDISABLED$/.test(name)).join(' ');
		return {
			stage,
			failure: failure('not-offered', `no login with a ${kind}: ${shown(mechanisms, 200) || 'none at all'}`),
		};
	}
	const {code, detail} = failed(thrown);
	return {
		stage,
		failure:
			code === 'timeout'
				? failure(code, `no reply within ${ms / 1000} s`)
				: {code, ...(detail ? {detail} : {})},
	};
};

/** The library knows no login that the server would take: it has no code for that, and one for whatever else goes wrong. */
const isDeclined = (thrown: unknown): boolean => thrown instanceof Error && !('code' in thrown);
