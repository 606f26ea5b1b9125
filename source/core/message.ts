/** Reads the header of one message on this machine; its body is never looked at. */
export type MessageQuestion = {readonly file: string};

/** One DKIM-Signature field (RFC 6376 section 3.5), topmost first. */
export type Signature = {readonly domain: string; readonly selector: string; readonly algorithm: string};

export type MessageAnswer = {
	/** Addresses of the From field. */
	readonly from: readonly string[];
	/** Of the topmost Return-Path; empty for a bounce. */
	readonly returnPath?: string;
	readonly signatures: readonly Signature[];
};
