import {z} from 'zod';
import {actors} from '../actor.ts';
import {type ReplyRule, retries, ruleFor, rulesThatFit} from '../reply-rule.ts';
import {type Reply, type SmtpStage, smtpStages} from '../smtp.ts';

export const noteSchema = z.object({
	means: z.string(),
	cause: z.string(),
	unsure: z.boolean().describe('It rests on a code alone or on memory, and proves nothing.'),
	source: z.string(),
	provider: z.string().optional(),
	retry: z.enum(retries),
	waitMinutes: z.number().optional(),
	who: z.enum(actors).optional(),
	remedy: z.string().optional(),
});

/** What a rule of knowledge/replies.yaml says of a reply. */
export type Note = Readonly<z.output<typeof noteSchema>>;

/** `stage` where a rule is about one stage only. */
export type Looked = {
	readonly note?: Note;
	readonly suspected?: readonly string[];
	readonly stage?: SmtpStage;
	/** Too many others were looked up before it. */
	readonly notLookedUp?: true;
};

/** Different refusals of one case, or of one text, that are looked up. */
export const mostRefusals = 100;

/** Looks refusals up, on a server of this provider where it is known. */
export type LookUp = (reply: Reply, stage: SmtpStage | undefined) => Looked;

/** The rules as one case asks them, whatever servers it is about. */
export type RuleBook = (provider: string | undefined) => LookUp;

/** Opens the rules for one case: each refusal is looked up only once, and of very many, not every one. */
export const openRules = (rules: readonly ReplyRule[]): RuleBook => {
	const seen = new Map<string, Looked>();
	return provider => (reply, stage) => {
		const key = JSON.stringify([provider ?? '', stage ?? '', reply]);
		const known = seen.get(key);
		if (known) return known;
		if (seen.size >= mostRefusals) return {notLookedUp: true};
		const looked =
			stage === undefined
				? atAnyStage(rules, reply, provider)
				: lookedAt(ruleFor(rules, stage, reply, provider));
		seen.set(key, looked);
		return looked;
	};
};

const lookedAt = (rule: ReplyRule | undefined): Looked => {
	if (!rule) return {};
	const {means, cause, unsure = false, source, provider, stages, retry, who, remedy} = rule;
	const waitMinutes = rule['wait-minutes'];
	return {
		...(stages.length === 1 && stages[0] ? {stage: stages[0]} : {}),
		note: {
			means,
			cause,
			unsure,
			source,
			...(provider === undefined ? {} : {provider}),
			retry,
			...(waitMinutes === undefined ? {} : {waitMinutes}),
			...(who === undefined ? {} : {who}),
			...(remedy === undefined ? {} : {remedy}),
		},
		...(unsure ? {suspected: [cause]} : {}),
	};
};

/** Where nobody tells what a reply answers: the first rule that knows its words; codes alone only where all agree. */
const atAnyStage = (rules: readonly ReplyRule[], reply: Reply, provider: string | undefined): Looked => {
	const fitting = rulesThatFit(rules, reply, provider);
	const first = fitting.next().value ?? undefined;
	if (!first?.unsure) return lookedAt(first);
	const all = [first, ...fitting];
	const found = smtpStages
		.map(stage => all.find(({stages}) => stages.includes(stage)))
		.filter(rule => rule !== undefined);
	if (found.every(rule => rule === first)) return lookedAt(first);
	return {suspected: [...new Set(found.map(({cause}) => cause))]};
};
