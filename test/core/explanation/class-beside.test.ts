import {expect, test} from 'vitest';
import {statusMeaning} from '../../../source/core/explanation/class-beside.ts';

test.each([
	['5.1.10', 'recipient.unknown', undefined],
	['5.1.10', 'mx.null', 'no mail'],
	['5.1.10', undefined, 'no mail'],
	['5.4.1', 'recipient.unknown', undefined],
	['5.2.2', 'recipient.mailbox-full', 'no mail'],
])('%s that was found to be %s', (enhanced, cause, meaning) => {
	expect(statusMeaning('no mail', {code: 550, enhanced, lines: ['x']}, cause)).toBe(meaning);
});
