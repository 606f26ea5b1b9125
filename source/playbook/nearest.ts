/** The known word that is a slip of the pen away from this one: at most two in five of its letters differ. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
	const allowed = Math.max(1, Math.floor(word.length * 0.4));
	const [best] = known
		.filter(other => word.length <= 64 && Math.abs(other.length - word.length) <= allowed)
		.map(other => ({other, edits: distance(word.toLowerCase(), other.toLowerCase())}))
		.filter(({edits}) => edits <= allowed)
		.sort((a, b) => a.edits - b.edits);
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

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
const distance = (from: string, to: string): number => {
	let before: readonly number[] = [];
	let last: readonly number[] = Array.from({length: to.length + 1}, (_, index) => index);
	for (let i = 1; i <= from.length; i++) {
		const row = [i];
		for (let j = 1; j <= to.length; j++) {
			const replaced = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
			const swapped =
				i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
					? (before[j - 2] ?? 0) + 1
					: replaced;
			row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
		}
		before = last;
		last = row;
	}
	return last[to.length] ?? 0;
};
