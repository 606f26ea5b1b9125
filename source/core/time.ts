/** One question to a time server (SNTP, RFC 4330). */
export type TimeQuestion = {
	/** A name or an address. */
	readonly server: string;
	/** UDP port; 123 without it. */
	readonly port?: number;
};

/** Half of `delay` is the most by which `offset` can be off for the way there and back. */
export type TimeAnswer = {
	/** The address that was really asked, `address:port`. */
	readonly address: string;
	/** Milliseconds by which the server's clock is ahead of ours; negative where ours is ahead. */
	readonly offset: number;
	/** Milliseconds that the question and its answer were on the way. */
	readonly delay: number;
	/** How far the server is from a clock that nobody sets, from 1 to 15 (RFC 5905 section 7.3). */
	readonly stratum: number;
	/** The last minute of this day has a second more or less. */
	readonly leap?: 'insert' | 'delete';
	/** What our clock said when the answer came, ISO 8601. */
	readonly heardAt: string;
};
