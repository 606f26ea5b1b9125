import fc from 'fast-check';
import {expect, test} from 'vitest';
import {withoutEncodedWords} from '../../../source/sink/server/encoded-words.ts';
import {readHeaderFields} from '../../../source/sink/server/header-fields.ts';

const read = (text: string) => readHeaderFields(Buffer.from(text));

test('the fields of a list are read, in any case, unfolded and decoded', () => {
	expect(
		read(
			'Received: from a\r\n\tby b; now\r\nFROM : =?utf-8?q?J=C3=BCrgen?=\r\n <j@home.test>\r\nTo: a@x.test,\r\n b@x.test\r\n' +
				'subject: =?UTF-8?B?w4Q=?= =?UTF-8?B?w7Y=?= plain\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\nSubject: body\r\n',
		),
	).toEqual({
		from: 'Jürgen <j@home.test>',
		to: 'a@x.test, b@x.test',
		subject: 'Äö plain',
		date: 'Sun, 22 Nov 2026 10:00:00 +0000',
		messageId: '<1@x>',
	});
});

test('the first of a field counts, bare line feeds are lines, and the header ends where it ends', () => {
	expect(read('Subject: one\nSubject: two\n\nFrom: body@x.test\n')).toEqual({subject: 'one'});
	expect(read('\r\nSubject: body\r\n')).toEqual({});
	expect(read('')).toEqual({});
	expect(read('no header at all')).toEqual({});
});

test('raw octets above 127 are UTF-8 where they can be', () => {
	expect(read('Subject: Prüfcode\r\n\r\n')).toEqual({subject: 'Prüfcode'});
	expect(readHeaderFields(Buffer.from('Subject: Pr\u{fc}fcode\r\n\r\n', 'latin1'))).toEqual({
		subject: 'Prüfcode',
	});
});

test('what is read is bounded and safe to print', () => {
	const {subject = ''} = read(`Subject: \u{1b}[2J\u{202e}${'x'.repeat(100_000)}\r\n\r\n`);
	expect(subject).toMatch(/^\\u\{1b\}\[2J\\u\{202e\}x+$/);
	expect(subject.length).toBeLessThan(1100);
	expect(read('Subject: =?utf-8?q?a=0D=0ABcc:_b?=\r\n\r\n').subject).toBe('a\\u{d}\\u{a}Bcc: b');
});

test.each([
	['=?iso-8859-1?Q?a=E4b_c?=', 'aäb c'],
	['=?gb2312?B?0enWpMLr?=', '验证码'],
	['=?utf-8?B?6aqM?= =?utf-8?B?6K+B?=', '验证'],
	// A character that is cut in two at the border of two words
	['=?utf-8?B?6ao=?= =?utf-8?B?jA==?=', '验'],
	['=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?= an', 'Grüße an'],
	['=?no-such-charset?Q?abc?= x', '=?no-such-charset?Q?abc?= x'],
	['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
	['5 =? 6 ?= 7', '5 =? 6 ?= 7'],
	['=?utf-8?Q?a?= and =?utf-8?Q?b?=', 'a and b'],
])('%s', (encoded, decoded) => {
	expect(withoutEncodedWords(encoded)).toBe(decoded);
});

test('nothing that anybody sends makes it fail', () => {
	const pieces = fc.constantFrom(
		'=?utf-8?',
		'?=',
		'q?',
		'b?',
		'=',
		'\r\n',
		' ',
		'Subject:',
		'From:',
		'\0',
		'ä',
		':',
	);
	fc.assert(fc.property(fc.array(pieces, {maxLength: 60}), parts => void read(parts.join(''))));
});
