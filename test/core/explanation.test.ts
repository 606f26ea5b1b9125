import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {explainSchema, explanationOf} from '../../source/core/explanation.ts';
import {readTranscript} from '../../source/core/transcript.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {dialects, secrets} from './dialects.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const explain = (text: string) => explanationOf(readTranscript(text), knowledge);

const verdict = (text: string) => {
	const {cause, facts} = explain(text);
	return [facts.result, cause, facts.stage];
};

/** A dialogue up to the recipient, with what the server says from the login on. */
const talk = (...replies: readonly string[]) => {
	const commands = [
		'AUTH PLAIN x=',
		'MAIL FROM:<nas@example.org>',
		'RCPT TO:<kim@example.net>',
		'DATA',
		'.',
		'QUIT',
	];
	const rest = replies.map((reply, index) => `C: ${commands[index]}\nS: ${reply}`);
	return [
		'S: 220 smtp.example.org ESMTP',
		'C: EHLO nas.example.org',
		'S: 250 smtp.example.org',
		...rest,
	].join('\n');
};

const denied =
	'550 5.1.1 <kim@example.net>: Recipient address rejected: User unknown in local recipient table';

describe('the refusal that stopped the mail', () => {
	test('is the first of which nothing later says otherwise', () => {
		expect(
			verdict(talk('235 ok', '250 ok', denied, '554 5.5.1 Error: no valid recipients', '221 bye')),
		).toEqual(['refused', 'recipient.unknown', 'recipient']);
		expect(
			verdict(talk('535 5.7.8 Username and Password not accepted', '530 5.7.0 Authentication Required')),
		).toEqual(['refused', 'auth.wrong-credentials', 'login']);
	});

	test('is none where a second try went well', () => {
		expect(verdict('S: 220 x\nC: EHLO x\nS: 502 no\nC: HELO x\nS: 250 x\nC: QUIT\nS: 221 bye')).toEqual([
			'accepted',
			null,
			null,
		]);
		expect(verdict('S: 421 busy\nS: 220 x\nC: EHLO x\nS: 250 x')).toEqual(['accepted', null, null]);
		expect(verdict('S: 220 x\nC: AUTH CRAM-MD5\nS: 504 no\nC: AUTH PLAIN x=\nS: 235 ok')).toEqual([
			'accepted',
			null,
			null,
		]);
		expect(
			verdict(
				'S: 220 x\nC: STARTTLS\nS: 454 4.7.0 no\nC: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 250 taken',
			),
		).toEqual(['accepted', null, null]);
	});

	test('stays one for the recipient that was refused, whoever else was accepted', () => {
		const text = `S: 220 x\nC: RCPT TO:<kim@example.net>\nS: ${denied}\nC: RCPT TO:<lee@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 250 taken`;
		expect(verdict(text)).toEqual(['refused', 'recipient.unknown', 'recipient']);
		expect(verdict(text.replace('lee@', 'kim@'))).toEqual(['accepted', null, null]);
	});

	test('is the one that says most, where several ways to log in were tried', () => {
		const text =
			'S: 220 smtp.gmail.com\nC: AUTH CRAM-MD5\nS: 504 no\nC: AUTH PLAIN x=\nS: 534 5.7.9 Application-specific password required.';
		expect(verdict(text)).toEqual(['refused', 'auth.app-password-needed', 'login']);
	});

	test('is no reply that the mail does not need', () => {
		expect(verdict('S: 220 x\nC: VRFY kim\nS: 502 no\nC: QUIT\nS: 221 bye')).toEqual([
			'accepted',
			null,
			null,
		]);
		expect(verdict('S: 220 x\nC: NOOP\nS: 421 going down')[0]).toBe('deferred');
	});

	test('of a log is over when the same recipient got the mail later', () => {
		const line = (to: string, status: string) =>
			`Nov 22 10:00:00 mail postfix/smtp[1]: A: to=<${to}>, relay=mx.example.net[192.0.2.1]:25, status=${status}`;
		const greylisted = line(
			'kim@example.net',
			'deferred (host mx.example.net[192.0.2.1] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))',
		);
		expect(verdict(greylisted).slice(0, 2)).toEqual(['deferred', 'filter.greylisted']);
		expect(verdict(`${greylisted}\n${line('kim@example.net', 'sent (250 2.0.0 Ok: queued)')}`)[0]).toBe(
			'accepted',
		);
		expect(verdict(`${greylisted}\n${line('lee@example.net', 'sent (250 2.0.0 Ok: queued)')}`)[0]).toBe(
			'deferred',
		);
	});
});

