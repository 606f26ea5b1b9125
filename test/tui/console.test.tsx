import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {
	ending,
	erasing,
	loginFails,
	opened,
	procedure,
	untilLogin,
	whichAddress,
	whoCanLogIn,
} from './story.ts';

test('from home through questions, run, diagnosis and procedure to checking again', async () => {
	const {press, until, tell, sent, exited, copied} = await start([opened], {home: true});
	await press('j');
	await until('▸ Verification code never arrives');
	await press(keys.enter);
	tell({type: 'input.asked', question: whoCanLogIn});
	await until('Who can still log in to the device?');
	await press('jj');
	await until('▸ Nobody');
	await press(keys.enter);
	expect(sent).toEqual([{type: 'answer', id: 'who-can-log-in', value: 'nobody'}]);

	tell(
		{type: 'input.answered', input: 'who-can-log-in', value: 'nobody', from: 'person'},
		{type: 'input.asked', question: whichAddress},
	);
	await until('Which address should the code reach?');
	await press(`quite wrong${keys.enter}`);
	tell({type: 'input.refused', id: 'address', value: 'quite wrong', complaint: 'expected an e-mail address'});
	await until(/✖ [Ee]xpected an e-mail address/);
	expect(sent.at(-1)).toEqual({type: 'answer', id: 'address', value: 'quite wrong'});

	tell({type: 'input.answered', input: 'address', value: 'a@example.org', from: 'person'}, ...untilLogin);
	expect(await until('Login · running')).toMatch(/Provider [⠋⠙⠹⠸⠼⠴⠦⠧]─/);
	tell(...loginFails);
	expect(await until('So far: smtp.gmail.com')).toContain('Provider ✖');
	tell(...ending());
	const run = await until('p what to do');
	expect(run).toContain('▸✖ Login');
	expect(run).toContain('S✖ 534 5.7.9');
	expect(run).toContain('Means  Two-step verification is on');

	await press('t');
	await until(/Login {2}\(this step\)|534 5\.7\.9/);
	await press('g');
	expect(await until('asks for encryption')).toContain('220 smtp.gmail.com ESMTP');
	await press('d');
	expect(await until('Not ruled out')).toContain('auth.app-password-needed');
	await press('y');
	await until('The report line is in the clipboard');
	expect(copied[0]).toContain('auth.app-password-needed | because login=app-password-needed');
	await press('p');
	await until('▸   1  Log in to the mail account');
	await press('j ');
	expect(sent.at(-1)).toEqual({type: 'tick', procedure: 'create-app-password', action: 1});
	tell({type: 'action.ticked', procedure: 'create-app-password', action: 1});
	await until(/▸✔ {2}2 {2}Create an app password\./);
	await press('r');
	expect(sent.at(-1)).toEqual({type: 'redo', steps: ['login', 'sender']});
	tell({type: 'case.reopened', steps: ['login', 'sender']}, {type: 'case.closed', verdict: 'diagnosed'});
	await until('╭─ Steps');
	await press('q');
	expect(await exited).toEqual({
		lines: [
			'✖ smtp.gmail.com accepts the account only with an ap… (auth.app-password-needed)',
			'Case file: /home/me/case-1.ndjson',
			'Next: Create an app passw…. Look again: lostmail case replay /home/me/case-1.ndjson',
		],
		verdict: 'diagnosed',
	});
	expect(sent.at(-1)).toEqual({type: 'leave'});
});

test('keys of one packet all count, and the selection survives a resize', async () => {
	const {press, until, resize} = await start([opened], {home: true, columns: 120, rows: 40});
	await press('l');
	await press('jjjjjjjj');
	await until('▸ Fault 9:');
	await press(`${keys.down}${keys.down}${keys.up}`);
	await until('▸ Fault 10:');
	await resize(80, 24);
	await until('▸ Fault 10:');
	await press('g');
	await until('▸ Fault 1:');
	await press('G');
	await until('▸ Fault 20:');
});

test('the list is filtered as one types, and letters are text meanwhile', async () => {
	const {press, until, screen, sent} = await start([opened], {home: true});
	await press('/quit domain');
	await until('Nothing has these words');
	await press('\u0015domain');
	await until('Everything: 1 of 25');
	await press(keys.enter);
	await until('▸ Health of a domain');
	await press(keys.escape);
	await until('─ Home ─');
	expect(sent).toEqual([]);
	expect(screen()).not.toContain('Search');
});

