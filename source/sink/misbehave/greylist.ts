import {createHash} from 'node:crypto';
import {neighbourhood} from '../match.ts';
import type {Moment} from './act.ts';
import type {Greylist} from './rule.ts';

/** Triplets that are remembered, those of all rules together. */
export const mostTriplets = 10_000;

/** What greylisting answers to a triplet that has to come again, as a whole reply; nothing once it may pass. */
export type Greylisting = (rule: number, terms: Greylist, moment: Moment) => string | undefined;

/**
 * Remembers who has tried: the /24 or /64 that a client comes from, the sender and the recipient, without case. The time
 * runs from the first try, as with postgrey, and tries in between do not begin it anew. Beyond 10,000 triplets the ones that
 * were seen first are forgotten, and are as new when they come again.
 */
export const createGreylisting = (now: () => number): Greylisting => {
	const seen = new Map<string, {readonly at: number; tries: number}>();
	return (rule, {ms, tries, say}, {remote, sender = '', recipient = ''}) => {
		const triplet = JSON.stringify([
			rule,
			neighbourhood(remote),
			sender.toLowerCase(),
			recipient.toLowerCase(),
		]);
		const key = createHash('sha256').update(triplet).digest('base64');
		const entry = seen.get(key) ?? {at: now(), tries: 0};
		if (!seen.has(key)) {
			const [oldest] = seen.size < mostTriplets ? [] : seen.keys();
			if (oldest !== undefined) seen.delete(oldest);
			seen.set(key, entry);
		}
		if (tries !== undefined) {
			if (entry.tries >= tries) return undefined;
			entry.tries++;
			return say ?? '450 4.2.0 Greylisted, please try again later';
		}
		const left = entry.at + ms - now();
		if (left <= 0) return undefined;
		const seconds = Math.ceil(left / 1000);
		return say ?? `450 4.2.0 Greylisted, please try again in ${seconds} second${seconds === 1 ? '' : 's'}`;
	};
};
