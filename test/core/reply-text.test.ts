import {expect, test} from 'vitest';
import {isReply} from '../../source/core/reply-text.ts';

test.each([
	['550 5.1.1 No such user', true],
	['250-one\r\n250-two\r\n250 three\r\n', true],
	['250-one\n250 three', true],
	['550', false],
	['550-', false],
	['550-only', false],
	['650 no such code', false],
	['150 nor this', false],
	['250-one\n251 other', false],
	['250 one\n250 two', false],
	['', false],
	[`550 ${'x'.repeat(506)}`, true],
	[`550 ${'x'.repeat(507)}`, false],
])('%j: %s', (text, expected) => expect(isReply(text)).toBe(expected));
