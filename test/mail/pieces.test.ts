import {describe, expect, test} from 'vitest';
import {readMail} from '../../source/mail/mail.ts';
import {piecesOf, without} from '../../source/mail/pieces.ts';
import {bare, code, whole} from './pieces/mails.ts';

const now = Date.UTC(2026, 10, 23, 12);

const pieces = async (text: string | Buffer) => {
	const found = await piecesOf(Buffer.from(text as string));
	if (!found.ok) throw new Error(found.failure);
	return found.value;
};
const left = async (text: string | Buffer, ids: readonly string[]) => {
	const made = await without(Buffer.from(text as string), ids, now);
	if (!made.ok) throw new Error(made.failure);
	return made.value;
};
const mailOf = async (octets: Buffer) => {
	const read = await readMail(octets);
	if (!read.ok) throw new Error(read.failure);
	return read.value;
};

test('a mail and its pieces', async () => {
	expect((await pieces(whole)).map(({id, inside, shown}) => [id, inside ?? '-', shown])).toEqual([
		['header.subject', '-', 'the words of the Subject “YOUR VERIFICATION CODE 48••••”'],
		['header.x-mailer', '-', 'the field X-Mailer'],
		['header.x-odd', '-', 'the field X-Odd (2 times)'],
		['form.capitals', 'header.subject', 'the capitals of the Subject'],
		['form.from-name', '-', 'the name in the From field, which looks like an address'],
		['form.base64', '-', 'that its text is encoded in base64 (quoted-printable in its place)'],
		['form.hidden-text', '-', 'the text in its HTML that nobody can see'],
		['part.1', '-', 'the part of type multipart/related'],
		['part.2', 'part.1', 'the part of type text/html'],
		['part.3', 'part.1', 'the part of type image/png “logo.png”'],
		['part.4', '-', 'the attachment of type application/pdf “terms.pdf”'],
		['link.1', '-', 'the link to https://login.example.org/•••• on “Reset password”'],
		['link.2', 'part.2', 'the picture from https://t.example.net/••••'],
		['phrase.1', '-', 'the words “Grüße!”'],
		['phrase.2', '-', 'the words “Your code is 48••••.”'],
		[
			'phrase.3',
			'-',
			'the words “It is valid for ten minutes and you should not tell it to anybody at all, whoever asks.”',
		],
		['phrase.4', 'part.2', 'the words “Reset password”'],
		['phrase.5', '-', 'the words “Or follow https://login.example.org/••••”'],
	]);
});

test('what is odd about the form of a mail', async () => {
	const forms = (await pieces(bare)).filter(({kind}) => kind === 'form');
	expect(forms.map(({id, inside}) => (inside ? `${id} in ${inside}` : id))).toEqual([
		'form.date',
		'form.message-id',
		'form.mime-version',
		'form.subject',
		'form.to',
		'form.plain-text',
		'form.text-part in form.plain-text',
		'form.eight-bit',
	]);
});

