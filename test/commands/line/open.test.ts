import {expect, test, vi} from 'vitest';
import {talk} from '../../../source/commands/line/open.ts';
import type {Happening} from '../../../source/core/event.ts';
import type {ConsoleHost, OpenCase} from '../../../source/tui/host.ts';
import {caught, scriptedSink, standing} from '../../tui/caught.ts';
import {host} from '../../tui/scripted.ts';
import {
	done,
	ending,
	erasing,
	loginFails,
	opened,
	procedure,
	untilLogin,
	whichAddress,
	whoCanLogIn,
} from '../../tui/story.ts';
import {played} from './played.ts';
import {controlC, type Key, typist} from './typing.ts';

const going = async (
	script: readonly Key[],
	{
		open = played(done).open,
		first,
		more = {},
	}: {open?: OpenCase; first?: OpenCase; more?: Partial<ConsoleHost>} = {},
) => {
	const person = typist(script);
	const code = await talk({...host(open), ...more}, person.io, first);
	return {code, said: person.said(), printed: person.printed(), typed: person.typed()};
};

test('from the first list through a case, its procedure and the check again, to the door', async () => {
	const fine: readonly Happening[] = [
		{
			type: 'step.finished',
			step: 'login',
			finding: {code: 'ok', level: 'ok', facts: {}, text: 'The login is accepted.'},
			ms: 3,
		},
		{type: 'case.diagnosed', mail: 'working', diagnosis: null, notRuledOut: []},
		{type: 'case.routed', route: null, undecided: []},
		{type: 'case.closed', verdict: 'healthy'},
	];
	const story = played([opened], {
		later: [...untilLogin, ...loginFails, ...ending()],
		redone: fine,
	});
	const {said, code} = await going(['verification', 'do', '', '', 's', 'b', 'u', 'l', '4', '', '', 'leave'], {
		open: story.open,
	});
	expect(said).toContain('Login: problem. smtp.gmail.com accepts the account only with an app password.');
	expect(said).toContain('Result: Two-step verification is on');
	expect(said).toContain('Action 2 of 4. Create an app password.');
	expect(said).toContain('Now check again whether it helped. Checked are: Login and Sender.');
	expect(story.sent.filter(({type}) => type === 'tick')).toEqual([
		{type: 'tick', procedure: procedure.name, action: 0},
		{type: 'tick', procedure: procedure.name, action: 1},
		{type: 'tick', procedure: procedure.name, action: 3},
	]);
	expect(story.sent).toContainEqual({type: 'redo', steps: ['login', 'sender']});
	expect(said).toContain('Checking again: Login and Sender. Login: good. The login is accepted.');
	expect(said).toContain('Result: Nothing was found that would stop the mail.');
	expect(said).toContain('To come back to this case, type lostmail case resume 7f01ab');
	expect(code).toBe(0);
	expect(story.closed()).toBe(1);
});

test('questions: what is no answer is said why, < goes back, ? explains, and a secret is in nothing that is written', async () => {
	const secret = {id: 'pw', ask: 'Which password?', kind: 'secret', mayBeUnknown: true} as const;
	const story = played([opened, {type: 'input.asked', question: whoCanLogIn}], {
		answered: [
			[{type: 'input.asked', question: whichAddress}],
			[{type: 'input.asked', question: secret}],
			[...untilLogin, ...loginFails, ...ending()],
		],
	});
	const {said, printed} = await going(
		['9', '?', 'nobody', 'not an address', '<', '3', 'me@example.org', 'canary8x-hunter2', controlC],
		{first: story.open},
	);
	expect(said).toContain('Nothing on the device is changed by answering. Question 2 of about 6.');
	expect(said).toContain('Not taken: That is none of the answers.');
	expect(said).toContain('If nobody knows, type unknown');
	expect(said).toMatch(/Not taken: expected an e-mail address/);
	expect(story.sent.filter(({type}) => type === 'answer' || type === 'back')).toEqual([
		{type: 'answer', id: 'who-can-log-in', value: 'nobody'},
		{type: 'back'},
		{type: 'answer', id: 'who-can-log-in', value: 'nobody'},
		{type: 'answer', id: 'address', value: 'me@example.org'},
		{type: 'answer', id: 'pw', value: 'canary8x-hunter2'},
	]);
	for (const canary of ['canary8x-hunter2', Buffer.from('canary8x-hunter2').toString('base64')])
		expect(printed).not.toContain(canary);
	expect(said.match(/Questions come first/g)).toHaveLength(1);
});

test('what cannot be undone opens only for its word', async () => {
	const story = played([opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []})]);
	const {said} = await going(['do', 'erase', '?', 'ERASE', '<', 'leave'], {first: story.open});
	expect(said).toContain('That is not the word ERASE. Nothing was opened.');
	expect(said.match(/Every file on the device is lost\./g)).toHaveLength(2);
	expect(said).toContain('Action 1 of 1. Hold the reset button for ten seconds.');
	const back = await going(['do', '', 'leave'], {
		first: played([opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []})]).open,
	});
	expect(back.said).not.toContain('Action 1 of 1');
});

