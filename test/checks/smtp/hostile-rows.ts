import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {createCarelessAuthority} from './hostile-identities.ts';
import {type Handshake, type Play, type Script, talking, type Way} from './hostile-peer.ts';

export const host = 'smtp.provider.test';
export const account = {user: 'nas', password: 'canary-7Hq!x'};
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const authority = await createCarelessAuthority(host);
const identity = await authority.issue();

/** A hostile server, and what is honest to find there. */
export type Kind = {
	/** Follows on “a server that”. */
	readonly name: string;
	readonly play: Play;
	/** Its work keeps this process busy for so long that others would miss their time. */
	readonly alone?: true;
	/** Milliseconds for one reply: small where the server makes us wait for the end of them. */
	readonly ms?: number;
	/** How many times as fast as time the clock of the dialogue runs. */
	readonly haste?: number;
	/**
	 * By how the device is set: the codes of connect, tls, login, sender, recipient and accept, in this order. `!` marks a
	 * problem, and so what was proven; `|` stands between what the moment decides; what is left out is not reached.
	 */
	readonly finds: Partial<Record<Way, string>>;
	/** The code that the sweep finds, likewise. */
	readonly sweeps?: Partial<Record<Exclude<Way, 'open'>, string>>;
	/** Octets that the server gets rid of at most, on all connections, as far as the kernel's own buffers allow. */
	readonly takes?: number;
	/** What no kept text may hold, besides the password. */
	readonly hides?: readonly string[];
	/** The detail of the failure by which the conversation ends. */
	readonly ends?: string;
};

/** Does this on every connection at once; inside of TLS where TLS comes first. */
export const upFront =
	(act: (line: Duplex, raw: Socket) => void): Play =>
	({way, raw, encrypt, overhear}) => {
		raw.on('data', overhear);
		if (way === 'implicit') encrypt(identity, line => act(line, raw));
		else act(raw, raw);
	};

/** Keeps to the protocol but for its script, with settings of its own for the handshake, or something instead of it. */
export const talks = (script: Script, tls: Handshake = {}): Play =>
	talking(script, typeof tls === 'function' ? tls : {...identity, ...tls});

/** It ends with the greeting or EHLO: before TLS that is for smtp.connect to tell, behind it for smtp.tls. */
export const atTheDoor = (plain: string, encrypted: string): Kind['finds'] => ({
	starttls: plain,
	none: plain,
	implicit: `connected ${encrypted}`,
});

/** It ends with the handshake. */
export const atTheHandshake = (code: string): Kind['finds'] => ({
	starttls: `greeted ${code}`,
	implicit: `connected ${code}`,
});

const accepted = ['login', 'sender', 'recipient', 'accept'] as const;

/** It ends at this stage, with this code; every stage before it is passed. */
export const heard = (stage: (typeof accepted)[number], code: string): Kind['finds'] => {
	const before = accepted.slice(0, accepted.indexOf(stage)).map(() => 'accepted');
	const behind = ['encrypted', ...before, code].join(' ');
	const finds = {starttls: `greeted ${behind}`, implicit: `connected ${behind}`};
	const open = ['greeted not-encrypted no-login', ...before.slice(1), code].join(' ');
	return stage === 'login' ? finds : {...finds, open};
};
