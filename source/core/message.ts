import type {Bounce} from './bounce.ts';
import type {MessagePlace, Piece} from './spam.ts';
import type {Trail} from './trail.ts';

/**
 * Reads one message on this machine. Without `want` only who wrote and signed it is told, and its body is never looked
 * at. `trail`: its way and who judged it. `bounce`: what it says became of another one. `pieces`: what it can be taken
 * apart into.
 */
export type MessageQuestion = MessagePlace & {readonly want?: 'trail' | 'bounce' | 'pieces'};

/** One DKIM-Signature field (RFC 6376 section 3.5), topmost first. */
export type Signature = {readonly domain: string; readonly selector: string; readonly algorithm: string};

/** One Received field (RFC 5321 section 4.4): who stamped it, whom it had the message from, and when it says that was. */
export type Stamp = {readonly by?: string; readonly from?: string; readonly date: string};

export type MessageAnswer = {
	/** Addresses of the From field. */
	readonly from: readonly string[];
	/** Of the topmost Return-Path; empty for a bounce. */
	readonly returnPath?: string;
	readonly signatures: readonly Signature[];
	/** The first Date field as it was written; by the clock of whoever wrote the message. */
	readonly date?: string;
	/** Stamps with a date, topmost and so latest first. */
	readonly received?: readonly Stamp[];
	/** Of `trail`. */
	readonly trail?: Trail;
	/** Of `bounce`; absent where it says nothing of another message. */
	readonly bounce?: Bounce;
	/** Of `pieces`. */
	readonly pieces?: readonly Piece[];
};
