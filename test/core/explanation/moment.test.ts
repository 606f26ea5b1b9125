import {expect, test} from 'vitest';
import {momentWords} from '../../../source/core/explanation/moment.ts';

test.each([
	['2026-11-22T10:00:05.000Z', '2026-11-22 10:00:05 UTC'],
	['2026-11-22T10:00:05Z', '2026-11-22 10:00:05 UTC'],
	['some day', 'some day'],
])('%s', (iso, words) => {
	expect(momentWords(iso)).toBe(words);
});
