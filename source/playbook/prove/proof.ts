/** A fault of the tables that no single row shows, with a case that a person can follow. */
export type Proof = {
	readonly kind: 'no-route' | 'never-matches' | 'unsafe' | 'no-cause' | 'unproved';
	readonly message: string;
	readonly counterExample: Readonly<Record<string, string>>;
	/** `row` counts from 0. */
	readonly where: {readonly table: 'diagnose' | 'route'; readonly row?: number};
};

/** Cells that all searches in one table may look at before they give up. */
export const patience = 30_000_000;

/** Instead of all that is left of a table when patience has run out. */
export const unproved = (table: Proof['where']['table']): Proof => ({
	kind: 'unproved',
	message: `the ${table} table is too entangled to be proved`,
	counterExample: {},
	where: {table},
});

/** The table is given up once, not once for each of its rows. */
export const givenUpOnce = (proofs: readonly Proof[]): readonly Proof[] => [
	...proofs.filter(({kind}) => kind !== 'unproved'),
	...proofs.filter(({kind}) => kind === 'unproved').slice(0, 1),
];

/** Some rows by number and name: "row 1 (a) and row 3 (b)". */
export const namedRows = (rows: ReadonlyArray<{readonly row: number; readonly name: string}>): string => {
	const shown = rows.slice(0, 4).map(({row, name}) => `row ${row + 1} (${name})`);
	const more = rows.length - shown.length;
	return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ').replace(/, ([^,]*)$/, ' and $1');
};
