import {describe, expect, test} from 'vitest';
import {headerBlockIn} from '../../../source/core/pasted/header-block.ts';

const stamp = `Received: from nas.example.org (nas.example.org [192.0.2.9])\n by mx.example.net (Postfix) with ESMTPS id 1 for <kim@example.net>;\n Sun, 22 Nov 2026 10:00:00 +0000`;
const fields = `${stamp}\nFrom: NAS <nas@example.org>\nTo: kim@example.net\nX-Spam-Status: No, score=1.0\nSubject: your code`;
const names = ['Received', 'From', 'To', 'X-Spam-Status', 'Subject'];
const namesIn = (text: string) =>
	headerBlockIn(text)?.fields.map(field => field.slice(0, field.indexOf(':')));

describe('a header is found', () => {
	test.each([
		['quoted twice', fields.replaceAll(/^/gm, '>> ')],
		['quoted twice with blanks', fields.replaceAll(/^/gm, '> > ')],
		['quoted below an answer', `Hello,\n\non Tuesday Ann wrote:\n${fields.replaceAll(/^/gm, '> ')}\n\nAnn`],
		['in one line', fields.replaceAll(/\n ?/g, ' ')],
		['in one line, with a body', `${fields.replaceAll(/\n ?/g, ' ')}\n\nYour code`],
	])('%s', (_, text) => {
		expect(namesIn(text)).toEqual(names);
	});

	test('with its own indentation below the marks', () => {
		expect(headerBlockIn(fields.replaceAll(/^/gm, '>> '))?.text).toBe(fields);
	});
});

describe('what a mail program shows when it forwards', () => {
	const shown =
		'From: NAS <nas@example.org>\nDate: Sun, Nov 22, 2026 at 10:00 AM\nSubject: your code\nTo: <kim@example.net>\n\nYour code';

	test.each([
		'---------- Forwarded message ---------',
		'Begin forwarded message:\n',
		'-----Original Message-----',
	])('below %j', mark => {
		expect(headerBlockIn(`${mark}\n${shown}`)).toMatchObject({isShown: true, hasBody: true});
	});

	test('is nothing without the mark, and not the message itself where a header stands above', () => {
		expect(headerBlockIn(`Hello\n${shown}`)).toBeUndefined();
		const answer = `From: ann@example.org\nSubject: Re: it\n\nsee below\n\n-----Original Message-----\n${shown}`;
		expect(headerBlockIn(answer)).not.toHaveProperty('isShown');
		expect(headerBlockIn(answer)?.text).toBe(answer);
	});
});

test('a long line with one or two names in it is left as it is', () => {
	const line = `Subject: ${'please read From: me To: you '.repeat(10)}`;
	expect(headerBlockIn(`${line}\nFrom: a@example.org`)?.fields).toHaveLength(2);
});

test('a long line takes no long time', () => {
	expect(headerBlockIn(`Received: ${'X-aaaa '.repeat(150_000)}`)).toBeUndefined();
	expect(headerBlockIn('Received: a From: b To: c Date: d '.repeat(30_000))).toBeDefined();
});
