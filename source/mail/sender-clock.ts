import type {Passage, SenderClock} from '../core/verification.ts';
import {readMailDate} from './date.ts';
import type {Mail} from './mail.ts';

/** Seconds by which a clock may differ before anybody needs to hear of it. */
const tolerated = 60;

/**
 * Whether the clock of the sender is right, by the Date field, the time of storing and the first Received field; `ahead`
 * is below zero where the Date field is behind. Only a Date that is behind the first stamp is a slow clock: a message that
 * no server stamped may as well have waited in a queue of its sender, which is `delayed`. `unknown`: there is no date that
 * can be read, or the first stamp has none, or it is before the Date field, so that two clocks disagree and one delay
 * hides it.
 */
export const senderClockOf = (mail: Mail, storedAt: number, passages: readonly Passage[]): SenderClock => {
	const date = mail.date === undefined ? undefined : readMailDate(mail.date);
	if (!date) return {ahead: 0, says: 'unknown'};
	const ahead = Math.trunc((date.at - storedAt) / 1000) + 0;
	/** A date without seconds may be as much later as it is exact. */
	const latest = date.at + (date.within > 1000 ? date.within : 0);
	const behind = (at: number): number => (at - latest) / 1000;
	if (ahead > tolerated) return {ahead, says: 'fast'};
	if (behind(storedAt) <= tolerated) return {ahead, says: 'right'};
	if (passages.length === 0) return {ahead, says: 'delayed'};
	const first = passages[0]?.at;
	if (first === undefined || (date.at - first) / 1000 > tolerated) return {ahead, says: 'unknown'};
	return {ahead, says: behind(first) > tolerated ? 'slow' : 'delayed'};
};
