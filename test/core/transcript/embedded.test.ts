import {describe, expect, test} from 'vitest';
import {readTranscript} from '../../../source/core/transcript.ts';
import {canary, dialects, secrets} from '../dialects.ts';

const said = (text: string) =>
	readTranscript(text)
		.lines.filter(({side}) => side !== 'connection')
		.map(({side, text: line}) => `${side === 'client' ? 'C' : 'S'} ${line}`);

const expectSilent = (shown: string) => {
	for (const secret of secrets) expect(shown).not.toContain(secret);
	expect(shown).not.toContain('CANARY');
};

describe('a reply that a program quotes', () => {
	const quoted: ReadonlyArray<readonly [string, readonly string[]]> = [
		[
			'Nov 22 10:00:00 mail postfix/smtp[23]: 4AB: to=<kim@example.net>, relay=mx.example.net[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 <kim@example.net>: User unknown (in reply to RCPT TO command))',
			['550 5.1.1 <kim@example.net>: User unknown', 'RCPT', 'kim@example.net'],
		],
		[
			'(host mx.example.net[192.0.2.1] said: 554 5.7.1 Spam (in reply to end of DATA command))',
			['554 5.7.1 Spam', 'message'],
		],
		[
			'warning: SASL authentication failed; server smtp.gmail.com[142.250.1.108] said: 535-5.7.8 Username and Password not accepted. For more information, go to?535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp',
			[
				'535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials x - gsmtp',
				'AUTH',
			],
		],
		[
			'host mx.example.net[192.0.2.1] refused to talk to me: 554 5.7.1 You are not welcome',
			['554 5.7.1 You are not welcome', 'greeting'],
		],
		[
			'NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 <kim@example.net>: Relay access denied; from=<a@example.org> to=<kim@example.net> proto=ESMTP helo=<nas>',
			['554 5.7.1 <kim@example.net>: Relay access denied', 'RCPT', 'kim@example.net'],
		],
		[
			'2026-11-22 10:00:00 1abc-0002 ** kim@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<kim@example.net>: 550 5.1.1 User unknown',
			['550 5.1.1 User unknown', 'RCPT', 'kim@example.net'],
		],
		[
			"smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted.\\n5.7.8  https://example.org')",
			['535-5.7.8 Username and Password not accepted.\n535 5.7.8 https://example.org', 'AUTH'],
		],
		[
			"smtplib.SMTPSenderRefused: (530, b'5.7.0 Authentication Required', 'kim@example.org')",
			['530 5.7.0 Authentication Required', 'MAIL'],
		],
		[
			"Error: Invalid login: 534 5.7.9 It's an app password that is needed",
			["534 5.7.9 It's an app password that is needed", 'AUTH'],
		],
		[
			'The server response was: 5.7.57 Client not authenticated to send mail.',
			['5.7.57 Client not authenticated to send mail.'],
		],
		[
			"Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'",
			['550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'],
		],
		[
			'Diagnostic information: smtp;550 5.4.1 Recipient address rejected: Access denied',
			['550 5.4.1 Recipient address rejected: Access denied'],
		],
	];

	test.each(quoted)('%s', (line, [text, after, to]) => {
		const [reply, ...others] = readTranscript(line).lines.filter(({side}) => side === 'server');
		expect(others).toEqual([]);
		expect({text: reply?.text, after: reply?.after, to: reply?.to}).toEqual({text, after, to});
	});

	test('is not told twice where the dialogue was shown before', () => {
		const text = `${dialects['smtplib']}\nsend: 'AUTH PLAIN ${secrets[3]}\\r\\n'\nreply: b'535 5.7.8 Nope, sorry\\r\\n'\nTraceback (most recent call last):\n    s.login('kim', '${canary.password}')\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 Nope, sorry')`;
		expect(said(text).filter(line => line.includes('Nope'))).toHaveLength(1);
		expectSilent(JSON.stringify(readTranscript(text)));
	});
});
