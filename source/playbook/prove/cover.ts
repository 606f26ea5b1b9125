/** One set of values for each column of a table, as bits: the combinations whose values all lie in their sets. */
export type Region = readonly bigint[];

/** A value for each column. */
export type Combination = readonly number[];

/** A search may grow exponentially: it gives up, and says so, when this many cells were looked at. */
export type Budget = {left: number};

export type Search = Combination | 'covered' | 'too-large';

export const setOf = (values: readonly number[]): bigint =>
	values.reduce((set, value) => set | (1n << BigInt(value)), 0n);

export const intersection = (a: Region, b: Region): Region => a.map((set, column) => set & (b[column] ?? 0n));

export const isEmpty = (region: Region): boolean => region.includes(0n);

const meets = (a: Region, b: Region): boolean => a.every((set, column) => (set & (b[column] ?? 0n)) !== 0n);

/** The lowest combination of a region that is not empty. */
export const lowest = (region: Region): Combination => region.map(set => lowestBit(set));

/**
 * A combination of the region that lies in none of the rows. As in checking pattern matches for usefulness: only
 * rows that meet the region count; where they tell the values of a column apart, each class of values that they
 * treat alike is searched once.
 */
export const uncovered = (region: Region, rows: readonly Region[], budget: Budget): Search => {
	const covered = new Set<string>();
	const search = (here: Region, candidates: readonly number[], decided: bigint): Search => {
		if (isEmpty(here)) return 'covered';
		budget.left -= (candidates.length + 1) * here.length;
		if (budget.left < 0) return 'too-large';
		const live = candidates.filter(row => meets(here, rows[row] ?? []));
		if (live.length === 0) return lowest(here);
		const column = mostTelling(
			here,
			live.map(row => rows[row] ?? []),
		);
		if (column === undefined) return 'covered';
		const state = `${live.join()}|${decided}`;
		if (covered.has(state)) return 'covered';
		for (const set of classes(
			here[column] ?? 0n,
			live.map(row => rows[row]?.[column] ?? 0n),
		)) {
			const found = search(here.with(column, set), live, decided | (1n << BigInt(column)));
			if (found !== 'covered') return found;
		}
		covered.add(state);
		return 'covered';
	};
	return search(region, [...rows.keys()], 0n);
};

/** The column that the most rows cover only in part; nothing when one row covers everything. */
const mostTelling = (region: Region, rows: readonly Region[]): number | undefined => {
	const counts = region.map(() => 0);
	for (const row of rows) {
		const partial = region.flatMap((set, column) => ((set & ~(row[column] ?? 0n)) === 0n ? [] : [column]));
		if (partial.length === 0) return undefined;
		for (const column of partial) counts[column] = (counts[column] ?? 0) + 1;
	}
	return counts.indexOf(Math.max(...counts));
};

/** Splits a set into the values that all of the other sets treat alike, the lowest value first. */
const classes = (set: bigint, others: readonly bigint[]): readonly bigint[] => {
	let split = [set];
	for (const other of new Set(others))
		split = split.flatMap(part => [part & other, part & ~other].filter(half => half !== 0n));
	return split.sort((a, b) => lowestBit(a) - lowestBit(b));
};

const lowestBit = (set: bigint): number => (set & -set).toString(2).length - 1;
