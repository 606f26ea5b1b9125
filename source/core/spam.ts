/** Where a spam filter is asked: `spamd:HOST:PORT`, `spamd:/path/of/its/socket`, or `rspamd:URL`. */
export type FilterPlace = string;

/** A message on this machine: a file, or what the sink of this run caught. */
export type MessagePlace = {readonly file: string} | {readonly caught: number};

/** How the message came to the filter's server, or would come: a filter judges by it as well. */
export type Handed = {
	readonly ip?: string;
	/** What the address leads back to (PTR); a filter that is not told takes it for missing. */
	readonly hostname?: string;
	readonly helo?: string;
	/** The envelope. */
	readonly from?: string;
	readonly to?: string;
};

/** "What do you think of this message, without these pieces of it?" The message itself is not changed. */
export type SpamQuestion = MessagePlace & {
	readonly filter: FilterPlace;
	readonly handed?: Handed;
	/** Ids of pieces (see `Piece`) that are left out before the filter sees it, in their order. */
	readonly without?: readonly string[];
};

export type FiredRule = {
	readonly name: string;
	readonly score: number;
	/** As the filter describes it, safe to print. */
	readonly says?: string;
};

export type SpamAnswer = {
	readonly filter: 'spamassassin' | 'rspamd';
	readonly score: number;
	/** From which score on it takes a message for spam. */
	readonly threshold: number;
	readonly spam: boolean;
	/** What rspamd would do, in its word, such as `add header` or `greylist`. */
	readonly action?: string;
	/** Heaviest first, at most 100. */
	readonly rules: readonly FiredRule[];
	/** Milliseconds that the filter took. */
	readonly ms: number;
};

/** What a message can be taken apart into. `form`: how it is put together, such as having an HTML part without a text part. */
export const pieceKinds = ['header', 'part', 'link', 'phrase', 'form'] as const;
export type PieceKind = (typeof pieceKinds)[number];

/** One piece of a message that can be left out; the same message always has the same pieces with the same ids. */
export type Piece = {
	/** Its kind, its number among those and, for a header field, its name: `link.2`, `header.x-mailer`. */
	readonly id: string;
	readonly kind: PieceKind;
	/** What it is, in words and safe to print; codes and links in it are masked (see `maskedCode`). */
	readonly shown: string;
	readonly octets: number;
	/** The id of the piece that it is inside of: who leaves that out leaves this out as well. */
	readonly inside?: string;
};
