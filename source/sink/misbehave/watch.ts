import {fits, networkOf} from '../match.ts';
import type {Moment} from './act.ts';
import {chances} from './chance.ts';
import type {Rule} from './rule.ts';
import {inShort} from './spelling.ts';

/** Characters of a rule in the record of a session. */
const room = 300;

/** One rule at work. */
export type Watch = {
	/** Whether it is meant: its stage, its source and whom it is for; this counts nothing. */
	concerns(moment: Pick<Moment, 'remote'> & Partial<Moment>): boolean;
	/** Counts one time more, and tells whether the rule strikes this time. */
	strikes(): boolean;
	/** The rule in words, with the seed where it leaves something to chance. */
	readonly words: string;
};

/** Watches for one rule. Its chances are its own, so that another rule beside it changes nothing about them. */
export const watch = (rule: Rule, seed: number): Watch => {
	const comesFrom = rule.source === undefined ? undefined : networkOf(rule.source);
	const random = chances(seed);
	let times = 0;
	let struck = 0;
	return {
		concerns: ({stage, remote, user, sender, recipient}) =>
			(rule.at === 'any' || rule.at === (stage ?? 'tls')) &&
			(comesFrom?.(remote) ?? true) &&
			(rule.for === undefined || [user, sender, recipient].some(one => one && fits(rule.for ?? '', one))),
		strikes: () => {
			if (rule.first !== undefined && struck >= rule.first) return false;
			times++;
			if (rule.every !== undefined && times % rule.every !== 0) return false;
			if (rule.chance !== undefined && random() >= rule.chance) return false;
			struck++;
			return true;
		},
		words: wordsOf(inShort(rule)),
	};
};

const wordsOf = (text: string): string => (text.length > room ? `${text.slice(0, room)}…` : text);
