import {expect, test} from 'vitest';
import {dislikeRules, dislikesOf} from '../../../source/mail/dislikes.ts';
import {readMail} from '../../../source/mail/mail.ts';

const at = Date.parse('2026-06-15T12:00:05Z');

const nested = (depth: number): string =>
	Array.from(
		{length: depth},
		(_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
	).join('');

test.each([
	['50,000 fields', `${'Subject: x\r\n'.repeat(50_000)}\r\n`],
	['a header that does not end', 'X: y\r\n'.repeat(50_000)],
	['a Received field of a megabyte', `Received: ${'(x)'.repeat(350_000)}\r\n\r\n`],
	['10,000 parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}`],
	['parts in parts', nested(2000)],
	[
		'20,000 nested elements',
		`Content-Type: text/html\r\n\r\n${'<div style="display:none">'.repeat(20_000)}x`,
	],
	['no line at all', 'x'.repeat(3_000_000)],
	['line feeds alone', '\n'.repeat(3_000_000)],
	[
		'dashes',
		`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--'.repeat(1_000_000)}${'\n--'.repeat(500_000)}`,
	],
	['nothing', '\r\n'],
])('it ends: %s', async (_name, message) => {
	const octets = Buffer.from(message);
	const mail = await readMail(octets);
	if (!mail.ok) return;
	const told = await dislikesOf(mail.value, {octets, at, sender: 'a@b.example'});
	expect(told.length).toBeLessThanOrEqual(dislikeRules.length);
});
