import {expect, test} from 'vitest';
import type {Diagnosis, Event, Happening, Verdict} from '../../../source/core/event.ts';
import {changedWords} from '../../../source/tui/views/guide-changed.ts';
import {procedure} from '../story.ts';

const diagnosis = (cause: string): Diagnosis => ({
	cause,
	hop: 'auth',
	who: 'admin',
	repair: 'device',
	text: '',
	plain: '',
	fix: '',
	because: [],
	alsoFound: [],
	notRuledOut: [],
});

const look = (verdict: Verdict, cause?: string, way = 'a'): readonly Happening[] => [
	{
		type: 'case.diagnosed',
		mail: 'unknown',
		diagnosis: cause === undefined ? null : diagnosis(cause),
		notRuledOut: [],
	},
	{type: 'case.routed', route: {procedure: {...procedure, name: way}, also: []}, undecided: []},
	{type: 'case.closed', verdict},
];
const again: Happening = {type: 'case.reopened', steps: ['login']};
const told = (...log: readonly Happening[]) =>
	changedWords(log.map((happening, seq): Event => ({...happening, seq, at: seq})));

test('after one look there is nothing to compare', () => {
	expect(told(...look('diagnosed', 'x'))).toBeUndefined();
	expect(told(again, ...look('diagnosed', 'x'))).toBeUndefined();
	expect(told(...look('diagnosed', 'x'), again)).toBeUndefined();
});

test.each([
	['diagnosed', 'x', 'diagnosed', 'x', 'it is still the same.'],
	['diagnosed', 'x', 'healthy', undefined, 'what was wrong before is mended.'],
	['diagnosed', 'x', 'diagnosed', 'y', 'and now there is something else.'],
	['diagnosed', 'x', 'inconclusive', undefined, 'but not everything could be found out.'],
	['inconclusive', undefined, 'diagnosed', 'x', 'now the cause is known.'],
	['inconclusive', undefined, 'inconclusive', undefined, 'nothing has changed.'],
	['inconclusive', undefined, 'healthy', undefined, 'everything could be found out this time.'],
	['healthy', undefined, 'inconclusive', undefined, 'this time not everything could be found out.'],
	['diagnosed', 'x', 'cancelled', 'x', 'The second look was stopped before its end.'],
] as const)('%s %s, then %s %s', (first, before, second, now, words) => {
	expect(told(...look(first, before), again, ...look(second, now))).toContain(words);
});

test('the same cause with another way is said to have another way', () => {
	expect(told(...look('diagnosed', 'x', 'a'), again, ...look('diagnosed', 'x', 'b'))).toContain(
		'it is still the same, but something else helps now.',
	);
});

test('what was stopped before is no first look', () => {
	expect(told(...look('cancelled'), again, ...look('inconclusive'))).toBeUndefined();
});
