import fc from 'fast-check';
import {expect, it} from 'vitest';
import {routeFor} from '../../../source/core/decide.ts';
import type {Judgement} from '../../../source/core/diagnose.ts';
import type {Diagnosis} from '../../../source/core/event.ts';
import type {MailState} from '../../../source/core/hop.ts';
import {type Truth, test, testAnswer} from '../../../source/core/logic.ts';
import type {Condition, Playbook, RouteRule} from '../../../source/core/playbook.ts';
import {prove} from '../../../source/playbook/prove.ts';
import {knowledge, parse} from '../small-world.ts';

const {playbook: base} = parse(`title: A
about: B
inputs:
  account: {ask: Which?, choices: {super-user: The first account, user: Another}}
  initialize-confirmed: {ask: Sure?, confirm: initialize, default: unknown}
  wipe-confirmed: {ask: Sure?, confirm: wipe, default: unknown}
steps:
  - {id: account, check: account.may-reset}
  - {id: connect, check: smtp.connect, with: {host: a.example, port: 25}}
diagnose:
  - {when: {account: not-allowed}, cause: account.reset-not-allowed}
  - {when: {connect: refused}, cause: connect.refused}
route:
  - {go: wait}
`);

const values = {
	cause: ['account.reset-not-allowed', 'connect.refused', 'none'],
	repair: ['device', 'wait', 'none'],
	mail: ['working', 'broken', 'unknown'],
	account: ['super-user', 'user', 'unknown'],
	'initialize-confirmed': ['typed', 'unknown'],
	'wipe-confirmed': ['typed', 'unknown'],
};
const wanted = (list: readonly string[]) => fc.subarray([...list], {minLength: 1});
const condition = fc
	.record(Object.fromEntries(Object.entries(values).map(([key, list]) => [key, wanted(list)])), {
		requiredKeys: [],
	})
	.map(when => when as Condition);
const rule: fc.Arbitrary<RouteRule> = fc.record({
	when: condition,
	procedure: fc.constantFrom('wait', 'self-reset', 'initialize', 'wipe', 'repair-mail'),
	also: fc.constant([]),
});

const diagnosisOf = (id: string | null): Diagnosis | null => {
	const cause = id === null ? undefined : knowledge.causes.get(id);
	if (!cause) return null;
	const {hop, who, repair} = cause;
	const words = {text: '', plain: '', fix: ''};
	return {cause: cause.id, hop, who, repair, ...words, because: [], alsoFound: [], notRuledOut: []};
};

type Trial = {readonly judgement: Judgement; readonly answers: Readonly<Record<string, string>>};

const trials: readonly Trial[] = [null, 'account.reset-not-allowed', 'connect.refused'].flatMap(cause =>
	(cause === 'connect.refused' ? ['broken'] : values.mail).flatMap(mail =>
		values.account.flatMap(account =>
			values['initialize-confirmed'].flatMap(first =>
				values['wipe-confirmed'].map(second => ({
					judgement: {
						mail: mail as MailState,
						diagnosis: diagnosisOf(cause),
						notRuledOut: [],
					},
					answers: {account, 'initialize-confirmed': first, 'wipe-confirmed': second},
				})),
			),
		),
	),
);

/** The row that `routeFor` takes, told apart by giving every row a procedure of its own. */
const taken = (route: readonly RouteRule[], {judgement, answers}: Trial): number | undefined => {
	const procedures = new Map(
		route.flatMap(({procedure}, row) => {
			const source = knowledge.procedures.get(procedure);
			return source ? [[`${row}`, {...source, name: `${row}`}] as const] : [];
		}),
	);
	const {route: found} = routeFor(
		{route: route.map((item, row) => ({...item, procedure: `${row}`}))},
		{procedures},
		judgement,
		Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, {value, from: 'given'}])),
	);
	return found ? Number(found.procedure.name) : undefined;
};

/** Whether a row holds, as the decision sees it. */
const truthOf = ({when}: RouteRule, {judgement: {diagnosis, mail}, answers}: Trial): Truth =>
	test(when, (key, list) => {
		if (key === 'cause' || key === 'repair')
			return list.includes(diagnosis?.[key] ?? 'none') ? 'true' : 'false';
		return testAnswer(key === 'mail' ? mail : answers[key], list);
	});

const isUnsafe = (route: readonly RouteRule[], row: RouteRule, trial: Trial): boolean => {
	const {destructive, confirm} = knowledge.procedures.get(row.procedure) ?? {};
	if (!destructive || truthOf(row, trial) !== 'true') return false;
	return (
		trial.judgement.mail !== 'broken' ||
		trial.judgement.diagnosis?.repair !== 'device' ||
		trial.answers[confirm?.input ?? ''] !== 'typed' ||
		route.some(
			other =>
				!knowledge.procedures.get(other.procedure)?.destructive &&
				Object.keys(other.when).length > 0 &&
				truthOf(other, trial) !== 'false',
		)
	);
};

it('agrees with the decision itself, tried on every case', () => {
	fc.assert(
		fc.property(fc.array(rule, {minLength: 1, maxLength: 6}), route => {
			const playbook: Playbook = {...(base as Playbook), route};
			const proofs = prove(playbook, knowledge);
			const rows = trials.map(trial => taken(route, trial));
			const winners = new Set(rows);
			expect(
				proofs
					.filter(({kind, where}) => kind === 'never-matches' && where.table === 'route')
					.map(({where}) => where.row),
			).toEqual([...route.keys()].filter(row => !winners.has(row)));

			expect([...new Set(proofs.filter(({kind}) => kind === 'unsafe').map(({where}) => where.row))]).toEqual(
				[...route.keys()].filter(row =>
					trials.some(trial => isUnsafe(route, route[row] as RouteRule, trial)),
				),
			);

			const [noRoute] = proofs.filter(({kind}) => kind === 'no-route');
			expect(noRoute !== undefined).toBe(winners.has(undefined));
			if (!noRoute) return;
			const {cause, mail, ...answers} = noRoute.counterExample;
			const found = trials.some(
				(trial, index) =>
					rows[index] === undefined &&
					(trial.judgement.diagnosis?.cause ?? 'none') === cause &&
					trial.judgement.mail === mail &&
					Object.entries(answers).every(([key, value]) => trial.answers[key] === value),
			);
			expect(found).toBe(true);
		}),
		{numRuns: 1000},
	);
});