describe('what lostmail does not know', () => {
	test('has no cause, and says what its status says', () => {
		const {cause, who, facts} = explain('550 5.4.4 Blorb');
		expect({cause, who, matched: facts.matched, means: facts.means, fix: facts.fix}).toEqual({
			cause: null,
			who: null,
			matched: false,
			means: 'permanent · network or routing · there is no route to the recipient.',
			fix: null,
		});
	});

	test('is unsure where a code alone fits', () => {
		const {cause, facts} = explain('535 Login incorrect');
		expect([cause, facts.unsure, facts.matched, facts.suspected]).toEqual([
			null,
			true,
			false,
			['auth.wrong-credentials'],
		]);
		const open = explain('550 Go away').facts;
		expect([open.unsure, open.suspected.includes('recipient.refused'), open.suspected.length > 1]).toEqual([
			false,
			true,
			true,
		]);
	});

	test.each([
		[
			'S: 220 x\nC: EHLO x',
			'unanswered',
			'The text ends with “EHLO x”; what the server said to it is missing.',
		],
		['C: EHLO x', 'unanswered', 'The text ends with “EHLO x”; what the server said to it is missing.'],
		[
			'S: 220 x\nC: DATA\nS: 354 go',
			'unanswered',
			'The text ends where the server asks for the message; how that went is missing.',
		],
		[
			'* connect to 192.0.2.1 port 25 failed: Connection refused\ncurl: (7) Failed',
			'broken-off',
			'Nothing accepts connections there, or a firewall rejects them.',
		],
		[
			'=== Connected to mx.\n<-  220 x\n -> EHLO x\n*** Remote host closed connection unexpectedly.',
			'broken-off',
			'The other side ended the connection without a word.',
		],
		[
			'< 220 x\n> STARTTLS\n< 220 go\n* SSL certificate problem: unable to get local issuer certificate\n* Closing connection 0',
			'broken-off',
			'The certificate of the server is not to be trusted.',
		],
	])('%j', (text, result, means) => {
		const {cause, facts} = explain(text);
		expect([facts.result, facts.means, cause]).toEqual([result, means, null]);
	});
});

test.each([
	['220 smtp.example.org', 'The server is ready.'],
	['354 go on', 'The server asks for the message.'],
	[talk('235 ok'), 'The login went well; no message was sent.'],
	[
		talk('235 ok', '250 ok', '250 ok', '354 go', '250 taken', '221 bye'),
		'The server accepted the message; what happens to it later is not in this text.',
	],
])('nothing failed in %j', (text, means) => {
	const {cause, facts} = explain(text);
	expect([facts.result, facts.means, cause]).toEqual(['accepted', means, null]);
});

test('what to do names what the dialogue tells, and has no holes for the rest', () => {
	const {facts, who} = explain(talk('235 ok', '250 ok', denied));
	expect(who).toBe('admin');
	expect(facts.fix).toContain('Compare kim@example.net letter by letter');
	for (const {samples} of knowledge.replies)
		for (const sample of samples) {
			const {plain, fix} = explain(sample).facts;
			expect(`${plain}${fix}`).not.toMatch(/[{}]|port in use|…/);
		}
});

test('every dialect gives the same verdict, and JSON without a secret', () => {
	for (const [name, text] of Object.entries(dialects)) {
		const explanation = explain(text);
		expect([name, explanation.facts.result]).toEqual([name, 'accepted']);
		for (const secret of secrets) expect(JSON.stringify(explanation)).not.toContain(secret);
		expect(explainSchema.parse(explanation)).toEqual(explanation);
	}
});

test('any text gives an explanation of the shape that is promised', () => {
	const line = fc.oneof(
		fc.string({unit: 'binary', maxLength: 80}),
		fc.constantFrom(
			'S: 220 x',
			'C: EHLO x',
			'S: 550 5.1.1 no',
			'354 x',
			'C: RCPT TO:<a@b>',
			'* Connection refused',
			'5.7.1 no',
			'421',
		),
	);
	fc.assert(
		fc.property(fc.array(line, {maxLength: 15}), lines => {
			const explanation = explain(lines.join('\n'));
			expect(explainSchema.parse(explanation)).toEqual(explanation);
			expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
		}),
		{numRuns: 200},
	);
});
