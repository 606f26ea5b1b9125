import {expect, test} from 'vitest';
import {recognize} from '../../source/core/pasted.ts';
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
