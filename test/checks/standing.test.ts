import {expect, test} from 'vitest';
import {standingInWords, standingOf} from '../../source/checks/standing.ts';
import type {DnsAnswer} from '../../source/core/dns.ts';
import {failed, success} from '../../source/core/result.ts';
import {waySays} from './said.ts';

const soa = (data: readonly string[], more: Partial<DnsAnswer> = {}) =>
	success<DnsAnswer>({
		server: '192.0.2.1:53',
		protocol: 'udp',
		records: data.map(text => ({name: 'zone.test', type: 'SOA', ttl: 60, data: text})),
		aliases: [],
		authenticated: false,
		tries: 1,
		dropped: [],
		...more,
	});

test.each([
	[
		'an answer with AA',
		soa(['ns x 2026112201 1 1 1 1'], {authoritative: true}),
		'authoritative, serial 2026112201',
	],
	['an odd SOA', soa(['ns x \u001b 1'], {authoritative: true}), 'authoritative, serial unreadable'],
	['an answer without AA', soa(['ns x 1 1 1 1 1']), 'not authoritative: it answers without the AA bit'],
	['a referral', soa(['ns1.root.test'], {referral: true}), 'not authoritative: it only names other servers'],
	[
		'NXDOMAIN',
		failed({code: 'no-such-name'} as const),
		'not authoritative: it says that there is no such zone',
	],
	['NODATA', failed({code: 'no-data'} as const), 'not authoritative: it says that there is no such zone'],
	[
		'an empty answer',
		soa([], {authoritative: true}),
		'not authoritative: it says that there is no such zone',
	],
	['REFUSED', failed({code: 'query-refused'} as const), 'refuses (query refused)'],
	[
		'a timeout',
		failed({code: 'timeout', detail: 'It did not answer.'} as const),
		'no usable answer (It did not answer)',
	],
])('%s', (_, answer, words) => {
	expect(standingInWords(standingOf(answer))).toBe(words);
});

test('nothing but an answer makes a server lame', () => {
	for (const code of [...waySays, 'malformed', 'bad-name', 'refused'] as const)
		expect(standingOf(failed({code})).is, code).toBe(code === 'query-refused' ? 'refuses' : 'unheard');
});
