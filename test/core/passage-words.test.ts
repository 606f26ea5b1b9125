import {expect, test} from 'vitest';
import {clockWords, tookWords} from '../../source/core/passage-words.ts';
import type {SenderClock} from '../../source/core/verification.ts';

const words = (says: SenderClock['says'], date: string | undefined = 'Mon, 15 Jun 2026 12:00:00 +0000') =>
	clockWords({ahead: -7200, says}, date);

test('what the clock of a sender says', () => {
	expect(words('right')).toContain('is right');
	expect(words('fast')).toContain('2 hours ahead');
	expect(words('slow')).toContain('2 hours behind');
	expect(words('delayed')).toBe(
		"the Date field is 2 hours old: it was on its way or in a queue for so long, or the sender's clock is behind",
	);
});

test('only a message without a Date field does not say when it was written', () => {
	expect(clockWords({ahead: 0, says: 'unknown'}, undefined)).toContain('does not say when it was written');
	expect(words('unknown')).not.toContain('does not say when');
	expect(words('unknown')).toContain('cannot be read, or contradicts');
});

test('how long it took', () => {
	expect(tookWords({})).toBeUndefined();
	expect(tookWords({seconds: 90})).toBe('after 1 minute 30 seconds');
	expect(tookWords({seconds: 90, slowest: true})).toBe('after 1 minute 30 seconds, the longest of all');
	expect(tookWords({seconds: -5})).toBe('5 seconds before the one before it: their clocks differ');
});
