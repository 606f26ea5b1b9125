import {describe, expect, test} from 'vitest';
import type {PersonQuestion} from '../../../source/core/person.ts';
import {keys} from '../../support/screen.ts';
import {start} from '../start.tsx';
import {done, opened, whichAddress, whoCanLogIn} from '../story.ts';

const sizes = [
	[40, 10],
	[80, 24],
	[160, 50],
] as const;
const right = '\u001B[C';

const ask = (question: PersonQuestion, options: Parameters<typeof start>[1] = {}) =>
	start([opened, {type: 'input.asked', question}], {manner: 'guide', ...options});

describe.each(sizes)('at %ix%i', (columns, rows) => {
	test('a choice has its question and its answers, and why we ask can be read', async () => {
		const {until, press, sent} = await ask(whoCanLogIn, {columns, rows});
		const first = await until('Who can still log in to the device?');
		expect(first).toContain('▸ An administrator can');
		expect(first.split('\n')).toHaveLength(rows);
		const read = [first];
		for (let times = 0; times < 8; times++) {
			await press(keys.pageDown);
			read.push(await until('Who can still log in to the device?'));
		}
		expect(read.join('\n').replaceAll(/\s+/g, ' ')).toMatch(/Answering[\s\S]*changes[\s\S]*nothing\./);
		await press(keys.down + keys.enter);
		expect(sent).toEqual([{type: 'answer', id: 'who-can-log-in', value: 'open-session'}]);
	});

	test('a text is judged as it is typed', async () => {
		const {until, press, sent} = await ask(whichAddress, {columns, rows});
		await until('An e-mail address, such as');
		await press('jane.example.org');
		await until('An address has an @ in it.');
		await press(`${keys.left.repeat(11)}@`);
		await until('✔ It has the form of an address.');
		await press(keys.enter);
		expect(sent.at(-1)).toEqual({type: 'answer', id: 'address', value: 'jane.@example.org'});
	});

	test('"I don\'t know" is always there', async () => {
		const {until, press, sent} = await ask(whichAddress, {columns, rows});
		await until("I don't know");
		await press(keys.down + keys.enter);
		expect(sent.at(-1)).toEqual({type: 'answer', id: 'address', value: 'unknown'});
	});
});

test('a secret is masked, and stands nowhere on the screen or in what is written', async () => {
	const question: PersonQuestion = {
		...whichAddress,
		id: 'smtp-password',
		kind: 'secret',
		ask: 'The password?',
	};
	const {until, press, raw, screen} = await ask(question);
	await until('The password?');
	const secret = 'canary8x-hunter2';
	await press(secret);
	await until('••••••••••••••••');
	for (const told of [secret, Buffer.from(secret).toString('base64')]) {
		expect(screen()).not.toContain(told);
		expect(raw()).not.toContain(told);
	}
});

test('what was answered before is kept with right, and left goes back', async () => {
	const {until, press, sent} = await ask({...whoCanLogIn, current: 'nobody'});
	await until('▸ As before: Nobody');
	await press(right);
	expect(sent).toEqual([{type: 'answer', id: 'who-can-log-in', value: 'nobody'}]);
	await press(keys.left);
	expect(sent.at(-1)).toEqual({type: 'back'});
});

test('from the first question, left and esc lead to the first screen and not out', async () => {
	const first: PersonQuestion = {...whoCanLogIn, place: {number: 1, about: 6}};
	const {until, press, sent} = await ask(first);
	await until('Who can still log in');
	await press(keys.left);
	expect(await until('What is wrong?')).toContain('▸ Go on: I forgot my password');
	await press(keys.enter);
	await until('Who can still log in');
	await press(keys.escape);
	await until('What is wrong?');
	expect(sent).toEqual([]);
});

test('an answer that was refused is told until what is typed fits', async () => {
	const {until, press, tell} = await ask(whichAddress);
	tell({
		type: 'input.refused',
		id: 'address',
		value: 'x y',
		complaint: 'expected an e-mail address, got "x y"',
	});
	await until('✖ Expected an e-mail address, got "x y".');
	await press('jane@example.org');
	expect(await until('✔ It has the form of an address.')).not.toContain('Expected');
});

