import type {Knowledge} from '../../core/knowledge.ts';
import {unknownAnswer} from '../../core/person.ts';
import {type Condition, type Input, type Playbook, type RouteRule, routeKeys} from '../../core/playbook.ts';
import {type Combination, intersection, type Region, setOf} from './cover.ts';
import {type Situation, situationsOf} from './situations.ts';

type Column = {readonly key: string; readonly values: readonly string[]};

/** A row of `route` as sets of combinations. */
export type Row = {
	readonly row: number;
	readonly name: string;
	readonly rule: RouteRule;
	readonly destructive: boolean;
	/** Where it is known to hold. */
	readonly holds: Region;
	/** Where it is not known to be false. */
	readonly mayHold: Region;
	/** Where it holds and, if it is destructive, the mail is broken in the device and the confirmation typed. */
	readonly allowed: Region;
};

export type RouteTable = {
	readonly everything: Region;
	readonly rows: readonly Row[];
	readonly situations: readonly Situation[];
	/** Where the mail path is known to be broken. */
	readonly broken: Region;
	/** Where the cause is known to be repaired in the device's own settings. */
	readonly inDevice: Region;
	/** Where this confirmation was typed; nowhere, when the playbook does not ask for it. */
	readonly typed: (input: string | undefined) => Region;
	readonly describe: (combination: Combination) => Readonly<Record<string, string>>;
};

/** Any text that no row asks for by name. */
const anythingElse = 'anything else';

/** The finite table behind `route`: one column of situations, and one for each input that the rows look at. */
export const routeTableOf = (
	playbook: Playbook,
	{causes, procedures}: Pick<Knowledge, 'causes' | 'procedures'>,
): RouteTable => {
	const situations = situationsOf(playbook, causes);
	const confirmations = playbook.route
		.map(({procedure}) => procedures.get(procedure))
		.flatMap(procedure => (procedure?.destructive && procedure.confirm ? [procedure.confirm.input] : []));
	const columns = [...columnsOf(playbook, confirmations), ...foundColumns(playbook)];
	const regionOf = (
		accepts: (situation: Situation) => boolean,
		chosen: (column: Column) => readonly string[] | undefined,
	): Region => [
		indexes(situations, accepts),
		...columns.map(column => {
			const wanted = chosen(column);
			return indexes(column.values, value => wanted === undefined || wanted.includes(value));
		}),
	];
	const everything = regionOf(
		() => true,
		() => undefined,
	);
	const broken = regionOf(
		({mail}) => mail === 'broken',
		() => undefined,
	);
	const inDevice = regionOf(
		({repair}) => repair === 'device',
		() => undefined,
	);
	const typed = (input: string | undefined): Region =>
		columns.some(({key}) => key === input)
			? regionOf(
					() => true,
					({key}) => (key === input ? ['typed'] : undefined),
				)
			: everything.map(() => 0n);
	const rows = playbook.route.map((rule, row): Row => {
		const source = procedures.get(rule.procedure);
		const holds = regionOf(fits(rule.when, []), ({key}) => wantedBy(rule, key));
		const mayHold = regionOf(fits(rule.when, [unknownAnswer]), ({key}) => {
			const wanted = wantedBy(rule, key);
			return wanted && [...wanted, unknownAnswer];
		});
		const destructive = source?.destructive === true;
		return {
			row,
			name: rule.procedure,
			rule,
			destructive,
			holds,
			mayHold,
			allowed: destructive
				? [broken, inDevice, typed(source.confirm?.input)].reduce(intersection, holds)
				: holds,
		};
	});
	const describe = ([situation = 0, ...values]: Combination) => ({
		cause: situations[situation]?.cause ?? '',
		mail: situations[situation]?.mail ?? '',
		...Object.fromEntries(columns.map(({key, values: all}, index) => [key, all[values[index] ?? 0] ?? ''])),
	});
	return {everything, rows, situations, broken, inDevice, typed, describe};
};

const columnsOf = ({inputs, route}: Playbook, confirmations: readonly string[]): readonly Column[] =>
	inputs
		.filter(({name}) => confirmations.includes(name) || route.some(({when}) => Object.hasOwn(when, name)))
		.map(input => ({key: input.name, values: answersOf(input, route)}));

/** What a step found, where a row asks for it; no answer has a key with a dot. */
const foundKey = (step: string): string => `${step}.found`;

const foundColumns = ({steps, route}: Playbook): readonly Column[] =>
	steps.flatMap(({id}) => {
		const codes = new Set(route.flatMap(({found = {}}) => wantedOf(found, id) ?? []));
		return codes.size === 0 ? [] : [{key: foundKey(id), values: [...codes, anythingElse]}];
	});

/** What a row wants of a column. */
const wantedBy = ({when, found = {}}: RouteRule, key: string): readonly string[] | undefined =>
	wantedOf(when, key) ??
	(key.endsWith(foundKey('')) ? wantedOf(found, key.slice(0, -foundKey('').length)) : undefined);

const answersOf = ({name, kind, choices}: Input, route: Playbook['route']): readonly string[] => {
	switch (kind) {
		case 'choice':
			return [...choices.map(({value}) => value), unknownAnswer];
		case 'confirmation':
			return ['typed', unknownAnswer];
		case 'secret':
			return ['given', unknownAnswer];
		case 'text': {
			const wanted = route.flatMap(({when}) => wantedOf(when, name) ?? []);
			return [...new Set([...wanted, anythingElse, unknownAnswer])];
		}
	}
};

const wantedOf = (when: Condition, key: string): readonly string[] | undefined =>
	Object.hasOwn(when, key) ? when[key] : undefined;

/** A cause, its hop and its repair are known or there is none; the mail may also be in one of the `open` states. */
const fits =
	(when: Condition, open: readonly string[]) =>
	(situation: Situation): boolean =>
		routeKeys.every(key => {
			const wanted = wantedOf(when, key);
			return !wanted || wanted.includes(situation[key]) || (key === 'mail' && open.includes(situation.mail));
		});

const indexes = <T>(items: readonly T[], accepts: (item: T) => boolean): bigint =>
	setOf(items.flatMap((item, index) => (accepts(item) ? [index] : [])));
