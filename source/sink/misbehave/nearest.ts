import {slipsBetween} from '../../mail/edit-distance.ts';

/** What would have been right: the known word that is a slip of the hand away first, then all of them. */
export const expected = (word: string, known: readonly string[]): string => {
	const allowed = Math.max(1, Math.floor(word.length * 0.4));
	const [near] = known
		.flatMap(other => {
			const slips = word.length > 64 ? undefined : slipsBetween(word.toLowerCase(), other, allowed);
			return slips === undefined ? [] : [{other, slips}];
		})
		.sort((one, other) => one.slips - other.slips);
	const listed = `expected one of: ${known.join(', ')}`;
	return near ? `did you mean "${near.other}"? ${listed}` : listed;
};
