import {expect, test} from 'vitest';
import type {Mail} from '../../source/mail/mail.ts';
import {passagesOf} from '../../source/mail/passages.ts';
import {senderClockOf} from '../../source/mail/sender-clock.ts';

const noon = Date.parse('2026-06-15T12:00:00Z');
const at = (seconds: number) => new Date(noon + seconds * 1000).toUTCString().replace('GMT', '+0000');

const clock = (date: string | undefined, ...received: readonly string[]) => {
	const mail: Mail = {
		header: received.map(value => ({name: 'received', value})),
		subject: '',
		from: [],
		to: [],
		...(date === undefined ? {} : {date}),
		links: [],
		attachments: [],
		octets: 0,
	};
	return senderClockOf(mail, noon, passagesOf(mail, noon));
};

test.each([
	['it says what it is', at(0), [], {ahead: 0, says: 'right'}],
	['a minute ahead', at(60), [], {ahead: 60, says: 'right'}],
	['more than a minute ahead', at(61), [], {ahead: 61, says: 'fast'}],
	['ahead, whatever the servers say', at(3600), [`by a; ${at(3600)}`], {ahead: 3600, says: 'fast'}],
	['a minute behind', at(-60), [], {ahead: -60, says: 'right'}],
	['behind, and nobody was between', at(-61), [], {ahead: -61, says: 'delayed'}],
	['hours behind, as after a queue', at(-7200), [], {ahead: -7200, says: 'delayed'}],
	['behind the first server', at(-600), [`by b; ${at(0)}`, `by a; ${at(-300)}`], {ahead: -600, says: 'slow'}],
	[
		'behind for as long as it was on its way',
		at(-600),
		[`by a; ${at(-590)}`],
		{ahead: -600, says: 'delayed'},
	],
	['behind, and ahead of the first server', at(-600), [`by a; ${at(-900)}`], {ahead: -600, says: 'unknown'}],
	['behind, and the first stamp has no date', at(-600), ['by a'], {ahead: -600, says: 'unknown'}],
	['behind, but exact to the minute alone', '15 Jun 2026 11:58 +0000', [], {ahead: -120, says: 'right'}],
	['behind by more than it is exact', '15 Jun 2026 11:57 +0000', [], {ahead: -180, says: 'delayed'}],
	['no date', undefined, [], {ahead: 0, says: 'unknown'}],
	['a date that does not exist', 'Mon, 31 Jun 2026 12:00:00 +0000', [], {ahead: 0, says: 'unknown'}],
	['a date of a megabyte', 'x'.repeat(1_000_000), [], {ahead: 0, says: 'unknown'}],
] as const)('%s', (_name, date, received, says) => {
	expect(clock(date, ...received)).toEqual(says);
});
