import fc from 'fast-check';
import {expect, test} from 'vitest';
import {foldedLine, plainLine} from '../../../source/mail/verification/characters.ts';

test.each([
	['٤٨٢ ۷۱۹ ४८२ ๔๘๒ ４８２ 𝟒𝟠𝟮', '482 719 482 482 482 482'],
	['Ｇ－４８２９１５', 'G-482915'],
	['482\u2011915\u2013\u2212', '482-915--'],
	['482\u00a0\u3000915\t1', '482 915 1'],
	['4\u200b8\u00ad2\u202e9\ufeff1\u20605', '482915'],
	['５，６', '5，6'],
	['\u001b[31m482913\u001b[0m \u001b[1;38;5;196mA\u009bm', '482913 A'],
	['\u001b]0;code 771204\u0007482913 \u001b]8;;https://a.test\u001b\\9\u001b]8;;\u001b\\', '482913 9'],
	['\u001b(B482913 \u001b[482', '482913 [482'],
	['قُفْل قـفل', 'قفل قفل'],
])('%s', (line, plain) => {
	expect(plainLine(line)).toBe(plain);
});

test.each([
	['Bestätigungscode', 'bestatigungscode'],
	['CÓDIGO', 'codigo'],
	['İŞLEM ısı', 'islem isi'],
	['Κωδικός', 'κωδικοσ'],
	['Ё й', 'е и'],
	['인증번호 認証 验证码', '인증번호 認証 验证码'],
])('%s folded', (line, folded) => {
	expect(foldedLine(line)).toBe(folded);
});

test('a folded line is as long as the plain one', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 50}), text => {
			const plain = plainLine(text);
			expect(foldedLine(plain).length).toBe(plain.length);
		}),
	);
});