test('Ctrl+C cancels a run, and what was not done can be gone on with', async () => {
	const story = played([opened, ...untilLogin]);
	const person = typist(['why', '1', 'leave']);
	const ended = talk(host(story.open), person.io, story.open);
	await person.until('The run begins');
	person.type('');
	await person.until('5 of 9 steps done. Still asking: Login and Blocklists');
	person.type(controlC);
	await ended;
	expect(person.said()).toContain('Cancelling. Ctrl+C once more leaves.');
	expect(person.said()).toContain('Result: Cancelled before it came to a verdict.');
	expect(story.sent).toContainEqual({
		type: 'redo',
		steps: ['login', 'sender', 'recipient', 'blocklists'],
	});
});

test('Ctrl+C twice leaves a run that does not end', async () => {
	const story = played([opened, ...untilLogin]);
	const stubborn: OpenCase = {...story.open, session: {...story.open.session, send: () => undefined}};
	const person = typist([]);
	const ended = talk(host(stubborn), person.io, stubborn);
	await person.until('The run begins');
	person.type(controlC);
	await person.until('Ctrl+C once more leaves');
	person.type(controlC);
	expect(await ended).toBe(130);
	expect(person.said()).toContain('Found: Not finished.');
	expect(story.closed()).toBe(1);
});

test.each(['questions', 'run', 'end'] as const)('a hang-up in the %s lets go of the case', async when => {
	const logs = {
		questions: [opened, {type: 'input.asked', question: whoCanLogIn}],
		run: [opened, ...untilLogin],
		end: done,
	} as const;
	const marks = {questions: 'Question 2', run: 'The run begins', end: 'What next? 1'};
	const story = played(logs[when]);
	const person = typist([]);
	const io = {...person.io, out: (text: string) => person.io.err(text.replace(/: $/, ':  '))};
	const ended = talk(host(story.open), io, story.open);
	await person.until(marks[when]);
	person.end();
	expect(await ended).toBe(143);
	expect(story.closed()).toBe(1);
});

test('silence is told after ten seconds, and then less and less often', async () => {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'Date']});
	try {
		const story = played([opened, ...untilLogin]);
		const person = typist([]);
		const ended = talk({...host(story.open), now: Date.now}, person.io, story.open);
		await person.until('The run begins');
		vi.advanceTimersByTime(65_000);
		expect(person.said().match(/Still asking/g)).toHaveLength(2);
		person.end();
		await ended;
	} finally {
		vi.useRealTimers();
	}
});

test('the conversation, a report and a step again', async () => {
	const story = played(done);
	const {said} = await going(['conversation', '', 'report', '', 'again', 'blockl', '1', 'home', 'leave'], {
		first: story.open,
	});
	expect(said).toContain('We said: AUTH PLAIN ••••••');
	expect(said).toContain('The server said: 534 5.7.9');
	expect(said).toContain('Written: /home/me/report.text');
	expect(story.sent).toContainEqual({type: 'redo', steps: ['blocklists']});
	expect(said).toContain('What do you want to do?');
});

test('a sink tells what comes as it comes, reads a message out, and is closed behind whoever goes', async () => {
	const {desk, asked, show} = scriptedSink();
	const person = typist(['sink', '1', 'leave']);
	const ended = talk({...host(played(done).open), openSink: async () => desk}, person.io);
	await person.until('< to close the sink.');
	show({messages: [{...caught(990, '482915'), standing: standing()}], counts: {messages: 1, sessions: 1}});
	await person.until('Message 990');
	person.type('990');
	await person.until('End of the message.');
	person.type('<');
	await ended;
	expect(person.said()).toContain('Code 482915.');
	expect(person.said()).toContain('The sink is closed. It had 1 message and 1 session.');
	expect(asked).toEqual(['message 990', 'close']);
});

test('what cannot be opened is said, and something else can be chosen', async () => {
	const {said, code} = await going(['1', 'sink', '1', 'leave'], {
		more: {
			open: async () => {
				throw new Error('there is no place for the case file');
			},
		},
	});
	expect(said).toContain('It cannot be opened: there is no place for the case file.');
	expect(said).toContain('The sink cannot be opened: no sink was expected.');
	expect(code).toBe(0);
});

test('whoever leaves a case before its end has broken it off, and healthy is no word for it', async () => {
	const asks: Happening = {type: 'input.asked', question: whoCanLogIn};
	const {code} = await going(['leave'], {first: played([opened, asks]).open});
	expect(code).toBe(130);
	const cut = {...played([opened, asks]).open, closed: 'this is a recording'};
	expect((await going(['leave', 'leave'], {first: cut})).code).toBe(3);
});

test('a recording can be heard, and nothing of it is run again', async () => {
	const {said} = await going(['?', 'do', '', '', '', '', 'leave'], {
		first: {...played(done).open, closed: 'this is a recording'},
	});
	expect(said).toContain('Nothing of it can be run again: this is a recording.');
	expect(said).not.toContain('Check again');
});

test('nothing that a server said can drive the terminal', async () => {
	const hostile: Happening = {
		type: 'step.finished',
		step: 'mx',
		finding: {code: 'ok', level: 'ok', facts: {}, text: 'mx\u001B[2J\u202Egnp.exe\u0007'},
		ms: 1,
	};
	const {printed} = await going(['leave'], {first: played([opened], {later: [hostile, ...ending()]}).open});
	expect(printed).toContain('\\u{1b}[2J\\u{202e}gnp.exe\\u{7}');
	expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
