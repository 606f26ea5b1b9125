import fc from 'fast-check';
import {expect, test} from 'vitest';
import {masked} from '../../../source/commands/unmatched/mask.ts';

const host = 'smtp.provider.net';
const mask = (words: string, personal: readonly string[] = []) => masked(words, {host, personal});

test.each([
	['5.1.1 <kim@mail.com>: no such person', '5.1.1 <someone@example.org>: no such person'],
	['mail from kim.lee+code@mail.co.uk.', 'mail from someone@example.org.'],
	['"kim lee"@mail.com is unknown', 'someone@example.org is unknown'],
	['client [203.0.113.77] is listed', 'client [192.0.2.1] is listed'],
	['client 203-0-113-77 is listed', 'client 192.0.2.1 is listed'],
	['client [2a00:1450:4013::1a] and [IPv6:fe80::1].', 'client [2001:db8::1] and [IPv6:2001:db8::1].'],
	['from nas.home.lan by mx1.other.com', 'from host.example.org by host.example.org'],
	['see https://help.other.com/why?p=Policy', 'see https://host.example.org/why?p=Policy'],
	['smtp.provider.net says no to SMTP.PROVIDER.NET', 'smtp.provider.net says no to SMTP.PROVIDER.NET'],
	['queued as 4XyZ1b2C3Dz9rT', 'queued as 0000000000'],
	['(9BDCBA19EA) rejected', '(0000000000) rejected'],
	['id 1qXyZA-0001Ab-2C', 'id 0000000000'],
	['at 1528450981 today', 'at 0000000000 today'],
	['d9443c01a7336-22ac7b62917sm114854365ad.11 - gsmtp', '0000000000 - gsmtp'],
])('%s', (words, shown) => {
	expect(mask(words)).toBe(shown);
});

test.each([
	'5.7.8 Username and Password not accepted',
	'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
	'Rejected by policy S3150 (TSS04), error 554 at 12:34:56',
	'Need RFC 5322 and TLS 1.2, e.g. with base64',
])('leaves alone: %s', words => {
	expect(mask(words)).toBe(words);
});

test('names of this case are hidden as words, whatever their case', () => {
	expect(mask('User NAS-backup unknown; nasty nas-backups', ['nas-backup'])).toBe(
		'User someone unknown; nasty nas-backups',
	);
	expect(mask('no mail for ACME.local', ['acme.local'])).toBe('no mail for example.org');
});

test('what acts on a terminal, and what goes on for ever, is not kept', () => {
	expect(mask('\u001B[31mred\u202E')).toBe('\\u{1b}[31mred\\u{202e}');
	expect(mask('no '.repeat(10_000)).length).toBeLessThanOrEqual(600);
});

test('masking again changes nothing, and no address or number of anybody is left', () => {
	const word = fc.constantFrom(
		...[
			'kim@mail.com',
			'203.0.113.9',
			'2a00:1450::1a',
			'mx.other.com',
			'4XyZ1b2C3Dz9rT',
			'no',
			',',
			'<',
			'>',
			host,
		],
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(word, fc.string({unit: 'binary'})), {maxLength: 12}), words => {
			const once = mask(words.join(' '));
			expect(mask(once)).toBe(once);
			for (const leak of ['kim@', '203.0.113.9', '2a00:1450::1a', 'mx.other.com', '4XyZ1b2C3Dz9rT'])
				if (!words.some(other => other !== leak && other.includes(leak.slice(0, 3))))
					expect(once).not.toContain(leak);
		}),
		{numRuns: 200},
	);
});
