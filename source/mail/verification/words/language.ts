/**
 * How one language speaks of codes. Each field is a list of words between bars; a star at the end stands for any ending.
 * They rest on memory of how such mails are written, and on no list.
 */
export type Language = {
	/** RFC 5646. */
	readonly tag: string;
	/** Names of what is looked for: `verification code`. */
	readonly code: string;
	/** Names that other numbers have as well: `code`. */
	readonly bare: string;
	/** What such a code is for: `reset your password`. */
	readonly act: string;
	/** What stands on the link that does it. */
	readonly press: string;
	/** The same, and on many others too: `confirm`, `click here`. */
	readonly maybe: string;
	/** Names of other numbers: `order number`. */
	readonly other: string;
	/** Something is over: `has expired`, `was changed`. */
	readonly gone: string;
	/** Words on links that lead elsewhere: `unsubscribe`. */
	readonly aside: string;
	readonly valid: string;
	/** Says how long something lasts, of a code or of anything else: `within`. */
	readonly within: string;
	readonly second: string;
	readonly minute: string;
	readonly hour: string;
	readonly day: string;
	/** Whole lengths of time in words, and their minutes: `half an hour=30`. */
	readonly lengths?: string;
};
