import {expect, test} from 'vitest';
import {lasting} from '../../source/core/duration.ts';

test.each([
	[0, '0 seconds'],
	[1, '1 second'],
	[59.6, '1 minute'],
	[61, '1 minute 1 second'],
	[300, '5 minutes'],
	[3600, '1 hour'],
	[3661, '1 hour 1 minute'],
	[86_400, '24 hours'],
	[172_799, '47 hours 59 minutes'],
	[172_800, '2 days'],
	[3_455_940, '39 days 23 hours'],
])('%d s', (seconds, words) => {
	expect(lasting(seconds)).toBe(words);
});
