import type {Reply} from './smtp.ts';

/** RFC 3464 section 2.3.3. */
export const bounceActions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
export type BounceAction = (typeof bounceActions)[number];

/** What became of the message for one recipient. Every word in it is safe to print. */
export type BouncedRecipient = {
	/**
	 * The address that the mail was for, empty where the bounce names none; where it names another one that it led to, `led`
	 * has that.
	 */
	readonly address: string;
	readonly led?: string;
	readonly action: BounceAction;
	/** The server that refused or did not answer, where it is named. */
	readonly remote?: string;
	/** Why, in one number (RFC 3463), as whoever wrote the bounce sees it. */
	readonly status?: string;
	/** What that server replied, taken apart; absent where it said nothing, or the bounce does not quote it. */
	readonly reply?: Reply;
	/** Why, in the words of whoever wrote the bounce: the reply as quoted, else its own explanation. */
	readonly words?: string;
	/** ISO 8601: until when delivery is tried again (RFC 3464 section 2.3.9). */
	readonly until?: string;
};

/**
 * A mail that says what became of another one: a delivery status notification (RFC 3464), or one of the common forms that
 * are none. `read` says by which of them it was read.
 */
export type Bounce = {
	readonly read: string;
	/** Who wrote it: the Reporting-MTA, else the host or the address that it is from. */
	readonly reporter?: string;
	/** ISO 8601. */
	readonly at?: string;
	/** At least one, at most 50. */
	readonly recipients: readonly BouncedRecipient[];
	/** The message that it is about, as far as it is quoted; never its subject or text. */
	readonly about: {
		readonly messageId?: string;
		readonly tag?: string;
		readonly from?: string;
		readonly to?: string;
		/** As it was written. */
		readonly date?: string;
	};
};
