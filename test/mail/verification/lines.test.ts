import {expect, test} from 'vitest';
import type {Mail} from '../../../source/mail/mail.ts';
import {linesOf} from '../../../source/mail/verification/lines.ts';

const lines = (text: string, more: Partial<Mail> = {}) =>
	linesOf({header: [], subject: '', from: [], to: [], text, links: [], attachments: [], octets: 0, ...more});
const texts = (text: string) => lines(text).map(line => line.text);
const quoted = (text: string) => lines(text).map(line => line.quoted);

test('subject, text and HTML, without empty lines', () => {
	expect(lines('a\n\nb', {subject: 's', seen: 'c'}).map(({where, text}) => `${where} ${text}`)).toEqual([
		'subject s',
		'text a',
		'text b',
		'html c',
	]);
});

test('lines broken to fit a width are one again', () => {
	const long = 'Please use the following security code for the account';
	expect(texts(`${long}\nof yours\nnext`)).toEqual([`${long} of yours`, 'next']);
	expect(texts(`${long}:\n482915`)).toEqual([`${long}:`, '482915']);
	expect(texts(`${long}\n> quoted`)).toEqual([long, '> quoted']);
});

test('a very long line is several', () => {
	expect(lines('ab '.repeat(2000)).every(({text}) => text.length <= 1000)).toBe(true);
	expect(texts('ab '.repeat(2000)).join(' ').length).toBeGreaterThan(5900);
	expect(lines('a\n'.repeat(10_000)).length).toBeLessThanOrEqual(2000);
});

test('older mails', () => {
	expect(quoted('new\n> old\nnew')).toEqual([false, true, false]);
	expect(quoted('new\n-----Original Message-----\nold')).toEqual([false, true, true]);
	expect(quoted('new\n----- Ursprüngliche Nachricht -----\nold')).toEqual([false, true, true]);
	expect(quoted('new\nVon: a\nGesendet: b\nBetreff: c\nold')).toEqual([false, true, true, true, true]);
	expect(quoted('From: here you go\nold')).toEqual([false, false]);
	expect(quoted('-----\nYour code\n-----')).toEqual([false, false, false]);
});
