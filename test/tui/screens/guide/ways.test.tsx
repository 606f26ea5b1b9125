import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../../source/core/event.ts';
import {keys} from '../../../support/screen.ts';
import {start} from '../../start.tsx';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../../story.ts';

const pageUp = '\u001B[5~';
const controlG = '\u0007';

const ended = (verdict: 'healthy' | 'inconclusive' | 'cancelled'): Happening => ({
	type: 'case.closed',
	verdict,
});
const lastResort: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: [procedure]}),
];

test('from what cannot be undone, tab leads to the way that can', async () => {
	const {until, press} = await start(lastResort, {manner: 'guide'});
	await press('jjj');
	await press(keys.enter);
	await until('another way');
	await press(keys.tab);
	await until('Log in to the mail account in a browser.');
});

test('enter pressed again and again never reaches what cannot be undone', async () => {
	const {until, press, screen} = await start(
		[opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []})],
		{manner: 'guide'},
	);
	await until('Why do you think so?');
	for (let times = 0; times < 8; times++) {
		await press(keys.enter);
		expect(screen()).not.toContain('Hold the reset button');
		expect(screen()).not.toContain('This cannot be undone.');
	}
});

describe('no dead end', () => {
	test.each([
		['healthy', 'Nothing was found that would stop the mail.', 'again'],
		['inconclusive', 'could not be found out for certain', 'again'],
		['cancelled', 'This was stopped before its end.', 'go on'],
	] as const)('%s', async (verdict, sentence, step) => {
		const {until, press, sent} = await start([opened, ...untilLogin, ended(verdict)], {manner: 'guide'});
		await until(sentence);
		if (step === 'again') await press('j');
		await press(keys.enter);
		expect(sent.at(-1)?.type).toBe('redo');
		await press('G');
		await until('▸ Something else');
		await press(keys.enter);
		expect(await until('What is wrong?')).toContain('▸ Back to what was found');
		await press(keys.enter);
		await until(sentence);
	});

	test('a report is written, and its place is told', async () => {
		const {until, press} = await start(done, {manner: 'guide'});
		await until('Something else');
		await press('jjj');
		await press(keys.enter);
		await until('/home/me/report.text');
	});
});

describe('the desk and back', () => {
	test('keeps the place', async () => {
		const {until, press} = await start(done, {manner: 'guide'});
		await until('Show me what to do');
		await press(keys.enter + keys.enter);
		await until('2 of 4');
		await press(controlG);
		await until('╭─ Steps');
		await press(controlG);
		await until('2 of 4');
	});

	test('is a line of what was found as well', async () => {
		const {until, press} = await start(done, {manner: 'guide'});
		await until('Look at it as an engineer does');
		await press('Gk');
		await press(keys.enter);
		await until('╭─ Steps');
	});
});

test('esc goes one step back and never out, and q asks first and says how to come back', async () => {
	const {until, press} = await start(done, {manner: 'guide'});
	await until('Show me what to do');
	await press(keys.enter + keys.enter);
	await until('2 of 4');
	await press(keys.escape);
	await until('Show me what to do');
	await press(keys.enter);
	await until('2 of 4');
	await press(keys.escape);
	await until('Show me what to do');
	await press(keys.escape);
	await until('What is wrong?');
	await press(keys.escape);
	await until('This is the beginning; q leaves.');
	await press('q');
	expect(await until('Leave now? Your answers are kept.')).toContain('lostmail case resume');
	await press(keys.escape);
	await until('What is wrong?');
});

test('while a capture waits, what to enter is copied value by value', async () => {
	const enter = [
		{label: 'Server', value: '192.168.1.7'},
		{label: 'Port', value: '2525'},
	];
	const {until, press, copied} = await start(
		[
			opened,
			{type: 'step.started', step: 'login'},
			{
				type: 'step.asked',
				step: 'login',
				asking: {probe: 'sink', question: {do: 'wait', seconds: 300, why: 'the test mail', enter}},
			},
		],
		{manner: 'guide'},
	);
	expect(await until('▸ Server  192.168.1.7')).toContain('5:00 left.');
	await press('y');
	await press('j');
	await until('▸ Port    2525');
	await press('y');
	expect(copied).toEqual(['192.168.1.7', '2525']);
});

test('a page that does not fit is read on and back', async () => {
	const {until, press} = await start(done, {columns: 40, rows: 10, manner: 'guide'});
	await until('more: PgDn');
	for (let times = 0; times < 12; times++) await press(keys.pageDown);
	await until('more: PgUp');
	for (let times = 0; times < 12; times++) await press(pageUp);
	await until('more: PgDn');
});

test('after a second look it is said what has changed', async () => {
	const {until, tell} = await start(done, {manner: 'guide'});
	await until('Show me what to do');
	tell(
		{type: 'case.reopened', steps: ['login']},
		{type: 'case.diagnosed', mail: 'unknown', diagnosis: null, notRuledOut: []},
		{type: 'case.routed', route: null, undecided: []},
		ended('healthy'),
	);
	await until('Looked at once more: what was wrong before is mended.');
});

test('the ASCII theme has nothing beyond ASCII on any screen of the guide', async () => {
	const {until, press} = await start(lastResort, {manner: 'guide', glyphs: 'ascii'});
	const ascii = /^[\x20-\x7E\n]*$/;
	expect(await until('> Show me what to do')).toMatch(ascii);
	await press(keys.enter);
	expect(await until('1 of 4')).toMatch(ascii);
	await press(keys.escape);
	await until('> Show me what to do');
	await press('j');
	await press(keys.enter);
	expect(await until('Why we think so')).toMatch(ascii);
});

test('remote words cannot act on the terminal', async () => {
	const evil = 'A\u001B[2J\u202Eb\u009B1m';
	const log: readonly Happening[] = done.map(happening =>
		happening.type === 'case.diagnosed' && happening.diagnosis
			? {...happening, diagnosis: {...happening.diagnosis, plain: evil, fix: evil}}
			: happening,
	);
	const {until, raw, press} = await start(log, {manner: 'guide'});
	await until('Show me what to do');
	await press('j');
	await press(keys.enter);
	await until('Why we think so');
	for (const acts of ['\u001B[2J\u202E', '\u202E', '\u009B']) expect(raw()).not.toContain(acts);
});