describe('leaving out', () => {
	const differs = (before: string, after: Buffer) => {
		const [one, other] = [before.split('\r\n'), after.toString().split('\r\n')];
		return {
			gone: one.filter(line => !other.includes(line)),
			new: other.filter(line => !one.includes(line)),
		};
	};

	test('a field: all of its lines, and nothing else', async () => {
		expect(differs(whole, await left(whole, ['header.x-odd']))).toEqual({
			gone: ['X-Odd: one', 'X-Odd: two,', '\tfolded'],
			new: [],
		});
	});

	test('the words of the Subject: others stand in their place', async () => {
		expect(differs(whole, await left(whole, ['header.subject', 'form.capitals'])).new).toEqual([
			'Subject: Hello',
		]);
		expect(differs(whole, await left(whole, ['form.capitals'])).new).toEqual([
			`Subject: Your verification code ${code}`,
		]);
	});

	test('a part: with its delimiter, and what is inside of it', async () => {
		const after = await left(whole, ['part.1', 'part.3', 'link.1']);
		const mail = await mailOf(after);
		expect(mail.html).toBeUndefined();
		expect(mail.attachments.map(({name}) => name)).toEqual(['terms.pdf']);
		expect(mail.links).toEqual([]);
		expect(after.toString()).toContain('--b2--');
		expect(after.toString()).not.toContain('b3');
	});

	test('a part of which nothing would be left', async () => {
		expect(await left(whole, ['part.2', 'part.3'])).toEqual(await left(whole, ['part.1']));
	});

	test('a link: its words stay, in text and HTML', async () => {
		const mail = await mailOf(await left(whole, ['link.1']));
		expect(mail.links).toEqual([]);
		expect(mail.seen).toContain('Reset password');
		expect(mail.text).toMatch(/Or follow\s*$/);
	});

	test('words: in text and HTML alike, whatever stands in between', async () => {
		const mail = await mailOf(await left(whole, ['phrase.2', 'phrase.3']));
		for (const said of [mail.text, mail.seen]) {
			expect(said).toMatch(/^Grüße!\s/);
			expect(said).not.toMatch(/code|482|valid|whoever/);
		}
		expect(mail.html).toContain('<b></b>');
	});

	test('words: every part that does not have them is the same octets', async () => {
		const after = (await left(whole, ['phrase.5', 'phrase.4'])).toString();
		const [head = '', , tail = ''] =
			/^([\s\S]*?)(--b2\r\nContent-Type: text[\s\S]*)(--b3\r\nContent-Type: image[\s\S]*)$/
				.exec(whole)
				?.slice(1) ?? [];
		expect(head).toContain('folded');
		expect(after.startsWith(head)).toBe(true);
		expect(after.endsWith(tail)).toBe(true);
	});

	test('all words: a greeting is left, so that it is not empty', async () => {
		const words = (await pieces(whole)).filter(({kind}) => kind === 'phrase').map(({id}) => id);
		const mail = await mailOf(await left(whole, words));
		expect([mail.text?.trim(), mail.seen?.trim()]).toEqual(['Hello.', 'Hello.']);
	});

	test('text that nobody sees', async () => {
		const mail = await mailOf(await left(whole, ['form.hidden-text']));
		expect(mail.html).not.toContain('preview words');
		expect(mail.seen).toBe((await mailOf(Buffer.from(whole))).seen);
	});

	test('an encoding: the same text in another', async () => {
		const after = await left(whole, ['form.base64']);
		const [mail, before] = [await mailOf(after), await mailOf(Buffer.from(whole))];
		expect(mail.html).toBe(before.html);
		expect(after.toString().match(/quoted-printable/g)).toHaveLength(2);
	});

	test('a missing field: it is there', async () => {
		const after = await left(bare, [
			'form.date',
			'form.message-id',
			'form.mime-version',
			'form.to',
			'form.subject',
		]);
		expect(after.toString().split('\n').slice(0, 6)).toEqual([
			'Date: Mon, 23 Nov 2026 12:00:00 +0000',
			expect.stringMatching(/^Message-ID: <[0-9a-f]{32}@home\.test>$/),
			'MIME-Version: 1.0',
			'Subject: Hello',
			'To: recipient@example.org',
			'From: nas <nas@home.test>',
		]);
	});

	test('HTML alone: a text part beside it, or plain text in its place', async () => {
		const both = await mailOf(await left(bare, ['form.text-part', 'form.eight-bit']));
		expect(both.text?.trim()).toBe('Your code: ABCD-EFGH. Übung\nGo');
		expect(both.html?.trim()).toBe((await mailOf(Buffer.from(bare))).html?.trim());
		const plain = await mailOf(await left(bare, ['form.plain-text']));
		expect(plain.html).toBeUndefined();
		expect(plain.text?.trim()).toBe('Your code: ABCD-EFGH. Übung\nGo');
	});

	test('letters beyond ASCII: encoded, and their character set is named', async () => {
		const after = (await left(bare, ['form.eight-bit'])).toString('latin1');
		expect(after).toContain('Content-Type: text/html; charset=utf-8\n');
		expect(after).toContain('=C3=9Cbung');
	});

	test('everything: a mail of a few fields and a greeting', async () => {
		const all = (await pieces(whole)).map(({id}) => id);
		const mail = await mailOf(await left(whole, all));
		expect(mail).toMatchObject({subject: 'Hello', links: [], attachments: []});
		expect(mail.text?.trim()).toBe('Hello.');
		expect(mail.header.map(({name}) => name)).toEqual([
			'received',
			'from',
			'to',
			'subject',
			'date',
			'message-id',
			'mime-version',
			'content-type',
		]);
	});

	test('nothing: the same octets', async () => {
		expect(await left(whole, [])).toEqual(Buffer.from(whole));
	});

	test('what it does not have: a failure names it', async () => {
		expect(await without(Buffer.from(whole), ['header.x-mailer', 'phrase.99'])).toEqual({
			ok: false,
			failure: 'has no piece called "phrase.99"',
		});
		expect(await piecesOf(Buffer.alloc(0))).toEqual({ok: false, failure: 'is empty'});
	});
});

test('character sets that have no encoder here are cut by octets', async () => {
	const body = Buffer.concat([
		Buffer.from('c4e3bac3a1a3', 'hex'),
		Buffer.from(' Your code is 482915. '),
		Buffer.from('d4d9bcfb', 'hex'),
	]);
	const mail = Buffer.concat([
		Buffer.from(
			'From: a@b.test\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n',
		),
		body,
	]);
	const found = await piecesOf(mail);
	const words = found.ok ? found.value.filter(({kind}) => kind === 'phrase') : [];
	expect(words.map(({shown}) => shown)).toEqual([
		'the words “你好。”',
		'the words “Your code is 48••••.”',
		'the words “再见”',
	]);
	const after = await without(mail, [words[1]?.id ?? '']);
	expect(after.ok && after.value.subarray(-12).toString('hex')).toBe('c4e3bac3a1a32020d4d9bcfb');
});
