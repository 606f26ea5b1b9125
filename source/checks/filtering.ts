import {z} from 'zod';
import {type Reach, unknown} from '../core/check.ts';
import {type Failure, type FailureCode, inWords} from '../core/failure.ts';
import {type FilterRule, filterRuleOf} from '../core/filter-rule.ts';
import {printable} from '../core/printable.ts';
import {failed, type Result} from '../core/result.ts';
import type {FiredRule, Handed, MessagePlace, SpamAnswer, SpamQuestion} from '../core/spam.ts';
import {address, filePath, filterPlace, host, ip, text} from '../core/value.ts';
import {doubtOf, type FilterDoubt} from './filter-doubt.ts';

/** What every check that asks a spam filter takes. */
export const filterParams = z.strictObject({
	filter: filterPlace().describe('The filter: spamd:HOST:PORT, spamd:/path/to/socket, or rspamd:URL.'),
	file: filePath()
		.optional()
		.describe('The file of the message, as it was received or caught.')
		.meta({neededAlone: true}),
	caught: z
		.preprocess(
			raw => (typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : raw),
			z.int({error: 'expected the number of a caught message'}).min(1),
		)
		.optional()
		.describe('Without a file: the number of a message that the sink of this run caught.'),
	ip: ip().optional().describe('The address that the message comes from, for the filter to judge.'),
	hostname: host()
		.optional()
		.describe('What that address leads back to (PTR): a filter that is not told takes it for missing.'),
	helo: text().optional().describe('How its sender introduces itself.'),
	from: address().optional().describe('The sender of its envelope.'),
	to: address().optional().describe('The recipient of its envelope.'),
});

export type FilterParams = z.output<typeof filterParams>;

/** Where the message is; nothing where nobody told. */
export const messagePlaceOf = ({file, caught}: FilterParams): MessagePlace | undefined => {
	if (file !== undefined) return {file};
	return caught === undefined ? undefined : {caught};
};

/** The question about the whole message. */
export const filterQuestion = (
	place: MessagePlace,
	{filter, ip: from, hostname, helo, from: sender, to}: FilterParams,
): SpamQuestion => {
	const handed: Handed = {
		...(from === undefined ? {} : {ip: from}),
		...(hostname === undefined ? {} : {hostname}),
		...(helo === undefined ? {} : {helo}),
		...(sender === undefined ? {} : {from: sender}),
		...(to === undefined ? {} : {to}),
	};
	return {...place, filter, ...(Object.keys(handed).length > 0 ? {handed} : {})};
};

/** Why a filter said nothing of a message, as each check finds it. */
export type NoVerdict = {
	readonly code: 'no-filter' | 'no-message' | 'not-asked' | FilterDoubt['code'];
	readonly failure: string;
};

