import {expect, test} from 'vitest';
import {openTeller, progressLines, standingLines} from '../../../source/commands/line/run-lines.ts';
import {type Case, noCase, reduceCase} from '../../../source/core/case.ts';
import type {Happening} from '../../../source/core/event.ts';
import {done, ending, loginFails, opened, untilLogin} from '../../tui/story.ts';

const told = (happenings: readonly Happening[]) => {
	const said: string[] = [];
	const teller = openTeller(lines => said.push(...lines));
	let state: Case = noCase;
	happenings.forEach((happening, seq) => {
		const event = {seq, at: 1000 * seq, ...happening};
		state = reduceCase(state, event);
		teller.hear(event, state);
	});
	teller.flush();
	return {said, state};
};

test('each step is told once, when it has ended, with its level as a word', () => {
	const {said} = told(done);
	expect(said.slice(0, 3)).toEqual([
		'',
		'Verification code never arrives.',
		'Settings complete: good. Host, port, encryption, user and sender are all there.',
	]);
	expect(said).toContain('Login: problem. smtp.gmail.com accepts the account only with an app password.');
	expect(said).toContain('Blocklists: unknown. zen.example did not answer in time.');
	expect(new Set(said).size).toBe(said.length);
});

test('what was left out for one reason is told in one sentence', () => {
	expect(told([opened, ...untilLogin, ...loginFails, ...ending()]).said).toContain(
		'Left out: Sender and Recipient. Login found a problem.',
	);
});

test('what is opened again for an answer alone says that no step is taken by itself', () => {
	expect(told([...done, {type: 'case.reopened', steps: []}]).said.at(-1)).toBe(
		'No check is made again: what was answered is weighed anew.',
	);
});

test('a fault of our own is not blamed on the mail', () => {
	const {said} = told([opened, {type: 'step.crashed', step: 'login', message: 'it broke', ms: 1}]);
	expect(said.at(-1)).toBe(
		'Login: unknown. lostmail itself failed there, which says nothing about the mail: it broke.',
	);
});

const waiting: Happening = {
	type: 'step.asked',
	step: 'login',
	asking: {probe: 'pause', question: {seconds: 90, why: 'the server asks to come back later'}},
};

test('a wait says how long, until when, and what for', () => {
	const {said, state} = told([opened, waiting]);
	expect(said.at(-1)).toMatch(
		/^Waiting 1 minute 30 seconds, until \d\d:\d\d:\d\d: the server asks to come back later\. Ctrl\+C cancels\.$/,
	);
	expect(standingLines(state, 31_000)).toEqual(['Still waiting: Login, 1 minute left.']);
});

test('silence is named by what is asked', () => {
	const asked: Happening = {type: 'step.asked', step: 'login', asking: {probe: 'smtp', question: {}}};
	const {state} = told([opened, asked]);
	expect(standingLines(state, 11_000)).toEqual(['Still asking: Login, 10 seconds.']);
	expect(progressLines(state, 11_000)).toEqual(['0 of 9 steps done.', 'Still asking: Login, 10 seconds.']);
});

test('a case that goes on says what is kept', () => {
	const {said} = told([opened, ...untilLogin, {type: 'case.resumed', version: '0.1.0'}]);
	expect(said.at(-1)).toBe('This case goes on where it was left. Kept: 0 answers and what 5 steps found.');
});
