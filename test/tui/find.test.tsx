import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {done, opened} from './story.ts';

test('a transcript is searched as one types; n and N go on, and enter keeps', async () => {
	const {press, until, screen} = await start(done);
	await press('t');
	await until('Conversation');
	await press('/');
	await until(/Find ▸/);
	await press('AUTH');
	const typed = await until(/1 of \d+ {2}⏎ keep/);
	expect(typed).toMatch(/▸.*AUTH/);
	expect(typed).toContain('esc give up');
	await press(keys.enter);
	await until(/found 1 of \d+/);
	expect(screen()).not.toContain('Find ▸');
	expect(screen()).toContain('nN next match');
	await press('n');
	await until(/found 2 of \d+/);
	await press('N');
	await until(/found 1 of \d+/);
	await press('N');
	const around = await until(/found (\d+) of \1 /);
	expect(around).not.toMatch(/found 1 of/);
});

test('esc gives a search up, where it was begun', async () => {
	const {press, until, screen} = await start(done, {columns: 60, rows: 14});
	await press('t');
	await until('Conversation');
	await press('g');
	await until(/1-\d+ of/);
	await press('jjj');
	const before = await until(/4-\d+ of/);
	await press('/relay');
	await press(keys.escape);
	await until('? help');
	await press('/534');
	await until(/\d of \d {2}/);
	expect(screen()).not.toMatch(/ 4-\d+ of/);
	await press(keys.escape);
	await until(/ 4-\d+ of/);
	expect(screen().split('\n').slice(0, 12)).toEqual(before.split('\n').slice(0, 12));
});

test('words that are nowhere are told, and no pattern', async () => {
	const {press, until, screen} = await start(done);
	await press('t');
	await until('Conversation');
	await press('/.*');
	await until('nowhere here');
	await press(keys.enter);
	await until('Nothing on this page has “.*”.');
	await press('/');
	await press('AUTHx');
	await until('nowhere here');
	await press('\u007F');
	await until(/1 of \d/);
	expect(screen()).toContain('Find ▸ AUTH');
});

test('letters are text while words are typed, ? and q as well', async () => {
	const {press, until} = await start(done);
	await press(keys.enter);
	await until('Login · problem');
	await press('/q?e');
	await until('Find ▸ q?e');
	await press('\u0015');
	await press(keys.enter);
	await until('? help');
});

test('in the list of steps a step is found by its title, and the run takes the lead again', async () => {
	const {press, until, screen} = await start(done);
	await until('▸✖ Login');
	await press('/');
	await press('en');
	await until(/2 of 3/);
	await press('c');
	await until('▸✔ Encryption');
	await press(keys.escape);
	await until('▸✖ Login');
	await press('/ser');
	await until('▸✔ Server answers');
	await press(keys.enter);
	await press('n');
	expect(await until(/Step \d of \d with “ser”/)).toContain('▸✔ Server answers');
	await press('/nothing like it');
	await press(keys.enter);
	await until('No step has');
	expect(screen()).toContain('▸✔ Server answers');
});

test('the pane beside the steps, the help, the diagnosis and a procedure have it too', async () => {
	const {press, until} = await start(done, {columns: 120, rows: 40});
	await until('▸✖ Login');
	await press(keys.tab);
	await press('/app password');
	await until(/1 of \d/);
	await press(keys.enter);
	await until(/found 1 of \d/);
	await press('?');
	await until('Keys here');
	await press('/clipboard');
	await until(/nowhere here|1 of \d/);
	await press('\u0015marks');
	await until(/1 of 1 /);
	await press(keys.escape);
	await until('esc back');
	await press(keys.escape);
	await until(/found 1 of \d/);
	await press('d');
	await until('╭─ Diagnosis');
	await press('/because');
	await until(/1 of \d/);
	await press(keys.escape);
	await until('? help');
	await press('p');
	await until('0 of 4 done');
	await press('/app');
	await until(/1 of \d/);
});

test('a message and a session are searched, and a search ends with its page', async () => {
	const {desk} = scriptedSink(filled);
	const {press, until, screen} = await start([], {sink: desk, now: noon});
	await until('482 915');
	await press(keys.enter);
	await until('Subject');
	await press('/subject');
	await until(/1 of \d/);
	await press(keys.enter);
	await until(/found 1 of/);
	await press(keys.tab);
	await until('[Header]');
	expect(screen()).not.toContain('found');
	await press(keys.escape);
	await until('Sessions and messages');
	await press('j');
	await press(keys.enter);
	await until('What was said');
	await press('/from');
	await until(/1 of \d/);
});

test('what was found can be seen without a colour', async () => {
	const {press, until} = await start(done, {glyphs: 'ascii'});
	await press('t');
	await until('Conversation');
	await press('/auth plain');
	expect(await until(/1 of \d/)).toMatch(/\|>.*AUTH PLAIN/);
});

const long = (lines: number): readonly Happening[] => [
	opened,
	{
		type: 'step.observed',
		step: 'login',
		evidence: {
			probe: 'smtp',
			question: {host: 'mail.example.org', port: 25, security: 'none', stage: 'auth'},
			answer: {
				exchanges: Array.from({length: lines}, (_, index) => ({
					ms: index,
					side: index % 2 ? 'server' : 'client',
					text: index % 2 ? `250 fine ${index}` : `NOOP ${index}`,
				})),
			},
			at: 0,
			ms: 1,
		},
	},
	{
		type: 'step.finished',
		step: 'login',
		finding: {code: 'x', level: 'problem', facts: {}, text: 'It says nothing.'},
		ms: 1,
	},
	{type: 'case.closed', verdict: 'inconclusive'},
];

test('both ends of a long page, and the last words of it', async () => {
	const {press, until, screen} = await start(long(900));
	await press('t');
	await until(/ 1-\d+ of \d+/);
	await press('G');
	await until(/NOOP 898/);
	expect(screen()).toMatch(/(\d+) of \1 /);
	await press('g');
	await until(/NOOP 0\b/);
	await press('/fine 899');
	await until('1 of 1');
	expect(screen()).toContain('250 fine 899');
});
