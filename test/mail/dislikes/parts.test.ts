import {expect, test} from 'vitest';
import {rawHeader} from '../../../source/mail/dislikes/header-fields.ts';
import {partsOf} from '../../../source/mail/dislikes/parts.ts';

const partsIn = (lines: readonly string[]) => {
	const text = lines.join('\r\n');
	return partsOf(text, rawHeader(text, 0));
};

test('a message without parts is one', () => {
	expect(partsIn(['Subject: x', '', 'body'])).toEqual([
		{type: 'text/plain', isAttachment: false, body: 'body'},
	]);
	expect(
		partsIn(['Content-Type: TEXT/HTML; charset="UTF-8"', 'Content-Transfer-Encoding: Base64', '', '']),
	).toEqual([{type: 'text/html', charset: 'utf-8', encoding: 'base64', isAttachment: false, body: ''}]);
});

test('parts in parts, with what stands before and after left out', () => {
	expect(
		partsIn([
			...['Content-Type: multipart/mixed;', '\tboundary="a b"', '', 'before', '--a b'],
			...['Content-Type: multipart/alternative; boundary=a', '', '--a', '', 'one', '--a'],
			...['Content-Type: text/html', '', 'two', '--a--', 'between', '--a b'],
			...['Content-Disposition: attachment', '', '--c', 'three', '--a b--', 'after'],
		]),
	).toEqual([
		{type: 'text/plain', isAttachment: false, body: 'one\r'},
		{type: 'text/html', isAttachment: false, body: 'two\r'},
		{type: 'text/plain', isAttachment: true, body: '--c\r\nthree\r'},
	]);
});

test('a part that does not end has what is left', () => {
	expect(partsIn(['Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'one'])).toMatchObject([
		{body: 'one'},
	]);
	expect(partsIn(['Content-Type: multipart/mixed; boundary=a', '', 'no part'])).toEqual([]);
	expect(partsIn(['Content-Type: multipart/mixed', '', 'no boundary'])).toMatchObject([
		{body: 'no boundary'},
	]);
});

test('a header is read with its folded lines, and told to be cut where it is more than is read', () => {
	expect(rawHeader('A: b\r\n c\r\nD\r\nE:f\n\nbody', 0)).toEqual({
		fields: [
			{name: 'a', body: 'b c'},
			{name: 'e', body: 'f'},
		],
		end: 18,
		cut: false,
	});
	expect(rawHeader('A: b\r\n'.repeat(6000), 0)).toMatchObject({cut: true});
});
