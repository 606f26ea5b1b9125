import {lasting} from '../duration.ts';
import type {Trail} from '../trail.ts';
import type {Reading} from '../verification.ts';
import {slowestOf} from './slow.ts';

/** For how long what a message brings can be used, by what the message says and its servers wrote down. */
export type Life = {
	/** Until when; in milliseconds since 1970. */
	readonly until: number;
	/** Why that was over before anybody could have read it, as a sentence; absent where it was not. */
	readonly over?: string;
};

/**
 * Until when the code or the link of a message was valid, counted from when it was written, and whether its way took
 * longer than that. Nothing is said of when it was used: no message tells that.
 */
export const lifeOf = ({chosen, lifetime}: Reading, {passages, date}: Trail): Life | undefined => {
	const stamped = passages.flatMap(({at, seconds}, index) =>
		at === undefined ? [] : [{at, seconds, index}],
	);
	const [first, last] = [stamped[0], stamped.at(-1)];
	if (!chosen || !lifetime || !first || !last) return undefined;
	// Only a clock that fits the first server counts; of another, nobody knows whether it or the queue was slow.
	const wrote = date.state === 'right' && first.index === 0 ? Math.max(0, first.seconds ?? 0) : 0;
	const written = first.at - wrote * 1000;
	const took = (last.at - written) / 1000;
	const until = written + lifetime.seconds * 1000;
	if (took <= lifetime.seconds) return {until};
	const slow = slowestOf(passages);
	const where = slow ? ` It lay longest between ${slow.before} and ${slow.server}: ${slow.took}.` : '';
	return {
		until,
		over: `The ${chosen.kind} in it is valid for ${lasting(lifetime.seconds)}, and the message took ${lasting(took)} to the last server, so it came too late.${where}`,
	};
};
