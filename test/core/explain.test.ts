import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {explainLines} from '../../source/core/explain.ts';
import type {Exchange} from '../../source/core/smtp.ts';
import {readTranscript} from '../../source/core/transcript.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {replies} = knowledge;

const explained = (text: string) => explainLines(readTranscript(text).lines, {replies});
const told = (text: string) => explained(text).map(({text: line, means}) => [line.split('\n')[0], means]);

test('each command and each reply is told in plain words', () => {
	expect(
		told(
			[
				'S: 220 smtp.example.org ESMTP',
				'C: EHLO nas',
				'S: 250-smtp.example.org\nS: 250 HELP',
				'C: STARTTLS',
				'S: 220 2.0.0 Ready',
				'C: EHLO nas.example.org',
				'S: 250-smtp.example.org\nS: 250 HELP',
				'C: AUTH LOGIN',
				'S: 334 VXNlcm5hbWU6',
				'C: a2lt',
				'S: 334 UGFzc3dvcmQ6',
				'C: c2VjcmV0',
				'S: 235 2.7.0 Ok',
				'C: MAIL FROM:<> BODY=8BITMIME',
				'S: 250 2.1.0 Ok',
				'C: RCPT TO:<kim@example.net>',
				'S: 450 4.2.0 Greylisted',
				'C: VRFY kim',
				'S: 502 5.5.1 no',
				'C: FROB',
				'S: 500 5.5.2 what',
				'C: QUIT',
				'S: 221 2.0.0 Bye',
			].join('\n'),
		).map(([, means]) => means),
	).toEqual([
		'is ready',
		'introduces itself as nas, which is no full host name',
		'greets back and tells what it offers',
		'asks for encryption',
		'is ready for encryption',
		'introduces itself as nas.example.org',
		'greets back and tells what it offers',
		'logs in with LOGIN: name and password one after the other',
		'asks for the user name',
		'answers the server’s question; the answer is hidden here',
		'asks for the password',
		'answers the server’s question; the answer is hidden here',
		'accepts the login',
		'names no sender, as for a bounce',
		'accepts the sender',
		'names the recipient kim@example.net',
		'refuses the recipient for now',
		'asks whether an address exists',
		'does not have this command',
		'is no command of SMTP',
		'does not understand the command',
		'says goodbye',
		'says goodbye',
	]);
});

test('what a healthy server says is told by the command', () => {
	const healthy = explained('S: 220 x\nC: AUTH PLAIN x=\nS: 535 no\nC: RCPT TO:<a@b.example>\nS: 550 no')
		.filter(({side}) => side === 'server')
		.map(line => line.healthy);
	expect(healthy).toEqual([
		'220 and its name',
		'235 2.7.0 Authentication successful, or 334 to ask for the next part',
		'250 2.1.5 Recipient ok',
	]);
});

test('a login that is called off is no refused login', () => {
	const line = explained('S: 220 x\nC: AUTH PLAIN\nS: 334\nC: *\nS: 501 5.7.0 cancelled').at(-1);
	expect({stage: line?.stage, tone: line?.tone, note: line?.note}).toEqual({
		stage: undefined,
		tone: 'plain',
		note: undefined,
	});
});

test('the exchanges of the SMTP probe are explained as they are', () => {
	const exchanges: readonly Exchange[] = [
		{ms: 1, side: 'connection', text: 'connected to 192.0.2.25:587'},
		{ms: 2, side: 'server', text: '220 smtp.example.org ESMTP'},
		{ms: 3, side: 'connection', text: 'TLSv1.3, smtp.example.org, valid until 2027-01-01: expired'},
		{ms: 4, side: 'client', text: 'DATA'},
		{ms: 5, side: 'server', text: '354 go on'},
		{ms: 6, side: 'client', text: '(the test message, 812 octets)'},
		{ms: 7, side: 'server', text: '554-5.7.1 Spam\n554 5.7.1 message'},
		{ms: 8, side: 'connection', text: 'no reply within 10 s'},
	];
	const lines = explainLines(exchanges, {replies});
	expect(lines.map(({ms, tone, means}) => [ms, tone, means])).toEqual([
		[1, 'good', 'the server is reached'],
		[2, 'good', 'is ready'],
		[3, 'bad', 'the certificate of the server has expired'],
		[4, 'plain', 'wants to send the message'],
		[5, 'good', 'asks for the message'],
		[6, 'plain', 'sends the message'],
		[7, 'bad', 'refuses the message'],
		[8, 'warning', 'nothing came back in time'],
	]);
	expect(lines[6]?.stage).toBe('accept');
});

test('whatever is said, explaining ends and adds no control character', () => {
	const side = fc.constantFrom('client' as const, 'server' as const, 'connection' as const);
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 200}),
		fc.constantFrom(
			'250-x\n250 SIZE \u001B',
			'334 \u0007',
			'EHLO \u202E',
			'RCPT TO:<\u0000>',
			'5.9.999 \u001B',
			'550 5.7.1 x',
			'354',
			'220',
			'AUTH \u001B',
		),
	);
	const line = fc.record({side, text});
	fc.assert(
		fc.property(fc.array(line, {maxLength: 20}), lines => {
			const all = explainLines(lines, {replies});
			expect(all).toHaveLength(lines.length);
			for (const {means, class: category = '', healthy = '', offers = []} of all)
				expect(`${means}${category}${healthy}${JSON.stringify(offers)}`).not.toMatch(
					/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
				);
		}),
		{numRuns: 200},
	);
});
