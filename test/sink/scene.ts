import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {type ConnectionOptions, connect as connectTls, type TLSSocket} from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {afterEach, expect} from 'vitest';
import type {SinkMessage, SinkSession} from '../../source/core/sink.ts';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type Act, type Misbehaviour, wellBehaved} from '../../source/sink/misbehave.ts';
import {openSink, type Sink, type SinkOptions, usualLimits} from '../../source/sink/sink.ts';
import type {Store} from '../../source/sink/store.ts';

/** A store in memory; `fail` makes the next messages fail to be kept. */
export type FakeStore = Store & {
	readonly bodies: Map<number, Buffer>;
	readonly kept: SinkSession[];
	readonly discarded: () => number;
	fail: Error | undefined;
	/** When set, messages are kept only after it resolves. */
	hold: Promise<void> | undefined;
};

export const createFakeStore = (): FakeStore => {
	const messages: SinkMessage[] = [];
	const sessions = new Map<number, SinkSession>();
	const bodies = new Map<number, Buffer>();
	const kept: SinkSession[] = [];
	let lastSession = 0;
	let discarded = 0;
	const store: FakeStore = {
		bodies,
		kept,
		discarded: () => discarded,
		fail: undefined,
		hold: undefined,
		messages: () => messages.toReversed(),
		sessions: () => [...sessions.values()].toReversed(),
		message: id => messages.find(one => one.id === id),
		session: id => sessions.get(id),
		octets: id => [bodies.get(id) ?? Buffer.alloc(0)],
		counts: () => ({messages: messages.length, sessions: sessions.size, octets: 0}),
		recall: () => undefined,
		version: () => 0,
		close: () => {},
		nextSession: () => ++lastSession,
		deposit() {
			const chunks: Buffer[] = [];
			let isOver = false;
			return {
				get octets() {
					return Buffer.concat(chunks).length;
				},
				write(chunk) {
					chunks.push(Buffer.from(chunk));
				},
				async keep(envelope, session) {
					await store.hold;
					if (store.fail) throw store.fail;
					isOver = true;
					const body = Buffer.concat(chunks);
					const message = {...envelope, id: messages.length + 1, at: 1, octets: body.length};
					messages.push(message);
					bodies.set(message.id, body);
					sessions.set(session.id, session);
					return message;
				},
				discard() {
					if (!isOver) discarded += 1;
					isOver = true;
				},
			};
		},
		async keepSession(session) {
			kept.push(session);
			sessions.set(session.id, session);
		},
		remember: () => {},
		notUnderstood: () => [],
		remove: () => {},
	};
	return store;
};

export const authority = await createAuthority();
export const name = 'sink.test';
const identity = await authority.issue({name, kind: 'good'});

/** What every test opens is closed behind it. */
const open: {close(): Promise<unknown> | unknown}[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(one => one.close()));
});

export type Scene = {
	readonly sink: Sink;
	readonly store: FakeStore;
	/** The port of the place with this security. */
	port(security?: 'none' | 'starttls' | 'implicit'): number;
	/** The sessions so far that are over, when there are so many; fails with the test's own time. */
	ended(count?: number): Promise<readonly SinkSession[]>;
	/** The first session, when it is over. */
	session(): Promise<SinkSession>;
};

export const openScene = async (
	options: Omit<Partial<SinkOptions>, 'limits'> & {limits?: Partial<SinkOptions['limits']>} = {},
): Promise<Scene> => {
	const store = createFakeStore();
	const sink = await openSink({
		listen: ['127.0.0.1'],
		ports: [
			{port: 0, security: 'starttls'},
			{port: 0, security: 'implicit'},
			{port: 0, security: 'none'},
		],
		name,
		identity,
		login: 'any',
		inboxes: [],
		misbehaviour: wellBehaved,
		store,
		now: () => 1000,
		...options,
		limits: {...usualLimits, ...options.limits},
	});
	open.push(sink);
	const over: SinkSession[] = [];
	let wake = () => {};
	sink.subscribe(happening => {
		if (happening.type !== 'session.ended') return;
		over.push(happening.session);
		wake();
	});
	const ended = async (count = 1): Promise<readonly SinkSession[]> => {
		while (over.length < count)
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		return over;
	};
	return {
		sink,
		store,
		port: (security = 'starttls') => sink.places.find(place => place.security === security)!.port,
		ended,
		session: async () => (await ended(1))[0]!,
	};
};

/** Rules for one stage: what happens there, every time. */
export const misbehaving = (stage: string, act: Omit<Act, 'words'>): Misbehaviour => ({
	...wellBehaved,
	at: moment => (moment.stage === stage ? {...act, words: `${stage} on purpose`} : undefined),
});

export type Raw = {
	readonly socket: Socket;
	/** All that was said, when this has been said; fails where the connection ends before. */
	until(pattern: RegExp): Promise<string>;
	/** Sends text, and gives what is answered from here on when this has been said. */
	say(text: string | Buffer, pattern?: RegExp): Promise<string>;
	send(text: string | Buffer): void;
	/** All that was said, when the connection is over. */
	rest(): Promise<string>;
	readonly error: () => NodeJS.ErrnoException | undefined;
};

/** One reply or several, whole. */
const reply = /(?:^|\n)\d{3}(?: [^\n]*)?\r\n$/;