test('an answer that is longer than the screen is told in full below the list', async () => {
	const long = 'The password is refused, and resetting it by mail does not work either';
	const question: PersonQuestion = {...whoCanLogIn, choices: [{value: 'x', label: long}]};
	const {until} = await ask(question, {columns: 40, rows: 10});
	expect((await until('▸ The password')).replaceAll(/\s+/g, ' ')).toContain('mail does not work either');
});

test.each(['guide', 'desk'] as const)(
	'at 40x10 in the %s all that is to be entered can be read, page by page, and the choice stays',
	async manner => {
		const question: PersonQuestion = {
			...whoCanLogIn,
			enter: ['Server', 'Port', 'Encryption', 'User', 'Sender'].map((label, index) => ({
				label,
				value: `value-${index}`,
			})),
		};
		const {until, press, copied} = await ask(question, {manner, columns: 40, rows: 10});
		const first = await until('value-0');
		expect(first).toContain('more: PgDn');
		const read = [first];
		for (let times = 0; times < 8; times++) {
			await press(keys.pageDown);
			read.push(await until('▸ An administrator can'));
		}
		for (const value of ['value-1', 'value-4']) expect(read.join('\n')).toContain(value);
		await press('yy');
		expect(copied).toEqual(['value-0', 'value-1']);
	},
);

test('what was typed is there again when the question comes back, and what was wrong is no news by then', async () => {
	const {until, press, tell} = await ask(whichAddress);
	await press(keys.enter);
	tell({type: 'input.refused', id: 'address', value: '', complaint: 'expected an address, and it is empty'});
	await until('Nothing is typed yet');
	await press('jane');
	expect(await until('jane')).not.toContain('Nothing is typed yet');
	tell({type: 'input.asked', question: whoCanLogIn});
	await until('Who can still log in');
	tell({type: 'input.asked', question: whichAddress});
	expect(await until('Which address')).toContain('jane');
});

test('esc at the first question of a second look shows what was found before, and leads back', async () => {
	const {until, press, sent} = await start(
		[
			...done,
			{type: 'case.reopened', steps: ['login']},
			{type: 'input.asked', question: {...whoCanLogIn, place: {number: 1, about: 6}}},
		],
		{manner: 'guide'},
	);
	await until('Who can still log in');
	await press(keys.escape);
	expect(await until('This was found before.')).toContain('▸ Back to the question');
	await press(keys.down + keys.enter);
	await until('Create an app password');
	await press(keys.escape);
	await until('▸ Back to the question');
	await press(keys.enter);
	await until('Who can still log in');
	expect(sent).toEqual([]);
});

test('half of a secret is not kept for later', async () => {
	const secret: PersonQuestion = {...whichAddress, id: 'smtp-password', kind: 'secret', ask: 'The password?'};
	const {until, press, tell} = await ask(secret);
	await until('The password?');
	await press('canary8x');
	await until('••••••••');
	tell({type: 'input.asked', question: whoCanLogIn});
	await until('Who can still log in');
	await press(keys.down);
	tell({type: 'input.asked', question: secret});
	expect(await until('The password?')).not.toContain('•');
});

test('while one types the bar names what works there, and F1 shows all keys', async () => {
	const {until, press} = await ask(whichAddress);
	expect(await until('Which address')).toMatch(/ctrl\+g other view .*esc back .*F1 help/);
	await press('\u001BOP');
	expect(await until('Keys here')).toContain('To the question before');
});

test('values to enter are copied one after the other', async () => {
	const question: PersonQuestion = {
		...whoCanLogIn,
		enter: [
			{label: 'Server', value: '192.168.1.7'},
			{label: 'Port', value: '2525'},
		],
	};
	const {until, press, copied} = await ask(question);
	await until('192.168.1.7');
	await press('yyy');
	expect(copied).toEqual(['192.168.1.7', '2525', '192.168.1.7']);
	await until('Server (192.168.1.7) is in the clipboard, if the terminal allows it; y copies');
});

test('the desk has the same question, and what is typed goes along', async () => {
	const {until, press} = await ask(whichAddress);
	await press('jane@exam');
	await until('jane@exam');
	await press('\u0007');
	expect(await until('Which address should the code reach?')).toContain('jane@exam');
	await press('\u0007');
	expect(await until('Such a name mostly has a dot in it.')).toContain('jane@exam');
});
