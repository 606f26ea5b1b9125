import fc from 'fast-check';
import {expect, test} from 'vitest';
import {pastedKinds, recognize} from '../../source/core/pasted.ts';
import {dialects} from './dialects.ts';

const fields = 'Received: from a.example by b.example\nFrom: Kim <kim@example.org>\nSubject: your code\n';

test.each([
	['headers', fields],
	['message', `${fields}\nYour code is 123456\n550 5.1.1 in the text\n`],
	['message', `From kim@example.org Sun Nov 22 10:00:00 2026\n${fields}\nHello`],
	['bounce', `${fields.replace('kim@example.org', 'MAILER-DAEMON@example.org')}\nhost mx said: 550 5.1.1 no`],
	['bounce', `${fields}Content-Type: multipart/report; report-type=delivery-status\n\nx`],
	[
		'bounce',
		'Reporting-MTA: dns; a.example\nFinal-Recipient: rfc822; kim@example.net\nDiagnostic-Code: smtp; 550 5.1.1 no',
	],
	['reply', '535 5.7.8 Username and Password not accepted'],
	['reply', '\uFEFF250 ok'],
	['reply', 'Your device says: connect to smtp.example.org: Connection refused'],
	// Text of bounces without a header.
	[
		'bounce',
		'<kim@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)',
	],
	['bounce', 'This is the mail system at host smtp.example.org.\n\nYour message could not be delivered.'],
	['bounce', 'Your message wasn’t delivered to kim@example.net because the address couldn’t be found.'],
	// What mail programs show above a header.
	[
		'headers',
		`Original Message\nMessage ID\t<a@b>\nCreated at:\tSun, Nov 22, 2026 at 10:00 AM (Delivered after 2 seconds)\nFrom:\tNAS <nas@example.org>\nTo:\tkim@example.net\nSubject:\tYour code\nSPF:\tPASS with IP 192.0.2.1 Learn more\nDKIM:\t'PASS' with domain example.org\nDMARC:\t'PASS'\n\nDownload Original\tCopy to clipboard\n${fields}`,
	],
	['message', `Original Message\nSPF:\tPASS\n\n${fields}\nYour code is 123456`],
	['headers', `\n\n${fields}`],
	['headers', fields.replaceAll(/^/gm, '> ')],
	['headers', fields.replaceAll(/^/gm, '    ')],
	[
		'headers',
		`Received: from a.example\nby b.example with ESMTPS id 1;\nSun, 22 Nov 2026 10:00:00 +0000\nAuthentication-Results: spf=pass\nsmtp.mailfrom=a.example\nFrom: a@a.example\nSubject: x`,
	],
	[
		'headers',
		Array.from({length: 10}, (_, index) => `X-Field-${index}: ${index}\n\n`)
			.join('')
			.replace('X-Field-1', 'Received'),
	],
	['headers', `>From kim@example.org Sun Nov 22 10:00:00 2026\n${fields.replaceAll('\n', '\r')}`],
	['message', `Subject: log\nFrom: a@example.org\n\nS: 220 x\nC: EHLO x\nS: 250 x`],
	['message', `${fields}Content-Transfer-Encoding: base64\n\nWW91ciBjb2RlIGlzIDEyMzQ1Ng==`],
	// A dialogue that carries a message.
	[
		'reply',
		`220 x\nEHLO y\n250 x\nDATA\n354 go\nReceived: from a by b\nFrom: a@example.org\nSubject: x\n\nhello\n.\n250 taken`,
	],
	['unknown', 'WW91ciBjb2RlIGlzIDEyMzQ1Ng==\nWW91ciBjb2RlIGlzIDEyMzQ1Ng=='],
	['unknown', 'Your code is 123456'],
	['unknown', 'help'],
	['unknown', ''],
	['unknown', '{"a": 1}'],
	['unknown', 'Note: this\nis: not a mail'],
])('%s: %j', (kind, text) => {
	expect(recognize(text).kind).toBe(kind);
});

test.each(Object.entries(dialects))('a dialogue of %s is known as one', (_, text) => {
	expect(recognize(text).kind).toBe('reply');
});

test('what was pasted around a header is left out', () => {
	const pasted = recognize(`Original Message\nSPF:\tPASS\n\n${fields}`);
	expect(pasted).toEqual({kind: 'headers', text: fields});
});

test('any text is one of four kinds, or unknown', () => {
	const line = fc.oneof(
		fc.constantFrom(
			'Received: a',
			'From: b',
			'',
			'x',
			'550 no',
			'> Subject: y',
			'  by c',
			'<a@b.c>: no',
			'Action: failed',
		),
		fc.string({unit: 'binary', maxLength: 40}),
	);
	fc.assert(
		fc.property(fc.array(line, {maxLength: 40}), lines => {
			const text = lines.join('\n');
			const {kind} = recognize(text);
			expect([...pastedKinds, 'unknown']).toContain(kind);
			expect(recognize(text).kind).toBe(kind);
		}),
	);
});

test('a long text is looked at only once or twice', () => {
	for (const text of [
		'x\nReceived: a\n'.repeat(50_000),
		'Received: a\n\n'.repeat(50_000),
		'>'.repeat(500_000),
	])
		expect(() => recognize(text)).not.toThrow();
});