export const over = (socket: Socket): Raw => {
	let said = '';
	let isOver = false;
	let failure: NodeJS.ErrnoException | undefined;
	let wake = () => {};
	socket.on('data', chunk => {
		said += chunk.toString('latin1');
		wake();
	});
	socket.on('error', error => {
		failure = error;
	});
	const end = () => {
		isOver = true;
		wake();
	};
	socket.on('close', end).on('end', end);
	open.push({close: () => socket.destroy()});
	const waitFor = async (pattern: RegExp, from: number): Promise<string> => {
		while (!pattern.test(said.slice(from))) {
			if (isOver) throw new Error(`the connection ended after: ${said.slice(from)}`);
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
		return said.slice(from);
	};
	return {
		socket,
		until: pattern => waitFor(pattern, 0),
		say: (text, pattern = reply) => {
			const from = said.length;
			socket.write(text);
			return waitFor(pattern, from);
		},
		send: text => void socket.write(text),
		async rest() {
			while (!isOver)
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			return said;
		},
		error: () => failure,
	};
};

/** A client of raw octets that has been greeted. */
export const dial = async (port: number): Promise<Raw> => {
	const raw = over(connect(port, '127.0.0.1'));
	await raw.until(/\r\n/);
	return raw;
};

/** A client of raw octets that says nothing and waits for nothing. */
export const dialSilently = async (port: number): Promise<Raw> => {
	const socket = connect(port, '127.0.0.1');
	const raw = over(socket);
	await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => {});
	return raw;
};

export const trusting: ConnectionOptions = {servername: name, ca: authority.pem};

/** Encrypts a connection that STARTTLS was said on. */
export const upgrade = async (raw: Raw, options: ConnectionOptions = trusting): Promise<Raw> => {
	raw.socket.removeAllListeners('data');
	const socket: TLSSocket = connectTls({socket: raw.socket, ...options});
	const wrapped = over(socket);
	await once(socket, 'secureConnect');
	return wrapped;
};

export const envelope = 'MAIL FROM:<nas@home.test>\r\nRCPT TO:<me@mailbox.test>\r\nDATA\r\n';

/** Brings a greeted connection to the point where the message is awaited. */
export const toData = async (raw: Raw, mail = 'MAIL FROM:<nas@home.test>'): Promise<void> => {
	await raw.say('EHLO nas.home.test\r\n');
	await raw.say(`${mail}\r\n`);
	await raw.say('RCPT TO:<me@mailbox.test>\r\n');
	await raw.say('DATA\r\n', /354 [^\n]*\n$/);
};

export type Sent = {readonly response?: string; readonly error?: NodeJS.ErrnoException & {response?: string}};
export type Sending = {
	readonly secure?: boolean;
	readonly requireTLS?: boolean;
	readonly ignoreTLS?: boolean;
	readonly user?: string;
	readonly pass?: string;
	readonly method?: string;
	readonly token?: string;
	readonly from?: string;
	readonly to?: readonly string[];
	readonly message?: string;
	readonly tls?: ConnectionOptions;
};

const message = 'From: NAS <nas@home.test>\r\nTo: me@mailbox.test\r\nSubject: code\r\n\r\n123456\r\n';

/** Sends one message with nodemailer; ends with the first thing that goes wrong. */
export const send = async (port: number, how: Sending = {}): Promise<Sent> => {
	const {user, pass, method, token, secure = false, requireTLS = false, ignoreTLS = false} = how;
	const client = new SMTPConnection({
		host: '127.0.0.1',
		port,
		secure,
		requireTLS,
		ignoreTLS,
		name: 'nas.home.test',
		tls: {...trusting, ...how.tls},
	});
	const failed = new Promise<never>((_, reject) => client.on('error', reject));
	failed.catch(() => {});
	const done = (act: (callback: (error?: Error | null, info?: unknown) => void) => void): Promise<unknown> =>
		Promise.race([
			failed,
			new Promise((resolve, reject) => act((error, info) => (error ? reject(error) : resolve(info)))),
		]);
	try {
		await done(callback => client.connect(callback));
		if (token !== undefined)
			await done(callback =>
				client.login(
					{
						type: 'OAUTH2',
						user: user ?? '',
						oauth2: {
							getToken: (_renew: boolean, give: (error: null, token: string) => void) => give(null, token),
							buildXOAuth2Token: (one: string) =>
								Buffer.from(`user=${user}\u0001auth=Bearer ${one}\u0001\u0001`).toString('base64'),
						},
					} as never,
					callback,
				),
			);
		else if (user !== undefined)
			await done(callback =>
				client.login({user, pass: pass ?? '', ...(method === undefined ? {} : {method})} as never, callback),
			);
		const info = await done(callback =>
			client.send(
				{from: how.from ?? 'nas@home.test', to: [...(how.to ?? ['me@mailbox.test'])]},
				how.message ?? message,
				callback,
			),
		);
		return {response: (info as {response: string}).response};
	} catch (error) {
		return {error: error as NodeJS.ErrnoException};
	} finally {
		client.quit();
	}
};

/** That nothing of a password is in what was kept, in any form that somebody could read. */
export const expectNothingOf = (secret: string, ...kept: readonly unknown[]): void => {
	const text = JSON.stringify(kept);
	const octets = Buffer.from(secret);
	const forms = [
		secret,
		octets.toString('base64'),
		...[1, 2].map(before =>
			Buffer.concat([Buffer.alloc(before), octets])
				.toString('base64')
				.slice(4, -4),
		),
	];
	for (const form of forms.filter(one => one.length > 3)) expect(text).not.toContain(form);
};
