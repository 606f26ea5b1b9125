import {expect, test} from 'vitest';
import mx from '../../../source/checks/dns/mx.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const alive = (host: string) => ({[`${host} A`]: ['192.0.2.1'], [`${host} AAAA`]: 'no-data'}) as const;
const dead = (host: string) => ({[`${host} A`]: 'no-such-name', [`${host} AAAA`]: 'no-such-name'}) as const;
const unclear = (host: string) => ({[`${host} A`]: 'no-data', [`${host} AAAA`]: 'timeout'}) as const;
const alias = (host: string) =>
	({[`${host} A`]: {alias: 'real.test', data: ['192.0.2.1']}, [`${host} AAAA`]: 'no-data'}) as const;
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
			finds: 'found',
			when: {
				dns: {
					'mailbox.test MX': ['a.test', 'b.test', 'c.test'],
					...dead('a.test'),
					...alive('b.test'),
					...unclear('c.test'),
				},
			},
			says: 'mailbox.test names b.test, c.test for its mail.',
			facts: {dead: ['a.test']},
		},
		{finds: 'found', when: {dns: {'mailbox.test MX': ['.', 'a.test'], ...alive('a.test')}}},
		{
			finds: 'found',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...alias('a.test'), ...alive('b.test')}},
		},
		{
			finds: 'alias',
			when: {dns: {'mailbox.test MX': ['a.test', 'b.test'], ...alias('a.test'), ...dead('b.test')}},
			says: 'mailbox.test names a.test as exchanger, which is an alias; that is not allowed (RFC 2181 section 10.3).',
		},
		{finds: 'implicit', when: {dns: {'mailbox.test MX': 'no-data', ...alive('mailbox.test')}}},
		{finds: 'null-mx', when: {dns: {'mailbox.test MX': ['.']}}},
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
