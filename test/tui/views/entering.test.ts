import {expect, test} from 'vitest';
import type {Case, Step} from '../../../source/core/case.ts';
import type {Diagnosis} from '../../../source/core/event.ts';
import type {Json} from '../../../source/core/json.ts';
import {entryAt, rowsToEnter} from '../../../source/tui/views/entering.ts';

const step = (
	id: string,
	facts: {readonly [name: string]: Json},
	questions: readonly unknown[] = [],
): Step => ({
	id,
	title: id,
	check: id,
	hop: 'settings',
	needs: [],
	evidence: questions.map(question => ({probe: 'sink', question, at: 0, ms: 1})),
	state: {status: 'finished', finding: {code: 'x', level: 'problem', facts, text: 'x'}},
});
const because = (hop: Diagnosis['hop'], ...ids: readonly string[]) =>
	({hop, because: ids, alsoFound: [], notRuledOut: []}) as unknown as Diagnosis;
const preset = step('preset', {presets: [{host: 'smtp.example.org', port: 465, security: 'implicit'}]});
const record = step('spf', {publish: ['example.org. TXT "v=spf1 -all"']});
const other = step('mx', {publish: ['example.org. MX 10 mx.example.org.']});
const procedure = {again: [], actions: [{do: 'Do it.'}]};

const rows = (state: Pick<Case, 'steps' | 'diagnosis'>) =>
	rowsToEnter(state, procedure).map(({label, value}) => `${label}: ${value}`);

test('what the findings that speak for the cause propose to publish, and of no other', () => {
	expect(rows({steps: [record, other, preset], diagnosis: because('mx', 'spf')})).toEqual([
		'Publish: example.org. TXT "v=spf1 -all"',
	]);
});

test('the settings that the provider wants, where it is the device that is set wrong', () => {
	expect(rows({steps: [record, preset], diagnosis: because('auth', 'login')})).toEqual([
		'Server: smtp.example.org',
		'Port: 465',
		'Encryption: SSL/TLS',
	]);
});

test('what a question had entered, each thing once; a case file may hold anything', () => {
	const enter = [
		{label: 'Server', value: '192.0.2.1'},
		{label: 5, value: {}},
		null,
		'x',
		{label: 'L\u001B', value: 'v\u202E'},
	];
	const asked = step('sink', {publish: 'no list', presets: [{host: 1}]}, [
		{enter},
		{enter},
		{enter: 'x'},
		null,
	]);
	expect(rows({steps: [asked], diagnosis: because('settings', 'sink')})).toEqual([
		'Server: 192.0.2.1',
		'L\\u{1b}: v\\u{202e}',
	]);
});

test('rows are counted after the actions', () => {
	const state = {steps: [preset]};
	expect(entryAt(state, procedure, 0)).toBeUndefined();
	expect(entryAt(state, procedure, 2)).toEqual({label: 'Port', value: '465'});
	expect(entryAt(state, procedure, 9)).toBeUndefined();
});
