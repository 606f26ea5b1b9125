import {randomInt} from 'node:crypto';
import {failed, type Result, success} from '../core/result.ts';
import type {Act, Misbehaviour, Moment} from './misbehave/act.ts';
import {mostRules} from './misbehave/document.ts';
import {createGreylisting} from './misbehave/greylist.ts';
import {longestDelay, type Rule, type StageRule, type TlsRule} from './misbehave/rule.ts';
import {readShort} from './misbehave/short.ts';
import {type Watch, watch} from './misbehave/watch.ts';

export {
	type Act,
	type Misbehaviour,
	type Moment,
	type TlsFault,
	tlsFaults,
	wellBehaved,
} from './misbehave/act.ts';
export {readMisbehaviour} from './misbehave/document.ts';
export {misbehaviourHelp} from './misbehave/help.ts';
export type {Rule} from './misbehave/rule.ts';

/**
 * Reads rules in their short form, one a text, in order: `rcpt: 550 5.1.1 No such user`, `mail: delay 5s first 3`,
 * `tls: expired`; the whole grammar is `misbehaviourHelp`. All mistakes are told, one a line, each with its place.
 */
export const parseMisbehaviour = (texts: readonly string[]): Result<readonly Rule[], string> => {
	if (texts.length > mostRules)
		return failed(`at most ${mostRules} rules are taken, and here are ${texts.length}`);
	const read = texts.map(readShort);
	const mistakes = read.flatMap(one => (one.ok ? [] : [one.failure]));
	if (mistakes.length > 0) return failed(mistakes.join('\n'));
	return success(read.flatMap(one => (one.ok ? [one.value] : [])));
};

type At<R> = {readonly rule: R; readonly watch: Watch; readonly index: number};

/**
 * Makes the rules work, for all sessions of one sink together. They are asked in order: the first one that says something or
 * breaks off decides; delays of those before it add up, to an hour at most, and the slowest throttle holds. A rule that is
 * not reached counts nothing. The same seed leads to the same chances; without one, a new one is taken. It is told in the
 * words of every rule that leaves something to chance.
 */
export const createMisbehaviour = ({
	rules,
	seed = randomInt(0x1_00_00_00_00),
	now,
}: {
	readonly rules: readonly Rule[];
	/** From 0 to 4294967295. */
	readonly seed?: number | undefined;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}): Misbehaviour & {readonly seed: number} => {
	const greylisting = createGreylisting(now);
	const all = rules.map((rule, index) => ({rule, index, watch: watch(rule, seed + index * 0x9e_37_79_b9)}));
	const atStages = all.filter((one): one is At<StageRule> => one.rule.at !== 'tls');
	const atTls = all.filter((one): one is At<TlsRule> => one.rule.at === 'tls');
	const wordsOf = ({rule, watch: {words}}: At<Rule>): string =>
		rule.chance === undefined ? words : `${words} (seed ${seed})`;

	/** What a rule does at this moment; nothing when it is not meant, or not this time. */
	const struck = (one: At<StageRule>, moment: Moment): Act | undefined => {
		if (!one.watch.concerns(moment)) return undefined;
		const {greylist, say: reply, delay, throttle, then: ending} = one.rule;
		const say = greylist ? greylisting(one.index, greylist, moment) : reply;
		if ((greylist && say === undefined) || !one.watch.strikes()) return undefined;
		return {
			...(delay === undefined ? {} : {delay}),
			...(throttle === undefined ? {} : {throttle}),
			...(say === undefined ? {} : {say}),
			// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
			...(ending === undefined ? {} : {then: ending}),
			words: wordsOf(one),
		};
	};

	return {
		seed,
		at: moment => {
			let whole: Act | undefined;
			for (const one of atStages) {
				const act = struck(one, moment);
				if (act) whole = whole ? together(whole, act) : act;
				if (act?.say !== undefined || act?.then !== undefined) break;
			}
			return whole;
		},
		tls: moment => {
			const found = atTls.find(one => one.watch.concerns(moment) && one.watch.strikes());
			return found && {fault: found.rule.fault, words: wordsOf(found)};
		},
	};
};

/** Only the later one can say something or break off. */
const together = (before: Act, after: Act): Act => {
	const delay = Math.min(longestDelay, (before.delay ?? 0) + (after.delay ?? 0));
	const throttles = [before.throttle, after.throttle].filter(one => one !== undefined);
	return {
		...after,
		...(delay === 0 ? {} : {delay}),
		...(throttles.length === 0 ? {} : {throttle: Math.min(...throttles)}),
		words: `${before.words}; ${after.words}`,
	};
};
