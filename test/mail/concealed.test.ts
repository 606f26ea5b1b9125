import {describe, expect, test} from 'vitest';
import {secretsOf} from '../../source/core/secret-values.ts';
import type {Candidate} from '../../source/core/verification.ts';
import {concealed, secretsInOctets, toldDate} from '../../source/mail/concealed.ts';

/** The letters and digits that are left, as a person would type them. */
const typed = (text: string): string =>
	text
		.normalize('NFKC')
		.replaceAll(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
		.replaceAll(/[^\p{L}\p{Nd}]/gu, '')
		.toLowerCase();

describe('what is hidden', () => {
	test.each([
		['482915'],
		['4829'],
		['Your code is 482 915.', '482915'],
		['482-915', '482915'],
		['4 8 2 9 1 5', '482915'],
		['4.8.2.9.1.5', '482915'],
		['(482, 915)', '482915'],
		['48 29 15', '482915'],
		['４８２９１５', '482915'],
		['٤٨٢٩١٥', '482915'],
		['48\u200b2915', '482915'],
		['𝟒𝟖𝟐𝟗𝟏𝟓', '482915'],
		['foo=482915;bar'],
		['token:482915', '482915'],
		['K7XQ9M'],
		['k7xq9m'],
		['7XD-L4Q', '7xdl4q'],
		['AB12 CD34', 'ab12cd34'],
		['ABC-123', 'abc123'],
		['S482915'],
		['CODE_482915', '482915'],
		['b-482915.example.org', '482915'],
		['482915.pdf', '482915'],
		['code-k7xq9m.png', 'k7xq9m'],
		['says QWRTZK'],
		['ABC-DEF', 'abcdef'],
		['Q W R T Z K', 'qwrtzk'],
		['Your code is QWRTZK', 'qwrtzk'],
		['Your code QWRTZK', 'qwrtzk'],
		['your code is qwrtzk', 'qwrtzk'],
		['Ihr Code lautet: qwrtzk', 'qwrtzk'],
		['qwrtzk is your verification code', 'qwrtzk'],
		['Your code: correct-horse-battery', 'horse'],
		['code is 4.8.2.9', '4829'],
		['code is 48.29', '4829'],
		['XkdkLmpQz'],
		['SECRETTOKENabcdef'],
		['abcdefSECRET'],
		['https://example.net/verify?token=abcdefgh', 'abcdefgh'],
		['HTTPS://EXAMPLE.NET/abcdefgh', 'abcdefgh'],
		['https://abcdefghijk.example.net/', 'abcdefghijk'],
		['ftp://example.net/abcdefgh', 'abcdefgh'],
		['app://verify/abcdefgh', 'abcdefgh'],
		['terra:verify/abcdefgh', 'abcdefgh'],
		['https%3A%2F%2Fexample.net%2Fv%3Ft%3Dabcdefgh', 'abcdefgh'],
		['example.net/verify/abcdefgh', 'abcdefgh'],
		['www.example.net?t=abcdefgh', 'abcdefgh'],
		['192.0.2.7/verify/abcdefgh', 'abcdefgh'],
		['//example.net/abcdefgh', 'abcdefgh'],
		['mailto:confirm+abcdefgh@example.net', 'abcdefgh'],
		['mailto:a@example.net?subject=abcdefgh', 'abcdefgh'],
		['confirm+abcdefgh@example.net', 'abcdefgh'],
		['tel:482915', '482915'],
		['abcdefgh'.repeat(4), 'abcdefgh'],
		[`eyJhbGciOiJ${'aB3x'.repeat(8)}==`, 'ab3xab3x'],
	])('%s', (text, secret = text) => {
		const left = typed(concealed(`it says ${text} there`));
		expect(left).toMatch(/^itsays/);
		expect(left).not.toContain(typed(secret.split(' ').at(-1) ?? ''));
		expect(typed(concealed(text))).not.toContain(typed(secret.split(' ').at(-1) ?? ''));
	});

	test('a second time changes nothing', () => {
		const text = 'Your code is 482 915, or https://login.example.net/r?t=1 and a+token123@example.net';
		expect(concealed(concealed(text))).toBe(concealed(text));
		expect(concealed(text)).toBe(
			'Your code is ••••, or https://login.example.net/•••• and a+••••@example.net',
		);
	});
});

describe('what stays', () => {
	test.each([
		'550 5.1.1 <person@example.org>: Recipient address rejected: User unknown',
		'550-5.7.26 Unauthenticated email is not accepted due to its DMARC policy. 550 5.7.26 See',
		'421 4.7.0 [192.0.2.25] Try again later, closing connection. (EHLO)',
		'451 4.7.1 Greylisting in action, please come back in 00:05:00',
		'452 4.2.2 The mailbox is over quota',
		'host mx.example.org[192.0.2.1] said: 554 5.7.1 (in reply to end of DATA command)',
		'lost connection with mx.example.org[2001:db8::1]:25 while receiving the initial greeting',
		'[192.0.2.25 listed in zen.spamhaus.org]',
		'10.100.51.198.zen.spamhaus.org',
		'google.com: domain of nas@example.org designates 198.51.100.25 as permitted sender',
		'p=QUARANTINE sp=NONE dis=NONE',
		'SpamAssassin 4.0.1 (2024-03-26) on mail.example.net',
		'No, score=-2.899 required=5.000 tests=[BAYES_00=-1.9, RCVD_IN_DNSWL_MED=-2.3]',
		'default: False [1.20 / 15.00]',
		'BAYES_99 RCVD_IN_MSPIKE_H2 DATE_IN_PAST_03_06 HTML_IMAGE_ONLY_04 MIME_BASE64_TEXT T_SCC_BODY_TEXT_LINE',
		'Bayes spam probability is 99 to 100% [score: 0.9999]',
		'HTML has a low ratio of text to image area, 5.2 / 5.0',
		'Sun, 22 Nov 2026 10:00:03 +0000 (UTC)',
		'2026-11-23T08:15:02.437Z',
		'23.11.2026 08:15',
		'DM6PR01MB1234.prod.exchangelabs.com',
		'mail-lf1-f54.google.com',
		'sha256 rsa-sha256 TLS1_3 TLSv1.2 UTF-8 RFC 5322',
		'SFV:SPM;CAT:SPM;SCL:5',
		'INFECTED, message contains virus: Eicar-Test-Signature',
		'me+shop@example.org nas2024@example.org',
		'Message size exceeds 52428800 bytes; 25MB is the limit, wait 10 minutes',
		'https://support.google.com/mail/?p=BlockedMessage',
		'https://www.spamhaus.org/query/ip/192.0.2.25',
		'Messages from 192.0.2.25 temporarily deferred [TSS04]',
		'SmtpClientAuthentication is disabled for the Tenant, SMTPAuth is not',
		'The code is invalid. Error code 550. Enter your code here.',
		'MESSAGE NOT ACCEPTED FOR REASONS OF LOCAL LAWS',
		'这封邮件被退回',
	])('%s', text => {
		expect(concealed(text)).toBe(text);
	});
});

describe('what a message is known to bring', () => {
	const candidate = (kind: Candidate['kind'], value: string, score = 0.9): Candidate => ({
		kind,
		value,
		score,
		because: [],
		against: [],
		where: 'text',
		line: '',
	});
	const secrets = secretsOf({
		candidates: [
			candidate('code', 'qwrtzk'),
			candidate('code', 'ABCD12'),
			candidate('link', 'https://example.net/reset/swordfish?t=opensesame'),
			candidate('code', '2026', 0.1),
		],
		open: 'several',
	});

	test.each([
		['qwrtzk', 'qwrtzk'],
		['file-QwRtZk.png', 'qwrtzk'],
		['a•b a-b-c-d-1-2', 'abcd12'],
		['Ａｂｃｄ１２', 'abcd12'],
		[`base64 ${btoa('ABCD12')}`, 'qujdrdey'],
		['swordfish stands there', 'swordfish'],
		['t is opensesame', 'opensesame'],
	])('is hidden in whatever writing: %s', (text, secret) => {
		expect(typed(concealed(text, secrets))).not.toContain(secret);
	});

	test('and what is unlikely, or by chance inside of another word, is left', () => {
		expect(concealed('Sun, 22 Nov 2026 reset the password', secrets)).toBe(
			'Sun, 22 Nov 2026 reset the password',
		);
	});

	test('is read from its octets', async () => {
		const mail = 'From: a@b.test\nSubject: Your code\n\nYour verification code is 482 915.\n';
		expect((await secretsInOctets(Buffer.from(mail))).map(({value}) => value)).toContain('482915');
		expect(await secretsInOctets(Buffer.alloc(0))).toEqual([]);
	});
});

test.each([
	['Sun, 22 Nov 2026 10:00:03 +0000 (CEST)', 'Sun, 22 Nov 2026 10:00:03 +0000 (CEST)'],
	['Sun, 22 Nov 2026 10:00:03 +0000 (code 482915)', 'Sun, 22 Nov 2026 10:00:03 +0000 (code ••••)'],
	['Sun, 32 Nov 2026 10:00', 'Sun, 32 Nov •••• 10:00'],
	['Your code is 482915', 'Your code is ••••'],
])('a date is told as it is: %s', (text, told) => {
	expect(toldDate(text)).toBe(told);
});

test('takes time in proportion to the text, whatever it is', () => {
	const units = [
		'a',
		'1',
		'A-',
		'1 ',
		'a.b/',
		'a@',
		'a://',
		'%3a',
		'::',
		'code is ',
		'１',
		'\u200b',
		'x=',
		'2026-11-',
		'550 5.1.1 ',
	];
	for (const unit of units) {
		const long = unit.repeat(Math.ceil(20_000 / unit.length));
		expect(concealed(long).length).toBeLessThanOrEqual(long.length + 10);
	}
});
