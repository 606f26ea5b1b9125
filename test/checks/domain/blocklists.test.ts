import {describe, expect, test} from 'vitest';
import blocklists from '../../../source/checks/domain/blocklists.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {alive, lists} from '../blocklist.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const {names, big} = lists;
const other = {...names, zone: 'other.test', name: 'Other', weight: 'minor'} as const;
const all = [names, other];
const clean = {
	'shop.example.names.test A': 'no-such-name',
	'shop.example.other.test A': 'no-such-name',
} as const;
const on = (dns: When['dns'], which: When['blocklists'] = [...all, big]): When => ({
	blocklists: which,
	dns: {
		...alive(...all),
		'listed.example.other.test A': ['127.0.0.8'],
		...clean,
		...dns,
	},
});
const failures: readonly FailureCode[] = [...waySays, 'malformed', 'bad-name'];
const questions = all.flatMap(({zone}) => [
	`shop.example.${zone} A`,
	`listed.example.${zone} A`,
	`example.com.${zone} A`,
]);

describeCheck(
	blocklists,
	{domain: 'shop.example'},
	[
		{finds: 'clean', when: on({}), says: 'shop.example is on none of 2 blocklists.'},
		{
			finds: 'clean',
			when: {
				...on({
					'mail.shop.example.names.test A': 'no-such-name',
					'mail.shop.example.other.test A': 'no-data',
				}),
				params: {domain: 'Mail.Shop.Example.'},
			},
			says: 'mail.shop.example is on none of 2 blocklists.',
		},
		{finds: 'clean-as-far', when: on({'shop.example.other.test A': 'query-refused'})},
		{
			finds: 'listed',
			when: on({
				'shop.example.names.test A': ['127.0.0.72'],
				'shop.example.names.test TXT': ['see names.test'],
			}),
			says: 'shop.example is on Names, and many receivers refuse mail for it: used for phishing; named in spam.',
			facts: {who: 'domain-owner', record: ['shop.example.names.test. A 127.0.0.72']},
		},
		{
			finds: 'listed',
			when: {
				...on({
					'mail.shop.example.names.test A': 'timeout',
					'mail.shop.example.other.test A': 'no-data',
					'shop.example.names.test A': ['127.0.0.64'],
				}),
				params: {domain: 'mail.shop.example'},
			},
			facts: {record: ['shop.example.names.test. A 127.0.0.64']},
		},
		{finds: 'listed-minor', when: on({'shop.example.names.test A': ['127.0.0.4']})},
		{finds: 'partly-asked', when: on({'shop.example.names.test A': ['127.0.0.32']})},
		{
			finds: 'partly-asked',
			when: {
				...on({'mail.shop.example.names.test A': 'timeout', 'mail.shop.example.other.test A': 'no-data'}),
				params: {domain: 'mail.shop.example'},
			},
		},
		{
			finds: 'refused',
			when: on({'listed.example.names.test A': ['127.0.0.1']}, [names]),
			facts: {
				details: [
					'names.test (Names): no answer that counts: it does not answer this resolver — ask through a resolver of your own',
				],
			},
		},
		{finds: 'nothing-asked', when: on({}, [big])},
	],
	Object.fromEntries(
		failures.flatMap(code => [
			...questions.map(question => [`${code} at ${question}`, on({[question]: code})] as const),
			...questions.map(
				question =>
					[
						`${code} at ${question}, and listed without proof`,
						on({'shop.example.names.test A': ['127.0.0.1'], [question]: code}),
					] as const,
			),
			[
				`${code} for the proof of a listing`,
				on({'shop.example.names.test A': ['127.0.0.8'], 'example.com.names.test A': code}),
			] as const,
			[
				`${code} for the proof that there is no wildcard`,
				on({'shop.example.names.test A': ['127.0.0.8'], 'nobody.invalid.names.test A': code}),
			] as const,
		]),
	),
);

describe('of a bit mask', () => {
	test.each([
		['127.0.0.1', 'refused'],
		['127.0.0.2', 'unknown-code'],
		['127.0.1.255', 'unknown-code'],
	])('%s is no listing', async (code, why) => {
		const {finding} = await runOn(blocklists, on({'shop.example.names.test A': [code]}), {
			domain: 'shop.example',
		});
		expect(finding.facts).toMatchObject({lists: [{state: 'unknown', why}, {}]});
	});
});

test('a suffix has no owner to ask about', async () => {
	const {asked} = await runOn(blocklists, {blocklists: [names]}, {domain: 'co.uk'});
	expect(asked).toHaveLength(3);
});
