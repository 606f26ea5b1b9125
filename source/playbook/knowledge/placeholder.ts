/** What stands for something that was never filled in, wherever it is. */
const unfilled =
	/<\.{3}>|…|\*\*\*|\bx{3,}\b|\b(?:todo|fixme|tbd|lorem ipsum)\b|\$\{|\$[a-z]|%[sd]\b|limit of limit|\b(?:domain|host|ip)-(?:name|address)\b|<(?:address|host|domain|ip|ip address|reply|words|queue id|user|text|name|email)>/i;

/** A pattern or a sentence that says only that there should be one. */
const stub =
	/^\W*(?:(?:an?|the|your|some) )?(?:example|sample|pattern|placeholder|stub|foo|bar|words?|text|reply|meaning|remedy)(?: (?:pattern|text|reply|words?|here))*\W*$/i;

/** Where no server speaks: dots that something was left out by, and words in angle brackets, where no address can stand. */
const slot = /\.{3}|<[a-z][a-z -]*>/i;

/** The placeholder in a sample, which may hold addresses, or nothing. */
export const placeholderInSample = (sample: string): string | undefined =>
	(unfilled.exec(sample) ?? stub.exec(sample.replace(/^\d{3}[ -]/, '')))?.[0];

/** The placeholder in a pattern or in a sentence for people, or nothing. */
export const placeholderIn = (words: string): string | undefined =>
	(unfilled.exec(words) ?? stub.exec(words) ?? slot.exec(words))?.[0];
