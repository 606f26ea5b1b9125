import type {z} from 'zod';
import {replyText} from '../../core/knowledge.ts';
import {expected} from '../../core/nearest.ts';
import {knownBy, type ReplyRule, rankOf, replyRuleSchema} from '../../core/reply-rule.ts';
import type {Source} from '../document.ts';
import type {Problem} from '../problem.ts';
import {compilePattern} from './pattern.ts';
import {placeholderIn, placeholderInSample} from './placeholder.ts';

type Written = z.output<typeof replyRuleSchema>;
type Fault = {readonly key: readonly (string | number)[]; readonly rule: string; readonly message: string};

/** The actors of the causes that rules may name, by their ids; nothing where the causes could not be read. */
export type Acting = ReadonlyMap<string, {readonly who: ReplyRule['who'] & string}>;

/** Rules that are read of one file. */
export const mostRules = 2000;

/** Compiles every rule of the document that has the right shape, and tells every mistake in one of them. */
export const repliesOf = (
	document: Source | undefined,
	causes: {readonly ids: readonly string[]; readonly acting: Acting},
	report: (problems: readonly Problem[]) => void,
): readonly ReplyRule[] => {
	const rules: ReplyRule[] = [];
	const inOrder = orderLint();
	for (const [index, written] of listIn(document).entries()) {
		const shaped = replyRuleSchema.safeParse(written);
		if (!document || !shaped.success) continue;
		const {rule, faults} = compileRule(shaped.data);
		const who = shaped.data.who ?? causes.acting.get(shaped.data.cause)?.who;
		if (rule) rules.push(who === undefined ? rule : {...rule, who});
		report(
			[...faults, ...lint(shaped.data), ...inOrder(shaped.data, index)].map(fault =>
				document.problem([index, ...fault.key], fault.rule, fault.message),
			),
		);
		const {cause} = shaped.data;
		if (causes.ids.length > 0 && !causes.ids.includes(cause))
			report([
				document.problem(
					[index, 'cause'],
					'unknown-cause',
					`there is no cause "${cause}"`,
					expected(cause, causes.ids),
				),
			]);
	}
	return rules;
};

const listIn = (document: Source | undefined): readonly unknown[] =>
	Array.isArray(document?.value) ? document.value.slice(0, mostRules) : [];

/** What a rule is called in a complaint. */
const nameOf = ({provider, text, enhanced, code, stages}: Written): string =>
	`${provider === undefined ? '' : `${provider}: `}${text ?? enhanced ?? code ?? 'no pattern'} (${stages.join(', ')})`;

const rankWords = {
	provider: 'words of one provider',
	words: 'words that anybody may use',
	status: 'an enhanced status code',
	code: 'a reply code alone',
} as const;

/** Rules are tried from the top: none that knows more may stand behind one that knows less. */
const orderLint = () => {
	let lowest = 0;
	let before = '';
	return (rule: Written, index: number): readonly Fault[] => {
		const rank = knownBy.indexOf(rankOf(rule));
		if (rank >= lowest) {
			if (rank > lowest) before = `number ${index + 1}, ${nameOf(rule)}`;
			lowest = rank;
			return [];
		}
		const goes = rankWords[rankOf(rule)];
		return [
			{
				key: [],
				rule: 'order',
				message: `the rule ${nameOf(rule)} goes by ${goes} and has to stand before rule ${before}`,
			},
		];
	};
};

const lint = (rule: Written): readonly Fault[] => [
	...(rule.provider !== undefined && rule.text === undefined
		? [
				fault(
					[],
					'no-words',
					`the rule ${nameOf(rule)} is of one provider and has to know its words: add "text"`,
				),
			]
		: []),
	...(rankOf(rule) === 'code' && rule.code !== undefined && !rule.unsure
		? [fault([], 'catch-all', `the rule ${nameOf(rule)} goes by a reply code alone: add "unsure: true"`)]
		: []),
	...(['text', 'means', 'remedy'] as const).flatMap(key =>
		unfilled([key], rule[key] === undefined ? undefined : placeholderIn(rule[key])),
	),
	...rule.samples.flatMap((sample, index) => unfilled(['samples', index], placeholderInSample(sample))),
];

const fault = (key: Fault['key'], rule: string, message: string): Fault => ({key, rule, message});

const unfilled = (key: Fault['key'], found: string | undefined): readonly Fault[] =>
	found === undefined
		? []
		: [fault(key, 'placeholder', `"${found}" is a placeholder: write what is really said`)];

type CompiledRule = {
	/** Absent when a pattern is faulty. */
	readonly rule?: ReplyRule;
	readonly faults: readonly Fault[];
};

/** A rule whose patterns are matched in linear time; every pattern that it has must hold. */
const compileRule = (written: Written): CompiledRule => {
	const {text, enhanced, code, ...rest} = written;
	const faults: Fault[] = [];
	const compile = (key: 'text' | 'enhanced' | 'code', pattern: string | undefined) => {
		const compiled = pattern === undefined ? undefined : compilePattern(pattern);
		if (compiled === undefined || 'fits' in compiled) return compiled;
		faults.push(fault([key], 'pattern', compiled.fault));
		return undefined;
	};
	const words = compile('text', text);
	const status = compile('enhanced', enhanced);
	const digits = compile('code', code);
	if (!words && !status && !digits && faults.length === 0)
		faults.push(fault([], 'pattern', 'a rule needs at least one of: text, enhanced, code'));
	if (faults.length > 0) return {faults};
	return {
		faults,
		rule: {
			...rest,
			by: rankOf(written),
			matches: (reply, said = replyText(reply)) =>
				(!digits || digits.fitsWhole(String(reply.code))) &&
				(!status || (reply.enhanced !== undefined && status.fitsWhole(reply.enhanced))) &&
				(!words || words.fits(said)),
		},
	};
};
