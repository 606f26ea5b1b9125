import {describe, expect, test} from 'vitest';
import type {Happening, PlannedInput} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {opened, whichAddress, whoCanLogIn} from './story.ts';

const right = '\u001B[C';

const inputs: readonly PlannedInput[] = [
	{
		name: 'who-can-log-in',
		ask: 'Who can still log in to the device?',
		kind: 'choice',
		labels: {administrator: 'An administrator can', nobody: 'Nobody'},
	},
	{name: 'directory', ask: 'Which directory?', kind: 'text', labels: {}},
	{name: 'smtp-password', ask: 'Which password?', kind: 'secret', labels: {}},
	{name: 'address', ask: 'Which address should the code reach?', kind: 'text', labels: {}},
	{name: 'symptom', ask: 'What happens?', kind: 'choice', labels: {}},
];
const begun: Happening = {...opened, inputs} as Happening;
const answered = (input: string, value: string): Happening => ({
	type: 'input.answered',
	input,
	value,
	from: 'person',
});
const untilAddress: readonly Happening[] = [
	begun,
	answered('who-can-log-in', 'nobody'),
	answered('smtp-password', 'given'),
	{type: 'input.asked', question: whichAddress},
];

describe('the questions at the desk', () => {
	test('all that apply stand at the left with their answers, the one that waits at the right', async () => {
		const {screen} = await start(untilAddress);
		const frame = screen();
		expect(frame).toContain('Answers · 2');
		expect(frame).toMatch(/✔ Who can still.* Nobody +│/);
		expect(frame).toMatch(/✔ Which password\? +given/);
		expect(frame).toMatch(/▸ Which address/);
		expect(frame).toMatch(/○ What happens\?/);
		expect(frame).not.toContain('Which directory');
		expect(frame).toContain('question 3 of about 6');
		expect(frame).toMatch(/An e-mail address, such as.*│\n.*name@example\.org\./);
	});

	test('below 72 columns there is the question alone, and how far we are', async () => {
		const {screen} = await start(untilAddress, {columns: 60, rows: 20});
		expect(screen()).toContain('question 3 of about 6');
		expect(screen()).not.toContain('Which password');
	});

	test('the smallest screen has the question, its answers and its keys', async () => {
		const {screen} = await start([begun, {type: 'input.asked', question: whoCanLogIn}], {
			columns: 40,
			rows: 10,
		});
		expect(screen()).toContain('Who can still log in');
		expect(screen()).toContain('more: PgDn');
		expect(screen()).toContain('1 of 4');
		expect(screen().split('\n')).toHaveLength(10);
	});

	test('what is typed is judged meanwhile', async () => {
		const {press, until} = await start(untilAddress);
		await press('a@example.org');
		await until('✔ It has the form of an address.');
		await press('@b');
		await until('! An address has only one @ in it.');
	});
});

describe('forward', () => {
	const again: Happening = {type: 'input.asked', question: {...whichAddress, current: 'a@example.org'}};

	test('keeps the answer given before from an empty field, and from an unchanged one at its end', async () => {
		const {press, sent} = await start([begun, again]);
		await press(right);
		expect(sent).toEqual([{type: 'answer', id: 'address', value: 'a@example.org'}]);
		await press(`a@example.org${keys.left}${right}`);
		expect(sent).toHaveLength(1);
		await press(right);
		expect(sent).toHaveLength(2);
	});

	test('does nothing from a field that was changed, and says why where no answer was given', async () => {
		const changed = await start([begun, again]);
		await changed.press(`b@example.org${right}`);
		expect(changed.sent).toEqual([]);
		const first = await start(untilAddress);
		await first.press(right);
		await first.until('No answer was given before.');
	});

	test('keeps a choice, and a secret without its word', async () => {
		const choice = await start([begun, {type: 'input.asked', question: {...whoCanLogIn, current: 'nobody'}}]);
		await choice.until('As before: Nobody');
		await choice.press(right);
		expect(choice.sent).toEqual([{type: 'answer', id: 'who-can-log-in', value: 'nobody'}]);
		const secret = await start([
			begun,
			{
				type: 'input.asked',
				question: {
					id: 'smtp-password',
					ask: 'Which password?',
					kind: 'secret',
					current: 'given',
					mayBeUnknown: true,
				},
			},
		]);
		await secret.press(right);
		expect(secret.sent).toEqual([{type: 'answer', id: 'smtp-password', value: ''}]);
	});

	test('the first question has none before it', async () => {
		const {press, until, sent} = await start([
			begun,
			{type: 'input.asked', question: {...whoCanLogIn, place: {number: 1, about: 6}}},
		]);
		await press(keys.left);
		await until('This is the first question.');
		expect(sent).toEqual([]);
	});
});

test('a secret is in no frame, typed or kept, not even in base64', async () => {
	const {press, raw, screen} = await start([
		begun,
		{
			type: 'input.asked',
			question: {id: 'smtp-password', ask: 'Which password?', kind: 'secret', mayBeUnknown: true},
		},
	]);
	await press('correct-horse');
	expect(screen()).toContain('•'.repeat(13));
	for (const secret of ['correct-horse', Buffer.from('correct-horse').toString('base64')])
		expect(raw()).not.toContain(secret);
});

test('a step that asks has its name above its question, and the answers beside it', async () => {
	const {until} = await start([
		begun,
		answered('address', 'a@example.org'),
		{type: 'step.started', step: 'mx'},
		{
			type: 'step.asked',
			step: 'mx',
			asking: {
				probe: 'person',
				question: {id: 'mx', ask: 'Is the mail there?', kind: 'choice', choices: [], mayBeUnknown: true},
			},
		},
	]);
	const frame = await until('Is the mail there?');
	expect(frame).toContain('─ Exchangers (MX) ─');
	expect(frame).toMatch(/✔ Which addr.* a@example\.org/);
});
