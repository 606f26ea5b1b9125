import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {type ConnectionOptions, connect as connectTls, type TLSSocket} from 'node:tls';
import {afterEach, expect} from 'vitest';
import type {SinkSession} from '../../source/core/sink.ts';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type Act, type Misbehaviour, wellBehaved} from '../../source/sink/misbehave.ts';
import {openSink, type Sink, type SinkOptions, usualLimits} from '../../source/sink/sink.ts';
import {createFakeStore, type FakeStore} from './fake-store.ts';

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

/** Brings a greeted connection to the point where the message is awaited. */
export const toData = async (raw: Raw, mail = 'MAIL FROM:<nas@home.test>'): Promise<void> => {
	await raw.say('EHLO nas.home.test\r\n');
	await raw.say(`${mail}\r\n`);
	await raw.say('RCPT TO:<me@mailbox.test>\r\n');
	await raw.say('DATA\r\n', /354 [^\n]*\n$/);
};

/** That nothing of a password is in what was kept, in any form that somebody could read. */
export const expectNothingOf = (secret: string, ...kept: readonly unknown[]): void => {
	const text = JSON.stringify(kept);
	const octets = Buffer.from(secret);
	const forms = [
		secret,
		octets.toString('base64'),
		octets.toString('hex'),
		encodeURIComponent(secret),
		Buffer.from(`\0nas\0${secret}`).toString('base64'),
		...[1, 2].map(before =>
			Buffer.concat([Buffer.alloc(before), octets])
				.toString('base64')
				.slice(4, -4),
		),
	];
	const lower = text.toLowerCase();
	for (const form of forms.filter(one => one.length > 3)) expect(lower).not.toContain(form.toLowerCase());
};
