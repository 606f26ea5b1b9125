import {describe, expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import type {Procedure} from '../../source/core/knowledge.ts';
import type {PersonQuestion} from '../../source/core/person.ts';
import {wasGuided} from '../../source/tui/guided.ts';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {ending, erasing, loginFails, opened, procedure, untilLogin} from './story.ts';

const question: PersonQuestion = {
	id: 'search.junk',
	ask: 'Open the junk folder, newest first. Is the mail there?',
	kind: 'choice',
	choices: [
		{value: 'no', label: 'No, it is not there'},
		{value: 'yes', label: 'Yes, it is there'},
	],
	mayBeUnknown: true,
	place: {number: 1, about: 7},
};

const asking: Happening = {type: 'step.asked', step: 'login', asking: {probe: 'person', question}};
const answered: Happening = {
	type: 'step.observed',
	step: 'login',
	evidence: {probe: 'person', question, answer: {value: 'no'}, at: 0, ms: 1},
};
const looking: Procedure = {...procedure, name: 'look-for-a-bounce', title: 'Look for a bounce'};

/** A run in which a step asks, up to its question. */
const guided: readonly Happening[] = [opened, ...untilLogin, asking];
const rest: readonly Happening[] = [answered, ...loginFails, ...ending({procedure, also: [looking]})];

describe('at the end of a run', () => {
	test('whoever was asked by a step reads what to do, and esc leads to the steps', async () => {
		const {until, tell, press} = await start(guided);
		await until('Open the junk folder');
		tell(...rest);
		const page = await until('▸   1  Log in to the mail account');
		expect(page).toContain('Other ways                ⇥  Look for a bounce');
		expect(page).toContain('⇥ other way');
		await press(keys.escape);
		await until('╭─ Steps');
	});

	test('whoever was asked by no step stays with the steps', async () => {
		const {until, tell} = await start([opened, ...untilLogin]);
		tell(...loginFails, ...ending());
		expect(await until('p what to do')).toContain('╭─ Steps');
	});

	test.each([
		['went to look at the run', 'd'],
		['chose a step', 'dja'],
	])('whoever %s stays there', async (_, typed) => {
		const {until, tell, press} = await start(guided);
		await until('Open the junk folder');
		await press(typed);
		tell(...rest);
		expect(await until('p what to do')).toContain('╭─ Steps');
	});

	test('a recorded case begins with its steps', async () => {
		const {until} = await start([...guided, ...rest]);
		expect(await until('p what to do')).toContain('╭─ Steps');
	});

	test('nobody is led to what cannot be undone, nor anywhere by a run that was cancelled', async () => {
		const first = await start(guided);
		await first.until('Open the junk folder');
		first.tell(answered, ...loginFails, ...ending({procedure: erasing, also: []}));
		expect(await first.until('p what to do')).toContain('╭─ Steps');
		const second = await start(guided);
		await second.until('Open the junk folder');
		second.tell(answered, ...loginFails, ...ending().slice(0, -1), {
			type: 'case.closed',
			verdict: 'cancelled',
		});
		expect(await second.until('p what to do')).toContain('╭─ Steps');
	});
});

test('only what was asked in this round counts', async () => {
	const told = (...log: readonly Happening[]) =>
		wasGuided(log.map((happening, seq) => ({...happening, seq, at: seq})));
	expect(told(opened, asking, answered)).toBe(true);
	expect(told(opened, ...untilLogin)).toBe(false);
	expect(told(opened, asking, answered, {type: 'case.reopened', steps: ['mx']})).toBe(false);
	expect(told(opened, {type: 'case.reopened', steps: ['login']}, asking)).toBe(true);
});

test('without a cause, the line of the verdict names what to do with its key', async () => {
	const {until, tell} = await start([opened, ...untilLogin]);
	tell(
		{type: 'case.diagnosed', mail: 'unknown', diagnosis: null, notRuledOut: []},
		{type: 'case.routed', route: {procedure: looking, also: []}, undecided: []},
		{type: 'case.closed', verdict: 'inconclusive'},
	);
	expect(await until('p Look for a bounce')).toContain('Inconclusive: ');
});

test('details are offered for an action that has some, and for no other', async () => {
	const {until, press} = await start([...guided, ...rest]);
	await until('p what to do');
	await press('p');
	expect(await until('▸   1  Log in')).toContain('⏎ details');
	await press('j');
	expect(await until('▸   2  Create')).not.toContain('⏎ details');
	await press(keys.enter);
	await until('This action has no details.');
});
