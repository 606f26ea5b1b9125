import {z} from 'zod';
import {isReply} from '../../core/reply-text.ts';
import {type SinkStage, sinkStages} from '../../core/sink.ts';
import {networkOf} from '../match.ts';
import {tlsFaults} from './act.ts';
import {durationIn} from './amount.ts';

/** Where a rule can strike: one stage, or whichever comes. */
export const ruleStages = [...sinkStages, 'any'] as const;

/** The ways to break a conversation off. */
export const endings = ['drop', 'reset', 'silence'] as const;

/** Milliseconds; nobody waits longer for a reply (RFC 5321 section 4.5.3.2 has at most ten minutes). */
export const longestDelay = 3_600_000;
/** Greylisting for more than a month is no greylisting. */
const longestWait = 31 * 24 * 3_600_000;

const duration = (longest: number) => {
	const most = longest === longestDelay ? 'an hour' : '31 days';
	const error = `expected a duration such as 500ms, 5s or 2m, at most ${most}`;
	return z.union([z.string(), z.number()], {error}).transform((value, {issues}) => {
		const ms = durationIn(String(value));
		if (ms !== undefined && ms > 0 && ms <= longest) return ms;
		issues.push({code: 'custom', input: value, message: error});
		return z.NEVER;
	});
};

const unseen = /[\p{Cc}\p{Cs}]/u;
const reply = (example: string) =>
	z
		.string()
		.max(4000)
		.refine(text => isReply(text) && !unseen.test(text.replaceAll(/\r?\n/g, '')), {
			error: `expected an SMTP reply such as "${example}"; lines before the last have a hyphen`,
			abort: true,
		})
		.transform(text => text.trimEnd().split(/\r?\n/).join('\r\n'));

const whole = (most: number) => z.int().min(1).max(most);
const often = whole(1_000_000);

const greylistSchema = z.strictObject({
	for: duration(longestWait).optional(),
	tries: often.optional(),
	say: reply('450 4.2.0 Greylisted')
		.refine(text => text.startsWith('4'), {error: 'greylisting answers with a 4xx reply'})
		.optional(),
});

/** What both spellings come to before it is looked at as a whole; the keys are those of the YAML file. */
const writtenSchema = z.strictObject({
	at: z.enum(ruleStages).optional(),
	tls: z.enum(tlsFaults).optional(),
	say: reply('550 5.1.1 No such user').optional(),
	greylist: greylistSchema.optional(),
	delay: duration(longestDelay).optional(),
	throttle: whole(1_000_000_000).optional(),
	// biome-ignore lint/suspicious/noThenProperty: the key of the file, on an object that nobody awaits
	then: z.enum(endings).optional(),
	for: z
		.string()
		.max(320)
		.regex(/^[^\s\p{Cc}]+$/u, {
			error: 'expected an address or a login, with * for anything and without blanks',
		})
		.optional(),
	'from-source': z
		.string()
		.max(64)
		.refine(text => networkOf(text) !== undefined, {
			error: 'expected an address or a network such as 192.0.2.0/24',
		})
		.optional(),
	first: often.optional(),
	every: often.optional(),
	chance: z.number().min(0.000_001).max(1).optional(),
});
type Written = z.output<typeof writtenSchema>;

/** How greylisting goes: for so many milliseconds, or for so many tries, and with which words. */
export type Greylist = {
	readonly say?: string | undefined;
} & ({readonly ms: number; readonly tries?: undefined} | {readonly tries: number; readonly ms?: undefined});

/** On whom, and how often, a rule strikes. */
type Narrowed = {
	/** The login, the sender or the recipient, with `*` for anything. */
	readonly for?: string | undefined;
	readonly source?: string | undefined;
	readonly first?: number | undefined;
	readonly every?: number | undefined;
	/** From a millionth to 1. */
	readonly chance?: number | undefined;
};

