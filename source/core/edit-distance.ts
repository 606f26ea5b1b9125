/**
 * How many slips of the hand lead from one text to the other: a character left out, put in, or replaced, or two
 * neighbours swapped (optimal string alignment). Nothing when there are more than `most`.
 */
export const slipsBetween = (one: string, other: string, most: number): number | undefined => {
	const [a, b] = [[...one], [...other]];
	if (Math.abs(a.length - b.length) > most) return undefined;
	let before: number[] = [];
	let row = Array.from({length: b.length + 1}, (_, index) => index);
	for (const [i, character] of a.entries()) {
		const next = [i + 1];
		for (const [j, wanted] of b.entries()) {
			const isSwap = i > 0 && j > 0 && character === b[j - 1] && a[i - 1] === wanted;
			next.push(
				Math.min(
					at(next, j) + 1,
					at(row, j + 1) + 1,
					at(row, j) + (character === wanted ? 0 : 1),
					isSwap ? at(before, j - 1) + 1 : Number.POSITIVE_INFINITY,
				),
			);
		}
		if (Math.min(...next) > most) return undefined;
		before = row;
		row = next;
	}
	const slips = at(row, b.length);
	return slips <= most ? slips : undefined;
};

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
