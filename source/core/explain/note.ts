import {type ReplyRule, ruleFor} from '../knowledge.ts';
import {type Reply, type SmtpStage, smtpStages} from '../smtp.ts';

/** What a rule of knowledge/replies.yaml says of a reply. */
export type Note = {
	readonly means: string;
	readonly cause: string;
	/** It rests on a code alone, and proves nothing. */
	readonly unsure: boolean;
	readonly source: string;
	readonly provider?: string;
};

/** `stage` where a rule is about one stage only. */
export type Looked = {
	readonly note?: Note;
	readonly suspected?: readonly string[];
	readonly stage?: SmtpStage;
};

/** Different refusals of one dialogue that are looked up. */
const mostRefusals = 100;

/** The rules of one provider before all others, each part in its order. */
export const preferring = (
	rules: readonly ReplyRule[],
	provider: string | undefined,
): readonly ReplyRule[] =>
	provider === undefined
		? rules
		: [
				...rules.filter(rule => rule.provider === provider),
				...rules.filter(rule => rule.provider !== provider),
			];

/** Looks replies up in the rules; each only once, because a hostile text may hold very many. */
export const lookUp = (rules: readonly ReplyRule[]) => {
	const seen = new Map<string, Looked>();
	return (reply: Reply, stage: SmtpStage | undefined): Looked => {
		const key = JSON.stringify([stage ?? '', reply]);
		const known = seen.get(key);
		if (known) return known;
		if (seen.size >= mostRefusals) return {};
		const looked = stage === undefined ? atAnyStage(rules, reply) : lookedAt(ruleFor(rules, stage, reply));
		seen.set(key, looked);
		return looked;
	};
};

const lookedAt = (rule: ReplyRule | undefined): Looked => {
	if (!rule) return {};
	const {means, cause, unsure = false, source, provider, stages} = rule;
	return {
		...(stages.length === 1 && stages[0] ? {stage: stages[0]} : {}),
		note: {means, cause, unsure, source, ...(provider === undefined ? {} : {provider})},
		...(unsure ? {suspected: [cause]} : {}),
	};
};

/** Where nobody tells what a reply answers: the first rule that knows its words; codes alone only where all agree. */
const atAnyStage = (rules: readonly ReplyRule[], reply: Reply): Looked => {
	const first = rules.find(rule => rule.matches(reply));
	if (!first?.unsure) return lookedAt(first);
	const found = smtpStages.map(stage => ruleFor(rules, stage, reply)).filter(rule => rule !== undefined);
	if (found.every(rule => rule === first)) return lookedAt(first);
	return {suspected: [...new Set(found.map(({cause}) => cause))]};
};

export type LookUp = ReturnType<typeof lookUp>;
