import type {HeaderField, Judgement, Verdict} from '../../../core/trail.ts';

/** Plain words for a rule of a spam filter, by its name. */
export type RuleWords = (name: string) => string | undefined;

/** What one product wrote, before it is known whose side it was on. Its words are safe to print. */
export type Said = {
	/** Where it is not the product itself that speaks, such as a filter behind it. */
	readonly by?: string;
	/** The server that it ran on, where it names one. */
	readonly host?: string;
	readonly field: string;
	readonly judgement: Judgement;
	readonly says: string;
	readonly score?: number;
	readonly threshold?: number;
	/** In any order. */
	readonly rules?: readonly {readonly name: string; readonly score?: number}[];
	readonly folder?: NonNullable<Verdict['folder']>;
	/** It says itself that the message was on its way out. */
	readonly isOutgoing?: true;
};

/** The fields of one product at one place. */
export type Fields = {
	readonly names: readonly string[];
	/** The first field of this name, in whatever case; its blanks are folded. */
	readonly first: (name: string) => string | undefined;
};

export type Product = {
	readonly name: string;
	/** The provider whose own it is; absent for what anybody can run. */
	readonly house?: string;
	/** It stands in front of the receiver's own servers. */
	readonly isGateway?: true;
	/** Where its fields are described, or were seen; what rests on memory says `unsure`. */
	readonly source: string;
	readonly owns: (name: string) => boolean;
	readonly read: (
		fields: Fields,
		at: {readonly receiver: string; readonly isOwn: boolean},
	) => readonly Said[];
};

export const fieldsIn = (fields: readonly HeaderField[]): Fields => {
	const first = new Map<string, string>();
	for (const {name, value} of fields)
		if (!first.has(name)) first.set(name, value.replaceAll(/\s+/g, ' ').trim());
	return {names: [...first.keys()], first: name => first.get(name.toLowerCase())};
};

/** Whether a name is one of these, or begins with one that ends in `*`. */
export const named = (...names: readonly string[]): ((name: string) => boolean) => {
	const whole = new Set(names.map(name => name.toLowerCase()));
	const begins = [...whole].filter(name => name.endsWith('*')).map(name => name.slice(0, -1));
	return name => whole.has(name) || begins.some(begin => name.startsWith(begin));
};
