import {expect, test} from 'vitest';
import type {Mail} from '../../source/mail/mail.ts';
import {passagesOf} from '../../source/mail/passages.ts';

const noon = Date.parse('2026-06-15T12:00:00Z');
const at = (seconds: number) => new Date(noon + seconds * 1000).toUTCString().replace('GMT', '+0000');

const mail = (received: readonly string[], date?: string): Mail => ({
	header: received.map(value => ({name: 'received', value})),
	subject: '',
	from: [],
	to: [],
	...(date === undefined ? {} : {date}),
	links: [],
	attachments: [],
	octets: 0,
});

test('the way begins with the oldest, and ends at the sink', () => {
	const received = [
		`from b.test by c.test; ${at(65)}`,
		`from nas by b.test (Postfix) with ESMTPSA; ${at(63)}`,
		`by nas (8.18.1); ${at(1)}`,
	];
	expect(passagesOf(mail(received, at(0)), noon + 66_400)).toEqual([
		{by: 'nas', at: noon + 1000, seconds: 1},
		{from: 'nas', by: 'b.test', at: noon + 63_000, seconds: 62, slowest: true},
		{from: 'b.test', by: 'c.test', at: noon + 65_000, seconds: 2},
		{by: 'this sink', at: noon + 66_400, seconds: 1},
	]);
});

test('nobody stamped what came straight from its sender', () => {
	expect(passagesOf(mail([], at(0)), noon)).toEqual([]);
});

test('a minute is not notable, and of several long passages the longest is', () => {
	const way = (one: number, other: number) =>
		passagesOf(
			mail([`by b; ${at(one + other)}`, `by a; ${at(one)}`], at(0)),
			noon + (one + other) * 1000,
		).map(({slowest}) => slowest);
	expect(way(60, 60)).toEqual([undefined, undefined, undefined]);
	expect(way(61, 62)).toEqual([undefined, true, undefined]);
	expect(way(61, 61)).toEqual([true, undefined, undefined]);
});

test('clocks that differ go below zero, and what has no date has no seconds', () => {
	const received = ['by c; yesterday', `by b; ${at(-30)}`, `by a; ${at(0)}`];
	expect(passagesOf(mail(received), noon + 500)).toEqual([
		{by: 'a', at: noon},
		{by: 'b', at: noon - 30_000, seconds: -30},
		{by: 'c'},
		{by: 'this sink', at: noon + 500},
	]);
});

test.each([
	`by a ${at(7)}`,
	`by a; ${at(7)} for you`,
	`by a; ${at(7)} (at Tue, 1 Jan 2019 00:00:00 +0000)`,
	`by a (at Tue, 1 Jan 2019 00:00:00 +0000); ${at(7)}`,
])('a date that stands oddly is found: %s', text => {
	expect(passagesOf(mail([text]), noon)[0]).toEqual({by: 'a', at: noon + 7000});
});

test('names are safe to print', () => {
	expect(passagesOf(mail(['from \u202Ea by \u001B[2Jb']), noon)[0]).toEqual({
		from: '\\u{202e}a',
		by: '\\u{1b}[2Jb',
	});
});

test('a flood of stamps hides none of the last servers', () => {
	const forged = Array.from({length: 50_000}, () => 'by forged; x');
	const way = passagesOf(mail([`from x by real; ${at(0)}`, ...forged]), noon);
	expect(way).toHaveLength(101);
	expect(way.at(-2)).toMatchObject({by: 'real'});
});

test('a stamp of a megabyte is read as far as it goes', () => {
	const long = `from a by b ${'(x) '.repeat(250_000)}; ${at(0)}`;
	expect(passagesOf(mail([long, '('.repeat(1_000_000), ';'.repeat(1_000_000)]), noon)).toHaveLength(4);
});
