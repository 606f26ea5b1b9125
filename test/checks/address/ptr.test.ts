import {expect, test} from 'vitest';
import ptr from '../../../source/checks/address/ptr.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const reverse = '45.113.0.203.in-addr.arpa';
const wide = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa';
const good: When['dns'] = {
	[`${reverse} PTR`]: ['Mail.Shop.Example.'],
	'mail.shop.example A': ['203.0.113.45'],
};
const on = (dns: When['dns'], params: When['params'] = {}): When => ({dns: {...good, ...dns}, params});
const failures: readonly FailureCode[] = [...waySays, 'malformed', 'bad-name'];
const many = Array.from({length: 11}, (_, index) => `h${index}.example`);
const elsewhere = (names: readonly string[]) =>
	Object.fromEntries(names.map(name => [`${name} A`, ['192.0.2.1']]));

describeCheck(
	ptr,
	{ip: '203.0.113.45'},
	[
		{
			finds: 'confirmed',
			when: on({}),
			says: '203.0.113.45 is mail.shop.example, and mail.shop.example leads back to it.',
			facts: {
				result: 'pass',
				names: ['mail.shop.example'],
				record: [`${reverse}. PTR mail.shop.example.`],
				details: ['mail.shop.example leads back: 203.0.113.45'],
			},
		},
		{
			finds: 'confirmed',
			when: on({}, {helo: 'MAIL.shop.example'}),
			facts: {
				details: [
					'mail.shop.example leads back: 203.0.113.45',
					'HELO mail.shop.example leads back: 203.0.113.45',
				],
			},
		},
		{
			finds: 'confirmed',
			when: on({'nas.shop.example A': ['192.0.2.1', '203.0.113.45']}, {helo: 'nas.shop.example'}),
		},
		{finds: 'confirmed', when: on({}, {helo: '[203.0.113.45]'})},
		{finds: 'confirmed', when: on({}, {helo: '203.0.113.45'})},
		{finds: 'confirmed', when: on({}, {helo: '   '})},
		{
			finds: 'confirmed',
			when: {
				params: {ip: '2001:DB8:0::1', helo: '[IPv6:2001:db8::1]'},
				dns: {[`${wide} PTR`]: ['mx.example'], 'mx.example AAAA': ['2001:db8:0:0:0:0:0:1']},
			},
		},
		{finds: 'confirmed', when: on({}, {ip: '::ffff:203.0.113.45'})},
		{
			finds: 'confirmed',
			when: on({
				[`${reverse} PTR`]: ['old.example', 'mail.shop.example', 'mail.shop.example'],
				'old.example A': 'no-such-name',
			}),
			facts: {
				named: 2,
				details: ['mail.shop.example leads back: 203.0.113.45', 'old.example has no address of this family'],
			},
		},
		{
			finds: 'generic',
			when: on({
				[`${reverse} PTR`]: ['203-0-113-45.isp.example'],
				'203-0-113-45.isp.example A': ['203.0.113.45'],
			}),
			says: '203.0.113.45 is 203-0-113-45.isp.example, which leads back to it but looks like the name of a line and not of a mail server: it spells out the address. Many receivers refuse mail that comes directly from such a line.',
			facts: {
				result: 'pass',
				who: 'network-owner',
				publish: [`${reverse}. PTR mail.example.org.`, 'mail.example.org. A 203.0.113.45'],
			},
		},
		{
			finds: 'generic',
			when: on(
				{
					[`${reverse} PTR`]: ['a1.dsl.isp.example'],
					'a1.dsl.isp.example A': ['203.0.113.45'],
					'nas.example A': 'timeout',
				},
				{helo: 'nas.example'},
			),
			facts: {
				publish: [`${reverse}. PTR mail.example.org.`, 'mail.example.org. A 203.0.113.45'],
				details: [
					'a1.dsl.isp.example leads back: 203.0.113.45',
					'HELO nas.example could not be looked up: timeout',
				],
			},
		},
		{
			finds: 'not-confirmed',
			when: on({'mail.shop.example A': ['192.0.2.1', '192.0.2.2']}),
			says: '203.0.113.45 is mail.shop.example, which does not lead back to it: many receivers refuse mail that comes directly from it.',
			facts: {
				result: 'fail',
				rfc: 'RFC 1912 section 2.1',
				publish: [`${reverse}. PTR mail.example.org.`, 'mail.example.org. A 203.0.113.45'],
				details: ['mail.shop.example leads elsewhere: 192.0.2.1, 192.0.2.2'],
			},
		},
		{finds: 'not-confirmed', when: on({[`${reverse} PTR`]: ['.']}), facts: {name: 'the root of DNS'}},
		{
			finds: 'missing',
			when: on({[`${reverse} PTR`]: 'no-such-name'}),
			says: '203.0.113.45 has no reverse name: many receivers refuse mail that comes directly from it. That is harmless where mail leaves through a provider’s submission server.',
			facts: {
				result: 'permerror',
				who: 'network-owner',
				publish: [`${reverse}. PTR mail.example.org.`, 'mail.example.org. A 203.0.113.45'],
			},
		},
		{
			finds: 'missing',
			when: {
				params: {ip: '2001:db8::1', helo: 'nas.example'},
				dns: {[`${wide} PTR`]: 'no-data', 'nas.example AAAA': 'no-data'},
			},
			facts: {publish: [`${wide}. PTR nas.example.`, 'nas.example. AAAA 2001:db8::1']},
		},
		{
			finds: 'helo-mismatch',
			when: on({'nas.example A': ['192.0.2.7']}, {helo: 'nas.example'}),
			says: '203.0.113.45 is mail.shop.example, but the HELO name nas.example leads to 192.0.2.7.',
			facts: {
				who: 'mail-admin',
				rfc: 'RFC 5321 section 4.1.4',
				details: [
					'mail.shop.example leads back: 203.0.113.45',
					'HELO nas.example leads elsewhere: 192.0.2.7',
					'mail.shop.example would fit as HELO name',
				],
			},
		},
		{finds: 'helo-mismatch', when: on({}, {helo: '[192.0.2.7]'})},
		{
			finds: 'helo-unresolved',
			when: on({'nas A': 'no-such-name'}, {helo: 'NAS'}),
			says: '203.0.113.45 is mail.shop.example, but the HELO name nas leads to no IPv4 address.',
		},
		{finds: 'helo-unresolved', when: on({}, {helo: 'my nas!'})},
		{
			finds: 'helo-unanswered',
			when: on({'nas.example A': 'server-failure'}, {helo: 'nas.example'}),
			says: '203.0.113.45 is mail.shop.example, which leads back to it; where the HELO name nas.example leads could not be found out: server failure.',
		},
		{finds: 'not-public', when: on({}, {ip: '10.0.0.7'})},
		{
			finds: 'unanswered',
			when: on({[`${reverse} PTR`]: 'timeout'}),
			says: 'Whether 203.0.113.45 has a reverse name that leads back to it is unknown: timeout.',
			facts: {result: 'temperror'},
		},
		{finds: 'unanswered', when: on({[`${reverse} PTR`]: []})},
		{finds: 'unanswered', when: on({'mail.shop.example A': []})},
		{
			finds: 'unanswered',
			when: on({
				[`${reverse} PTR`]: ['a.example', 'b.example'],
				'a.example A': 'no-such-name',
				'b.example A': 'timeout',
			}),
		},
		{
			finds: 'unanswered',
			when: on({[`${reverse} PTR`]: many, ...elsewhere(many)}),
			says: 'Whether 203.0.113.45 has a reverse name that leads back to it is unknown: only 10 of 11 reverse names were looked up.',
		},
	],
	Object.fromEntries(
		failures.flatMap(code => [
			[`${code} for the reverse name`, on({[`${reverse} PTR`]: code})],
			[`${code} for the name`, on({'mail.shop.example A': code})],
			[
				`${code} for one of two names`,
				on({
					[`${reverse} PTR`]: ['mail.shop.example', 'b.example'],
					'mail.shop.example A': ['192.0.2.1'],
					'b.example A': code,
				}),
			],
			[`${code} for the HELO name`, on({'nas.example A': code}, {helo: 'nas.example'})],
		]),
	),
);

