import {z} from 'zod';
import {actors} from './actor.ts';
import {providerOfHost, sameHouse, serverNames} from './explain/provider.ts';
import {retries} from './retry.ts';
import type {Reply, SmtpStage} from './smtp.ts';
import {smtpStages} from './smtp.ts';

export {type Retry, retries, retryWords} from './retry.ts';

const dayOrMonth = z.string().regex(/^\d{4}-\d{2}(?:-\d{2})?$/, {
	error: 'expected a day such as 2026-11-22 or a month such as 2026-11',
});

/** A day that was given by its month alone is anywhere in it. */
const isBefore = (one: string, other: string): boolean => {
	const length = Math.min(one.length, other.length);
	return one.slice(0, length) < other.slice(0, length);
};

export const replyRuleSchema = z
	.strictObject({
		provider: z.string().optional().describe('Whose servers say this; without it, anybody.'),
		ordinary: z
			.literal(true)
			.optional()
			.describe(
				'Other servers say the same words and may mean something else: the rule counts only where the server is known to be one of the provider.',
			),
		stages: z.array(z.enum(smtpStages)).min(1),
		text: z
			.string()
			.max(1000)
			.optional()
			.describe('RE2 pattern, case-insensitive, over the joined reply text.'),
		enhanced: z.string().optional().describe('RE2 pattern over the enhanced status code, anchored.'),
		code: z.string().optional().describe('RE2 pattern over the reply code, anchored.'),
		cause: z.string(),
		means: z.string().describe('What it says, in plain words.'),
		retry: z
			.enum(retries)
			.describe(
				'stop: never as it is. fix: not before a repair, though it sounds temporary. wait: time lifts it. retry: a later attempt may pass.',
			),
		'wait-minutes': z
			.int()
			.min(1)
			.max(20_160)
			.optional()
			.describe('How long to wait, where there is a figure; with wait and retry only.'),
		who: z.enum(actors).optional().describe('Who acts; without it, whoever acts on the cause.'),
		remedy: z
			.string()
			.optional()
			.describe('What to do, in plain words for the person; without it, what the cause says.'),
		seen: z
			.strictObject({
				first: dayOrMonth.optional().describe('Absent where nobody knows.'),
				last: dayOrMonth.describe('When the source was read or checked.'),
			})
			.refine(({first, last}) => first === undefined || !isBefore(last, first), {
				error: 'expected a first day that is not after the last one',
				path: ['first'],
			})
			.describe('When the words are known to have been in use.'),
		samples: z
			.array(z.string())
			.min(1)
			.describe('Verbatim replies, code included: they are the tests of the rule.'),
		source: z.string(),
		unsure: z
			.literal(true)
			.optional()
			.describe('A catch-all by code alone, or words that rest on memory: it proves nothing.'),
	})
	.refine(rule => rule['wait-minutes'] === undefined || rule.retry === 'wait' || rule.retry === 'retry', {
		error: 'a time to wait goes with "retry: wait" or "retry: retry"',
		path: ['wait-minutes'],
	})
	.refine(({ordinary, provider}) => ordinary === undefined || provider !== undefined, {
		error: 'only words of a provider can be ordinary ones',
		path: ['ordinary'],
	});

/** By what a rule knows a reply; its patterns rank in this order. */
export const knownBy = ['provider', 'words', 'status', 'code'] as const;
export type KnownBy = (typeof knownBy)[number];

/** What a rule as it is written goes by first. */
export const rankOf = ({
	provider,
	text,
	enhanced,
}: Pick<z.output<typeof replyRuleSchema>, 'provider' | 'text' | 'enhanced'>): KnownBy => {
	if (provider !== undefined) return 'provider';
	if (text !== undefined) return 'words';
	return enhanced === undefined ? 'code' : 'status';
};

/** One entry of knowledge/replies.yaml, its patterns compiled by whoever loaded it. */
export type ReplyRule = Omit<z.output<typeof replyRuleSchema>, 'text' | 'enhanced' | 'code'> & {
	/** Absent: by words. */
	readonly by?: KnownBy;
	/** `words` are the text of the reply (see `replyText`), for who asks many rules about one. */
	readonly matches: (reply: Reply, words?: string) => boolean;
};

/** The text of a reply as rules see it: lines joined, repeated enhanced codes dropped, white space folded. */
export const replyText = ({lines}: Reply): string =>
	lines
		.map((line, index) => (index === 0 ? line : line.replace(/^[245]\.\d{1,3}\.\d{1,3}\s+/, '')))
		.join(' ')
		.replaceAll(/\s+/g, ' ')
		.trim();

/** The provider that runs a server, as rules name it: by the name that it is reached by, else by its greeting. */
export const providerOfServer = (host: string, greeting?: Reply): string | undefined =>
	providerOfHost(host) ??
	serverNames(greeting?.lines[0] ?? '')
		.map(providerOfHost)
		.find(name => name !== undefined);

/**
 * The rules in the order in which they are tried on a server. Where its provider is known, that one's rules come
 * first, then words that anybody may use, then other providers' words, which a relay may pass on, and codes last.
 * Ordinary words of a provider count on no other server, and on none of which nobody knows whose it is.
 */
export const rulesFor = (rules: readonly ReplyRule[], provider: string | undefined): readonly ReplyRule[] => {
	const before = ordered.get(rules) ?? new Map<string | undefined, readonly ReplyRule[]>();
	ordered.set(rules, before);
	const order = before.get(provider) ?? inOrder(rules, provider);
	before.set(provider, order);
	return order;
};

/** The rules are the same for a whole run, and so is their order on the servers of each provider. */
const ordered = new WeakMap<readonly ReplyRule[], Map<string | undefined, readonly ReplyRule[]>>();

const inOrder = (rules: readonly ReplyRule[], provider: string | undefined): readonly ReplyRule[] => {
	const own = (rule: ReplyRule): boolean =>
		provider !== undefined && rule.provider !== undefined && sameHouse(rule.provider, provider);
	const open = rules.filter(rule => !rule.ordinary || own(rule));
	if (provider === undefined) return open;
	const place = (rule: ReplyRule): number => {
		if (rule.provider === provider) return 0;
		if (own(rule)) return 1;
		if (rule.provider !== undefined) return 3;
		return rule.by === 'status' || rule.by === 'code' ? 4 : 2;
	};
	return open.toSorted((a, b) => place(a) - place(b));
};

/** The first rule that knows this reply at this stage of a conversation with a server of this provider, where it is known. */
export const ruleFor = (
	rules: readonly ReplyRule[],
	stage: SmtpStage,
	reply: Reply,
	provider?: string,
): ReplyRule | undefined => {
	const words = replyText(reply);
	return rulesFor(rules, provider).find(rule => rule.stages.includes(stage) && rule.matches(reply, words));
};

/** The rules that know this reply, whatever stage they are about, in the order in which they are tried. */
export function* rulesThatFit(
	rules: readonly ReplyRule[],
	reply: Reply,
	provider?: string,
): Generator<ReplyRule, void> {
	const words = replyText(reply);
	for (const rule of rulesFor(rules, provider)) if (rule.matches(reply, words)) yield rule;
}
