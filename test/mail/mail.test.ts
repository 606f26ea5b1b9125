import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Mail, readMail} from '../../source/mail/mail.ts';

const read = async (octets: Buffer | string): Promise<Mail> => {
	const mail = await readMail(Buffer.from(octets));
	if (!mail.ok) throw new Error(mail.failure);
	return mail.value;
};

const withBody = (fields: string, body: string | Buffer) =>
	Buffer.concat([Buffer.from(`From: a@b.test\r\n${fields}\r\n\r\n`), Buffer.from(body)]);

test('the header decoded, in its order', async () => {
	const mail = await read(
		'Received: from a.test\r\n\tby b.test; x\r\nFrom: =?utf-8?Q?J=C3=BCrgen?= <j@a.test>, b@c.test\r\nTo: Team: x@y.test, z@y.test;\r\n' +
			'SUBJECT: =?gb18030?B?0enWpMLr?=\r\n =?gb18030?B?OiAx?=\r\nReceived: second\r\nDate: today\r\nMessage-ID: <1@a.test>\r\n\r\nhi',
	);
	expect(mail.header.map(({name}) => name)).toEqual(
		'received from to subject received date message-id'.split(' '),
	);
	expect(mail.header[0]?.value).toBe('from a.test\tby b.test; x');
	expect(mail).toMatchObject({
		subject: '验证码: 1',
		from: [
			{name: 'Jürgen', address: 'j@a.test'},
			{name: '', address: 'b@c.test'},
		],
		to: ['x@y.test', 'z@y.test'],
		date: 'today',
		messageId: '<1@a.test>',
		text: 'hi',
		links: [],
		attachments: [],
	});
	expect(mail.cut).toBeUndefined();
});

/** Octets of each are those of the encoding itself. */
test.each([
	['gb18030', 'd1e9d6a4c2eb', '验证码'],
	['gb2312', 'd1e9d6a4c2eb', '验证码'],
	['big5', 'c5e7c3d2bd58', '驗證碼'],
	['shift_jis', '94468fd8', '認証'],
	['euc-jp', 'c7a7beda', '認証'],
	['iso-2022-jp', '1b244247273e5a1b2842', '認証'],
	['euc-kr', 'c0cec1f5', '인증'],
	['koi8-r', 'cbcfc4', 'код'],
	['windows-1250', '6bf364', 'kód'],
	['windows-1251', 'eaeee4', 'код'],
	['windows-1253', 'eaf9e4', 'κωδ'],
	['windows-1254', 'fe', 'ş'],
	['windows-1255', 'f7e5e3', 'קוד'],
	['windows-1256', 'd1e3d2', 'رمز'],
	['iso-8859-15', 'a4', '€'],
	['utf-16le', '34003800', '48'],
	['klingon', '343832', '482'],
])('the charset %s', async (charset, hex, text) => {
	const mail = await read(
		withBody(
			`Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64`,
			Buffer.from(hex, 'hex').toString('base64'),
		),
	);
	expect(mail.text?.trim()).toBe(text);
});

test('format=flowed, and soft breaks of quoted-printable in the middle of a code', async () => {
	const flowed = withBody('Content-Type: text/plain; format=flowed', 'the code is \r\n482 915\r\n');
	expect((await read(flowed)).text).toContain('the code is 482 915');
	const soft = withBody(
		'Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable',
		'48=\r\n2915',
	);
	expect((await read(soft)).text?.trim()).toBe('482915');
});

test('parts: text, what is seen of the HTML, links of both once, attachments', async () => {
	const mail = await read(
		withBody(
			'Content-Type: multipart/mixed; boundary=m',
			'--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n' +
				'--a\r\n\r\nplain https://a.test/x\r\n--a\r\nContent-Type: text/html\r\n\r\n' +
				'<p>seen <a href="https://a.test/x">words</a></p><p hidden>no</p>\r\n--a--\r\n' +
				'--m\r\nContent-Type: image/png; name=x.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--m--\r\n',
		),
	);
	expect(mail).toMatchObject({
		seen: 'seen words',
		links: [{url: 'https://a.test/x', text: 'words'}],
		attachments: [{name: 'x.png', type: 'image/png', octets: 3}],
	});
	expect(mail.text).toContain('plain');
	expect(mail.html).toContain('hidden');
});

