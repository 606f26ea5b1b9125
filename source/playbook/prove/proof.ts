/** A fault of the tables that no single row shows, with a case that a person can follow. */
export type Proof = {
	readonly kind: 'no-route' | 'never-matches' | 'unsafe' | 'no-cause' | 'unproved';
	readonly message: string;
	readonly counterExample: Readonly<Record<string, string>>;
	/** `row` counts from 0. */
	readonly where: {readonly table: 'diagnose' | 'route'; readonly row?: number};
};

/** Cells that all searches in one table may look at before they give up. */
export const patience = 10_000_000;

export const unproved = (where: Proof['where']): Proof => ({
	kind: 'unproved',
	message:
		where.row === undefined
			? `the ${where.table} table is too entangled to be proved`
			: `row ${where.row + 1} of ${where.table} is too entangled to be proved`,
	counterExample: {},
	where,
});

/** Some rows by number and name: "row 1 (a) and row 3 (b)". */
export const namedRows = (rows: ReadonlyArray<{readonly row: number; readonly name: string}>): string => {
	const shown = rows.slice(0, 4).map(({row, name}) => `row ${row + 1} (${name})`);
	const more = rows.length - shown.length;
	return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ').replace(/, ([^,]*)$/, ' and $1');
};
