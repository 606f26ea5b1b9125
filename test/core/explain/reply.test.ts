import {expect, test} from 'vitest';
import {replyIn} from '../../../source/core/explain/reply.ts';

test('reads code, status and words, of one line or of several', () => {
	expect(replyIn('250 ok')).toEqual({code: 250, lines: ['ok']});
	expect(replyIn('534-5.7.9 A password\n534 5.7.9 of its own')).toEqual({
		code: 534,
		enhanced: '5.7.9',
		lines: ['5.7.9 A password', '5.7.9 of its own'],
	});
	expect(replyIn('250')).toEqual({code: 250, lines: ['']});
});

test('a status alone is a reply without a code; anything else is none', () => {
	expect(replyIn('5.1.1: no such user')).toEqual({code: 0, enhanced: '5.1.1', lines: ['5.1.1 no such user']});
	expect(['', 'ready', '650 x', '25 x', '2500'].map(replyIn)).toEqual(Array(5).fill(undefined));
});
