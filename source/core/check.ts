import type {z} from 'zod';
import type {FilterRule} from './filter-rule.ts';
import type {Hop} from './hop.ts';
import type {Inspector} from './inspector.ts';
import type {Json} from './json.ts';
import type {Blocklist, MailProvider, ReplyRule} from './knowledge.ts';
import type {Probes} from './probe.ts';

export type Level = 'ok' | 'warning' | 'problem' | 'unknown';
export type Meaning<Text extends string = string> = {readonly level: Level; readonly says: Text};
export type Meanings = Readonly<Record<string, Meaning>>;

export const ok = <const T extends string>(says: T): Meaning<T> => ({level: 'ok', says});
export const warning = <const T extends string>(says: T): Meaning<T> => ({level: 'warning', says});
export const problem = <const T extends string>(says: T): Meaning<T> => ({level: 'problem', says});
/** Could not be found out, and therefore neither broken nor fine. */
export const unknown = <const T extends string>(says: T): Meaning<T> => ({level: 'unknown', says});

type Holes<T extends string> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** Every hole of the sentence must be filled; further facts may come along. */
export type Facts<T extends string> = {readonly [K in Holes<T>]: string | number} & {
	readonly [extra: string]: Json | undefined;
};

/** What a check found: a code from its own vocabulary, the facts, and the sentence they make. */
export type Finding<Code extends string = string> = {
	readonly code: Code;
	readonly level: Level;
	readonly facts: {readonly [fact: string]: Json | undefined};
	readonly text: string;
};

type Found<M extends Meanings> = <C extends keyof M & string>(
	code: C,
	facts: Facts<M[C]['says']>,
) => Finding<C>;

/** What a check may touch. There is no other door to the outside world. */
export type Reach = {
	readonly probes: Probes;
	readonly signal: AbortSignal;
	/** Which reply means what, in the order in which the rules are tried. */
	readonly replies: readonly ReplyRule[];
	readonly blocklists: readonly Blocklist[];
	readonly providers: readonly MailProvider[];
	readonly inspectors: readonly Inspector[];
	readonly filterRules: readonly FilterRule[];
	/** When this step began, in milliseconds since 1970. */
	readonly startedAt: number;
	/** When the round began that this step belongs to, in milliseconds since 1970; absent where there is but one. */
	readonly roundAt?: number;
	/** What sets this run's test message apart from every other. */
	readonly tag: string;
};

type Definition<P extends z.ZodObject, M extends Meanings> = {
	/** The path of its file below `checks/`, with dots. */
	readonly id: string;
	readonly title: string;
	/** One sentence: the question that it answers. */
	readonly about: string;
	readonly hop: Hop;
	readonly params: P;
	readonly findings: M;
	run(
		context: Reach & {readonly params: z.output<P>; readonly found: Found<M>},
	): Promise<Finding<keyof M & string>>;
};

/** A check as the rest of the program sees it: its own types stay in its own file. */
export type Check = Omit<Definition<z.ZodObject, Meanings>, 'run'> & {
	/** `params` have been put through the check's own schema by the caller. */
	run(params: Readonly<Record<string, unknown>>, reach: Reach): Promise<Finding>;
};

export const defineCheck = <P extends z.ZodObject, const M extends Meanings>(
	definition: Definition<P, M>,
): Check => ({
	...definition,
	run: (params, reach) =>
		definition.run({...reach, params: params as z.output<P>, found: finder(definition.findings)}),
});

const finder =
	<M extends Meanings>(meanings: M): Found<M> =>
	(code, facts) => {
		const {level, says} = meanings[code] as Meaning;
		const known: Readonly<Record<string, Json | undefined>> = facts;
		return {
			code,
			level,
			facts: known,
			text: says.replaceAll(/\{([\w-]+)\}/g, (_, hole: string) => String(known[hole] ?? '')),
		};
	};
