import {describe, expect, test} from 'vitest';
import type {StepState} from '../../source/core/case.ts';
import {routeFor} from '../../source/core/decide.ts';
import {diagnose} from '../../source/core/diagnose.ts';
import type {RouteRule} from '../../source/core/playbook.ts';
import {causes, crashed, finished, given, go, procedures, rule, skipped, stepOf, waiting} from './tables.ts';

describe('route', () => {
	const judgement = diagnose({diagnose: [rule({s: ['x']}, 'b')]}, {causes}, [
		stepOf('s', finished('x', 'problem')),
	]);
	const taken = (
		rules: readonly RouteRule[],
		answers: Readonly<Record<string, string>> = {},
		judged = judgement,
	) => {
		const {route, undecided} = routeFor({route: rules}, {procedures}, judged, given(answers));
		return [route?.procedure.name, undecided];
	};
	const wipe = go({mail: ['broken'], cause: ['b']}, 'wipe');
	const sure = {sure: 'typed'};
	test.each([
		[
			'the first that holds',
			[go({cause: ['a']}, 'wait'), go({hop: ['auth']}, 'mend'), go({}, 'wait')],
			{},
			['mend', []],
		],
		['the undecided is named', [go({kind: ['x']}, 'wait'), go({}, 'mend')], {}, ['mend', ['wait']]],
		['none holds', [go({kind: ['x']}, 'wait'), go({cause: ['none']}, 'mend')], {}, [undefined, ['wait']]],
		['a typed confirmation', [wipe, go({}, 'wait')], sure, ['wipe', []]],
		['no confirmation', [wipe, go({}, 'wait')], {}, ['wait', ['wipe']]],
		['an unknown confirmation', [wipe], {sure: 'unknown'}, [undefined, ['wipe']]],
		['no way to confirm', [go({}, 'burn'), go({}, 'wait')], sure, ['wait', ['burn']]],
		['an undecided row before', [go({kind: ['x']}, 'mend'), wipe], sure, [undefined, ['mend', 'wipe']]],
		['a false row before', [go({kind: ['x']}, 'mend'), wipe], {...sure, kind: 'y'}, ['wipe', []]],
		[
			'a destructive row that was not allowed before',
			[go({}, 'burn'), wipe, go({}, 'wait')],
			sure,
			['wait', ['burn', 'wipe']],
		],
	] as const)('%s', (_, rules, answers, expected) => {
		expect(taken(rules, answers)).toEqual(expected);
	});

	test('what a step found, whatever its level, and nothing where it found nothing', () => {
		const row = (code: string): RouteRule => ({...go({}, 'mend'), found: {t: [code, 'other']}});
		const judged = (t: StepState) => diagnose({diagnose: []}, {causes}, [stepOf('t', t)]);
		expect(taken([row('timeout')], {}, judged(finished('timeout', 'unknown')))).toEqual(['mend', []]);
		expect(taken([row('timeout')], {}, judged(finished('fine', 'ok')))).toEqual([undefined, []]);
		for (const state of [crashed, waiting, skipped('unknown')])
			expect(taken([row('timeout')], {}, judged(state))).toEqual([undefined, []]);
		// The row before it is known to be false, and so does not stand in the way.
		expect(taken([row('timeout'), wipe], sure)).toEqual(['wipe', []]);
	});

	test('a row that rests on what a step found does what that step says', () => {
		const found = finished('timeout', 'unknown') as Extract<StepState, {status: 'finished'}>;
		const state: StepState = {
			...found,
			finding: {...found.finding, facts: {remedy: 'Do $& this.'}},
		};
		const judged = diagnose({diagnose: []}, {causes}, [stepOf('t', state)]);
		const actions = (rule: RouteRule) =>
			routeFor({route: [rule]}, {procedures}, judged, {}).route?.procedure.actions;
		expect(actions({...go({}, 'wait'), found: {t: ['timeout']}})).toEqual([{do: 'Do $& this.'}]);
		expect(actions(go({}, 'wait'))).toEqual([{do: 'Change what the findings above name.'}]);
	});

	test('a cause that may come first stands in the way of what cannot be undone', () => {
		const rules = [rule({t: ['y']}, 'a'), rule({s: ['x']}, 'b')];
		const steps = (t: StepState) => [stepOf('s', finished('x', 'problem')), stepOf('t', t)];
		const judged = (t: StepState) => diagnose({diagnose: rules}, {causes}, steps(t));
		expect(taken([wipe], sure, judged(finished('fine', 'ok')))).toEqual(['wipe', []]);
		expect(taken([wipe], sure, judged(finished('timeout', 'unknown')))).toEqual([undefined, ['wipe']]);
		expect(
			taken([go({cause: ['a']}, 'mend'), go({hop: ['auth', 'account']}, 'wipe')], sure, judged(crashed)),
		).toEqual([undefined, ['wipe']]);
	});

	test('what can be mended without the device stands in the way, whatever the table says', () => {
		const rows = [go({mail: ['broken']}, 'wipe'), go({}, 'wait')];
		const judged = (
			rules: Parameters<typeof diagnose>[0]['diagnose'],
			t: StepState = finished('fine', 'ok'),
		) => diagnose({diagnose: rules}, {causes}, [stepOf('s', finished('x', 'problem')), stepOf('t', t)]);
		expect(taken(rows, sure, judged([rule({s: ['x']}, 'b')]))).toEqual(['wipe', []]);
		expect(taken(rows, sure, judged([]))).toEqual(['wait', ['wipe']]);
		for (const elsewhere of ['c', 'd']) {
			const both = [rule({t: ['y']}, elsewhere), rule({s: ['x']}, 'b')];
			expect(taken(rows, sure, judged([rule({s: ['x']}, elsewhere)]))).toEqual(['wait', ['wipe']]);
			expect(taken(rows, sure, judged(both))).toEqual(['wipe', []]);
			expect(taken(rows, sure, judged(both, finished('timeout', 'unknown')))).toEqual(['wait', ['wipe']]);
			expect(taken(rows, sure, judged(both.toReversed(), finished('y', 'problem')))).toEqual([
				'wait',
				['wipe'],
			]);
		}
	});

	test('a row may say what takes the place of what may not be done', () => {
		const rows = [{...wipe, otherwise: 'mend'}, go({}, 'wait')];
		expect(taken(rows, sure)).toEqual(['wipe', []]);
		expect(taken(rows)).toEqual(['mend', ['wipe']]);
		expect(taken([{...wipe, otherwise: 'burn'}, go({}, 'wait')])).toEqual(['wait', ['wipe']]);
	});

	test('only broken mail leads there', () => {
		for (const mail of ['working', 'unknown'] as const)
			expect(taken([go({}, 'wipe')], sure, {...judgement, mail})).toEqual([undefined, ['wipe']]);
	});

	test('actions that do not apply are left out, what nobody knows leaves them in, and `also` never destroys', () => {
		const {route} = routeFor(
			{route: [go({}, 'mend', ['wait', 'wipe', 'gone'])]},
			{procedures},
			judgement,
			given({}),
		);
		expect(route?.procedure.actions.map(action => action.do)).toEqual(['always', 'x only']);
		expect(route?.also.map(({name}) => name)).toEqual(['wait']);
		expect(route?.also[0]?.actions[0]?.do).toBe('F …');
	});
});
