/** One condition of a search; all of them have to hold. `not`: it must not. Texts are compared without case. */
export type Condition = {readonly not?: true} & (
	| {readonly is: 'from' | 'to' | 'subject' | 'inbox' | 'text'; readonly text: string}
	/** Not before this, in milliseconds since 1970. */
	| {readonly is: 'since' | 'until'; readonly at: number}
	| {readonly is: 'has'; readonly what: 'code' | 'link' | 'attachment'}
	/** `failed`: no message came of the session, or something was refused in it. */
	| {readonly is: 'session'; readonly what: 'failed' | 'delivered' | 'open'}
	| {readonly is: 'remote'; readonly text: string}
);

export type SinkQuery = readonly Condition[];