describe('what is broken or too much', () => {
	const many = (part: string) => part.repeat(1_500_000 / part.length);

	test('nothing at all is no message', async () => {
		expect(await readMail(Buffer.alloc(0))).toEqual({ok: false, failure: 'is empty'});
	});

	test.each([
		['parts', withBody('Content-Type: multipart/mixed; boundary=b', many('--b\r\n\r\ncode 482915\r\n'))],
		['octets', withBody('X: y', 'x'.repeat(3_000_000))],
		['text', withBody('X: y', 'x'.repeat(300_000))],
		['HTML', withBody('Content-Type: text/html', many('<p>x'))],
		['fields', withBody(many('X: y\r\n').trimEnd(), 'x')],
		['a field', withBody(`To: ${many('a:')}`, 'x')],
		['links', withBody('Content-Type: text/html', '<a href="https://a.test">x</a>'.repeat(600))],
	])('%s: cut', async (_what, octets) => {
		const mail = await read(octets);
		expect(mail.cut).toBe(true);
		expect(mail.octets).toBe(octets.length);
		expect(mail.from[0]?.address ?? 'a@b.test').toBe('a@b.test');
		expect(mail.header.length).toBeLessThanOrEqual(500);
		expect(mail.links.length).toBeLessThanOrEqual(500);
		expect(mail.text?.length ?? 0).toBeLessThanOrEqual(204_800);
	});

	test('too many parts: the first ones are read', async () => {
		const parts = '--b\r\nContent-Type: text/plain\r\n\r\ncode 482915\r\n'.repeat(20_000);
		expect((await read(withBody('Content-Type: multipart/mixed; boundary=b', parts))).text).toContain(
			'482915',
		);
	});

	test('messages in messages', async () => {
		const nested = 'Content-Type: message/rfc822\r\n\r\n'.repeat(20_000);
		expect((await read(withBody('Content-Type: message/rfc822', nested))).from[0]?.address).toBe('a@b.test');
	});

	test('multipart in multipart', async () => {
		const nested = Array.from(
			{length: 5000},
			(_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
		).join('');
		const mail = await read(withBody('Content-Type: multipart/mixed; boundary=b0', nested));
		expect(mail.from[0]?.address).toBe('a@b.test');
	});

	test('a part that does not end, base64 that is none', async () => {
		expect(
			(await read(withBody('Content-Type: multipart/mixed; boundary=b', '--b\r\n\r\nhello'))).text,
		).toContain('hello');
		expect((await read(withBody('Content-Transfer-Encoding: base64', '%%%='))).text).toBeUndefined();
	});

	test('a mail cut off anywhere is still read', async () => {
		const whole = readFileSync('test/mail/verification/mails/saas-en-big.eml');
		for (let end = 1; end < whole.length; end += 97)
			expect((await readMail(whole.subarray(0, end))).ok).toBe(true);
	});

	test('any octets are read or refused', async () => {
		const piece = fc.constantFrom(
			'Content-Type: multipart/mixed; boundary=b\r\n',
			'Content-Type: text/html; charset=',
			'\r\n\r\n',
			'--b\r\n',
			'=?utf-8?Q?',
			'From: ',
			'<a href=',
		);
		const octets = fc
			.array(
				fc.oneof(
					piece.map(text => Buffer.from(text)),
					fc.uint8Array().map(all => Buffer.from(all)),
				),
				{maxLength: 30},
			)
			.map(all => Buffer.concat(all));
		await fc.assert(
			fc.asyncProperty(octets, async all => {
				expect(typeof (await readMail(all)).ok).toBe('boolean');
			}),
		);
	});
});
