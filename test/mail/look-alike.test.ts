import {expect, test} from 'vitest';
import {asciiDomain, lookAlikes} from '../../source/mail/look-alike.ts';

test.each([
	['münchen.de', 'xn--mnchen-3ya.de'],
	['GMAIL.com', 'gmail.com'],
	['ｇｍａｉｌ.com', 'gmail.com'],
	['почта.рф', 'xn--80a1acny.xn--p1ai'],
	['\u0301a.com', undefined],
	['a b.com', undefined],
	['', undefined],
])('%s is %s in ASCII', (domain, ascii) => {
	expect(asciiDomain(domain)).toBe(ascii);
});

test.each([
	['name@gmаil.com', ['а'], 'name@gmail.com'],
	['nаme@gmail.com', ['а'], 'name@gmail.com'],
	['name@раура.com', ['р', 'а', 'у'], 'name@paypa.com'],
	['name@ｇmail.com', ['ｇ'], 'name@gmail.com'],
	['name@gmaιl.com', ['ι'], 'name@gmail.com'],
	['name@gmaжl.com', ['ж'], undefined],
])('%s passes for another', (address, characters, meant) => {
	expect(lookAlikes(address)).toEqual({characters, ...(meant ? {meant} : {})});
});

test.each([
	'name@gmail.com',
	'имя@почта.рф',
	'name@почта.рф',
	'jörg@münchen.de',
	'名前@メール.jp',
	'ναι@example.gr',
	'рост@example.com',
	'имя@рост.рф',
])('%s is what it seems', address => {
	expect(lookAlikes(address)).toBeUndefined();
});

test('a domain as long as an answer has an ASCII form or none', () => {
	expect(asciiDomain(`${'A'.repeat(65_000)}"`)).toBeUndefined();
});
