import {describe, expect, test} from 'vitest';
import {folded, type RecordSet, sameSet, setInWords, setOf} from '../../source/checks/record-set.ts';
import type {DnsAnswer} from '../../source/core/dns.ts';
import {failed, success} from '../../source/core/result.ts';
import {waySays} from './said.ts';

const answer = (data: readonly (readonly [string, number?])[], more: Partial<DnsAnswer> = {}) =>
	success<DnsAnswer>({
		server: '192.0.2.53:53',
		protocol: 'udp',
		records: data.map(([text, priority], index) => ({
			name: 'zone.test',
			type: 'MX',
			ttl: 60 + index,
			data: text,
			...(priority === undefined ? {} : {priority}),
		})),
		aliases: [],
		authenticated: false,
		tries: 1,
		dropped: [],
		...more,
	});

test('order, letter case, the final dot and TTL make no difference', () => {
	const one = setOf(
		answer([
			['a.test', 10],
			['B.test.', 20],
		]),
		'MX',
	);
	const other = setOf(
		answer([
			['b.test', 20],
			['A.TEST', 10],
			['a.test', 10],
		]),
		'MX',
	);
	expect(one).toEqual({is: 'records', lines: ['10 a.test', '20 b.test'], ttl: 60, aliases: []});
	expect(sameSet(one, other)).toBe(true);
	expect(
		sameSet(
			one,
			setOf(
				answer([
					['a.test', 20],
					['b.test', 10],
				]),
				'MX',
			),
		),
	).toBe(false);
});

test('text is compared as it is', () => {
	expect(sameSet(setOf(answer([['v=spf1 A']]), 'TXT'), setOf(answer([['v=spf1 a']]), 'TXT'))).toBe(false);
});

test('absence is of two kinds, and neither is a failure', () => {
	expect(setOf(failed({code: 'no-such-name'}), 'MX')).toEqual({is: 'absent'});
	expect(setOf(failed({code: 'no-data'}), 'MX')).toEqual({is: 'none'});
	expect(setOf(answer([]), 'MX')).toEqual({is: 'none'});
	expect(sameSet({is: 'none'}, {is: 'absent'})).toBe(false);
	expect(sameSet({is: 'none'}, {is: 'none'})).toBe(true);
});

test.each([...waySays, 'malformed', 'bad-name', 'refused'] as const)(
	'%s is open, and the same as nothing',
	code => {
		const set = setOf(failed({code}), 'MX');
		expect(set.is).toBe('open');
		expect(sameSet(set, set)).toBe(false);
	},
);

test('a referral is no answer', () => {
	expect(setOf(answer([['ns1.test']], {referral: true}), 'MX').is).toBe('open');
});

describe('in words', () => {
	const records = (...lines: readonly string[]): RecordSet => ({is: 'records', lines, ttl: 1, aliases: []});
	test.each([
		[records('10 a.test', '20 b.test'), '10 a.test | 20 b.test'],
		[records('a\u001b[2J'), 'a\\u{1b}[2J'],
		[records('x'.repeat(200)), `${'x'.repeat(120)}…`],
		[
			records(...Array.from({length: 14}, (_, index) => `${index}`)),
			'0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | and 2 more',
		],
		[{is: 'none'} as const, 'no such record'],
		[{is: 'absent'} as const, 'no such name'],
		[
			{is: 'open', failure: {code: 'timeout', detail: 'It did not answer.'}} as const,
			'not found out (It did not answer)',
		],
	])('%j', (set, words) => {
		expect(setInWords(set)).toBe(words);
	});
});

test.each([
	['A.Test.', 'a.test'],
	['a.test', 'a.test'],
	['.', '.'],
	['', '.'],
	['Müller.test.', 'xn--mller-kva.test'],
	['\u001bü/x', '\u001bü/x'],
])('%j is compared as %j', (name, as) => {
	expect(folded(name)).toBe(as);
});
