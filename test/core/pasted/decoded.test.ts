import {expect, test} from 'vitest';
import {decoded} from '../../../source/core/pasted/decoded.ts';

const text = 'From: ann@example.org\r\nSubject: x\r\n\r\nhello';
const wide = Buffer.from(text, 'utf16le');

test.each([
	['UTF-8', Buffer.from(`${text} ü`), `${text} ü`, true],
	['Latin-1', Buffer.from(`${text} ü`, 'latin1'), `${text} ü`, true],
	['UTF-8 that was cut in a character', Buffer.from(`${text} ü`).subarray(0, -1), `${text} `, true],
	['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), wide]), text, false],
	['UTF-16 without one', wide, text, false],
	['UTF-16 of the other order', Buffer.from(wide).swap16(), text, false],
	['nothing', Buffer.alloc(0), '', true],
])('%s', (_, octets, shown, isPlain) => {
	expect(decoded(octets)).toEqual({text: shown, isPlain});
});