test('a secret is never on the screen', async () => {
	const question = {id: 'password', ask: 'Which password?', kind: 'secret', mayBeUnknown: true} as const;
	const {press, until, raw, sent} = await start([opened, {type: 'input.asked', question}]);
	await press('hunter2');
	await until('•••••••');
	await press(keys.enter);
	expect(sent).toEqual([{type: 'answer', id: 'password', value: 'hunter2'}]);
	expect(raw()).not.toContain('hunter2');
	await press(keys.down + keys.enter);
	expect(sent.at(-1)).toEqual({type: 'answer', id: 'password', value: 'unknown'});
});

test('left at the start of a field takes the last answer back, within it moves', async () => {
	const {press, until, sent} = await start([opened, {type: 'input.asked', question: whichAddress}]);
	await press(`ac${keys.left}b`);
	await until('▸ abc');
	expect(sent).toEqual([]);
	await press(`${keys.left}${keys.left}${keys.left}`);
	expect(sent).toEqual([{type: 'back'}]);
});

test('pasted text is one line', async () => {
	const {press, until, sent} = await start([opened, {type: 'input.asked', question: whichAddress}]);
	await press('\u001B[200~a@example.org\r\n\u001B[201~');
	await until('▸ a@example.org');
	expect(sent).toEqual([]);
});

test('a destructive procedure opens with what is lost, and only the word opens its actions', async () => {
	const confirmation = {
		id: 'initialize-confirmed',
		ask: 'Erase?',
		kind: 'confirmation',
		word: 'ERASE',
		mayBeUnknown: true,
	} as const;
	const {press, until, screen} = await start([
		opened,
		{type: 'input.asked', question: confirmation},
		{type: 'input.answered', input: 'initialize-confirmed', value: 'typed', from: 'person'},
		...untilLogin,
		...loginFails,
		...ending({procedure: erasing, also: [procedure]}),
	]);
	await press('p');
	await until('Then');
	await press('\t');
	const guard = await until('Type ERASE');
	expect(guard).toContain('Every file on the device is lost.');
	expect(guard).toContain('whether the volumes survive');
	expect(guard).toContain('○ Create an app password');
	await press(`${keys.enter}q ${keys.enter}`);
	expect(await until('That is not the word')).not.toContain('reset button');
	await press('\u0015ERASE');
	expect(screen()).not.toContain('reset button');
	await press(keys.enter);
	await until('Hold the reset button');
});

test('q asks while a run is running; Ctrl+C cancels, then quits', async () => {
	const {press, until, sent, exited} = await start([opened, ...untilLogin]);
	await press('q');
	await until('Quit although the case is not finished?');
	await press('n');
	await until('Login · running');
	await press(keys.controlC);
	await until('Ctrl+C once more quits');
	expect(sent).toEqual([{type: 'cancel'}]);
	await press(keys.controlC);
	expect(await exited).toMatchObject({lines: [expect.any(String), expect.any(String), expect.any(String)]});
});

test('Ctrl+C cancels every round anew before it quits', async () => {
	const {press, until, sent, tell, screen} = await start([opened, ...untilLogin]);
	await press(keys.controlC);
	await until('Ctrl+C once more quits');
	tell({type: 'case.closed', verdict: 'cancelled'});
	await until('Cancelled before the end');
	await press('r');
	tell({type: 'case.reopened', steps: ['login']}, {type: 'step.started', step: 'login'});
	await until('Login · running');
	await press(keys.controlC);
	await until('r goes on. Ctrl+C once more quits');
	expect(sent.map(({type}) => type)).toEqual(['cancel', 'redo', 'cancel']);
	expect(screen()).toContain('Steps');
});

test('a question in the middle of a run can be left for the desk, and comes back', async () => {
	const {press, until, tell} = await start([opened, ...untilLogin]);
	tell({type: 'input.asked', question: {...whoCanLogIn, id: 'login', place: undefined} as never});
	await until('Who can still log in');
	await press('d');
	await until('a answer the question');
	await press('a');
	await until('Who can still log in');
});

test('a key that does nothing now says why', async () => {
	const {press, until} = await start([opened, ...untilLogin]);
	await press('p');
	await until('No procedure yet: the run is not over.');
	await press('r');
	await until('Still running');
});