test('no more than ten names are looked up, each once', async () => {
	const {asked} = await runOn(ptr, on({[`${reverse} PTR`]: [...many, ...many]}), {ip: '203.0.113.45'});
	expect(asked).toHaveLength(11);
});

test('nobody is asked about an address that is not public', async () => {
	const {asked} = await runOn(ptr, on({}, {ip: 'fe80::1', helo: 'nas.example'}));
	expect(asked).toEqual([]);
});

test('a reverse name that is no host name leads nowhere, and is shown safely', async () => {
	const {finding, asked} = await runOn(ptr, on({[`${reverse} PTR`]: ['bad name\u202e.example']}), {
		ip: '203.0.113.45',
	});
	expect(finding).toMatchObject({code: 'not-confirmed', facts: {names: ['bad name\\u{202e}.example']}});
	expect(finding.text).not.toContain('\u202e');
	expect(asked).toHaveLength(1);
});

test.each([
	['helo-mismatch', {'nas.example A': ['192.0.2.7']}, 'nas.example'],
	['helo-unresolved', {'nas.lan A': 'no-such-name'}, 'nas.lan'],
	['helo-unresolved', {'nas A': 'no-such-name'}, 'nas'],
] as const)('%s proposes no record that would lead astray', async (code, dns, helo) => {
	const {finding} = await runOn(ptr, on(dns, {helo}), {ip: '203.0.113.45'});
	expect(finding.code).toBe(code);
	expect(finding.facts).not.toHaveProperty('publish');
	expect(finding.facts['details']).toContain('mail.shop.example would fit as HELO name');
});

const line = {[`${reverse} PTR`]: ['a1.dsl.isp.example'], 'a1.dsl.isp.example A': ['203.0.113.45']} as const;
const none = {[`${reverse} PTR`]: 'no-such-name'} as const;
const lost = {'mail.shop.example A': 'no-such-name'} as const;

test.each([
	[{...line, 'nas.example A': ['203.0.113.45']}, 'nas.example', 'nas.example'],
	[line, 'a1.dsl.isp.example', 'mail.example.org'],
	[lost, 'mail.shop.example', 'mail.shop.example'],
	[{...lost, 'nas.example A': ['203.0.113.45']}, 'nas.example', 'nas.example'],
	[{...none, 'nas.example A': ['192.0.2.7']}, 'nas.example', 'mail.example.org'],
	[{...none, 'nas.lan A': 'no-such-name'}, 'nas.lan', 'mail.example.org'],
] as const)('no host is proposed that is another, generic or local: %#', async (dns, helo, host) => {
	const {finding} = await runOn(ptr, on(dns, {helo}), {ip: '203.0.113.45'});
	expect(finding.facts['publish']).toEqual([`${reverse}. PTR ${host}.`, `${host}. A 203.0.113.45`]);
});

test('a HELO name without address gets one', async () => {
	const {finding} = await runOn(ptr, on({'nas.example A': 'no-data'}, {helo: 'nas.example'}), {
		ip: '203.0.113.45',
	});
	expect(finding.facts['publish']).toEqual(['nas.example. A 203.0.113.45']);
});
