import type {SinkStage} from '../../core/sink.ts';

/** What is known of a conversation when a command comes. */
export type Moment = {
	readonly stage: SinkStage;
	readonly remote: string;
	readonly user?: string;
	readonly sender?: string;
	readonly recipient?: string;
};

/** What to do instead of, or before, what a healthy server does. */
export type Act = {
	/** Milliseconds before anything is said. */
	readonly delay?: number;
	/** A whole reply (RFC 5321 section 4.2), said in place of the healthy one. */
	readonly say?: string;
	/** Octets a second at most from here on, both ways. */
	readonly throttle?: number;
	/** `drop` closes the connection, `reset` breaks it off (RST), `silence` answers nothing more. */
	readonly then?: 'drop' | 'reset' | 'silence';
	/** The rule in words, for the record of the session. */
	readonly words: string;
};

/** What is wrong with encryption; certificates are made for it by whoever opens the sink. */
export const tlsFaults = [
	'expired',
	'not-yet-valid',
	'self-signed',
	'wrong-name',
	'unknown-issuer',
	'old-version',
	'cut',
	'mute',
] as const;
export type TlsFault = (typeof tlsFaults)[number];

/** Decides for one sink, over all of its sessions, what goes wrong on purpose. */
export type Misbehaviour = {
	at(moment: Moment): Act | undefined;
	/** Asked when a client is about to encrypt. */
	tls(moment: {readonly remote: string}): {readonly fault: TlsFault; readonly words: string} | undefined;
};

/** A sink without faults. */
export const wellBehaved: Misbehaviour = {at: () => undefined, tls: () => undefined};
