import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {routeFor, verdictOf} from '../../source/core/decide.ts';
import {diagnose} from '../../source/core/diagnose.ts';
import type {Hop} from '../../source/core/hop.ts';
import {test as testAll, testAnswer} from '../../source/core/logic.ts';
import type {DiagnoseRule, RouteRule} from '../../source/core/playbook.ts';
import {causes, crashed, finished, given, procedures, skipped, stepOf, waiting} from './tables.ts';

describe('any table, any case', () => {
	const stepIds = ['s', 't', 'u'];
	const stateOf = fc.oneof(
		{weight: 5, arbitrary: fc.constantFrom('x', 'y').map(code => finished(code, 'problem'))},
		{weight: 3, arbitrary: fc.constant(finished('fine', 'ok'))},
		{
			weight: 1,
			arbitrary: fc.constantFrom(
				finished('z', 'unknown'),
				finished('q', 'unknown'),
				crashed,
				skipped('unknown'),
				skipped('excluded'),
				skipped('blocked'),
				skipped('untold'),
			),
		},
	);
	const codes = fc.subarray(['x', 'y', 'z'], {minLength: 1});
	const someCauses = fc.subarray([...causes.keys(), 'none'], {minLength: 1});
	const rules = fc.array(
		fc.record({
			when: fc.dictionary(fc.constantFrom(...stepIds), codes, {minKeys: 1, maxKeys: 2}),
			cause: fc.constantFrom(...causes.keys()),
		}),
		{maxLength: 6},
	);
	const when = (values: readonly string[]) =>
		fc.record(
			{
				cause: someCauses,
				hop: fc.subarray(['account', 'auth', 'mx', 'connect', 'none'], {minLength: 1}),
				repair: fc.subarray(['device', 'outside', 'wait', 'none'], {minLength: 1}),
				mail: fc.subarray(['working', 'broken', 'unknown'], {minLength: 1}),
				kind: fc.subarray([...values], {minLength: 1}),
			},
			{requiredKeys: []},
		);
	// A row that cannot be undone asks for no answer by the name of "unknown": the proof of a playbook says that.
	const rows = fc
		.tuple(
			fc.array(fc.record({when: when(['x', 'y', 'unknown']), procedure: fc.constantFrom('wait', 'mend')}), {
				maxLength: 3,
			}),
			fc.array(fc.record({when: when(['x', 'y']), procedure: fc.constantFrom('wipe', 'burn')}), {
				minLength: 1,
				maxLength: 3,
			}),
		)
		.chain(([safe, harmful]) => fc.shuffledSubarray([...safe, ...harmful], {minLength: 1}))
		.map(list => list.map(row => ({...row, also: []}) as RouteRule));
	const facts = fc.record({
		states: fc.tuple(stateOf, stateOf, stateOf),
		kind: fc.constantFrom('x', 'y', 'unknown'),
		sure: fc.constantFrom('typed', 'typed', 'unknown'),
	});
	type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

	const decided = (
		diagnoseRules: readonly DiagnoseRule[],
		route: readonly RouteRule[],
		{states, ...answers}: Facts,
	) => {
		const places: readonly Hop[] = ['auth', 'account', 'mx'];
		const steps = states.map((state, index) => stepOf(stepIds[index] ?? '', state, places[index]));
		const judgement = diagnose({diagnose: diagnoseRules}, {causes}, steps);
		const routing = routeFor({route}, {procedures}, judgement, given(answers));
		return {
			judgement,
			routing,
			verdict: verdictOf(steps, judgement, routing),
			destructive: routing.route?.procedure.destructive ?? false,
		};
	};

	test('what cannot be undone needs broken mail, the typed word, and nothing undecided before it', () => {
		let seen = 0;
		fc.assert(
			fc.property(rules, rows, facts, (diagnoseRules, route, known) => {
				const {judgement, routing, destructive} = decided(diagnoseRules, route, known);
				if (!destructive) return;
				seen++;
				expect(judgement.mail).toBe('broken');
				expect(judgement.diagnosis?.repair).toBe('device');
				expect((judgement.open ?? []).filter(({repair}) => repair !== 'device')).toEqual([]);
				expect(known.sure).toBe('typed');
				expect(routing.undecided).toEqual([]);
				expect(routing.route?.procedure.name).toBe('wipe');
				for (const {when: condition} of route.slice(
					0,
					route.findIndex(({procedure}) => procedure === 'wipe'),
				)) {
					const {diagnosis, mail} = judgement;
					const values: Readonly<Record<string, unknown>> = {
						...known,
						...diagnosis,
						mail,
						...(diagnosis ? {} : {cause: 'none', hop: 'none', repair: 'none'}),
					};
					expect(
						testAll(condition, (key, wanted) => testAnswer(values[key] as string | undefined, wanted)),
					).toBe('false');
				}
			}),
			{numRuns: 10_000},
		);
		expect(seen).toBeGreaterThan(20);
	});

	test('forgetting a fact never leads to what cannot be undone', () => {
		let seen = 0;
		const forgotten = fc.constantFrom(
			finished('z', 'unknown'),
			finished('q', 'unknown'),
			crashed,
			skipped('unknown'),
			waiting,
		);
		const forget = fc.oneof(
			fc.record({step: fc.integer({min: 0, max: 2}), state: forgotten}),
			fc.constantFrom('kind' as const, 'sure' as const),
		);
		fc.assert(
			fc.property(rules, rows, facts, forget, (diagnoseRules, route, known, what) => {
				const less: Facts =
					typeof what === 'string'
						? {...known, [what]: 'unknown'}
						: {...known, states: known.states.with(what.step, what.state) as Facts['states']};
				if (!decided(diagnoseRules, route, less).destructive) return;
				seen++;
				expect(decided(diagnoseRules, route, known).destructive).toBe(true);
			}),
			{numRuns: 20_000},
		);
		expect(seen).toBeGreaterThan(20);
	});

	test('healthy means that something was looked at and nothing is wrong or open', () => {
		fc.assert(
			fc.property(rules, rows, facts, (diagnoseRules, route, known) => {
				const {verdict, routing, judgement} = decided(diagnoseRules, route, known);
				const levels = known.states.map(state =>
					state.status === 'finished' ? state.finding.level : state.status,
				);
				if (verdict === 'healthy') {
					expect(levels.every(level => level === 'ok' || level === 'skipped')).toBe(true);
					expect(levels).toContain('ok');
				}
				if (verdict === 'diagnosed') expect(judgement.diagnosis && routing.route).toBeTruthy();
			}),
		);
		const none = diagnose({diagnose: []}, {causes}, []);
		expect(verdictOf([], none, {route: null, undecided: []})).toBe('inconclusive');
		expect(verdictOf([stepOf('s', skipped('excluded'))], none, {route: null, undecided: []})).toBe(
			'inconclusive',
		);
	});
});
