import {isIP, type Socket} from 'node:net';
import {hostname} from 'node:os';
import type {Failure} from '../../core/failure.ts';
import type {Anomaly, Reply, SmtpAnswer, SmtpQuestion, SmtpStage, TlsFacts} from '../../core/smtp.ts';
import type {Ways} from '../dial.ts';
import {secure} from '../secure.ts';
import {createWire, type Transcript, type Wire} from './wire.ts';

export type DialogueOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	readonly secret: (name: string) => string | undefined;
	/** Says yes once for each key, then no: one login for a server and account, one message for a run. */
	readonly once: (key: string) => boolean;
	/** Takes that back: the login was accepted, or the message was put off, so that it may be tried once more. */
	readonly again: (key: string) => void;
	/** Milliseconds that one connection, handshake or reply may take; a whole dialogue takes at most six times that. */
	readonly ms: number;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
};

export type Plan = Omit<SmtpQuestion, 'stage' | 'tag'>;

/** Thrown where a reply ends the dialogue; a failure is thrown as it is. */
export type Refusal = {readonly reply: Reply};

/** Everything that one conversation has learned so far. */
export type Talk = {
	readonly plan: Plan;
	readonly options: DialogueOptions;
	/** Aborted when this conversation must end now. */
	readonly signal: AbortSignal;
	readonly transcript: Transcript;
	readonly anomalies: Set<Anomaly>;
	readonly replies: {[Stage in SmtpStage]?: Reply};
	extensions: SmtpAnswer['extensions'];
	wire?: Wire;
	address?: string;
	greeting?: Reply;
	tls?: TlsFacts;
	mechanism?: string;
	tag?: string;
};

export const lineOf = ({wire}: Talk): Wire => {
	if (!wire) throw {code: 'closed'} satisfies Failure;
	return wire;
};

export const attach = (talk: Talk, socket: Socket): void => {
	talk.wire = createWire(socket, talk.transcript, anomaly => void talk.anomalies.add(anomaly), talk.signal);
};

/** Says one command of a stage and wants a reply of one class (RFC 5321 section 4.2.1: the first digit decides). */
export const say = async (talk: Talk, stage: SmtpStage, command: string, wanted = 2): Promise<Reply> =>
	decide(talk, stage, await lineOf(talk).command(command, talk.options.ms), wanted);

/** Notes the reply that a stage hangs on; one of another class than the wanted one ends the dialogue. */
export const decide = (talk: Talk, stage: SmtpStage, reply: Reply, wanted = 2): Reply => {
	talk.replies[stage] = reply;
	if (Math.floor(reply.code / 100) !== wanted) throw {reply} satisfies Refusal;
	return reply;
};

export const greet = async (talk: Talk, stage: SmtpStage): Promise<void> => {
	talk.greeting = await lineOf(talk).read(talk.options.ms);
	decide(talk, stage, talk.greeting);
};

/** Replies of a server that does not know EHLO, rather than one that refuses us (RFC 5321 section 4.2.4). */
const notUnderstood = new Set([500, 501, 502, 504]);

/** EHLO, and HELO where that is not understood (RFC 5321 section 3.2); gives the extensions. */
export const hello = async (talk: Talk, stage: SmtpStage): Promise<readonly string[]> => {
	const wire = lineOf(talk);
	const name = talk.plan.helo ?? ownName(wire.socket);
	const reply = await wire.command(`EHLO ${name}`, talk.options.ms);
	if (!notUnderstood.has(reply.code))
		return decide(talk, stage, reply)
			.lines.slice(1)
			.map(text => text.trim());
	talk.anomalies.add('helo-fallback');
	await say(talk, stage, `HELO ${name}`);
	return [];
};

/** TLS over the connection, judged but not yet trusted with anything. */
export const encrypt = async (talk: Talk): Promise<void> => {
	const {options, plan, signal} = talk;
	const {socket} = lineOf(talk);
	lineOf(talk).release();
	const secured = await secure(socket, {
		host: plan.host,
		ca: options.ca,
		ms: options.ms,
		signal,
		...(plan.versions === undefined ? {} : {versions: plan.versions}),
	});
	talk.tls = secured.facts;
	const {protocol, chain, fault, reason} = secured.facts;
	const {subject, validTo} = chain[0] ?? {subject: 'no certificate', validTo: ''};
	talk.transcript.add(
		'connection',
		`${protocol}, ${subject}, valid until ${validTo.slice(0, 10)}${fault ? `: ${fault}` : ''}`,
	);
	attach(talk, secured.socket);
	if (fault) throw {code: 'untrusted', detail: reason ?? fault} satisfies Failure;
};

/** Says goodbye and lets the connection go; at once when there is no time left for that. */
export const leave = (talk: Talk): void => {
	const socket = talk.wire?.socket;
	talk.wire?.release();
	delete talk.wire;
	if (!socket) return;
	if (talk.signal.aborted || !socket.writable) return void socket.destroy();
	const timer = setTimeout(() => socket.destroy(), goodbye);
	socket.once('close', () => clearTimeout(timer));
	socket.resume().end('QUIT\r\n');
};

/** Milliseconds that a server gets to say goodbye in. */
const goodbye = 500;

/** How we introduce ourselves: our full name if we have one, else the address literal (RFC 5321 section 4.1.3). */
const ownName = ({localAddress}: Socket): string => {
	const name = hostname();
	if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) return name;
	const literal = localAddress ?? '127.0.0.1';
	return isIP(literal) === 6 ? `[IPv6:${literal}]` : `[${literal}]`;
};
