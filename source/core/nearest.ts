import {slipsBetween} from './edit-distance.ts';

const longest = 64;

/** The known word that is a slip of the pen away from this one: at most two in five of its letters differ. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
	const allowed = Math.max(1, Math.floor(word.length * 0.4));
	const [best] = known
		.flatMap(other => {
			const slips =
				word.length > longest ? undefined : slipsBetween(word.toLowerCase(), other.toLowerCase(), allowed);
			return slips === undefined ? [] : [{other, slips}];
		})
		.toSorted((a, b) => a.slips - b.slips);
	return best?.other;
};

const mostListed = 40;

/** What would have been right: the nearest known word first, then all of them. */
export const expected = (word: unknown, known: readonly string[], what = 'expected one of'): string => {
	if (known.length === 0) return 'there are none';
	const close = nearest(String(word), known);
	const more = known.length - mostListed;
	const listed = `${what}: ${known.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
	return close === undefined ? listed : `did you mean "${close}"? ${listed}`;
};
