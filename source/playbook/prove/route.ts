import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import {type Budget, intersection, isEmpty, lowest, type Region, type Search, uncovered} from './cover.ts';
import {givenUpOnce, namedRows, type Proof, patience, unproved} from './proof.ts';
import {type RouteTable, type Row, routeTableOf} from './route-table.ts';

/** What is wrong with the route table as a whole. */
export const proveRoute = (
	playbook: Playbook,
	knowledge: Pick<Knowledge, 'causes' | 'procedures'>,
): readonly Proof[] => {
	if (playbook.route.length === 0 && playbook.diagnose.length === 0) return [];
	const table = routeTableOf(playbook, knowledge);
	const budget = {left: patience};
	return givenUpOnce([
		...table.rows.flatMap(row => neverMatches(table, row, budget)),
		...table.rows.filter(row => row.destructive).flatMap(row => unsafe(table, row, knowledge)),
		...noRoute(table, budget),
	]);
};

const noRoute = (table: RouteTable, budget: Budget): readonly Proof[] => {
	const where = {table: 'route'} as const;
	const found = unrouted(table.everything, table.rows, table, budget);
	if (found === 'covered') return [];
	if (found === 'too-large') return [unproved('route')];
	return [
		{
			kind: 'no-route',
			message: 'no row of route takes this case',
			counterExample: table.describe(found),
			where,
		},
	];
};

/**
 * A combination of the region that none of the rows takes. A destructive row does not take what it may not, nor
 * anything that a row before it leaves undecided, unless it names what takes its place.
 */
const unrouted = (region: Region, rows: readonly Row[], {rows: all}: RouteTable, budget: Budget): Search => {
	const search = (here: Region, taken: readonly Region[], destructive: readonly Row[]): Search => {
		const [next, ...rest] = destructive;
		if (!next) return uncovered(here, taken, budget);
		const found = search(here, [...taken, next.allowed], rest);
		if (found !== 'covered') return found;
		for (const {mayHold} of all.slice(0, next.row)) {
			const blocked = [next.allowed, mayHold].reduce(intersection, here);
			if (isEmpty(blocked)) continue;
			const left = search(blocked, taken, rest);
			if (left !== 'covered') return left;
		}
		return 'covered';
	};
	const mayBeRefused = ({destructive, rule}: Row) => destructive && rule.otherwise === undefined;
	return search(
		region,
		rows.filter(row => !mayBeRefused(row)).map(row => row.holds),
		rows.filter(mayBeRefused),
	);
};

const neverMatches = (table: RouteTable, row: Row, budget: Budget): readonly Proof[] => {
	const where = {table: 'route', row: row.row} as const;
	const name = `row ${row.row + 1} of route (${row.name})`;
	if (isEmpty(row.allowed))
		return [
			{
				kind: 'never-matches',
				message: `${name} can never hold: ${whyEmpty(table, row)}`,
				counterExample: isEmpty(row.holds) ? {} : table.describe(lowest(row.holds)),
				where,
			},
		];
	const earlier = table.rows.slice(0, row.row);
	const found = row.destructive
		? uncovered(
				row.allowed,
				earlier.map(({mayHold}) => mayHold),
				budget,
			)
		: unrouted(row.allowed, earlier, table, budget);
	if (found === 'too-large') return [unproved('route')];
	if (found !== 'covered') return [];
	const inTheWay = earlier.filter(
		({holds, mayHold}) => !isEmpty(intersection(row.allowed, row.destructive ? mayHold : holds)),
	);
	return [
		{
			kind: 'never-matches',
			message: `${name} can never win: ${namedRows(inTheWay)} always come${inTheWay.length === 1 ? 's' : ''} first`,
			counterExample: table.describe(lowest(row.allowed)),
			where,
		},
	];
};

const whyEmpty = ({situations}: RouteTable, {rule: {when}, holds}: Row): string => {
	if (!isEmpty(holds))
		return 'what it destroys is only allowed where the mail is broken in the device and a word was typed';
	const {cause: causes = []} = when;
	const never = causes.filter(wanted => situations.every(({cause}) => cause !== wanted));
	return never.length > 0
		? `no row of diagnose yields ${never.join(', ')}`
		: 'nothing that can be found fits all of its keys';
};

/** Combinations in which a destructive row holds although it must not. */
const unsafe = (
	{rows, broken, inDevice, typed, everything, describe}: RouteTable,
	row: Row,
	{procedures}: Pick<Knowledge, 'procedures'>,
): readonly Proof[] => {
	const where = {table: 'route', row: row.row} as const;
	const name = `row ${row.row + 1} of route (${row.name}) is destructive and`;
	const confirmation = procedures.get(row.name)?.confirm?.input;
	const faults: ReadonlyArray<readonly [Region, string]> = [
		[outside(broken, everything), 'holds while the mail is not known to be broken'],
		[outside(inDevice, everything), 'holds where the cause is not repaired in the device'],
		[
			outside(typed(confirmation), everything),
			confirmation === undefined
				? 'has no confirmation'
				: `holds although "${confirmation}" was not confirmed`,
		],
		...rows
			.filter(
				other => !other.destructive && Object.keys({...other.rule.when, ...other.rule.found}).length > 0,
			)
			.map(other => [other.mayHold, `holds where ${namedRows([other])} may hold as well`] as const),
	];
	return faults.flatMap(([region, fault]) => {
		const meeting = intersection(row.holds, region);
		return isEmpty(meeting)
			? []
			: [
					{
						kind: 'unsafe',
						message: `${name} ${fault}`,
						counterExample: describe(lowest(meeting)),
						where,
					} as const,
				];
	});
};

/** The rest of the one column in which a region differs from everything. */
const outside = (region: Region, everything: Region): Region => {
	if (isEmpty(region)) return everything;
	const column = region.findIndex((set, index) => set !== everything[index]);
	return column < 0
		? everything.map(() => 0n)
		: everything.with(column, (everything[column] ?? 0n) & ~(region[column] ?? 0n));
};