/** One thing that the sink does wrong. `delay` is in milliseconds, `throttle` in octets a second. */
export type StageRule = Narrowed & {
	readonly at: SinkStage | 'any';
	readonly say?: string | undefined;
	readonly greylist?: Greylist | undefined;
	readonly delay?: number | undefined;
	readonly throttle?: number | undefined;
	readonly then?: (typeof endings)[number] | undefined;
};
export type TlsRule = Narrowed & {readonly at: 'tls'; readonly fault: (typeof tlsFaults)[number]};
export type Rule = StageRule | TlsRule;

const deeds = ['say', 'greylist', 'delay', 'throttle', 'then'] as const;
const withRecipient: readonly string[] = ['mail', 'rcpt', 'data', 'message'];
const withSomebody: readonly string[] = [...withRecipient, 'auth', 'any'];

/** How a healthy server begins to say yes; in other words than its own, the sink still means it. */
const yes: Readonly<Record<(typeof ruleStages)[number], string | undefined>> = {
	greeting: '220',
	ehlo: '250',
	starttls: '220',
	auth: '235',
	mail: '250',
	rcpt: '250',
	data: '354',
	message: '250',
	any: undefined,
};

type Mistake = {readonly path: readonly string[]; readonly message: string};

/** What each key for itself cannot tell. */
const mistakesIn = (rule: Written): readonly Mistake[] => {
	const given = deeds.filter(key => rule[key] !== undefined);
	if (rule.tls !== undefined) {
		return [...given, 'at' as const, 'for' as const]
			.filter(key => rule[key] !== undefined)
			.map(key => ({path: [key], message: `a rule for TLS has no ${key}: nothing is said before it`}));
	}
	if (rule.at === undefined) return [{path: [], message: 'a rule has `at` (a stage) or `tls` (a fault)'}];
	const mistakes: Mistake[] = [];
	if (given.length === 0)
		mistakes.push({path: ['at'], message: `a rule does something: ${deeds.join(', ')}`});
	if (rule.say !== undefined && !/^[45]/.test(rule.say) && rule.say.slice(0, 3) !== yes[rule.at]) {
		const healthy = yes[rule.at];
		const known = healthy === undefined ? 'a 4xx or 5xx reply' : `a 4xx or 5xx reply, or ${healthy}`;
		mistakes.push({path: ['say'], message: `at ${rule.at}, expected ${known}`});
	}
	if (rule.for !== undefined && !withSomebody.includes(rule.at))
		mistakes.push({path: ['for'], message: `at ${rule.at}, nobody is known yet whom it could be for`});
	if (rule.greylist) {
		if (!withRecipient.includes(rule.at))
			mistakes.push({path: ['greylist'], message: `greylisting is for ${withRecipient.join(', ')}`});
		if (rule.say !== undefined)
			mistakes.push({path: ['say'], message: 'what greylisting says stands in `greylist` itself'});
		if ((rule.greylist.for === undefined) === (rule.greylist.tries === undefined))
			mistakes.push({
				path: ['greylist'],
				message: 'greylisting has `for` (a duration) or `tries` (a number)',
			});
	}
	return mistakes;
};

const greylistOf = ({for: ms, tries, say}: NonNullable<Written['greylist']>): Greylist => ({
	...(tries === undefined ? {ms: ms ?? 0} : {tries}),
	...(say === undefined ? {} : {say}),
});

const ruleOf = ({tls, at, greylist, 'from-source': source, ...rest}: Written): Rule => {
	const narrowed = {...rest, ...(source === undefined ? {} : {source})};
	if (tls !== undefined) return {...narrowed, at: 'tls', fault: tls};
	return {...narrowed, at: at ?? 'any', ...(greylist ? {greylist: greylistOf(greylist)} : {})};
};

/** One rule as it is written in a file; the short form is brought into the same shape first. */
export const ruleSchema = writtenSchema
	.check(({value, issues}) => {
		for (const {path, message} of mistakesIn(value))
			issues.push({code: 'custom', input: value, path: [...path], message});
	})
	.transform(ruleOf);

/** Every key that a rule can have. */
export const ruleKeys: readonly string[] = Object.keys(writtenSchema.shape);
