import {expect, test} from 'vitest';
import {meantBy} from '../../../source/tui/views/slip.ts';

test.each([
	['gmial.com', 'gmail.com'],
	['GMAIL.CON', 'gmail.com'],
	['smtp.gmial.com', 'smtp.gmail.com'],
	['protonmial.con', 'protonmail.com'],
	['gmail.com', undefined],
	['smtp.gmail.com', undefined],
	['mail.com', undefined],
	['ymail.com', undefined],
	['gmx.ed', undefined],
	['example.org', undefined],
	['192.0.2.7', undefined],
	['localhost', undefined],
	['a.'.repeat(500), undefined],
])('%s: %s', (typed, meant) => {
	expect(meantBy(typed)).toBe(meant);
});