/** Asks the filter. Only what is a verdict is told (see `doubtOf`): not of a message that it puts off or did not look at. */
export const judged = async (
	question: SpamQuestion,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Result<SpamAnswer, NoVerdict>> => {
	const answer = await probes.spam(question, signal);
	if (!answer.ok) return failed(noVerdict(answer.failure));
	const doubt = doubtOf(answer.value);
	return doubt ? failed(doubt) : answer;
};

const codes: {readonly [Code in FailureCode]?: NoVerdict['code']} = {
	unreadable: 'no-message',
	'not-offered': 'not-scanned',
	'not-permitted': 'not-asked',
};

const noVerdict = (failure: Failure): NoVerdict => ({
	code: codes[failure.code] ?? 'no-filter',
	failure: inWords(failure),
});

/** Points as filters write them: at most two digits behind the point. */
export const points = (score: number): string => String(Math.round(score * 100) / 100 + 0);

/** How a filter is called in a sentence. */
export const filterName = ({filter}: SpamAnswer): string => (filter === 'rspamd' ? 'rspamd' : 'SpamAssassin');

/** What the filter would do, in its own word where it has one. */
export const verdictOf = ({spam, action}: SpamAnswer): string =>
	action === undefined ? (spam ? 'spam' : 'not spam') : printable(action.slice(0, longestName));

/** From how many points on rspamd marks mail unless it was told otherwise; few versions tell. */
const usualMark = 6;

/** From how many points on a message is spam to this filter, or may be. */
export const markOf = ({filter, threshold}: SpamAnswer): number =>
	filter === 'rspamd' ? Math.min(threshold, usualMark) : threshold;

/** The same in words. */
export const limitOf = (answer: SpamAnswer): string => {
	const {filter, threshold, score, spam} = answer;
	const limit = points(threshold);
	if (filter === 'spamassassin') return `it is spam from ${limit} on`;
	if (spam && score < threshold) return `rspamd refuses mail from ${limit} on and marks it before that`;
	return markOf(answer) < threshold
		? `rspamd refuses mail from ${limit} on and, unless it was told otherwise, marks it from ${usualMark} on`
		: `rspamd acts from ${limit} on`;
};

/** Rules that fire as well where the filter was not told the reverse name of the server. */
const ofReverseName = new Set(['RDNS_NONE', 'HFILTER_HOSTNAME_UNKNOWN']);

/** Points that a message has only because nobody told the reverse name, where it would be no spam without them. */
export const pointsUntold = (answer: SpamAnswer, {hostname}: FilterParams): number | undefined => {
	if (!answer.spam || hostname !== undefined) return undefined;
	const untold = answer.rules
		.filter(({name, score}) => ofReverseName.has(name) && score > 0)
		.reduce((sum, {score}) => sum + score, 0);
	return untold > 0 && answer.score >= markOf(answer) && answer.score - untold < markOf(answer)
		? untold
		: undefined;
};

/** What is found where a verdict rests on what the filter was not told. */
export const routeUnknown = unknown(
	'{name} gives the message a score of {score}, {untold} of it because nobody told the reverse name of the sending server; without that it would not be spam. {why}',
);

/** Characters of what a filter says of a rule, and of its name. */
const longestWords = 300;
const longestName = 100;
/** Rules that are told. */
const mostRules = 100;

/** One rule in words: what is known of it, else what the filter says of it. */
export type ToldRule = {
	readonly name: string;
	readonly score: number;
	readonly says?: string;
	readonly fix?: string;
};

export const toldRule = ({name, score, says: own}: FiredRule, rules: readonly FilterRule[]): ToldRule => {
	const known = filterRuleOf(rules, name);
	const says = known?.says ?? (own ? printable(own.slice(0, longestWords)) : undefined);
	return {
		name: printable(name.slice(0, longestName)),
		score,
		...(says === undefined ? {} : {says}),
		...(known?.fix === undefined ? {} : {fix: known.fix}),
	};
};

/** The rules of an answer in words. */
export const toldRules = (fired: readonly FiredRule[], rules: readonly FilterRule[]): readonly ToldRule[] =>
	fired.slice(0, mostRules).map(rule => toldRule(rule, rules));

/** Rules that a sentence has room for. */
const room = 3;

/** The heaviest rules that speak against the message, in one sentence; what filters know them by stands in brackets. */
export const heaviest = (answer: SpamAnswer, rules: readonly FilterRule[]): string => {
	const counted = answer.rules
		.filter(({score}) => score > 0)
		.toSorted((one, other) => other.score - one.score);
	// What decides by itself has no points.
	const against =
		counted.length === 0 && answer.spam ? answer.rules.filter(({score}) => score === 0) : counted;
	if (against.length === 0)
		return answer.rules.length === 0 ? 'It names no rules.' : 'No rule speaks against it.';
	return ruleWords(against, rules);
};

/** A few rules in one sentence, the first of them. */
export const ruleWords = (fired: readonly FiredRule[], rules: readonly FilterRule[]): string => {
	const told = fired.slice(0, room).map(rule => {
		const {name, score, says} = toldRule(rule, rules);
		return `${says ? `${says.replace(/[.\s]+$/, '')} ` : ''}(${name}, ${points(score)})`;
	});
	const more = fired.length - told.length;
	return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
};

/** One line for each rule, for an engineer. */
export const ruleLines = (
	fired: readonly FiredRule[],
	rules: readonly FilterRule[],
	most = 60,
): readonly string[] => [
	...fired.slice(0, most).map(rule => {
		const {name, score, says} = toldRule(rule, rules);
		return `${points(score).padStart(6)}  ${name}${says === undefined ? '' : `: ${says}`}`;
	}),
	...(fired.length > most ? [`        and ${fired.length - most} more rules`] : []),
];

/** What the author or sender can change, heaviest rule first, each advice once. */
export const remedyOf = (fired: readonly FiredRule[], rules: readonly FilterRule[]): string | undefined => {
	const fixes = fired
		.filter(({score}) => score > 0)
		.toSorted((one, other) => other.score - one.score)
		.flatMap(rule => toldRule(rule, rules).fix ?? []);
	const [...once] = new Set(fixes);
	return once.length === 0 ? undefined : once.slice(0, room).join(' ');
};
