/** Which messages go into an inbox of its own; the first rule that matches decides. */
export type InboxRule = {
	readonly inbox: string;
	readonly by: 'login' | 'to' | 'source';
	/** With `*` for anything; for a source an address or a network such as `192.0.2.0/24`. */
	readonly matches: string;
};

/** The inbox of what no rule matches. */
export const commonInbox = 'inbox';
