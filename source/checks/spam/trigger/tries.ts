import type {Reach} from '../../../core/check.ts';
import {failed, type Result, success} from '../../../core/result.ts';
import type {SpamAnswer, SpamQuestion} from '../../../core/spam.ts';
import {judged, type NoVerdict} from '../../filtering.ts';
import type {PieceSet} from './set.ts';

/** One question to the filter: what was left out, and what came of it. */
export type Try = {
	readonly left: PieceSet;
	readonly heard: Result<SpamAnswer, NoVerdict>;
	/** It had been asked the same before. */
	readonly again?: true;
};

/** The questions of one search, of which there are only so many; what was asked once is known, unless asked `again`. */
export type Tries = {
	ask(left: PieceSet): Promise<Result<SpamAnswer, NoVerdict>>;
	askAgain(left: PieceSet): Promise<Result<SpamAnswer, NoVerdict>>;
	readonly made: readonly Try[];
	/** Why no further one should be made, with so many kept for later. */
	spent(keep: number): string | undefined;
};

/** Milliseconds that the filter may take for all of them: a step has a minute. */
const longest = 45_000;

export const openTries = (
	question: SpamQuestion,
	most: number,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Tries => {
	const made: Try[] = [];
	const known = new Map<string, Result<SpamAnswer, NoVerdict>>();
	let ms = 0;
	const make = async (left: PieceSet) => {
		const heard = await judged(left.length === 0 ? question : {...question, without: left}, reach);
		const key = left.join('\n');
		made.push({left, heard, ...(known.has(key) ? {again: true} : {})});
		known.set(key, heard);
		if (heard.ok) ms += heard.value.ms;
		return heard;
	};
	return {
		ask: async left => known.get(left.join('\n')) ?? (await make(left)),
		askAgain: make,
		made,
		spent: keep => {
			if (made.length + keep >= most) return `${most} tries were allowed`;
			return ms > longest ? 'the filter is too slow for more' : undefined;
		},
	};
};

/** The smallest set that was tried and lets the message pass. */
export const bestOf = (made: readonly Try[]): {left: PieceSet; answer: SpamAnswer} | undefined => {
	const passing = made.flatMap(({left, heard}) =>
		heard.ok && !heard.value.spam && left.length > 0 ? [{left, answer: heard.value}] : [],
	);
	return passing.toSorted((one, other) => one.left.length - other.left.length)[0];
};

/** Points by which two looks at the same message may differ: filters round. */
const tolerated = 0.05;

/** Whether a second look came to the same. */
export const isSame = (one: SpamAnswer, other: SpamAnswer): boolean =>
	one.spam === other.spam && Math.abs(one.score - other.score) <= tolerated;

/** Runs a search to its end, or to where no further try can be made. */
export const drive = async <Found>(
	search: Generator<PieceSet, Found, boolean>,
	tries: Tries,
	keep: number,
): Promise<Result<Found, string>> => {
	let step = search.next();
	while (!step.done) {
		const why = tries.spent(keep);
		if (why !== undefined) return failed(why);
		const heard = await tries.ask(step.value);
		if (!heard.ok) return failed(heard.failure.failure);
		step = search.next(!heard.value.spam);
	}
	return success(step.value);
};
