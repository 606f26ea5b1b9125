import {describe, expect, test} from 'vitest';
import {weighed} from '../../../source/core/explanation/weighed.ts';
import type {Trail} from '../../../source/core/trail.ts';
import {fieldsOf, trailOf} from '../../../source/mail/trail.ts';
import {octetsOf} from './letters.ts';

const read = (header: readonly string[]): Trail => trailOf(fieldsOf(octetsOf(header)));

describe('the date', () => {
	const at = (date: string | undefined, ...stamps: readonly string[]) =>
		read([
			...stamps.map(one => `Received: from a.example.org by b.example.net; ${one}`).toReversed(),
			...(date === undefined ? ['Subject: x'] : [`Date: ${date}`]),
		]).date;
	const ten = 'Sun, 22 Nov 2026 10:00:00 +0000';

	test.each([
		['right', ten, ['Sun, 22 Nov 2026 11:04:00 +0100']],
		['future', 'Sun, 22 Nov 2026 10:06:00 +0000', [ten]],
		['past', 'Sun, 22 Nov 2026 09:54:00 +0000', [ten]],
		['unknown', 'Sun, 22 Nov 2026 10:30:00 +0000', [ten, 'Sun, 22 Nov 2026 11:00:00 +0000']],
		['missing', undefined, [ten]],
		['unreadable', 'Sun, 32 Nov 2026 10:00:00', [ten]],
		['unknown', ten, []],
	])('is %s: %s', (state, date, stamps) => {
		expect(at(date, ...stamps).state).toBe(state);
	});

	test('is measured by the arrival in the mailbox as well', () => {
		const fields = fieldsOf(octetsOf([`Received: by b; ${ten}`, `Date: ${ten}`]));
		const trail = trailOf(fields, {arrivedAt: Date.parse('2026-11-22T10:20:00Z')});
		expect(trail.passages.at(-1)).toMatchObject({by: 'the mailbox', seconds: 1200, slowest: true});
		expect(trail.seconds).toBe(1200);
		expect(weighed(trail).code).toBe('slow');
	});
});
