import {expect, test} from 'vitest';
import {durationIn, durationOf} from '../../../source/sink/misbehave/amount.ts';

test.each([
	['500ms', 500],
	['5s', 5000],
	['5', 5000],
	['1.5s', 1500],
	['2m', 120_000],
	['1h', 3_600_000],
	['0', 0],
])('%s is %d ms', (text, ms) => expect(durationIn(text)).toBe(ms));

test.each(['', 's', '5 s', '-5s', '5d', '1e3', '5ss', '1234567890s'])('"%s" is no duration', text =>
	expect(durationIn(text)).toBeUndefined(),
);

test.each([0, 1, 999, 1000, 1500, 60_000, 90_000, 3_600_000, 5_400_000])('%d ms are read as written', ms =>
	expect(durationIn(durationOf(ms))).toBe(ms),
);
