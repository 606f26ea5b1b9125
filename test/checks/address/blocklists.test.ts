import {describe, expect, test} from 'vitest';
import blocklists from '../../../source/checks/address/blocklists.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {alive, lists} from '../blocklist.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const {big, small, known} = lists;
const all = [big, small, known];
const subject = '45.113.0.203';
const at = (zone: string) => `${subject}.${zone} A`;
const clean = {
	[at('big.test')]: 'no-such-name',
	[at('small.test')]: 'no-such-name',
	[at('known.test')]: 'no-data',
} as const;
const on = (dns: When['dns'], which: When['blocklists'] = all): When => ({
	blocklists: which,
	dns: {...alive(...all), ...clean, ...dns},
});
const wide = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2';

/** Every question there is, with what it comes to when it fails. */
const questions = all.flatMap(({zone}) => [at(zone), `2.0.0.127.${zone} A`, `1.0.0.127.${zone} A`]);
const failures: readonly FailureCode[] = [...waySays, 'malformed', 'bad-name'];

describeCheck(
	blocklists,
	{ip: '203.0.113.45'},
	[
		{
			finds: 'clean',
			when: on({}),
			says: '203.0.113.45 is on none of 3 blocklists.',
			facts: {
				asked: 3,
				lists: [
					{zone: 'big.test', state: 'not-listed'},
					{zone: 'small.test', state: 'not-listed'},
					{zone: 'known.test', state: 'not-listed'},
				],
			},
		},
		{
			finds: 'clean',
			when: on({[at('known.test')]: ['127.0.5.3']}),
			facts: {
				details: [
					'big.test (Big): not listed',
					'small.test (Small): not listed',
					'known.test (Known): on this list of known senders (127.0.5.3): a sender of high trust',
				],
			},
		},
		{
			finds: 'clean',
			when: {
				params: {ip: '2001:DB8::1'},
				blocklists: all,
				dns: {
					...alive(...all),
					[`${wide}.big.test A`]: 'no-such-name',
					[`${wide}.known.test A`]: 'no-such-name',
				},
			},
			says: '2001:DB8::1 is on none of 2 blocklists.',
		},
		{finds: 'clean', when: {...on({}), params: {ip: '::ffff:203.0.113.45'}}},
		{
			finds: 'clean-as-far',
			when: on({[at('small.test')]: 'timeout'}),
			says: '203.0.113.45 is on none of the 2 blocklists that answered; 1 that few receivers go by gave no answer that counts.',
		},
		{
			finds: 'listed',
			when: on({
				[at('big.test')]: ['127.0.0.4', '127.0.0.2', '127.0.0.10'],
				[`${subject}.big.test TXT`]: ['https://big.test/203.0.113.45', 'a\u202eb', 'a third'],
				[at('small.test')]: ['127.0.0.2'],
			}),
			says: '203.0.113.45 is on Big, and many receivers refuse mail for it: an infected device; a source of spam.',
			facts: {
				who: 'mail-admin',
				rfc: 'RFC 5782 section 2',
				record: [
					`${subject}.big.test. A 127.0.0.4`,
					`${subject}.big.test. A 127.0.0.2`,
					`${subject}.big.test. A 127.0.0.10`,
				],
				details: [
					'big.test (Big): listed (127.0.0.4, 127.0.0.2, 127.0.0.10): an infected device; a source of spam — it says: https://big.test/203.0.113.45 — it says: a\\u{202e}b — removal: https://big.test/remove',
					'small.test (Small): listed (127.0.0.2): a neighbour of spammers — It lists whole networks.',
					'known.test (Known): not listed',
				],
			},
		},
		{finds: 'listed', when: on({[at('big.test')]: ['127.0.0.2'], [at('small.test')]: 'timeout'})},
		{
			finds: 'listed-minor',
			when: on({[at('small.test')]: ['127.0.0.2'], [at('known.test')]: 'server-failure'}),
			says: '203.0.113.45 is on Small, which few receivers go by; 2 of 3 lists answered.',
			facts: {who: 'mail-admin'},
		},
		{finds: 'listed-minor', when: on({[at('big.test')]: ['127.0.0.30']})},
		{
			finds: 'policy-listed',
			when: on({[at('big.test')]: ['127.0.0.10']}),
			says: '203.0.113.45 is on Big as a line that should not send mail directly, which is expected for a line at home: mail should go through a provider’s submission server, and is not harmed then. 3 of 3 lists answered.',
			facts: {who: 'network-owner', lists: [{zone: 'big.test', state: 'policy', code: '127.0.0.10'}, {}, {}]},
		},
		{
			finds: 'partly-asked',
			when: on({[at('big.test')]: 'timeout'}),
			says: '2 of 3 blocklists answered, and 203.0.113.45 is on none of them; Big gave no answer that counts: timeout.',
		},
		{
			finds: 'partly-asked',
			when: on({'2.0.0.127.big.test A': ['127.255.255.254'], [at('big.test')]: ['127.255.255.254']}),
			facts: {failure: 'it does not answer public resolvers'},
		},
		{
			finds: 'refused',
			when: on({'2.0.0.127.big.test A': ['127.255.255.254']}, [big]),
			says: 'No blocklist answered: the DNS resolver 192.0.2.53:53 is refused by Big: it does not answer public resolvers. Ask through a resolver of your own (--resolver).',
		},
		{
			finds: 'nothing-asked',
			when: on({[at('big.test')]: 'timeout', '2.0.0.127.small.test A': 'no-such-name'}, [big, small]),
			says: 'No blocklist gave an answer about 203.0.113.45 that counts. Big: timeout.',
		},
		{
			finds: 'nothing-asked',
			when: {blocklists: []},
			says: 'No blocklist gave an answer about 203.0.113.45 that counts. No list is known that could be asked.',
		},
		{
			finds: 'not-public',
			when: {...on({}), params: {ip: '192.168.1.7'}},
			says: '192.168.1.7 is a private address (RFC 1918) and not on the internet: no list can say anything about it. The address that counts is the one that receivers see.',
		},
	],
	Object.fromEntries([
		...failures.flatMap(code => [
			...questions.map(question => [`${code} at ${question}`, on({[question]: code})] as const),
			...questions.map(
				question =>
					[
						`${code} at ${question}, and listed without proof`,
						on({
							[at('big.test')]: question.endsWith('0.203.big.test A') ? code : ['127.0.0.2'],
							...(question.includes('big.test') ? {[question]: code} : {'2.0.0.127.big.test A': code}),
						}),
					] as const,
			),
			[`${code} everywhere`, on(Object.fromEntries(questions.map(question => [question, code])))] as const,
		]),
	]),
);

