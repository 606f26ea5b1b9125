import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {keys} from '../../support/screen.ts';
import {filled, scriptedSink} from '../caught.ts';
import {start} from '../start.tsx';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin, whoCanLogIn} from '../story.ts';

const asksAgain: readonly Happening[] = [
	...done,
	{type: 'case.reopened', steps: ['mx']},
	{type: 'step.started', step: 'mx'},
	{type: 'step.asked', step: 'mx', asking: {probe: 'person', question: {...whoCanLogIn, id: 'mx'}}},
];
const waiting: readonly Happening[] = [
	opened,
	...untilLogin,
	{
		type: 'step.asked',
		step: 'login',
		asking: {probe: 'pause', question: {seconds: 300, why: 'the server asked to come back later'}},
	},
];
/** Two seconds after the last event of `waiting`. */
const later = Date.UTC(2026, 0, 5, 12) + (waiting.length - 1) * 41 + 2000;
const destructive: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: []}),
];
const {desk} = scriptedSink({...filled, ofCase: true});
const caught = {subscribe: () => () => undefined, snapshot: () => desk};

const screens = [
	['a question', asksAgain, '', 'Who can still'],
	['a run', done, '', 'Login'],
	['a finding', done, keys.enter, '[1 sentence]|[sentence]'],
	['its raw side', done, `${keys.enter}3`, '[3 raw]|[raw]'],
	['a conversation', done, 't', 'Conversation'],
	['a diagnosis', done, 'd', '─ Diagnosis'],
	['a procedure', done, 'p', 'Create an app password'],
	['the guard', destructive, 'p', 'ERASE'],
	['the help', done, '?', 'Keys here'],
	['what its sink has caught', done, 'm', '482 915'],
] as const;

describe.each(screens)('at the desk: %s', (_, log, pressed, seen) => {
	test.each([
		[80, 24, /^ Account ○─+Device ✔─+Provider ✖─+Recipient [?⠋]─+Mailbox ○$/, /login ✖ stops here/],
		[160, 50, /─Provider ✖ bad─/, /login ✖ stops here/],
		[40, 10, /^ ○✔✖[?⠋]○ Provider ✖ login stops here$/, undefined],
	] as const)('the path stands below the header at %ix%i', async (columns, rows, first, second) => {
		const {press, screen, until, settle} = await start(log, {columns, rows, caught});
		for (const key of pressed.startsWith(keys.enter) ? [keys.enter, pressed.slice(1)] : [pressed]) {
			if (key !== '') await press(key);
			await settle();
		}
		await until(new RegExp(seen.replaceAll(/[[\]]/g, String.raw`\$&`)));
		const lines = screen().split('\n');
		expect(lines).toHaveLength(rows);
		expect(lines[1]).toMatch(first);
		if (second) expect(lines[2]).toMatch(second);
	});
});

test('before the first step a question has the path as well', async () => {
	const {screen} = await start([opened, {type: 'input.asked', question: whoCanLogIn}]);
	expect(screen()).toMatch(/^ Account ○─.*─Mailbox ○\n nothing looked at yet\n/m);
});

describe('while something is on its way', () => {
	const size = {columns: 120, rows: 40, now: later} as const;

	test('a page names it, with the time that is left and how much is done', async () => {
		const {press, until} = await start(waiting, size);
		await press(keys.enter);
		await until('[1 sentence]');
		expect((await until('Waiting')).split('\n')[2]).toMatch(
			/Waiting 4:58: the server asked to come back later .* 5 of 9 \S$/,
		);
	});

	test('on the smallest screen the time that is left', async () => {
		const {press, until} = await start(waiting, {columns: 40, rows: 10, now: later});
		await press(keys.enter);
		await until('[sentence]');
		expect((await until(/4:58/)).split('\n')[1]).toMatch(/^ ○✔⠋⠋○ Provider ⠋ login running +4:58$/);
	});

	test('a first broken hop is told before it', async () => {
		const log = [
			...done,
			{type: 'case.reopened', steps: ['mx']},
			{type: 'step.started', step: 'mx'},
		] as const;
		const {press, until} = await start(log, size);
		await press('d');
		await until('─ Diagnosis');
		expect((await until('Diagnosis')).split('\n')[2]).toMatch(
			/^ login ✖ stops here ▸ Exchangers \(MX\) .* 8 of 9 \S$/,
		);
	});

	test('each frame is small, and at the end there is none', async () => {
		const {press, until, bytes, settle, tell} = await start(waiting, {...size, now: later});
		await press(keys.enter);
		await until('[1 sentence]');
		const sizes: number[] = [];
		for (let before = bytes(); sizes.length < 3; before = bytes()) {
			await settle();
			if (bytes() !== before) sizes.push(bytes() - before);
		}
		for (const one of sizes) expect(one).toBeLessThanOrEqual(200);
		tell({type: 'case.closed', verdict: 'cancelled'});
		await settle();
		await settle();
		const still = bytes();
		await settle();
		expect(bytes()).toBe(still);
	});
});

test('a moved selection leaves the path alone', async () => {
	const {press, bytes} = await start(asksAgain, {columns: 120, rows: 40, now: later});
	for (const key of ['j', 'k']) {
		const before = bytes();
		await press(key);
		expect(bytes() - before).toBeGreaterThan(0);
		expect(bytes() - before).toBeLessThanOrEqual(1000);
	}
});

describe('in the guide', () => {
	const way = 'Account ○ · Device ✔ · Sending ✖ here it stops · Receiving ? · Mailbox ○';
	const narrow = '✖ Sending server: here it stops';

	test.each([
		['the result', done, ''],
		['an action', done, keys.enter],
		['why', done, 'why'],
	] as const)('the way of the mail stands above %s', async (name, log, pressed) => {
		for (const [columns, rows, told] of [
			[80, 24, way],
			[160, 50, way],
			[40, 10, narrow],
		] as const) {
			const {press, until, screen, settle} = await start(log, {columns, rows, manner: 'guide'});
			if (pressed === 'why') await press('j');
			if (pressed !== '') await press(keys.enter);
			await settle();
			await until(told);
			expect(screen().split('\n')[1]?.trim(), name).toBe(told);
		}
	});

	test('a question in the middle of a run has it, one before the first step has not', async () => {
		const middle = await start(asksAgain, {manner: 'guide'});
		expect((await middle.until('Who can still')).split('\n')[1]).toMatch(/Sending ✖ here it stops/);
		const first = await start([opened, {type: 'input.asked', question: whoCanLogIn}], {manner: 'guide'});
		expect(await first.until('Who can still')).not.toContain('Device');
	});

	test('a run has all five with a word each, or where that does not fit the row', async () => {
		const {until, resize, screen} = await start([opened, ...untilLogin], {manner: 'guide'});
		expect(await until('The mail server that sends')).not.toContain('Sending');
		await resize(40, 10);
		await until('Sending server: being looked at');
		expect(screen().split('\n')[1]).toBe(' ▸ Sending server: being looked at');
	});

	test('what lies over it has it, too', async () => {
		const {press, until} = await start(done, {manner: 'guide'});
		await press('?');
		expect((await until('Keys here')).split('\n')[1]?.trim()).toBe(way);
	});

	test('no hop and no code is named in it', async () => {
		const log = [opened, ...untilLogin, ...loginFails, ...ending({procedure, also: []})];
		const {screen} = await start(log, {manner: 'guide'});
		expect(screen().split('\n')[1]).not.toMatch(/login|smtp|auth/i);
	});
});
