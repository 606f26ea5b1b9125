import {describe, expect, test} from 'vitest';
import {piecesOf} from '../../../source/mail/pieces.ts';
import {code, token} from './mails.ts';

const pieces = async (text: string) => {
	const found = await piecesOf(Buffer.from(text));
	if (!found.ok) throw new Error(found.failure);
	return found.value;
};

describe('what is shown', () => {
	test.each([
		['a code', `Your code is ${code}.`, code],
		['a code in groups', 'Your code is 482-915.', '482-915'],
		['a code in letters', 'Your verification code is QWZXKP', 'QWZXKP'],
		['a code of both', 'Your code: A1B2C3', 'A1B2C3'],
		['a link', `Click https://x.test/reset/${token} now.`, token],
		['a link of words', 'Click https://x.test/reset?t=swordfish now.', 'swordfish'],
		['a link with a question mark inside', 'See https://x.test/a?b=c?d=swordfish', 'swordfish'],
		['a long key', `The key: ${'abcdefgh'.repeat(4)}.`, 'abcdefghabcdefgh'],
	])('%s is masked', async (_, text, secret) => {
		for (const mail of [
			`From: a@b.test\nSubject: Your code\n\n${text}\n`,
			`From: a@b.test\nSubject: ${text}\n\nHello\n`,
			`From: a@b.test\nSubject: =?utf-8?B?${Buffer.from(text).toString('base64')}?=\n\nHello\n`,
			`From: a@b.test\nContent-Type: text/html\nSubject: Code\n\n<p>${text}</p><a href="https://x.test/${secret}">x</a>\n`,
			`From: a@b.test\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text).toString('base64')}\n`,
		]) {
			const said = JSON.stringify(await pieces(mail));
			expect(said).not.toContain(secret);
			expect(said).not.toContain(Buffer.from(secret).toString('base64').replaceAll('=', ''));
		}
	});

	test('is safe to print', async () => {
		const said = JSON.stringify(
			await pieces('From: a@b.test\nSubject: a\u202eb\n\nred \u001b[31m words\u0007 here\n'),
		);
		for (const raw of ['\\u001b', '\u202e', '\\u0007']) expect(said).not.toContain(raw);
	});
});
