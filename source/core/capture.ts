import type {SinkMessage, SinkPlace, SinkPort, SinkSession} from './sink.ts';
import type {Reading, Standing} from './verification.ts';

/** Who may reach a sink: this machine alone, or everybody who can reach this machine. */
export type SinkReach = 'this-machine' | 'network';

/** Where to listen, and what a device is to log in with; the same plan is the same sink for as long as the case is open. */
export type CapturePlan = {
	readonly ports: readonly SinkPort[];
	readonly reach: SinkReach;
	readonly user?: string;
	/** The name of the password that the device should use: it is compared, and never told. */
	readonly secret?: string;
};

/**
 * `open` begins to listen, or goes on with it; a step that catches something begins with it. `wait` waits until something has happened that the one before did not tell: a session that
 * ended, or a message. `read` tells at once everything that was caught so far, and never begins to listen: where no step
 * did, nothing was caught.
 */
export type CaptureQuestion = CapturePlan &
	(
		| {readonly do: 'open'}
		| {
				readonly do: 'wait';
				/** At most half an hour. */
				readonly seconds: number;
				/** The `told` of the answer before; for the first, that of `open`: what was caught earlier is not waited for. */
				readonly after: number;
				/** What is waited for, for the person who watches. */
				readonly why: string;
				/** What to enter on the device meanwhile, line by line. */
				readonly enter: readonly {readonly label: string; readonly value: string}[];
		  }
		| {readonly do: 'read'}
	);

/** A caught message as a record may have it: codes and links in it are masked (see `maskedCode`). */
export type CapturedMessage = SinkMessage & {readonly reading: Reading; readonly standing: Standing};

export type CaptureAnswer = {
	readonly places: readonly SinkPlace[];
	/** Addresses of this machine under which a device may reach them, most likely first. */
	readonly addresses: readonly string[];
	/** SHA-256 of the certificate that the device is shown, in hexadecimal letters. */
	readonly certificate?: string;
	/** What is caught goes with this case, and nothing but this case can show it. */
	readonly passing?: true;
	/** Whole for `read`; else what happened since. Sessions that are still going on are told by `read` alone. */
	readonly sessions: readonly SinkSession[];
	readonly messages: readonly CapturedMessage[];
	/** Sessions without a message that are told no more, because there were too many; absent where all are told. */
	readonly untold?: number;
	/** How much was told so far, for the next `wait`. */
	readonly told: number;
	/** Seconds that were really waited. */
	readonly seconds: number;
};
