/** Reads the header of one message on this machine; its body is never looked at. */
export type MessageQuestion = {readonly file: string};

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
};
