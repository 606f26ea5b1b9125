import {describe, expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import type {Procedure} from '../../source/core/knowledge.ts';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {done, ending, loginFails, opened, procedure, untilLogin} from './story.ts';

const question = {host: 'smtp.example.org', port: 587, security: 'starttls', stage: 'login'};
const reach = {resolvers: [], connectTo: [], ca: [], timeout: 10_000, deadline: 120_000};
const asking: readonly Happening[] = [
	{...opened, reach} as Happening,
	...untilLogin,
	{type: 'step.asked', step: 'login', asking: {probe: 'smtp', question}},
];
/** Later than the question of `asking`, which is its last event. */
const later = (seconds: number) => Date.UTC(2026, 0, 5, 12) + (asking.length - 1) * 41 + seconds * 1000;
const shiftTab = '\u001B[Z';

describe('what is asked now', () => {
	test.each([
		[80, 24],
		[160, 50],
	])('stands above the key bar at %ix%i, with its time and how much is done', async (columns, rows) => {
		const {screen} = await start(asking, {columns, rows, now: later(3)});
		const line = screen().split('\n').at(-2) ?? '';
		expect(line).toContain('Login · smtp AUTH at smtp.');
		expect(line).toMatch(/and 1 more · 3 s of 10 · 5 of 9 \S$/);
		expect(screen()).toContain('One answer may take 10 seconds.');
	});

	test('on the smallest screen it takes the place of a verdict that knows nothing yet', async () => {
		const {screen} = await start(asking, {columns: 40, rows: 10, now: later(3)});
		expect(screen().split('\n').at(-2)).toMatch(/Login · smtp AUTH.*3 s of 10 · 5\/9/);
	});

	test('what takes longer than one answer may says so', async () => {
		const {screen} = await start(asking, {columns: 120, rows: 40, now: later(14)});
		expect(screen()).toContain('14 s, 10 for each answer');
	});

	test('a spinner frame is small', async () => {
		const {bytes, settle} = await start(asking, {columns: 120, rows: 40, now: later(3)});
		const sizes: number[] = [];
		for (let before = bytes(); sizes.length < 3; before = bytes()) {
			await settle();
			if (bytes() !== before) sizes.push(bytes() - before);
		}
		for (const size of sizes) expect(size).toBeLessThanOrEqual(200);
	});
});

test('the first broken hop has its mark, its word and its place below the station', async () => {
	const {until} = await start(done);
	const frame = (await until('▸✖ Login')).split('\n');
	expect(frame[1]).toContain('Provider ✖');
	expect(frame[2]).toContain('login ✖ stops here');
});

test('a finding has four sides, turned by tab and by number', async () => {
	const {press, until, screen} = await start(done);
	await press(keys.enter);
	expect(await until('[1 sentence]')).toMatch(/Means {2}Two-step/);
	await press(keys.tab);
	expect(await until('[2 evidence]')).toMatch(/1 {2}smtp auth at smtp\.gmail\.com:587 .* 88 ms/);
	await press(keys.tab);
	expect(await until('[3 raw]')).toContain('"check": "smtp.login"');
	await press(keys.tab);
	expect(await until('[4 transcript]')).toContain('Conversation');
	await press(keys.tab);
	await until('[1 sentence]');
	await press(shiftTab);
	await until('[4 transcript]');
	await press('3');
	await until('[3 raw]');
	await press(keys.escape);
	await until('╭─ Steps');
	expect(screen()).not.toContain('[3 raw]');
});

test('each side is copied as it stands, and how much it was is told', async () => {
	const {press, until, copied} = await start(done);
	await press('y');
	await until(/The finding is in the clipboard \(68 characters\)/);
	expect(copied[0]).toBe('Login: smtp.gmail.com accepts the account only with an app password.');
	await press(`${keys.enter}3y`);
	await until('The finding as JSON is in the clipboard');
	expect(JSON.parse(copied[1] ?? '')).toMatchObject({id: 'login', state: {status: 'finished'}});
	await press('4y');
	await until('The conversation is in the clipboard');
	expect(copied[2]).toContain('AUTH PLAIN ••••••');
	await press('Y');
	await until('The report line is in the clipboard');
	expect(copied[3]).toContain('auth.app-password-needed');
});

describe('running again', () => {
	test('r runs the step, R all of them; while they run both say why not', async () => {
		const {press, sent, tell, until} = await start(done);
		await press('r');
		expect(sent.at(-1)).toEqual({type: 'redo', steps: ['login']});
		tell(
			{type: 'case.reopened', steps: ['login', 'sender', 'recipient']},
			{type: 'step.started', step: 'login'},
		);
		const again = await until('Being checked again');
		expect(again).toContain('before: smtp.gmail.com accepts');
		expect(again).not.toContain('✖ stops here');
		await press('R');
		await until('Still running; Ctrl+C ends the run.');
		tell(
			{
				type: 'step.finished',
				step: 'login',
				finding: {code: 'ok', level: 'ok', facts: {}, text: 'The login was accepted.'},
				ms: 90,
			},
			{type: 'case.diagnosed', mail: 'working', diagnosis: null, notRuledOut: []},
			{type: 'step.skipped', step: 'sender', why: 'untold', reason: 'nobody told'},
			{type: 'step.skipped', step: 'recipient', why: 'untold', reason: 'nobody told'},
			{type: 'case.closed', verdict: 'inconclusive'},
		);
		const changed = await until('ok now, problem (app-password-needed)');
		expect(changed).toMatch(/As before: Sender, Recipient/);
		await press('d');
		await until('Login: ok now, problem (app-password-needed) before');
		await press('R');
		expect(sent.at(-1)).toMatchObject({
			type: 'redo',
			steps: expect.arrayContaining(['settings', 'blocklists']),
		});
	});

	test.each([
		['one that came to its end', done],
		['one that was broken off', [opened, ...untilLogin]],
	])('a recording says why nothing is run again: %s', async (_, log) => {
		const {press, until, sent, bytes, settle} = await start(log, {closed: 'this is a recording'});
		await until('recording');
		for (const key of ['r', 'R']) {
			await press(key);
			await until('Nothing can be run again: this is a recording.');
		}
		const before = bytes();
		await settle();
		expect(bytes()).toBe(before);
		expect(sent).toEqual([]);
	});

	test('no question of a recording can be answered', async () => {
		const {until} = await start(
			[opened, {type: 'input.asked', question: {id: 'x', ask: 'Which?', kind: 'text', mayBeUnknown: true}}],
			{closed: 'this is a recording'},
		);
		await until('The recording ends here.');
	});
});

describe('what to enter', () => {
	const preset: Happening = {
		type: 'step.finished',
		step: 'settings',
		finding: {
			code: 'preset',
			level: 'ok',
			facts: {presets: [{host: 'smtp.gmail.com', port: 465, security: 'implicit'}]},
			text: 'For Gmail enter smtp.gmail.com.',
		},
		ms: 1,
	};

	test('stands below the actions, and each value is copied alone', async () => {
		const {press, until, copied, sent} = await start([...done.slice(0, -2), preset, ...done.slice(-2)]);
		await press('p');
		const page = await until('What to enter');
		expect(page).toMatch(/Server {9}smtp\.gmail\.com/);
		expect(page).toMatch(/Encryption {5}SSL\/TLS/);
		await press('jjjjjy');
		await until('Port is in the clipboard (3 characters)');
		expect(copied).toEqual(['465']);
		await press(' ');
		await until('Only to be entered; y copies it.');
		expect(sent).toEqual([]);
		await press('gy');
		await until('This action is in the clipboard');
		expect(copied[1]).toBe('Log in to the mail account in a browser.');
	});

	test('a way that was tried is no longer named as untried', async () => {
		const erasing: Procedure = {
			...procedure,
			name: 'erase',
			title: 'Erase',
			destructive: true,
			word: 'ERASE',
		};
		const {press, until, tell} = await start([
			opened,
			...untilLogin,
			...loginFails,
			...ending({procedure: erasing, also: [procedure]}),
		]);
		await press('p');
		await until('Then');
		await press('\t');
		await until('○ Create an app password');
		tell(
			...procedure.actions.map(
				(_, action): Happening => ({type: 'action.ticked', procedure: procedure.name, action}),
			),
		);
		expect(await until('Type ERASE')).not.toMatch(/○ Create an app password\s/);
	});
});
