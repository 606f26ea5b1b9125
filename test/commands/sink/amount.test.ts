import {expect, test} from 'vitest';
import {UsageError} from '../../../source/commands/io.ts';
import {ageOf, countOf, octetsOf} from '../../../source/commands/sink/amount.ts';

test.each([
	['7d', 604_800_000],
	['1d', 86_400_000],
	['12h', 43_200_000],
	['30m', 1_800_000],
	['90', 90_000],
] as const)('an age of %s', (text, ms) => {
	expect(ageOf('--keep-age', text)).toBe(ms);
});

test.each([
	['1GB', 1024 ** 3],
	['50MB', 50 * 1024 ** 2],
	['1.5 kb', 1536],
	['2KiB', 2048],
	['700', 700],
	['1G', 1024 ** 3],
] as const)('a size of %s', (text, octets) => {
	expect(octetsOf('--keep-size', text)).toBe(octets);
});

test.each(['', '-1', '0', '0KB', 'x', '1XB', '1e9', '9999999999999TB', '1,5GB', '٣MB'])(
	'%j is no size, and the complaint says what is',
	text => {
		expect(() => octetsOf('--keep-size', text)).toThrow(UsageError);
		expect(() => octetsOf('--keep-size', text)).toThrow('500KB, 50MB or 1GB');
	},
);

test.each(['', '0d', '4000d', '99999d', '2w', '-1d', '25h'])('%j is no age', text => {
	expect(() => ageOf('--keep-age', text)).toThrow(UsageError);
});

test.each(['', '0', '-3', '1.5', 'ten', '99999999999'])('%j is no number of messages', text => {
	expect(() => countOf('--keep-count', text)).toThrow(UsageError);
});
