import {lasting} from './duration.ts';
import type {Passage, SenderClock} from './verification.ts';

/** What a clock that is off does to codes. */
const judged = 'codes and certificates are judged by it';

/**
 * The clock of a sender as a sentence without its full stop. `date` is the Date field of the message as it was written:
 * where it has none, that is why nothing is known.
 */
export const clockWords = ({ahead, says}: SenderClock, date: string | undefined): string => {
	const off = lasting(Math.abs(ahead));
	switch (says) {
		case 'right':
			return "the sender's clock is right, as far as the Date field tells";
		case 'fast':
			return `the sender's clock is ${off} ahead: ${judged}`;
		case 'slow':
			return `the sender's clock is ${off} behind: ${judged}`;
		case 'delayed':
			return `the Date field is ${off} old: it was on its way or in a queue for so long, or the sender's clock is behind`;
		case 'unknown':
			return date === undefined
				? 'the message does not say when it was written'
				: "nothing in the message tells whether the sender's clock is right: its Date field cannot be read, or contradicts its Received fields";
	}
};

/** What stands for the way of a message that no server has stamped. */
export const noPassageWords = 'It has no Received field: it came straight from whoever wrote it.';

/** How long a message took to a server, as part of a sentence; nothing where that is not known. */
export const tookWords = ({seconds, slowest}: Pick<Passage, 'seconds' | 'slowest'>): string | undefined => {
	if (seconds === undefined) return undefined;
	return seconds < 0
		? `${lasting(-seconds)} before the one before it: their clocks differ`
		: `after ${lasting(seconds)}${slowest ? ', the longest of all' : ''}`;
};
