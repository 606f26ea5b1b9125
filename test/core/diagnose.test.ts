import {describe, expect, test} from 'vitest';
import type {StepState} from '../../source/core/case.ts';
import {diagnose} from '../../source/core/diagnose.ts';
import {causes, crashed, finished, rule, skipped, stepOf, waiting} from './tables.ts';

describe('diagnose', () => {
	const rules = [
		rule({s: ['one']}, 'a'),
		rule({s: ['two', 'maybe-two']}, 'b'),
		rule({t: ['three']}, 'c'),
		rule({s: ['two'], t: ['three']}, 'd'),
	];
	const judged = (s: StepState, t: StepState) => {
		const {diagnosis, notRuledOut} = diagnose({diagnose: rules}, {causes}, [
			stepOf('s', s),
			stepOf('t', t, 'mx'),
		]);
		return {
			cause: diagnosis?.cause,
			also: diagnosis?.alsoFound.map(({cause}) => cause),
			open: notRuledOut.map(({cause}) => cause),
		};
	};
	const fine = finished('fine', 'ok');
	test.each([
		['nothing wrong', fine, fine, {open: []}],
		['one cause', finished('one', 'problem'), fine, {cause: 'a', also: [], open: []}],
		[
			'two causes',
			finished('two', 'problem'),
			finished('three', 'problem'),
			{cause: 'b', also: ['c', 'd'], open: []},
		],
		['behind a problem', finished('one', 'problem'), skipped('blocked'), {cause: 'a', also: [], open: []}],
		['behind the unknown', fine, skipped('unknown'), {open: ['c']}],
		['not applicable', fine, skipped('excluded'), {open: []}],
		['not looked at, because nobody asked for it', fine, skipped('untold'), {open: []}],
		['an unknown finding that a rule names', finished('maybe-two', 'unknown'), fine, {open: ['b']}],
		['an unknown finding that none names', finished('timeout', 'unknown'), fine, {open: ['a', 'b']}],
		['a crash', crashed, fine, {open: ['a', 'b']}],
		['still waiting', waiting, waiting, {open: ['a', 'b', 'c', 'd']}],
		['half of a rule', finished('two', 'problem'), crashed, {cause: 'b', also: [], open: ['c', 'd']}],
		[
			'a found cause is not open as well',
			finished('timeout', 'unknown'),
			finished('three', 'problem'),
			{cause: 'c', also: [], open: ['a', 'b', 'd']},
		],
	])('%s', (_, s, t, expected) => {
		expect(judged(s, t)).toEqual({cause: undefined, also: undefined, ...expected});
	});

	test('one entry for each cause, with every step that speaks for it', () => {
		const {diagnosis} = diagnose(
			{
				diagnose: [
					rule({s: ['x']}, 'a'),
					rule({t: ['x']}, 'b'),
					rule({t: ['x', 'y']}, 'a'),
					rule({s: ['x']}, 'b'),
				],
			},
			{causes},
			[stepOf('s', finished('x', 'problem')), stepOf('t', finished('x', 'problem'))],
		);
		expect(diagnosis).toMatchObject({
			cause: 'a',
			because: ['s', 't'],
			alsoFound: [{cause: 'b', because: ['t', 's']}],
		});
	});

	test('the words of a cause are filled with the facts, and with nothing else', () => {
		const state: StepState = {
			status: 'finished',
			finding: {code: 'one', level: 'problem', text: '', facts: {fact: '{fix} $& {none}', list: ['x']}},
		};
		expect(diagnose({diagnose: rules}, {causes}, [stepOf('s', state)]).diagnosis).toMatchObject({
			text: 'E {fix} $& {none}',
			plain: 'P {fix} $& {none}',
			fix: 'F …',
		});
	});

	test('what is open or found as well carries the words of its cause, unless they need facts', () => {
		const cause = causes.get('b');
		if (!cause) throw new Error('there has to be a cause b');
		const plain = 'The mail is still on its way.';
		const worded = new Map([...causes, ['b', {...cause, plain}]] as const);
		const told = (s: StepState) =>
			diagnose({diagnose: rules}, {causes: worded}, [stepOf('s', s), stepOf('t', fine)]);
		expect(told(finished('timeout', 'unknown')).notRuledOut).toEqual([
			{cause: 'a', because: ['s']},
			{cause: 'b', because: ['s'], plain},
		]);
	});

	test('rivals are the causes before the one that was found, as long as they are not excluded', () => {
		const ids = (s: StepState, t: StepState) =>
			diagnose({diagnose: rules}, {causes}, [stepOf('s', s), stepOf('t', t)]).rivals?.map(({id}) => id);
		expect(ids(finished('maybe-two', 'unknown'), finished('three', 'problem'))).toEqual(['a', 'b']);
		expect(ids(finished('two', 'problem'), crashed)).toEqual([]);
		expect(ids(fine, crashed)).toEqual(['c']);
	});
});

describe('what to do', () => {
	const fixOf = (facts: Readonly<Record<string, string | boolean>>) => {
		const state = finished('one', 'problem');
		if (state.status !== 'finished') throw new Error('it has to be a finding');
		const told: StepState = {...state, finding: {...state.finding, facts}};
		const {diagnosis} = diagnose({diagnose: [rule({s: ['one']}, 'a')]}, {causes}, [stepOf('s', told)]);
		return [diagnosis?.fix, diagnosis?.who];
	};
	const usual = fixOf({});
	const remedy = 'Create an app password.';

	test('is told by a rule that knew the words for this very cause, and by a check of its own', () => {
		const advised = [remedy, 'vendor'];
		expect(fixOf({matched: true, ruleCause: 'a', remedy, whoActs: 'vendor'})).toEqual(advised);
		expect(fixOf({remedy, whoActs: 'vendor'})).toEqual(advised);
	});

	test('is not told by a rule for another cause, nor by one that is not sure', () => {
		expect(fixOf({matched: true, ruleCause: 'b', remedy, whoActs: 'vendor'})).toEqual(usual);
		expect(fixOf({matched: false, remedy, whoActs: 'vendor'})).toEqual(usual);
	});
});
