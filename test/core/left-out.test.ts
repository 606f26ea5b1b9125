import {expect, test} from 'vitest';
import {cutWords, leftOutWords, thousands} from '../../source/core/left-out.ts';

test('what is left out is counted, with its bound and where all of it is', () => {
	expect(leftOutWords(12, ['line'], 'at most 1,000 are kept')).toBe(
		'12 more lines were left out: at most 1,000 are kept.',
	);
	expect(leftOutWords(1, ['line'], 'at most 5 are shown', 'The case file has all.')).toBe(
		'1 more line was left out: at most 5 are shown. The case file has all.',
	);
	expect(leftOutWords(58_000, ['reply', 'replies'], 'x')).toBe('58,000 more replies were left out: x.');
});

test('numbers are grouped, and a text is cut with a count', () => {
	expect([0, 999, 1000, 65_536, 1_234_567].map(thousands)).toEqual([
		'0',
		'999',
		'1,000',
		'65,536',
		'1,234,567',
	]);
	expect(cutWords('abc', 3)).toBe('abc');
	expect(cutWords('x'.repeat(3000), 2)).toBe('xx… (2,998 more characters)');
});
