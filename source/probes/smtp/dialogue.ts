import {isIP, type Socket} from 'node:net';
import {hostname} from 'node:os';
import type {Failure} from '../../core/probe.ts';
import {
	type Anomaly,
	type Reply,
	type SmtpAnswer,
	type SmtpQuestion,
	type SmtpStage,
	smtpStages,
	type TlsFacts,
} from '../../core/smtp.ts';
import {failureOf} from '../failure.ts';
import {type ConnectTo, dial, type Resolve} from './dial.ts';
import {askForLogin, commonMechanism, logIn, offeredMechanisms} from './login.ts';
import {testMessage} from './message.ts';
import {secure} from './secure.ts';
import {createTranscript, createWire, type Wire} from './wire.ts';

export type DialogueOptions = {
	readonly connectTo: readonly ConnectTo[];
	readonly resolve: Resolve;
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	readonly secret: (name: string) => string | undefined;
	/** Says yes once for each key, then no: one login for a server and account, one message for a run. */
	readonly once: (key: string) => boolean;
	/** Milliseconds that one connection, handshake or reply may take. */
	readonly ms: number;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
};

type Stop = NonNullable<SmtpAnswer['stop']>;

/** What ends a dialogue: a reply that refuses, or a failure on the way to one. */
class Ended extends Error {
	readonly reply: Reply | undefined;
	readonly failure: Failure | undefined;
	constructor(reply?: Reply, failure?: Failure) {
		super('the dialogue ended');
		this.reply = reply;
		this.failure = failure;
	}
}

