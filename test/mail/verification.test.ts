import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {printable} from '../../source/core/printable.ts';
import type {Reading} from '../../source/core/verification.ts';
import {type Mail, readMail} from '../../source/mail/mail.ts';
import {readVerification} from '../../source/mail/verification.ts';
import {bare} from './verification/bare-mails.ts';
import {type Expected, unseen, written} from './verification/table.ts';

const all = {...written, ...unseen, ...bare};
const folder = 'test/mail/verification/mails';

const mailOf = async (octets: Buffer | string): Promise<Mail> => {
	const read = await readMail(Buffer.from(octets));
	if (!read.ok) throw new Error(read.failure);
	return read.value;
};

const read = async (octets: Buffer | string): Promise<Reading> => readVerification(await mailOf(octets));

const plain = (text: string, subject = 'x') => `From: a@b.test\r\nSubject: ${subject}\r\n\r\n${text}`;

const summary = ({chosen, open, lifetime, language}: Reading): Expected => ({
	...(chosen ? {value: chosen.value} : {}),
	...(chosen?.kind === 'link' ? {kind: 'link'} : {}),
	...(open ? {open} : {}),
	...(lifetime ? {lifetime: lifetime.seconds} : {}),
	...(language ? {language} : {}),
});

describe('mails', () => {
	test.each(Object.entries(all))('%s', async (name, expected) => {
		expect(summary(await read(readFileSync(`${folder}/${name}.eml`)))).toEqual(expected);
	});

	test('every mail is in the table', () => {
		const files = readdirSync(folder).map(file => file.replace('.eml', ''));
		expect(files.toSorted()).toEqual(Object.keys(all).toSorted());
	});

	test('many languages, and a third of the mails with nothing to choose', () => {
		const expected = Object.values(all);
		expect(new Set(expected.flatMap(({language}) => language ?? [])).size).toBeGreaterThanOrEqual(28);
		expect(expected.filter(({open}) => open !== undefined).length).toBeGreaterThanOrEqual(45);
	});
});

test('why it was chosen, where it stands, and the line around it', async () => {
	const {chosen} = await read(readFileSync(`${folder}/device-en-plain.eml`));
	expect(chosen).toMatchObject({kind: 'code', where: 'text', line: 'The verification code is: 482915'});
	expect(chosen?.because).toContain('“verification code” stands before it.');
	expect(chosen?.against).toEqual([]);
});

test('what speaks against a number', async () => {
	const {candidates} = await read(plain('Your login code is 482915. Backup code 20261122 has expired.'));
	expect(candidates.map(({value}) => value)).toEqual(['482915', '20261122']);
	expect(candidates[1]?.against).toEqual(['It looks like a date.', '“has expired” is said of it.']);
});

test('the words that tell the lifetime', async () => {
	const {lifetime} = await read(plain('Your login code is 482915. It is valid for 10 minutes.'));
	expect(lifetime).toEqual({seconds: 600, words: 'valid for 10 minutes'});
});

test.each([
	['Your verification code is 482915. Call +49 30 901820 or 555 123 4567.', '482915'],
	[
		'Your verification code is 482 915 (request 771 204, 22.11.2026 14:35, 192.168.1.20, v7.0.1128).',
		'482915',
	],
	['Verification code: 1984', '1984'],
	['Your verification codes are 482915 and 771304', undefined],
	['Your verification code was made in 2026', undefined],
	['Your verification code is ４８２－９１５', '482915'],
	['Your verification code: 𝟒𝟖𝟐𝟗𝟏𝟓', '482915'],
	['Your verification code is 4\u200b8\u200b2\u200b9\u200b1\u200b5', '482915'],
	['Your verification code is **482915**.', '482915'],
	['Your verification code is \u001b[31m482913\u001b[0m.', '482913'],
	['Your verification code is "482915".', '482915'],
	['Your verification code:\u00a0482\u00a0915', '482915'],
	['Your verification code is ABC-DEF-1', undefined],
	['Your verification code is on its way', undefined],
	['Your verification code costs $ 4829', undefined],
	['Your verification code: #482915', undefined],
	['Your verification code: 3f2504e0-4f89-11d3-9a0c-0305e82c3301', undefined],
	['Your verification code was sent to ••••4829', undefined],
	['Your verification code was sent on 22 November 2026', undefined],
	['Your verification code expires at 14:35 in 482915 seconds', undefined],
])('%s', async (text, value) => {
	expect((await read(plain(text))).chosen?.value).toBe(value);
});

test('what is printed is safe, whatever the mail says', async () => {
	const {candidates, lifetime} = await read(
		plain('\u202eYour verification code is\u001b[31m 482915\u0007, valid for 10\u202e minutes \u{e0041}'),
	);
	const said = [
		...candidates.flatMap(({line, because, against}) => [line, ...because, ...against]),
		lifetime?.words,
	];
	for (const words of said) expect(printable(words ?? '')).toBe(words);
	expect(said.length).toBeGreaterThan(2);
});

test('any text is read without failing, bounded, and twice the same', {timeout: 20_000}, () => {
	const words = fc.constantFrom(
		...'code|verification code|482915|482 915|10 minutes|valid|order|\n|: |is|https://a.test/reset?token=abcdef1234567890|验证码|٤٨٢|>|-|(|\u0000|\ud800'.split(
			'|',
		),
	);
	const text = fc
		.array(fc.oneof(words, fc.string({unit: 'binary'})), {maxLength: 60})
		.map(all => all.join(' '));
	fc.assert(
		fc.property(text, text, (said, seen) => {
			const mail: Mail = {
				header: [],
				subject: said.slice(0, 50),
				from: [],
				to: [],
				text: said,
				seen,
				links: [{url: said, text: seen}, {url: 'https://a.test/reset?token=abcdef1234567890'}],
				attachments: [],
				octets: 0,
			};
			const reading = readVerification(mail);
			expect(readVerification(mail)).toEqual(reading);
			expect(reading.candidates.length).toBeLessThanOrEqual(10);
			expect((reading.chosen === undefined) === (reading.open !== undefined)).toBe(true);
			for (const {line, score} of reading.candidates) {
				expect([...line].length).toBeLessThanOrEqual(160);
				expect(score >= 0 && score <= 1).toBe(true);
			}
		}),
		{numRuns: 300},
	);
});

/** The time limit of a test is what says that it takes no longer than its length. */
describe('two megabytes of', () => {
	const kinds = [
		'1',
		'4 ',
		'4\n',
		'482915 ',
		'482915\n',
		'12-',
		'1.',
		'a@',
		'http://',
		'verification code ',
		'code 482915 order 12345 valid 10 minutes\n',
		'验证码',
		'a\u0301\u0323\u0300',
		'From: a\n',
		'> ',
	];
	test.each(kinds)('%j', async kind => {
		const reading = await read(plain(kind.repeat(2_000_000 / kind.length), 'Your verification code'));
		expect(reading.candidates.length).toBeLessThanOrEqual(10);
	});

	test.each([
		'<div>',
		'<b>code 482915',
		'<td>4',
		'<a href="https://a.test/reset?token=abcdef1234567890">reset',
	])('HTML: %s', async kind => {
		const head = 'From: a@b.test\r\nContent-Type: text/html\r\n\r\n';
		const reading = await read(head + kind.repeat(2_000_000 / kind.length));
		expect(reading.candidates.length).toBeLessThanOrEqual(10);
	});
});
