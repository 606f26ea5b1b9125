import {z} from 'zod';
import {actors} from './actor.ts';
import type {FilterRule} from './filter-rule.ts';
import {hops} from './hop.ts';
import type {Inspector} from './inspector.ts';
import type {MailProvider} from './provider.ts';
import type {ReplyRule} from './reply-rule.ts';

export {type Actor, actors, actorWords} from './actor.ts';
export type {MailProvider} from './provider.ts';
export {type ReplyRule, replyRuleSchema, replyText, ruleFor} from './reply-rule.ts';

/**
 * Where a cause is repaired. `device`: in the device's own settings, so somebody must get in. `outside`: at the
 * provider, in DNS or in the network, while nobody can log in to the device. `wait`: time repairs it.
 */
export const repairPlaces = ['device', 'outside', 'wait'] as const;
export type RepairPlace = (typeof repairPlaces)[number];

export const causeSchema = z.strictObject({
	hop: z.enum(hops),
	who: z.enum(actors),
	repair: z.enum(repairPlaces),
	plain: z.string().describe('One sentence for the person who waits for the code.'),
	expert: z.string().describe('One sentence for a support engineer.'),
	fix: z.string().describe('What exactly to change; {facts} of the finding may be named.'),
	source: z.string().optional(),
});

/** One way in which a code gets lost, with the words for both readers. */
export type Cause = z.output<typeof causeSchema> & {readonly id: string};

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, {error: 'expected a day such as 2026-11-22'});

/** One octet: a number, `*`, or a range such as `4-7`. */
const octet = String.raw`(?:\*|\d{1,3}(?:-\d{1,3})?)`;

const isOctet = (part: string): boolean => {
	const [low = Number.NaN, high = low] = part.split('-').map(Number);
	return part === '*' || (low <= high && high <= 255);
};

const answerPattern = z
	.string()
	.regex(new RegExp(String.raw`^127(?:\.${octet}){3}$`), {
		error: 'expected a pattern such as 127.0.0.2, 127.0.0.4-7 or 127.0.1.*',
	})
	.refine(pattern => pattern.split('.').every(isOctet), {error: 'expected octets from 0 to 255'});

const weights = ['decisive', 'minor'] as const;

export const blocklistSchema = z.strictObject({
	zone: z
		.string()
		.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)
		.describe('The zone that is asked, without a final dot.'),
	name: z.string(),
	lists: z
		.enum(['ipv4', 'ipv6', 'ip', 'domain'])
		.describe('What can be looked up; `ip` is both kinds of address.'),
	weight: z
		.enum(weights)
		.describe('decisive: large receivers refuse mail for it. minor: few do, or it lists whole networks.'),
	test: z
		.strictObject({
			listed: z.string().describe('What must always be listed (RFC 5782 section 5).'),
			unlisted: z
				.string()
				.optional()
				.describe('What must never be listed: a list that lists it lists everything.'),
		})
		.describe('How the list is proved alive before its answer counts.'),
	answers: z
		.array(
			z.strictObject({
				code: answerPattern,
				bit: z
					.int()
					.min(1)
					.max(128)
					.refine(bit => Math.log2(bit) % 1 === 0, {error: 'expected one bit: 1, 2, 4, 8, 16, 32, 64 or 128'})
					.optional()
					.describe('Fits only where the last octet has this bit; every bit that is set then counts.'),
				kind: z
					.enum(['listed', 'policy', 'allowed', 'refused'])
					.describe(
						'policy: expected for a line that should not send mail directly. refused: no answer at all, whatever it looks like.',
					),
				weight: z.enum(weights).optional().describe('Where it is another than that of the list.'),
				means: z.string().describe('What the answer says, in plain words.'),
			}),
		)
		.min(1)
		.describe('The first that fits counts; an answer that fits none is unknown.'),
	removal: z.string().optional().describe('Where its owner can be asked to remove an entry.'),
	note: z.string().optional(),
	source: z.string(),
	checked: isoDay.describe('When the source was read.'),
});

/** One entry of knowledge/blocklists.yaml. */
export type Blocklist = z.output<typeof blocklistSchema>;

export const procedureSchema = z.strictObject({
	title: z.string(),
	about: z.string().optional().describe('One sentence under the title: what it does and what it needs.'),
	destructive: z.literal(true).optional(),
	warnings: z.array(z.string()).default([]),
	confirm: z.strictObject({input: z.string(), word: z.string()}).optional(),
	actions: z
		.array(
			z.strictObject({
				do: z.string(),
				details: z.string().optional(),
				warning: z.string().optional(),
				when: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
			}),
		)
		.min(1),
	again: z.array(z.string()).default([]).describe('Steps to run once more after acting.'),
	ask: z
		.array(z.string())
		.default([])
		.describe('Inputs to ask for once more before that, because acting changes them.'),
	'not-stated': z.array(z.string()).default([]).describe('What the vendor leaves open; shown as such.'),
	source: z.string().optional(),
});

/** Numbered actions for a person, as it is carried in the event stream. */
export type Procedure = {
	readonly name: string;
	readonly title: string;
	readonly about?: string;
	readonly destructive: boolean;
	/** The word that had to be typed before this procedure was named. */
	readonly word?: string;
	readonly warnings: readonly string[];
	readonly actions: readonly Action[];
	/** Ids of steps to run once more after acting. */
	readonly again: readonly string[];
	/** Inputs to ask for once more before that, because acting changes them. */
	readonly ask: readonly string[];
	readonly notStated: readonly string[];
	readonly source?: string;
};

export type Action = {
	readonly do: string;
	readonly details?: string;
	readonly warning?: string;
};

/** Everything that playbooks/ knows besides playbooks: loaded once, passed down. */
export type Knowledge = {
	readonly causes: ReadonlyMap<string, Cause>;
	readonly procedures: ReadonlyMap<string, ProcedureSource>;
	readonly replies: readonly ReplyRule[];
	readonly blocklists: readonly Blocklist[];
	readonly providers: readonly MailProvider[];
	readonly inspectors: readonly Inspector[];
	readonly filterRules: readonly FilterRule[];
};

export type ProcedureSource = z.output<typeof procedureSchema> & {readonly name: string};
