import {expect, test} from 'vitest';
import {foldedLine, plainLine} from '../../../source/mail/verification/characters.ts';
import {shapesIn} from '../../../source/mail/verification/shapes.ts';
import {wordsIn} from '../../../source/mail/verification/words.ts';

const values = (line: string) => {
	const plain = plainLine(line);
	return shapesIn(plain, wordsIn(foldedLine(plain))).shapes;
};

test.each([
	['482915', '482915'],
	['482 915', '482915'],
	['482-915', '482915'],
	['71 94 02', '719402'],
	['4 8 2 9 1 5', '482915'],
	['A 4 8 Z 1 5', 'A48Z15'],
	['G-482915', '482915'],
	['FB-48291', '48291'],
	['X7K-9QD', 'X7K9QD'],
	['AB12 CD34', 'AB12CD34'],
	['R4T9K', 'R4T9K'],
	['4-8-2-9', undefined],
	['验证码482915，5分钟', '482915'],
	['קוד482915', '482915'],
	['(482915).', '482915'],
	['482 915 10 minutes', '482915'],
	['4820 193', '4820193'],
])('%s', (line, value) => {
	expect(values(line)[0]?.value).toBe(value);
});

test.each([
	'2026-11-22 14:35:07',
	'22.11.2026',
	'11/22/2026',
	'22 November 2026',
	'Nov 22, 2026',
	'22 de noviembre de 2026',
	'2026年11月22日',
	'14:3507',
	'192.168.100.2000',
	'$ 4829',
	'4829 €',
	'4829.15',
	'EUR 4829',
	'4829 %',
	'4829 GB',
	'4829 minutes',
	'4829 分钟',
	'+49 4829',
	'#482915',
	'482915#',
	'••••4829',
	'*4829',
	'x@4829.test',
	'https://a.test/482915',
	'a=482915',
	'2026/482915',
	'1-800-555-0123',
	'3f2504e0-4f89-11d3-9a0c-0305e82c3301',
	'v4829.1',
	'é4829',
	'код4829',
	'48291577123',
	'482',
	'1080p 4800mAh',
	'F4-424',
	'TS-464',
	'word-word',
])('no code: %s', line => {
	expect(values(line).filter(({doubts}) => doubts.length === 0)).toEqual([]);
});

test.each([
	['1984', 'It looks like a year.'],
	['20261122', 'It looks like a date.'],
	['22-11-26', 'It may be a date.'],
	['555 123 4567', 'It is part of a longer number.'],
	['4829 15771', 'It is part of a longer number.'],
	['482 9157', 'It is grouped as a telephone number is.'],
	['4829157712', 'It has more than eight digits.'],
	['WINTER26', 'It looks like a name with a number.'],
	['TNAS-4A21', 'A word is part of it, as in a name.'],
	['12345678', 'It looks like an example.'],
	['ABC-DEF', 'It has no digit.'],
])('%s: %s', (line, doubt) => {
	expect(values(line)[0]?.doubts.map(({says}) => says)).toContain(doubt);
});
