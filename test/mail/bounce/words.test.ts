import {describe, expect, test} from 'vitest';
import {addressIn, hostOrIp, quotedReply, remoteIn, statusIn} from '../../../source/mail/bounce/words.ts';

describe('the reply in a text', () => {
	test.each([
		['host a.example[192.0.2.1] said: 550 No such user (in reply to RCPT TO command)', 550, 'No such user'],
		['smtp;550 5.1.1 User unknown', 550, '5.1.1 User unknown'],
		["SMTP; 550-'5.7.1 blocked'", 550, "'5.7.1 blocked'"],
		[
			"Remote Server returned '554 5.7.1 <a@b.example>: Relay access denied'",
			554,
			'5.7.1 <a@b.example>: Relay access denied',
		],
		[
			'#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##',
			550,
			'5.1.1 RESOLVER.ADR.RecipNotFound; not found',
		],
		[
			'a@b.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 User unknown',
			550,
			'5.1.1 User unknown',
		],
		['u@h, ERROR CODE :552 - over quota', 552, 'over quota'],
		['552: 5.2.2 Over quota', 552, '5.2.2 Over quota'],
		[
			"rejected command 'RCPT TO:<a@b.example>' with code 550 (5.1.1) 'User unknown'",
			550,
			"(5.1.1) 'User unknown'",
		],
		['after RCPT TO:<a@b.example>: 550 user not found', 550, 'user not found'],
		['host mx.example [192.0.2.1]: 550 unknown user', 550, 'unknown user'],
		['<-- 250 Ok --> RCPT <-- 550 5.1.1 nobody', 550, '5.1.1 nobody'],
		['250 2.0.0 Ok: queued as 12345', 250, '2.0.0 Ok: queued as 12345'],
		['Remote host said: 550 gone Giving up on 192.0.2.1.', 550, 'gone'],
		['(reason: 550 5.1.1 User unknown)', 550, '5.1.1 User unknown'],
	])('%s', (text, code, line) => {
		expect(quotedReply(text)).toMatchObject({code, lines: [line]});
	});

	test('of several lines', () => {
		expect(
			quotedReply('said: 550-5.7.1 one 550-5.7.1 two 550 5.7.1 three (in reply to end of DATA command)'),
		).toEqual({
			code: 550,
			enhanced: '5.7.1',
			lines: ['5.7.1 one', '5.7.1 two', '5.7.1 three'],
		});
	});

	test.each([
		'',
		'unknown user: "kim"',
		'at 192.0.2.550',
		'in 550 cases nothing came',
		'port 587',
		'5.1.1 nobody',
	])('is not in: %s', text => {
		expect(quotedReply(text)).toBeUndefined();
	});
});

test.each([
	['Sorry, no mailbox here by that name. (#5.1.1)', '5.1.1'],
	['5.4.4 (unable to route)', '5.4.4'],
	['Exim 4.96.1 on 5.10.1.7', undefined],
	['nothing', undefined],
])('the status in: %s', (text, status) => {
	expect(statusIn(text)).toBe(status);
});

test.each([
	['host mx.example.org[192.0.2.1] said: 550 no', 'mx.example.org'],
	['host\n mx.example.org[192.0.2.1] said: 550 no', 'mx.example.org'],
	['connect to mx.example.org[192.0.2.1]:25: Connection timed out', 'mx.example.org'],
	['Server at mx.example.org (192.0.2.1) returned x', 'mx.example.org'],
	['192.0.2.77 does not like recipient.', '192.0.2.77'],
	['Giving up on 2001:db8::1.', '2001:db8::1'],
	['mx.example.org\nRemote Server returned x', 'mx.example.org'],
	['for the recipient domain example.org by mx.example.org. [192.0.2.1].', 'mx.example.org'],
	['nobody is named', undefined],
])('the server in: %s', (text, remote) => {
	expect(remoteIn(text)).toBe(remote);
});

test('names are safe to print', () => {
	expect(hostOrIp('[192.0.2.1]')).toBe('192.0.2.1');
	expect(hostOrIp('mx.example.org. (192.0.2.1, the server for the domain example.org.)')).toBe(
		'mx.example.org',
	);
	expect(hostOrIp('none')).toBeUndefined();
	expect(addressIn('to “kim\u202E@example.org”')).toBe('kim\\u{202e}@example.org');
	expect(addressIn('mailto:kim@example.org')).toBe('kim@example.org');
	expect(addressIn('kim at example.org')).toBeUndefined();
});
