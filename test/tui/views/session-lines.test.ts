import {expect, test} from 'vitest';
import {themes} from '../../../source/tui/theme.ts';
import {sessionPieces} from '../../../source/tui/views/session-lines.ts';
import {distrusting, going, noon, session} from '../caught.ts';

const textOf = (one: ReturnType<typeof session>, width = 76) =>
	sessionPieces({session: one, said: []}, {now: noon, trust: 'import the certificate'}, width, themes.ascii)
		.flatMap(piece => piece())
		.map(line => line.map(({text}) => text).join(''))
		.join('\n');

test('everything that is known of a session, and nothing twice', () => {
	const text = textOf(
		session(950, {
			helo: 'nas.local',
			tls: {is: 'agreed', protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', name: 'mail.example.org'},
			logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, same: false}],
			senders: ['nas@example.org'],
			recipients: ['a@example.org', 'b@example.org'],
			refusals: [{stage: 'rcpt', reply: {code: 550, lines: ['no']}, of: 'c@example.org'}],
			messages: [990],
			oddities: ['spoke-http'],
			misbehaved: ['451 for the first'],
			cut: true,
			end: 'quit',
		}),
	);
	for (const wanted of [
		'From     192.168.1.20, port 40123, to 127.0.0.1:2525 (plain, STARTTLS)',
		'for 1.2 s',
		'EHLO     nas.local',
		'TLS_AES_256_GCM_SHA384, asked for',
		'with another password than the expected',
		'Sender   nas@example.org',
		'To       a@example.org',
		'         b@example.org',
		'Refused  recipient c@example.org refused: 550 no',
		'Message  990',
		'Odd      it spoke HTTP',
		'Purpose  451 for the first',
		'More was said than is kept.',
	])
		expect(text).toContain(wanted);
	const failed = textOf(distrusting(950));
	expect(failed.match(/does not trust/g)).toHaveLength(1);
	expect(failed).toContain('its alert is unknown_ca; OpenSSL says: tlsv1 alert unknown ca');
});

test('a session that goes on, one of another day, and one that a stranger made long', () => {
	expect(textOf(going(950))).toContain('still going on');
	expect(textOf(session(950, {at: noon - 86_400_000 * 2}))).toMatch(/When {5}03 Jan \d\d:\d\d:\d\d/);
	const many = session(950, {recipients: Array.from({length: 1000}, (_, index) => `${index}@example.org`)});
	expect(textOf(many).split('\n').length).toBeLessThan(70);
	const sent = session(950, {messages: [3, ...Array.from({length: 200}, (_, index) => index + 10)]});
	expect(textOf(sent)).toContain('Message  3, 10-209 (201 messages)');
	const apart = session(950, {messages: Array.from({length: 5000}, (_, index) => index * 2)});
	expect(textOf(apart).split('\n').length).toBeLessThan(15);
});