/** One conversation with one server, taken on from stage to stage by the questions of several checks. */
export const openDialogue = (plan: Omit<SmtpQuestion, 'stage' | 'tag'>, options: DialogueOptions) => {
	const {host, port, security, user, from, to} = plan;
	const {ms, clock} = options;
	const ending = new AbortController();
	const transcript = createTranscript(clock);
	const anomalies = new Set<Anomaly>();
	const note = (anomaly: Anomaly) => void anomalies.add(anomaly);
	const stages: Partial<Record<SmtpStage, number>> = {};
	const replies: Partial<Record<SmtpStage, Reply>> = {};
	let extensions: SmtpAnswer['extensions'] = {};
	let wire: Wire | undefined;
	let address: string | undefined;
	let greeting: Reply | undefined;
	let tls: TlsFacts | undefined;
	let mechanism: string | undefined;
	let stop: Stop | undefined;
	let tag: string | undefined;
	let turn: Promise<unknown> = Promise.resolve();

	const line = (): Wire => {
		if (!wire) throw new Ended(undefined, {code: 'closed'});
		return wire;
	};
	const say = async (stage: SmtpStage, command: string, wanted = 2): Promise<Reply> => {
		const reply = await line().command(command, ms);
		replies[stage] = reply;
		if (Math.floor(reply.code / 100) !== wanted) throw new Ended(reply);
		return reply;
	};
	const attach = (socket: Socket) => {
		wire = createWire(socket, transcript, note, ending.signal);
	};
	const greet = async (stage: SmtpStage) => {
		greeting = await line().read(ms);
		replies[stage] = greeting;
		if (greeting.code !== 220) throw new Ended(greeting);
	};
	const hello = async (stage: SmtpStage): Promise<readonly string[]> => {
		const name = plan.helo ?? ownName(line().socket);
		const reply = await line().command(`EHLO ${name}`, ms);
		if (reply.code === 250) return reply.lines.slice(1).map(text => text.trim());
		if (reply.code < 500) throw new Ended(reply);
		note('helo-fallback');
		await say(stage, `HELO ${name}`);
		return [];
	};
	const encrypt = async () => {
		const socket = line().socket;
		line().release();
		const secured = await secure(socket, {host, ca: options.ca, ms, signal: ending.signal});
		tls = secured.facts;
		const {subject, validTo} = tls.chain[0] ?? {subject: 'no certificate', validTo: ''};
		transcript.add(
			'connection',
			`${tls.protocol}, ${subject}, valid until ${validTo.slice(0, 10)}${tls.fault ? `: ${tls.fault}` : ''}`,
		);
		attach(secured.socket);
		if (tls.fault) throw new Ended(undefined, {code: 'untrusted', detail: tls.reason ?? tls.fault});
	};

	const pass: Readonly<Record<SmtpStage, () => Promise<void>>> = {
		async connect() {
			const dialled = await dial(host, port, {...options, signal: ending.signal});
			address = dialled.address;
			transcript.add('connection', `connected to ${address}`);
			attach(dialled.socket);
			if (security === 'implicit') return;
			await greet('connect');
			extensions = {plain: await hello('connect')};
		},
		async tls() {
			if (security === 'none') return;
			if (security === 'implicit') {
				await encrypt();
				await greet('tls');
				extensions = {encrypted: await hello('tls')};
				return;
			}
			const offered = extensions.plain ?? [];
			if (!offered.some(text => /^STARTTLS\b/i.test(text))) {
				if (offered.some(text => /^X{4,}/.test(text))) note('starttls-stripped');
				throw new Ended(undefined, {code: 'not-offered', detail: 'the server does not offer STARTTLS'});
			}
			await say('tls', 'STARTTLS');
			// One turn of the event loop, so that what was injected behind the reply is seen (CVE-2011-0411).
			await new Promise<void>(resolve => setImmediate(resolve));
			if (line().rest() > 0) {
				note('plaintext-after-starttls');
				throw new Ended(undefined, {
					code: 'untrusted',
					detail: 'unencrypted text followed the STARTTLS reply',
				});
			}
			await encrypt();
			extensions = {...extensions, encrypted: await hello('tls')};
		},
		async login() {
			if (user === undefined) return;
			if (!tls) {
				const reply = await askForLogin(line(), ms);
				replies.login = reply;
				if (reply.code >= 500 && reply.code !== 501) throw new Ended(reply);
				throw new Ended(undefined, {
					code: 'not-permitted',
					detail: 'a password is not sent over an unencrypted connection',
				});
			}
			const offered = offeredMechanisms(extensions.encrypted ?? []);
			const chosen = commonMechanism(offered);
			if (!chosen)
				throw new Ended(undefined, {code: 'not-offered', detail: offered.join(' ') || 'no login at all'});
			const password = plan.secret === undefined ? undefined : options.secret(plan.secret);
			if (password === undefined)
				throw new Ended(undefined, {code: 'no-secret', detail: 'no password was given'});
			if (!options.once(`login ${host.toLowerCase()} ${user}`))
				throw new Ended(undefined, {code: 'already-tried', detail: 'this account was tried once already'});
			mechanism = chosen;
			const reply = await logIn(line(), chosen, user, password, ms);
			replies.login = reply;
			if (reply.code !== 235) throw new Ended(reply);
		},
		async sender() {
			await say('sender', `MAIL FROM:<${from ?? ''}>`);
		},
		async recipient() {
			if (to === undefined) throw new Ended(undefined, {code: 'bad-name', detail: 'no recipient was given'});
			await say('recipient', `RCPT TO:<${to}>`);
		},
		async accept() {
			if (tag === undefined || !options.once(`message ${tag}`))
				throw new Ended(undefined, {code: 'already-tried', detail: 'the one test message was sent already'});
			const message = await testMessage(from ?? '', to ?? '', tag);
			await say('accept', 'DATA', 3);
			line().send(message, `(the test message, ${message.length} octets)`);
			const reply = await line().read(ms);
			replies.accept = reply;
			if (reply.code !== 250) throw new Ended(reply);
		},
	};

	const leave = () => {
		const socket = wire?.socket;
		wire?.release();
		wire = undefined;
		if (!socket) return;
		socket.on('error', () => {});
		if (socket.writable && !ending.signal.aborted) socket.end('QUIT\r\n');
		const timer = setTimeout(() => socket.destroy(), 500);
		timer.unref();
		socket.resume().once('close', () => clearTimeout(timer));
	};

	const advance = async (wanted: SmtpStage): Promise<void> => {
		for (const stage of smtpStages.slice(0, smtpStages.indexOf(wanted) + 1)) {
			if (stop) return;
			if (stages[stage] !== undefined) continue;
			const began = clock();
			try {
				await pass[stage]();
				stages[stage] = Math.round((clock() - began) * 10) / 10;
			} catch (error) {
				const {reply, failure} = error instanceof Ended ? error : new Ended(undefined, failureOf(error));
				if (failure) transcript.add('connection', failure.detail ?? failure.code);
				stop = {stage, ...(reply ? {reply} : {}), ...(failure ? {failure} : {})};
				leave();
			}
		}
	};

	return {
		/** Takes the conversation to this stage, after whatever was asked before; a dialogue that ended stays ended. */
		async reach(stage: SmtpStage, signal: AbortSignal, messageTag?: string): Promise<SmtpAnswer> {
			tag = messageTag;
			const abort = () => ending.abort();
			const mine = turn.then(async () => {
				signal.addEventListener('abort', abort, {once: true});
				if (signal.aborted) abort();
				await advance(stage).finally(() => signal.removeEventListener('abort', abort));
			});
			turn = mine;
			await mine;
			const reply = replies[stage];
			return {
				...(address === undefined ? {} : {address}),
				exchanges: transcript.take(),
				...(greeting ? {greeting} : {}),
				extensions,
				...(tls ? {tls} : {}),
				...(mechanism === undefined ? {} : {mechanism}),
				...(reply ? {reply} : {}),
				...(stop ? {stop} : {}),
				anomalies: [...anomalies],
				stages: {...stages},
			};
		},
		close() {
			leave();
			ending.abort();
		},
	};
};

/** How we introduce ourselves: our full name if we have one, else the address literal (RFC 5321 section 4.1.3). */
const ownName = ({localAddress}: Socket): string => {
	const name = hostname();
	if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) return name;
	const literal = localAddress ?? '127.0.0.1';
	return isIP(literal) === 6 ? `[IPv6:${literal}]` : `[${literal}]`;
};