describe('an answer that looks like a listing', () => {
	const cases: Readonly<Record<string, readonly [NonNullable<When['dns']>, string]>> = {
		'of a list that does not list its test entry': [{'2.0.0.127.big.test A': 'no-such-name'}, 'dead'],
		'of a list that has no such records': [{'2.0.0.127.big.test A': 'no-data'}, 'dead'],
		'of a list that lists everything': [{'1.0.0.127.big.test A': ['127.0.0.2']}, 'lists-all'],
		'of a list with a wildcard beside its test entries': [
			{'nobody.invalid.big.test A': ['127.0.0.2']},
			'lists-all',
		],
		'of a zone that was taken over': [{'2.0.0.127.big.test A': ['203.0.113.9']}, 'rewritten'],
		'outside of 127/8': [{[at('big.test')]: ['198.51.100.7']}, 'rewritten'],
		'inside and outside of 127/8': [{[at('big.test')]: ['127.0.0.2', '198.51.100.7']}, 'rewritten'],
		'without a record': [{[at('big.test')]: []}, 'rewritten'],
		'in no table': [{[at('big.test')]: ['127.0.0.99']}, 'unknown-code'],
		'that is a refusal': [{[at('big.test')]: ['127.255.255.254']}, 'refused'],
		'that is a refusal of no table': [{[at('big.test')]: ['127.255.255.251']}, 'refused'],
		'besides a refusal': [{[at('big.test')]: ['127.0.0.2', '127.255.255.254']}, 'refused'],
		'while the test entry is refused': [{'2.0.0.127.big.test A': ['127.255.255.254']}, 'refused'],
		'while nobody knows whether it lists everything': [{'1.0.0.127.big.test A': 'timeout'}, 'failed'],
		'while nobody knows whether it has a wildcard': [{'nobody.invalid.big.test A': 'timeout'}, 'failed'],
		'while nobody knows whether it is alive': [{'2.0.0.127.big.test A': 'timeout'}, 'failed'],
	};
	test.each(Object.entries(cases))('%s is no answer', async (_, [dns, why]) => {
		const {finding} = await runOn(blocklists, on({[at('big.test')]: ['127.0.0.2'], ...dns}), {
			ip: '203.0.113.45',
		});
		expect(finding.code).toBe('partly-asked');
		expect(finding.facts).toMatchObject({lists: [{zone: 'big.test', state: 'unknown', why}, {}, {}]});
	});
});

test('who is not listed is not listed, whether or not the list lists everything', async () => {
	const {finding} = await runOn(blocklists, on({'1.0.0.127.big.test A': 'timeout'}), {ip: '203.0.113.45'});
	expect(finding.code).toBe('clean');
});

test('an unknown code beside a known one changes nothing', async () => {
	const {finding} = await runOn(blocklists, on({[at('big.test')]: ['127.0.0.99', '127.0.0.5']}), {
		ip: '203.0.113.45',
	});
	expect(finding.code).toBe('listed');
});

test('a reason is asked for only where something is listed, and is cut', async () => {
	const plain = await runOn(blocklists, on({}), {ip: '203.0.113.45'});
	expect(plain.asked).toHaveLength(8);
	expect(plain.asked.filter(question => 'type' in question && question.type === 'TXT')).toEqual([]);
	const {asked, finding} = await runOn(
		blocklists,
		on({[at('big.test')]: ['127.0.0.2'], [`${subject}.big.test TXT`]: ['x'.repeat(10_000)]}),
		{ip: '203.0.113.45'},
	);
	expect(asked).toHaveLength(10);
	expect(JSON.stringify(finding.facts['details']).length).toBeLessThan(1000);
});

test('no list is asked twice, and no more than thirty', async () => {
	const many = Array.from({length: 40}, (_, index) => ({...small, zone: `l${index}.test`}));
	const {asked} = await runOn(blocklists, {blocklists: [...many, ...many]}, {ip: '203.0.113.45'});
	expect(asked).toHaveLength(90);
});
