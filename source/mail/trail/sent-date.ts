import {lasting} from '../../core/duration.ts';
import type {HeaderField, Trail} from '../../core/trail.ts';
import type {Passage} from '../../core/verification.ts';
import {readMailDate} from '../date.ts';
import {shown} from './words.ts';

/** Seconds by which clocks and queues may differ before anybody needs to hear of it. */
const tolerated = 300;

/**
 * What the Date field (RFC 5322 section 3.6.1) says beside the servers that stamped the message: it is in the future where
 * it is ahead of them all, because nothing arrives before it is written, and in the past where it is behind the first. That
 * is a slow clock or a queue at the sender's: the header does not tell which.
 */
export const sentDateOf = (header: readonly HeaderField[], passages: readonly Passage[]): Trail['date'] => {
	const written = header.find(({name}) => name === 'date')?.value;
	if (written === undefined) return {state: 'missing', says: 'The message has no Date field.'};
	const moment = readMailDate(written);
	if (!moment)
		return {state: 'unreadable', says: `The Date field is no date that mail knows: ${shown(written, 100)}.`};
	const stamps = passages.flatMap(({at, by}) => (at === undefined ? [] : [{at, by}]));
	const [first] = stamps;
	if (!first) return {state: 'unknown', says: 'No server wrote down when it took the message.'};
	const latest = stamps.reduce((one, other) => (other.at > one.at ? other : one));
	const ahead = secondsBetween(latest.at, moment.at);
	const atFirst = secondsBetween(first.at, moment.at);
	if (ahead > tolerated)
		return {
			state: 'future',
			ahead,
			says: `The Date field is ${lasting(ahead)} ahead of ${named(latest)}: the sender’s clock is fast.`,
		};
	if (atFirst > tolerated)
		return {
			state: 'unknown',
			ahead: atFirst,
			says: `The Date field is ${lasting(atFirst)} ahead of ${named(first)} and not of later servers, so it is open whose clock is wrong.`,
		};
	// A date without seconds may be as much later as it is exact.
	const behind = -atFirst - (moment.within > 1000 ? moment.within / 1000 : 0);
	if (behind > tolerated)
		return {
			state: 'past',
			ahead: atFirst,
			says: `The Date field is ${lasting(-atFirst)} behind ${named(first)}: the message waited with its sender, or the sender’s clock is slow.`,
		};
	return {state: 'right', ahead: atFirst, says: 'The Date field fits the first server that stamped it.'};
};

const secondsBetween = (stamp: number, date: number): number => Math.trunc((date - stamp) / 1000) + 0;

const named = ({by}: {readonly by: string | undefined}): string =>
	by === undefined ? 'a server that took it' : `the clock of ${by}`;
