import {expect, test} from 'vitest';
import mx from '../../../source/checks/dns/mx.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const alive = (host: string) => ({[`${host} A`]: ['192.0.2.1'], [`${host} AAAA`]: 'no-data'}) as const;
const dead = (host: string) => ({[`${host} A`]: 'no-such-name', [`${host} AAAA`]: 'no-such-name'}) as const;
const unclear = (host: string) => ({[`${host} A`]: 'no-data', [`${host} AAAA`]: 'timeout'}) as const;
const alias = (host: string) =>
	({[`${host} A`]: {alias: 'real.test', data: ['192.0.2.1']}, [`${host} AAAA`]: 'no-data'}) as const;
const mxOf = (...records: ReadonlyArray<readonly [number, string]>) => ({
	data: [],
	records: records.map(([priority, data]) => ({name: 'mailbox.test', type: 'MX', ttl: 60, data, priority})),
});
const many = Array.from({length: 11}, (_, index) => `mx${index}.test`);

describeCheck(
	mx,
	{domain: 'mailbox.test'},
	[
		{
			finds: 'found',
			when: {
				dns: {'mailbox.test MX': ['a.test', 'b.test', 'a.test'], ...alive('a.test'), ...alive('b.test')},
			},
			says: 'mailbox.test names a.test, b.test for its mail.',
		},
		{
			finds: 'found',
			when: {
				params: {domain: 'person@mailbox.test'},
				dns: {'mailbox.test MX': ['a.test'], ...alive('a.test')},
			},
		},
		{
			finds: 'partly-dangling',
			when: {
				dns: {
					'mailbox.test MX': ['a.test', 'b.test', 'c.test', '192.0.2.9'],
					...dead('a.test'),
					...alive('b.test'),
					...unclear('c.test'),
				},
			},
			says: 'mailbox.test names b.test, c.test for its mail, and also a.test, 192.0.2.9, where no mail can go: that is no name with an address.',
			facts: {
				dead: ['a.test', '192.0.2.9'],
				publish: ['mailbox.test. MX 20 b.test.', 'mailbox.test. MX 30 c.test.'],
				who: 'domain-owner',
				details: [
					'10 a.test: has no address',
					'20 b.test: 192.0.2.1',
					'30 c.test: AAAA could not be looked up (timeout)',
					'40 192.0.2.9: is an address, and an exchanger must be a name',
				],
			},
		},
		{
			finds: 'found',
			when: {dns: {'mailbox.test MX': ['a.test', 'c.test'], ...alive('a.test'), ...unclear('c.test')}},
			facts: {
				exchangers: [
					{host: 'a.test', preference: 10, ipv4: ['192.0.2.1'], ipv6: [], state: 'living'},
					{host: 'c.test', preference: 20, ipv4: [], ipv6: [], state: 'unknown'},
				],
			},
		},
		{
			finds: 'found',
			when: {
				dns: {
					'mailbox.test MX': mxOf([20, 'B.test'], [5, 'c.test'], [5, 'a.test'], [30, 'b.test']),
					...alive('a.test'),
					...alive('B.test'),
					'c.test A': ['192.0.2.3', '192.0.2.3', 'rubbish'],
					'c.test AAAA': ['2001:db8::3'],
				},
			},
			says: 'mailbox.test names a.test, c.test, B.test for its mail.',
			facts: {
				record: [
					'mailbox.test. MX 5 a.test.',
					'mailbox.test. MX 5 c.test.',
					'mailbox.test. MX 20 B.test.',
					'mailbox.test. MX 30 b.test.',
				],
				details: [
					'5 a.test: 192.0.2.1',
					'5 c.test: 192.0.2.3, 2001:db8::3',
					'20 B.test: 192.0.2.1',
					'b.test is named more than once',
					'a.test, B.test have the address 192.0.2.1 in common: when it fails, all of them do',
				],
			},
		},
		{
			finds: 'null-mx-among-others',
			when: {dns: {'mailbox.test MX': ['.', 'a.test'], ...alive('a.test')}},
			says: 'mailbox.test states that it accepts no mail and names a.test for its mail at the same time; a null MX must stand alone (RFC 7505 section 3).',
			facts: {publish: ['mailbox.test. MX 20 a.test.'], rfc: 'RFC 7505 section 3'},
		},
		{
			finds: 'alias',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...alias('a.test'), ...alive('b.test')}},
			facts: {publish: ['mailbox.test. MX 10 real.test.', 'mailbox.test. MX 20 b.test.']},
		},
		{
			finds: 'found',
			when: {dns: {'mailbox.test MX': {alias: 'host.test', data: ['a.test']}, ...alive('a.test')}},
			facts: {details: ['the domain itself is an alias of host.test', '10 a.test: 192.0.2.1']},
		},
		{
			finds: 'found',
			when: {
				dns: {'mailbox.test MX': many, ...Object.assign({}, ...many.slice(0, 10).map(alive))},
			},
			says: 'mailbox.test names mx0.test, mx1.test, mx2.test, mx3.test, mx4.test, mx5.test, mx6.test, mx7.test, mx8.test, mx9.test and 1 more for its mail.',
			facts: {beyond: 1},
		},
		{
			finds: 'partly-dangling',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...alias('a.test'), ...dead('b.test')}},
			says: 'mailbox.test names a.test for its mail, and also b.test, where no mail can go: that is no name with an address.',
			facts: {publish: ['mailbox.test. MX 10 real.test.']},
		},
		{
			finds: 'alias',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...alias('a.test'), ...unclear('b.test')}},
			says: 'mailbox.test names a.test as exchanger, which is an alias; that is not allowed (RFC 2181 section 10.3).',
		},
		{
			finds: 'implicit',
			when: {dns: {'mailbox.test MX': 'no-data', ...alive('mailbox.test')}},
			facts: {publish: ['mailbox.test. MX 10 mailbox.test.'], details: ['0 mailbox.test: 192.0.2.1']},
		},
		{
			finds: 'implicit',
			when: {
				dns: {
					'mailbox.test MX': 'no-data',
					'mailbox.test A': 'timeout',
					'mailbox.test AAAA': ['2001:db8::1'],
				},
			},
			facts: {details: ['0 mailbox.test: 2001:db8::1, A could not be looked up (timeout)']},
		},
		{
			finds: 'null-mx',
			when: {dns: {'mailbox.test MX': ['.']}},
			facts: {record: ['mailbox.test. MX 10 .'], who: 'domain-owner'},
		},
		{finds: 'null-mx', when: {dns: {'mailbox.test MX': ['.', '']}}},
		{
			finds: 'dangling',
			when: {dns: {'mailbox.test MX': ['.', 'a.test'], ...dead('a.test')}},
		},
		{
			finds: 'unanswered',
			when: {dns: {'mailbox.test MX': 'no-such-name', 'mailbox.test CNAME': 'no-data'}},
			says: 'DNS gave no usable answer about mailbox.test: it says both that the name exists and that it does not.',
		},
		{
			finds: 'unanswered',
			when: {dns: {'mailbox.test MX': ['a.test'], 'a.test A': [], 'a.test AAAA': ['rubbish']}},
		},
		{
			finds: 'missing',
			when: {
				dns: {'mailbox.test MX': 'no-data', 'mailbox.test A': 'no-data', 'mailbox.test AAAA': 'no-data'},
			},
		},
		{
			finds: 'missing',
			when: {dns: {'mailbox.test MX': 'no-such-name', 'mailbox.test CNAME': ['gone.test']}},
		},
		{
			finds: 'no-such-domain',
			when: {dns: {'mailbox.test MX': 'no-such-name', 'mailbox.test CNAME': 'no-such-name'}},
		},
		{
			finds: 'unanswered',
			when: {dns: {'mailbox.test MX': 'no-such-name', 'mailbox.test CNAME': 'timeout'}},
		},
		{
			finds: 'dangling',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...dead('a.test'), ...dead('b.test')}},
		},
		{
			finds: 'dangling',
			when: {dns: {'mailbox.test MX': ['192.0.2.9', '2001:db8::9']}},
			says: 'No exchanger of mailbox.test is a name that has an address: 192.0.2.9, 2001:db8::9.',
		},
		{
			finds: 'unanswered',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...dead('a.test'), ...unclear('b.test')}},
		},
		{finds: 'unanswered', when: {dns: {'mailbox.test MX': 'no-data', ...unclear('mailbox.test')}}},
		{
			finds: 'unanswered',
			when: {dns: {'mailbox.test MX': many, ...Object.assign({}, ...many.slice(0, 10).map(dead))}},
			says: 'DNS gave no usable answer about mailbox.test: only 10 of 11 exchangers were looked up.',
		},
		{finds: 'unanswered', when: {dns: {'mailbox.test MX': []}}},
	],
	Object.fromEntries(
		[...waySays, 'malformed', 'bad-name'].flatMap(code => [
			[`${code} for the domain`, {dns: {'mailbox.test MX': code}}],
			[`${code} for an alias`, {dns: {'mailbox.test MX': 'no-such-name', 'mailbox.test CNAME': code}}],
			[
				`${code} for its own address`,
				{dns: {'mailbox.test MX': 'no-data', 'mailbox.test A': code, 'mailbox.test AAAA': 'no-data'}},
			],
			[
				`${code} for an exchanger`,
				{dns: {'mailbox.test MX': ['a.test'], 'a.test A': 'no-such-name', 'a.test AAAA': code}},
			],
			[
				`${code} for one of two`,
				{
					dns: {
						'mailbox.test MX': ['a.test', 'b.test'],
						...dead('a.test'),
						'b.test A': code,
						'b.test AAAA': code,
					},
				},
			],
		]),
	),
);

test('no more than ten exchangers are looked up', async () => {
	const {asked} = await runOn(mx, {dns: {'mailbox.test MX': many}}, {domain: 'mailbox.test'});
	expect(asked).toHaveLength(21);
});

test('a name that would reorder the line is shown by its code', async () => {
	const evil = '\u202Eevil.test';
	const {finding} = await runOn(
		mx,
		{dns: {'mailbox.test MX': [evil, 'b.test'], ...dead(evil), ...alive('b.test')}},
		{domain: 'mailbox.test'},
	);
	expect(finding.text).toContain('\\u{202e}evil.test');
	expect(JSON.stringify([finding.text, finding.facts['record'], finding.facts['details']])).not.toContain(
		evil,
	);
});
