import {describe, expect, test} from 'vitest';
import {acceptAnswer, acceptTyped, applies, missingInputs, withoutValue} from '../../source/core/answers.ts';
import type {Input} from '../../source/core/playbook.ts';

const choices = [{value: 'yes', label: 'Yes'}];
describe('an answer', () => {
	test.each([
		[{kind: 'text'}, ' x ', 'x'],
		[{kind: 'text'}, '', ''],
		[{kind: 'text', type: 'port'}, '587', '587'],
		[{kind: 'text', type: 'port'}, 'UnKnown', 'unknown'],
		[{kind: 'choice', choices}, 'yes', 'yes'],
		[{kind: 'confirmation', word: 'Wipe'}, 'wIPE ', 'typed'],
		[{kind: 'confirmation', word: 'Wipe'}, 'typed', 'typed'],
		[{kind: 'secret'}, 'hunter2', 'given'],
		[{kind: 'secret'}, '', 'unknown'],
	] as const)('%j: %j is %j', (expected, raw, value) => {
		expect(acceptAnswer(expected, raw)).toEqual({ok: true, value});
	});

	test.each([
		[{kind: 'text', type: 'port'}, '70000'],
		[{kind: 'choice', choices}, 'y'.repeat(5000)],
		[{kind: 'choice'}, 'yes'],
		[{kind: 'confirmation', word: 'wipe'}, 'yes'],
		[{kind: 'confirmation'}, ''],
	] as const)('%j: %j is refused in one bounded sentence', (expected, raw) => {
		const answer = acceptAnswer(expected, raw);
		expect(answer.ok).toBe(false);
		expect(answer.ok ? '' : answer.failure.length).toBeLessThan(200);
	});

	test('what a person types confirms by the word alone', () => {
		expect(acceptTyped({kind: 'confirmation', word: 'wipe'}, ' typed ').ok).toBe(false);
		expect(acceptTyped({kind: 'confirmation', word: 'Typed'}, 'typed').ok).toBe(true);
		expect(acceptTyped({kind: 'confirmation', word: 'wipe'}, 'WIPE').ok).toBe(true);
		expect(acceptTyped({kind: 'text'}, 'typed').ok).toBe(true);
	});
});

test('inputs without which nobody can start: those that nothing excludes and that have no fallback', () => {
	const input = (name: string, more: Partial<Input> = {}): Input => ({
		name,
		ask: '',
		kind: 'text',
		type: 'text',
		choices: [],
		when: {},
		...more,
	});
	const inputs = [
		input('a'),
		input('b', {fallback: 'x'}),
		input('c', {when: {a: ['1']}}),
		input('d', {when: {a: ['2']}}),
		input('e', {when: {f: ['2']}}),
	];
	const names = (answers: Readonly<Record<string, string>>) =>
		missingInputs({inputs}, answers).map(({name}) => name);
	expect(names({})).toEqual(['a', 'c', 'd', 'e']);
	expect(names({a: '1'})).toEqual(['c', 'e']);
	expect(applies({when: {a: ['1']}}, {})).toBe('unknown');
});

test.each([
	'address',
	'host',
	'domain',
	'ip',
	'port',
	'minutes',
	'wait-minutes',
	'sink-ports',
	'filter',
] as const)('a complaint about a free text of type %s can be told without the text', type => {
	const typed = 'canary-5Tz ü\u0001';
	const accepted = acceptAnswer({kind: 'text', type}, typed);
	const complaint = accepted.ok ? '' : accepted.failure;
	const told = withoutValue({kind: 'text', type}, complaint);
	expect(told).toMatch(/^expected /);
	expect(told).not.toMatch(/canary|got/);
});
