import {isIP, type Socket} from 'node:net';
import {hostname} from 'node:os';
import type {Failure} from '../../core/failure.ts';
import type {Anomaly, Reply, SmtpAnswer, SmtpQuestion, SmtpStage, TlsFacts} from '../../core/smtp.ts';
import type {Ways} from '../dial.ts';
import {secure} from '../secure.ts';
import type {Caught, Release, ReleaseMark} from './caught.ts';
import {concealed} from './concealed.ts';
import type {Cover} from './cover.ts';
import {longestLine} from './login.ts';
import {createWire, type Heard, type Transcript, type Wire} from './wire.ts';

export type DialogueOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	readonly secret: (name: string) => string | undefined;
	/** A caught message; nothing where there is none of that id. */
	readonly caught?: (id: number) => Promise<Caught | undefined>;
	/** Says yes once for each key, then no: one login for a server and account, one message for a run. */
	readonly once: (key: string) => boolean;
	/** Takes that back: the login was accepted, or the message was put off, so that it may be tried once more. */
	readonly again: (key: string) => void;
	/** Milliseconds that one connection, handshake or reply may take; a whole dialogue takes at most six times that. */
	readonly ms: number;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
	/** Milliseconds since 1970, for when the greeting came. */
	readonly now: () => number;
};

export type Plan = Omit<SmtpQuestion, 'stage' | 'tag'>;

/** Thrown where a reply, as others may see it, ends the dialogue; a failure is thrown as it is. */
export type Refusal = {readonly reply: Reply};

/** Everything that one conversation has learned so far; all of it but `offered` without what is secret. */
export type Talk = {
	readonly plan: Plan;
	readonly options: DialogueOptions;
	/** Aborted when this conversation must end now. */
	readonly signal: AbortSignal;
	readonly transcript: Transcript;
	readonly cover: Cover;
	readonly anomalies: Set<Anomaly>;
	readonly replies: {[Stage in SmtpStage]?: Reply};
	extensions: SmtpAnswer['extensions'];
	/** EHLO keywords of the last greeting as they were sent, for decisions alone. */
	offered: readonly string[];
	wire?: Wire;
	address?: string;
	greeting?: Reply;
	heard?: Pick<SmtpAnswer, 'heardAt' | 'heardAfter'>;
	tls?: TlsFacts;
	mechanism?: string;
	loginRefused?: Pick<SmtpAnswer, 'tokenRefused' | 'secretShape'>;
	tag?: string;
	/** The message that is handed on in place of the test message. */
	release?: Release;
	mark?: ReleaseMark;
};

export const lineOf = ({wire}: Talk): Wire => {
	if (!wire) throw {code: 'closed'} satisfies Failure;
	return wire;
};

export const attach = (talk: Talk, socket: Socket): void => {
	const {plan, options, transcript, anomalies, signal, cover} = talk;
	talk.wire = createWire(socket, transcript, anomaly => void anomalies.add(anomaly), signal, cover);
	// A server may know a secret from an earlier conversation, and say it with its greeting.
	for (const name of [plan.secret, plan.token]) {
		const secret = name === undefined ? undefined : options.secret(name);
		if (secret && secret.length <= longestLine) cover.know(concealed(secret, []));
	}
};

/** Says one command of a stage and wants a reply of one class (RFC 5321 section 4.2.1: the first digit decides). */
export const say = async (talk: Talk, stage: SmtpStage, command: string, wanted = 2): Promise<Heard> =>
	decide(talk, stage, await lineOf(talk).command(command, talk.options.ms), wanted);

/** Notes the reply that a stage hangs on; one of another class than the wanted one ends the dialogue. */
export const decide = (talk: Talk, stage: SmtpStage, heard: Heard, wanted = 2): Heard => {
	talk.replies[stage] = heard.shown;
	if (Math.floor(heard.code / 100) !== wanted) throw {reply: heard.shown} satisfies Refusal;
	return heard;
};

export const greet = async (talk: Talk, stage: SmtpStage): Promise<void> => {
	const {ms, clock, now} = talk.options;
	const began = clock();
	const wire = lineOf(talk);
	let heard: Heard;
	try {
		heard = await wire.read(ms);
	} catch (thrown) {
		const begun = wire.begun();
		if (begun) talk.greeting = begun;
		throw thrown;
	}
	talk.greeting = heard.shown;
	talk.heard = {
		heardAt: new Date(now()).toISOString(),
		heardAfter: Math.round((clock() - began) * 10) / 10,
	};
	decide(talk, stage, heard);
};

/** Replies of a server that does not know EHLO, rather than one that refuses us (RFC 5321 section 4.2.4). */
const notUnderstood = new Set([500, 501, 502, 504]);

/** EHLO, and HELO where that is not understood (RFC 5321 section 3.2); gives the extensions as others may see them. */
export const hello = async (talk: Talk, stage: SmtpStage): Promise<readonly string[]> => {
	const wire = lineOf(talk);
	const name = talk.plan.helo ?? ownName(wire.socket);
	const heard = await wire.command(`EHLO ${name}`, talk.options.ms);
	talk.offered = [];
	if (!notUnderstood.has(heard.code)) {
		const {raw, shown} = decide(talk, stage, heard);
		// What is not offered counts, so this must be the reply to EHLO and not one of many that were sent ahead.
		await turn();
		const sooner = wire.early();
		if (sooner) throw {reply: sooner.shown} satisfies Refusal;
		talk.offered = keywords(raw);
		return keywords(shown.lines);
	}
	talk.anomalies.add('helo-fallback');
	await say(talk, stage, `HELO ${name}`);
	return [];
};

const keywords = (lines: readonly string[]): readonly string[] => lines.slice(1).map(text => text.trim());

/** TLS over the connection, judged but not yet trusted with anything. */
export const encrypt = async (talk: Talk): Promise<void> => {
	const {options, plan, signal} = talk;
	const {socket, release} = lineOf(talk);
	// Where TLS comes first, a server that spoke already is one that does not know of it: the handshake has to see that.
	const said = release();
	if (said.length > 0 && !socket.readableEnded) socket.pause().unshift(said);
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
	let heard = 0;
	socket.on('data', chunk => {
		heard += chunk.length;
		if (heard > farewell) socket.destroy();
	});
	socket.resume().end('QUIT\r\n');
};

/** Milliseconds, and octets, that a server gets to say goodbye in. */
const goodbye = 500;
const farewell = 65_536;

/** One turn of the event loop, in which everything that arrived already is seen. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** How we introduce ourselves: our full name if we have one, else the address literal (RFC 5321 section 4.1.3). */
const ownName = ({localAddress}: Socket): string => {
	const name = hostname();
	if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) return name;
	const literal = localAddress ?? '127.0.0.1';
	return isIP(literal) === 6 ? `[IPv6:${literal}]` : `[${literal}]`;
};
