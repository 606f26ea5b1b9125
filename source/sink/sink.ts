import type {SinkMessage, SinkPlace, SinkPort, SinkSession} from '../core/sink.ts';
import type {InboxRule} from './inbox.ts';
import type {Misbehaviour, TlsFault} from './misbehave.ts';
import {listenAtAll} from './server/everywhere.ts';
import {createRegister} from './server/register.ts';
import {createReception} from './server/welcome.ts';
import type {Archive, Store} from './store.ts';

/**
 * A private key and its certificate with its chain, both PEM; or several, one of each kind of key, in the same order: a
 * client is shown the one whose kind it speaks.
 */
export type Identity = {readonly key: string | string[]; readonly cert: string | string[]};

export type SinkLimits = {
	/** Octets of one message (RFC 1870). */
	readonly message: number;
	/** Sessions at a time, from everybody and from one address. */
	readonly sessions: number;
	readonly sessionsFromAddress: number;
	/** Milliseconds that a session may last, and may say nothing. */
	readonly session: number;
	readonly idle: number;
	/** Recipients of one message; octets of what was said that are kept of one session. */
	readonly recipients: number;
	readonly transcript: number;
};

export const usualLimits: SinkLimits = {
	message: 50 * 1024 * 1024,
	sessions: 20_000,
	sessionsFromAddress: 1000,
	session: 600_000,
	idle: 60_000,
	recipients: 1000,
	transcript: 65_536,
};

export type SinkOptions = {
	/** Addresses to listen on: loopback unless somebody asked for more. */
	readonly listen: readonly string[];
	readonly ports: readonly SinkPort[];
	/** What it calls itself in its greeting. */
	readonly name: string;
	readonly identity: Identity;
	/** The identity for a fault; made when it is first asked for. */
	readonly faulty?: (fault: TlsFault) => Promise<Identity & {readonly ciphers?: string}>;
	/** `any` takes every login, `required` takes no mail without one, `off` does not offer it. */
	readonly login: 'any' | 'required' | 'off';
	/** Passwords by user, in memory alone. With one or more, no other login is taken; absent: every password is. */
	readonly users?: ReadonlyMap<string, string>;
	/** A login to compare every other with: nobody is refused for it. */
	readonly expected?: {readonly user?: string; readonly password: string};
	readonly inboxes: readonly InboxRule[];
	readonly misbehaviour: Misbehaviour;
	readonly limits: SinkLimits;
	readonly store: Store;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};

export type SinkHappening =
	| {readonly type: 'session.opened' | 'session.changed' | 'session.ended'; readonly session: SinkSession}
	| {readonly type: 'message.kept'; readonly message: SinkMessage; readonly session: SinkSession};

/** A sink that listens. */
export type Sink = {
	readonly places: readonly SinkPlace[];
	readonly archive: Archive;
	/** Sessions that are going on, oldest first. */
	open(): readonly SinkSession[];
	subscribe(listener: (happening: SinkHappening) => void): () => void;
	/** Ends every session, says 421 where it can, and waits until all of it is on disk; the store stays open. */
	close(): Promise<void>;
};

const placesOf = ({listen, ports}: SinkOptions): readonly SinkPlace[] =>
	listen.flatMap(address => ports.map(port => ({...port, address})));

/**
 * Listens on every address and port of `options`, and takes whatever comes; nothing in it connects anywhere. Rejects with a
 * `SinkPortError` where a port cannot be opened, and listens nowhere then.
 */
export const openSink = async (options: SinkOptions): Promise<Sink> => {
	const register = createRegister(options);
	const reception = createReception(options, register);
	const tried = await listenAtAll(placesOf(options), reception.welcome);
	const opened = tried.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
	const close = async () => {
		for (const one of opened) one.close();
		await reception.close();
		register.stop();
		await register.settled();
	};
	const refused = tried.find(one => one.status === 'rejected');
	if (refused) {
		await close();
		throw refused.reason;
	}
	let closing: Promise<void> | undefined;
	return {
		places: opened.map(({place}) => place),
		archive: options.store,
		open: register.open,
		subscribe: register.subscribe,
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
