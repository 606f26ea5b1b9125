import type {PlannedStep, Playbook} from '../../core/playbook.ts';
import {type Combination, intersection, isEmpty, lowest, type Region, setOf, uncovered} from './cover.ts';
import {givenUpOnce, namedRows, type Proof, patience, unproved} from './proof.ts';

/** What is wrong with the diagnose table as a whole. */
export const proveDiagnose = (playbook: Playbook): readonly Proof[] => [
	...givenUpOnce(neverMatches(playbook)),
	...noCause(playbook),
];

const notReached = 'not reached';

type Column = {readonly step: PlannedStep; readonly values: readonly string[]};

const isDecisive = ({check}: PlannedStep, code: string): boolean =>
	Object.hasOwn(check.findings, code) && check.findings[code]?.level !== 'unknown';

const isPassing = ({check}: PlannedStep, code: string): boolean =>
	Object.hasOwn(check.findings, code) && ['ok', 'warning'].includes(check.findings[code]?.level ?? '');

const neverMatches = ({diagnose, steps}: Playbook): readonly Proof[] => {
	const columns: readonly Column[] = steps
		.filter(({id}) => diagnose.some(({when}) => Object.hasOwn(when, id)))
		.map(step => ({
			step,
			values: [...Object.keys(step.check.findings).filter(code => isDecisive(step, code)), notReached],
		}));
	const region = (accepts: (step: PlannedStep, code: string) => boolean): Region =>
		columns.map(({step, values}) =>
			setOf(values.flatMap((value, index) => (accepts(step, value) ? [index] : []))),
		);
	const rows = diagnose.map(({when, cause}, row) => {
		const before = stepsBefore(steps, Object.keys(when));
		return {
			row,
			name: cause,
			/** A code that decides nothing makes the row a suspicion, which is reason enough to have it. */
			suspects: steps.some(step => when[step.id]?.some(code => !isDecisive(step, code))),
			holds: region(
				(step, code) => !Object.hasOwn(when, step.id) || (when[step.id]?.includes(code) ?? false),
			),
			reached: region((step, code) => !before.has(step.id) || isPassing(step, code)),
		};
	});
	const budget = {left: patience};
	return rows.flatMap(({row, name, suspects, holds, reached}): readonly Proof[] => {
		if (suspects) return [];
		const where = {table: 'diagnose', row} as const;
		const possible = intersection(holds, reached);
		const title = `row ${row + 1} of diagnose (${name})`;
		if (isEmpty(possible))
			return [
				{
					kind: 'never-matches',
					message: `${title} can never hold: one of its steps does not run after what another one found`,
					counterExample: isEmpty(holds) ? {} : describe(columns, lowest(holds), diagnose[row]?.when),
					where,
				},
			];
		const earlier = rows.slice(0, row);
		const found = uncovered(
			possible,
			earlier.map(other => other.holds),
			budget,
		);
		if (found === 'too-large') return [unproved('diagnose')];
		if (found !== 'covered') return [];
		const inTheWay = earlier.filter(other => !isEmpty(intersection(possible, other.holds)));
		return [
			{
				kind: 'never-matches',
				message: `${title} can never win: ${namedRows(inTheWay)} always come${inTheWay.length === 1 ? 's' : ''} first`,
				counterExample: describe(columns, lowest(possible), diagnose[row]?.when),
				where,
			},
		];
	});
};

/** The steps that a row names, and what they found. */
const describe = (
	columns: readonly Column[],
	combination: Combination,
	when: object = {},
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		columns
			.map(({step, values}, index) => [step.id, values[combination[index] ?? 0] ?? ''] as const)
			.filter(([id]) => Object.hasOwn(when, id)),
	);

/** Every step that must have been ok before these could run. */
const stepsBefore = (steps: readonly PlannedStep[], ids: readonly string[]): ReadonlySet<string> => {
	const needs = new Map(steps.map(step => [step.id, step.needs]));
	const before = new Set<string>();
	const open = ids.flatMap(id => needs.get(id) ?? []);
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (before.has(id)) continue;
		before.add(id);
		open.push(...(needs.get(id) ?? []));
	}
	return before;
};

const noCause = ({diagnose, steps}: Playbook): readonly Proof[] =>
	steps.flatMap(step =>
		Object.entries(step.check.findings)
			.filter(
				([code, {level}]) => level === 'problem' && !diagnose.some(({when}) => when[step.id]?.includes(code)),
			)
			.map(([code]) => ({
				kind: 'no-cause',
				message: `when the step "${step.id}" finds "${code}", no row of diagnose explains it`,
				counterExample: {[step.id]: code},
				where: {table: 'diagnose'},
			})),
	);
