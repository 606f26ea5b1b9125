/** A code or a link that may be the one that a person waits for. */
export type Candidate = {
	readonly kind: 'code' | 'link';
	/** A code as it is typed, without the blanks and hyphens it is grouped by; a link whole. */
	readonly value: string;
	/** From 0 to 1: how much speaks for it. */
	readonly score: number;
	/** What speaks for it, and what against it, in words. */
	readonly because: readonly string[];
	readonly against: readonly string[];
	readonly where: 'subject' | 'text' | 'html';
	/** The line around it, at most 160 characters, safe to print. */
	readonly line: string;
};

/** A verification mail as a person would read it. */
export type Reading = {
	/** Best first, at most 10. */
	readonly candidates: readonly Candidate[];
	/** What to type or follow; absent where nothing is likely enough, or two are as likely as each other. */
	readonly chosen?: Candidate;
	/** `none`: nothing is likely enough. `several`: two are as likely as each other, and a guess could be wrong. `unread`: it could not be read, and may well have one. */
	readonly open?: 'none' | 'several' | 'unread';
	/** The language (RFC 5646) of the words by which it was recognised. */
	readonly language?: string;
	/** How long it says that the code is valid, and the words that say so. */
	readonly lifetime?: {readonly seconds: number; readonly words: string};
};

/**
 * What has become of a code among all that were caught for the same person from the same sender. `request`: which of
 * `requests` it answers, from 1. `expired` goes by the lifetime that the mail itself states.
 */
export type Standing = {
	readonly state: 'newest' | 'superseded' | 'duplicate';
	/** The id of the message that supersedes it, or that it repeats. */
	readonly by?: number;
	readonly request: number;
	readonly requests: number;
	/** Seconds since it was stored. */
	readonly age: number;
	readonly expired?: boolean;
};

/** What is left of a code where others may read it: two characters of four or more, and none of a shorter one. */
export const maskedCode = (value: string): string =>
	[...value].length < 4 ? '••••' : `${[...value].slice(0, 2).join('')}••••`;

/** A link without what makes it work: its place, and neither path nor query. */
export const maskedLink = (value: string): string => {
	const url = URL.parse(value);
	return url ? `${url.protocol}//${url.host}/••••` : '••••';
};

/** One server that a message passed (RFC 5321 section 4.4), in the order of its way. */
export type Passage = {
	readonly from?: string;
	readonly by?: string;
	/** By that server's clock, in milliseconds since 1970; absent where its date cannot be read. */
	readonly at?: number;
	/** Seconds since the passage before it, or since the Date field; below zero where clocks differ. */
	readonly seconds?: number;
	/** The longest of several that took notably long. */
	readonly slowest?: true;
};

/** What the clock of the sender says: seconds by which the Date field is ahead of the time of storing it. */
export type SenderClock = {
	readonly ahead: number;
	/** `delayed`: it may as well have been on its way; the Received fields decide. */
	readonly says: 'right' | 'fast' | 'slow' | 'delayed' | 'unknown';
};

/** Something about a message that spam filters hold against it. */
export type Dislike = {
	readonly id: string;
	/** What it is, as a sentence. */
	readonly says: string;
	/** What to change, as a sentence. */
	readonly fix: string;
	readonly weight: 'heavy' | 'light';
};

/** RFC 8601 section 2.7: results of checks of who sent a caught message. */
export type Authentication = {
	readonly spf: {readonly result: string; readonly domain?: string; readonly says: string};
	readonly dkim: readonly {
		readonly result: string;
		readonly domain?: string;
		readonly selector?: string;
		readonly says: string;
	}[];
	readonly dmarc: {
		readonly result: string;
		readonly domain?: string;
		readonly policy?: string;
		readonly says: string;
	};
};
