/** One link of a mail, and the words that stand on it; a bare address in plain text has none. */
export type MailLink = {readonly url: string; readonly text?: string};

/** A message taken apart and decoded, every part of it bounded. What it says is a stranger's: nothing here is safe to print. */
export type Mail = {
	/** Field names in small letters, values unfolded and decoded (RFC 2047), in their order. */
	readonly header: readonly {readonly name: string; readonly value: string}[];
	readonly subject: string;
	readonly from: readonly {readonly name: string; readonly address: string}[];
	readonly to: readonly string[];
	/** As written. */
	readonly date?: string;
	readonly messageId?: string;
	/** Its plain text. */
	readonly text?: string;
	/** Its HTML as it was sent. */
	readonly html?: string;
	/** What a person sees of the HTML: hidden elements are left out, blocks are lines. */
	readonly seen?: string;
	readonly links: readonly MailLink[];
	readonly attachments: readonly {
		readonly name: string;
		readonly type: string;
		readonly octets: number;
	}[];
	readonly octets: number;
	/** Some of it was more than is read. */
	readonly cut?: true;
};
