// Long because it is one table of everything that can be said of an SPF record, with every way of not knowing it.
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import spf from '../../../source/checks/domain/spf.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const sending = {ip: '192.0.2.1'};
const own = (record: string) => ({'sender.test TXT': ['something else', record]});
const chain = (length: number, end: string) =>
	Object.fromEntries(
		Array.from({length}, (_, index) => [
			`s${index}.test TXT`,
			[index === length - 1 ? `v=spf1 ${end}` : `v=spf1 include:s${index + 1}.test ?all`],
		]),
	);
const wide = `v=spf1 ip4:192.0.2.0/24 ${Array.from({length: 11}, (_, index) => `a:a${index}.test`).join(' ')} -all`;

describeCheck(
	spf,
	{domain: 'sender.test'},
	[
		{
			finds: 'passes',
			when: {params: sending, dns: own('v=spf1 ip4:192.0.2.0/24 -all')},
			says: 'SPF of sender.test lets 192.0.2.1 send: ip4:192.0.2.0/24 in the record of sender.test.',
			facts: {
				result: 'pass',
				identity: 'MAIL FROM',
				lookups: 0,
				voids: 0,
				worst: 0,
				matched: 'ip4:192.0.2.0/24 in the record of sender.test',
				record: ['sender.test. TXT "v=spf1 ip4:192.0.2.0/24 -all"'],
				details: ['sender.test: SPF record, up to 0 of 10 lookups', '  ip4:192.0.2.0/24 (matches)', '  -all'],
			},
		},
		{
			finds: 'passes',
			when: {
				params: {ip: '2001:db8::25'},
				dns: {
					...own('v=spf1 a mx include:_spf.provider.test -all'),
					'sender.test AAAA': 'no-data',
					'sender.test MX': ['mx.sender.test'],
					'mx.sender.test AAAA': ['2001:db8::1'],
					'_spf.provider.test TXT': ['v=spf1 redirect=_spf2.provider.test'],
					'_spf2.provider.test TXT': ['v=spf1 ip6:2001:db8::/32 ~all'],
				},
			},
			facts: {
				lookups: 4,
				voids: 1,
				worst: 4,
				matched: 'include:_spf.provider.test in the record of sender.test',
				details: [
					'sender.test: SPF record, up to 4 of 10 lookups',
					'  a (1 lookup, nothing found)',
					'  mx (1 lookup)',
					'  include:_spf.provider.test (2 lookups, matches)',
					'    redirect=_spf2.provider.test (1 lookup, matches)',
					'      ip6:2001:db8::/32 (matches)',
					'      ~all',
					'  -all',
				],
			},
		},
		{
			finds: 'passes',
			when: {
				params: {...sending, sender: '', helo: 'mta.Example.TEST.'},
				dns: {'mta.example.test TXT': ['v=spf1 a -all'], 'mta.example.test A': ['192.0.2.1']},
			},
			facts: {evaluated: 'mta.example.test', identity: 'HELO'},
		},
		{
			finds: 'passes',
			when: {
				params: {...sending, sender: 'person@other.test'},
				dns: {'other.test TXT': ['v=spf1 ip4:192.0.2.1 -all']},
			},
			facts: {evaluated: 'other.test', result: 'pass'},
		},
		{
			finds: 'passes',
			when: {
				params: {...sending, sender: 'x@münchen.test'},
				dns: {'xn--mnchen-3ya.test TXT': ['v=spf1 a -all'], 'xn--mnchen-3ya.test A': ['192.0.2.1']},
			},
			facts: {evaluated: 'xn--mnchen-3ya.test'},
		},
		{
			finds: 'passes',
			when: {
				params: {...sending, domain: '_spf.sender.test'},
				dns: {'_spf.sender.test TXT': ['v=spf1 a -all'], '_spf.sender.test A': ['192.0.2.1']},
			},
			facts: {evaluated: '_spf.sender.test', result: 'pass'},
		},
		{
			finds: 'passes',
			when: {
				params: sending,
				dns: {...own('v=spf1 ip4:192.0.2.1 include:gone.test -all'), 'gone.test TXT': 'timeout'},
			},
			facts: {
				result: 'pass',
				unread: ['gone.test could not be read: timeout'],
			},
		},
		{
			finds: 'passes',
			when: {params: {ip: '10.1.2.3'}, dns: own('v=spf1 ip4:10.0.0.0/8 -all')},
			facts: {kind: 'a private address (RFC 1918)'},
		},
		{
			finds: 'record-valid',
			when: {
				dns: {...own('v=spf1 mx include:p.test -all'), 'p.test TXT': ['v=spf1 a:x.test -all']},
			},
			says: 'The SPF record of sender.test is valid and takes at most 3 of 10 lookups; no sending address was given to judge by it.',
		},
		{
			finds: 'not-authorized',
			when: {params: sending, dns: own('v=spf1 ip4:198.51.100.1 -all')},
			says: 'SPF of sender.test forbids 192.0.2.1 to send: -all in the record of sender.test. If that server is yours, the record has to name it.',
			facts: {
				result: 'fail',
				who: 'domain-owner',
				publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 ip4:198.51.100.1 -all"'],
			},
		},
		{
			finds: 'not-authorized',
			when: {
				params: {ip: '2001:db8::1'},
				dns: {
					...own('v=spf1 exp=why.sender.test redirect=all.test'),
					'all.test TXT': ['v=spf1 -all exp=why.all.test'],
					'why.all.test TXT': ['not for %{i}\u202e'],
				},
			},
			facts: {publish: ['sender.test. TXT "v=spf1 ip6:2001:db8::1 exp=why.sender.test redirect=all.test"']},
		},
		{
			finds: 'not-authorized',
			when: {
				params: sending,
				dns: {...own('v=spf1 -all exp=why.test.test'), 'why.test.test TXT': ['%{i} is not ours']},
			},
			facts: {explanation: '192.0.2.1 is not ours'},
		},
		{
			finds: 'not-public',
			when: {params: {ip: '192.168.1.1'}, dns: own('v=spf1 ip4:192.0.2.0/24 -all')},
			says: '192.168.1.1 is a private address (RFC 1918) and not on the internet: what SPF of sender.test says about it (fail) means nothing. The address that counts is the one that receivers see.',
			facts: {result: 'fail'},
		},
		{finds: 'not-public', when: {params: {ip: '::ffff:127.0.0.1'}, dns: own('v=spf1 ~all')}},
		{finds: 'not-public', when: {params: {ip: 'fe80::1'}, dns: own('v=spf1')}},
		{
			finds: 'syntax',
			when: {params: {ip: '192.168.1.1'}, dns: own('v=spf1 al')},
			facts: {result: 'permerror'},
		},
		{
			finds: 'softfail',
			when: {params: {ip: '::FFFF:192.0.2.1'}, dns: own('v=spf1 ~all')},
			facts: {result: 'softfail', publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 ~all"']},
		},
		{
			finds: 'neutral',
			when: {params: sending, dns: own('v=spf1 ip4:198.51.100.1')},
			says: 'SPF of sender.test says neither yes nor no to 192.0.2.1: no term of its record matches. If that server is yours, the record has to name it.',
			facts: {result: 'neutral'},
		},
		{
			finds: 'missing',
			when: {params: sending, dns: {'sender.test TXT': ['v=spf10 a', 'v=DMARC1']}},
			says: 'sender.test has no SPF record, so nothing tells receivers which servers send for it.',
			facts: {result: 'none', publish: ['sender.test. TXT "v=spf1 mx ip4:192.0.2.1 ~all"']},
		},
		{
			finds: 'missing',
			when: {dns: {'sender.test TXT': 'no-data'}},
			facts: {result: 'none', publish: ['sender.test. TXT "v=spf1 mx ~all"']},
		},
		{
			finds: 'missing',
			when: {params: {ip: '192.168.1.1'}, dns: {'sender.test TXT': 'no-such-name'}},
			facts: {result: 'none'},
		},
		{
			finds: 'no-such-domain',
			when: {
				params: sending,
				dns: {
					'sender.test TXT': 'no-such-name',
					'sender.test MX': 'no-such-name',
					'sender.test CNAME': 'no-such-name',
				},
			},
			says: 'DNS says that sender.test does not exist, so there is no SPF to judge by.',
			facts: {result: 'none'},
		},
		...(['no-data', 'timeout', 'server-failure'] as const).map(code => ({
			finds: 'missing',
			when: {dns: {'sender.test TXT': 'no-such-name' as const, 'sender.test MX': code}},
			facts: {result: 'none'},
		})),
		{
			finds: 'misspelled',
			when: {params: sending, dns: {'sender.test TXT': [' v=spf1; ipv4:192.0.2.1 -all']}},
			facts: {result: 'none', publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 -all"']},
		},
		{
			finds: 'misspelled',
			when: {dns: {'sender.test TXT': ['"v=spf1 mx -all"']}},
			says: 'sender.test has a text that no receiver takes for an SPF record: "v=spf1 mx -all"',
			facts: {publish: ['sender.test. TXT "v=spf1 mx -all"']},
		},
		{
			finds: 'not-a-domain',
			when: {params: {...sending, sender: '', helo: 'localhost'}},
			says: 'SPF has nothing to look up, because the sender’s domain is “localhost”, which is not a full domain name.',
			facts: {result: 'none'},
		},
		{finds: 'not-a-domain', when: {params: {sender: '', helo: '[192.0.2.1]'}}},
		{finds: 'not-a-domain', when: {params: {...sending, sender: 'x@'}}, facts: {evaluated: '(nothing)'}},
		{
			finds: 'several-records',
			when: {params: sending, dns: {'sender.test TXT': ['v=spf1 mx -all', 'v=spf1 include:p.test ~all']}},
			says: 'sender.test has 2 SPF records and may have one only, so receivers use none of them (permerror).',
			facts: {
				result: 'permerror',
				record: ['sender.test. TXT "v=spf1 mx -all"', 'sender.test. TXT "v=spf1 include:p.test ~all"'],
				publish: ['sender.test. TXT "v=spf1 mx include:p.test ~all"'],
			},
		},
		{
			finds: 'several-records',
			when: {
				dns: {...own('v=spf1 include:p.test -all'), 'p.test TXT': ['v=spf1 a', 'v=spf1 -a', 'v=spf1']},
			},
			says: 'p.test has 3 SPF records and may have one only, so receivers use none of them (permerror).',
			facts: {owner: 'p.test'},
		},
		{
			finds: 'syntax',
			when: {params: sending, dns: own('v=spf1 mx ipv4:192.0.2.1 -all')},
			says: 'The SPF record of sender.test is invalid as a whole (permerror): "ipv4:192.0.2.1", at character 11, names a mechanism "ipv4", which does not exist.',
			facts: {result: 'permerror', publish: ['sender.test. TXT "v=spf1 mx ip4:192.0.2.1 -all"']},
		},
		{
			finds: 'syntax',
			when: {dns: own('v=spf1 ip4:192.0.2.0/33 -all')},
			says: 'The SPF record of sender.test is invalid as a whole (permerror): "ip4:192.0.2.0/33", at character 8, has a prefix length "/33" that is not a number from 0 to 32.',
			facts: {result: 'permerror'},
		},
		{
			finds: 'syntax',
			when: {
				params: sending,
				dns: {
					...own('v=spf1 include:p.test -all'),
					'p.test TXT': ['v=spf1 redirect=a.test redirect=b.test'],
					'a.test TXT': ['v=spf1 -all'],
				},
			},
			says: 'The SPF record of p.test is invalid as a whole (permerror): "redirect=b.test", at character 24, is a second "redirect=", and only one is allowed.',
			facts: {publish: ['p.test. TXT "v=spf1 redirect=a.test"']},
		},
		{
			finds: 'syntax',
			when: {params: sending, dns: own('v=spf1 a \u2013all')},
			facts: {publish: ['sender.test. TXT "v=spf1 a -all"']},
		},
		{
			finds: 'include-without-record',
			when: {
				params: sending,
				dns: {...own('v=spf1 include:gone.test mx -all'), 'gone.test TXT': 'no-such-name'},
			},
			says: 'SPF of sender.test cannot be evaluated (permerror): "include:gone.test" in the record of sender.test leads to gone.test, which has no SPF record.',
			facts: {
				result: 'permerror',
				publish: ['sender.test. TXT "v=spf1 mx -all"'],
				rfc: 'RFC 7208 section 5.2',
			},
		},
		{
			finds: 'include-without-record',
			when: {dns: {...own('v=spf1 mx redirect=gone.test'), 'gone.test TXT': ['hello']}},
			facts: {rfc: 'RFC 7208 section 6.1'},
		},
		{
			finds: 'include-without-record',
			when: {params: sending, dns: own('v=spf1 include:a..test -all')},
			says: 'SPF of sender.test cannot be evaluated (permerror): "include:a..test" in the record of sender.test leads to "a..test", which is not a domain name.',
		},
		{
			finds: 'loop',
			when: {
				params: sending,
				dns: {...own('v=spf1 include:b.test -all'), 'b.test TXT': ['v=spf1 include:sender.test mx -all']},
			},
			says: 'SPF of sender.test goes round in a circle (permerror): "include:sender.test" in the record of b.test leads back to sender.test.',
			facts: {publish: ['b.test. TXT "v=spf1 mx -all"']},
		},
		{finds: 'loop', when: {dns: own('v=spf1 redirect=sender.test')}},
		{
			finds: 'too-many-lookups',
			when: {params: sending, dns: {...own('v=spf1 include:s0.test -all'), ...chain(11, '-all')}},
			says: 'SPF of sender.test takes more than the 10 lookups that are allowed (permerror): "include:s10.test" in the record of s9.test is lookup number 11.',
			facts: {result: 'permerror', worst: 11, lookups: 11},
		},
		{
			finds: 'too-many-voids',
			when: {
				params: sending,
				dns: {
					...own('v=spf1 a:a.test mx:b.test exists:c.test -all'),
					'a.test A': 'no-such-name',
					'b.test MX': 'no-data',
					'c.test A': 'no-such-name',
				},
			},
			says: 'SPF of sender.test takes more than the 2 lookups without result that are allowed (permerror): "exists:c.test" in the record of sender.test is the third that finds nothing.',
			facts: {result: 'permerror', voids: 3, publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 -all"']},
		},
		{
			finds: 'too-many-exchangers',
			when: {
				params: sending,
				dns: {
					...own('v=spf1 mx -all'),
					'sender.test MX': Array.from({length: 11}, (_, index) => `mx${index}.test`),
					...Object.fromEntries(
						Array.from({length: 11}, (_, index) => [`mx${index}.test A`, ['198.51.100.1']]),
					),
				},
			},
			says: 'SPF of sender.test asks for more than the 10 exchangers that are allowed (permerror): "mx" in the record of sender.test comes to 11 exchangers.',
		},
		{
			finds: 'other-permerror',
			when: {
				params: sending,
				dns: {
					...own('v=spf1 redirect=%{p}.p.test'),
					'1.2.0.192.in-addr.arpa PTR': ['host.test'],
					'host.test A': ['192.0.2.1'],
					'host.test.p.test TXT': 'no-such-name',
				},
			},
			says: 'SPF of sender.test cannot be evaluated (permerror): no SPF records found for host.test.p.test.',
		},
		{
			finds: 'permissive',
			when: {params: sending, dns: {...own('v=spf1 mx:a.test +all'), 'a.test MX': 'no-data'}},
		},
		{
			finds: 'permissive',
			when: {dns: {...own('v=spf1 include:p.test -all'), 'p.test TXT': ['v=spf1 ip4:0.0.0.0/0 -all']}},
			says: 'SPF of sender.test lets practically everybody send: "ip4:0.0.0.0/0" in the record of p.test.',
		},
		{
			finds: 'over-limit',
			when: {params: sending, dns: own(wide)},
			says: 'SPF of sender.test takes 11 lookups for an address that no term matches, and 10 are allowed: such mail gets permerror in place of an answer.',
			facts: {result: 'pass', worst: 11},
		},
		{finds: 'over-limit', when: {dns: own(wide)}},
		{
			finds: 'broken-elsewhere',
			when: {
				params: sending,
				dns: {...own('v=spf1 ip4:192.0.2.1 include:gone.test -all'), 'gone.test TXT': 'no-data'},
			},
			says: 'SPF of sender.test lets 192.0.2.1 send, but gives permerror for addresses that no earlier term matches: "include:gone.test" in the record of sender.test leads to gone.test, which has no SPF record.',
			facts: {result: 'pass', publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 -all"']},
		},
		{
			finds: 'ptr-used',
			when: {
				params: sending,
				dns: {
					...own('v=spf1 ptr -all'),
					'1.2.0.192.in-addr.arpa PTR': ['Host.Sender.test.'],
					'host.sender.test A': ['192.0.2.1'],
				},
			},
			says: 'SPF of sender.test uses "ptr": “ptr” is slow and unreliable, and should not be published. Servers are named by “a”, “mx”, “ip4” or “ip6”.',
			facts: {
				result: 'pass',
				publish: ['sender.test. TXT "v=spf1 ip4:192.0.2.1 -all"'],
				matched: 'ptr in the record of sender.test',
			},
		},
		{
			finds: 'ignored-terms',
			when: {dns: own('v=spf1 mx -all include:late.test redirect=never.test ip4=192.0.2.1')},
			says: 'Part of the SPF record of sender.test has no effect: "include:late.test", "redirect=never.test", "ip4=192.0.2.1".',
			facts: {publish: ['sender.test. TXT "v=spf1 mx include:late.test ip4:192.0.2.1 -all"']},
		},
		{
			finds: 'open-end',
			when: {params: sending, dns: own('v=spf1 ip4:192.0.2.1 ?all')},
			facts: {result: 'pass'},
		},
		{finds: 'open-end', when: {dns: {...own('v=spf1 redirect=p.test'), 'p.test TXT': ['v=spf1 mx']}}},
		{
			finds: 'partly-read',
			when: {dns: {...own('v=spf1 include:p.test -all'), 'p.test TXT': 'server-failure'}},
			says: 'The SPF record of sender.test is well formed, but not all that it leads to could be read: p.test could not be read: server-failure.',
		},
		{
			finds: 'unanswered',
			when: {params: sending, dns: {'sender.test TXT': 'timeout'}},
			says: 'SPF of sender.test could not be evaluated: TXT sender.test could not be looked up: timeout.',
			facts: {result: 'temperror'},
		},
		{finds: 'unanswered', when: {dns: {'sender.test TXT': 'query-refused'}}, facts: {result: 'temperror'}},
		{
			finds: 'unanswered',
			when: {params: sending, dns: {'sender.test TXT': []}},
			facts: {result: 'temperror'},
		},
		{
			finds: 'unanswered',
			when: {
				params: sending,
				dns: {...own('v=spf1 mx -all'), 'sender.test MX': ['a.test'], 'a.test A': 'query-refused'},
			},
			says: 'SPF of sender.test could not be evaluated: A a.test could not be looked up: query refused.',
			facts: {result: 'temperror'},
		},
		{
			finds: 'unanswered',
			when: {params: sending, dns: {...own('v=spf1 ptr -all'), '1.2.0.192.in-addr.arpa PTR': 'timeout'}},
			says: 'SPF of sender.test could not be evaluated: PTR 1.2.0.192.in-addr.arpa could not be looked up: timeout.',
			facts: {result: 'fail'},
		},
	],
	Object.fromEntries(
		[...waySays, 'refused', 'malformed', 'bad-name', 'tls', 'unreadable', 'not-offered'].flatMap(
			(code): ReadonlyArray<readonly [string, When]> => {
				const said = code as (typeof waySays)[number];
				return [
					[`${code} for the record`, {params: sending, dns: {'sender.test TXT': said}}],
					[`${code} for the record, without an address`, {dns: {'sender.test TXT': said}}],
					...Object.entries({
						'an include': ['include:p.test', {'p.test TXT': said}],
						'a redirect': ['redirect=p.test', {'p.test TXT': said}],
						'an include of an include': [
							'include:p.test',
							{'p.test TXT': ['v=spf1 include:q.test'], 'q.test TXT': said},
						],
						a: ['a', {'sender.test A': said}],
						mx: ['mx', {'sender.test MX': said}],
						'an exchanger': ['mx', {'sender.test MX': ['m.test'], 'm.test A': said}],
						exists: ['exists:%{i}.e.test', {'192.0.2.1.e.test A': said}],
						'a name with %{p}': ['exists:%{p}.e.test', {'1.2.0.192.in-addr.arpa PTR': said}],
						ptr: ['ptr', {'1.2.0.192.in-addr.arpa PTR': said}],
						'a name of ptr': [
							'ptr',
							{'1.2.0.192.in-addr.arpa PTR': ['h.sender.test'], 'h.sender.test A': said},
						],
						'ptr in an include': [
							'include:p.test',
							{'p.test TXT': ['v=spf1 ptr'], '1.2.0.192.in-addr.arpa PTR': said},
						],
					} as const).flatMap(
						([what, [term, dns]]): ReadonlyArray<readonly [string, When]> => [
							[
								`${code} for ${what}`,
								{
									params: sending,
									dns: {...own(`v=spf1 ${term}${term.startsWith('redirect') ? '' : ' -all'}`), ...dns},
								},
							],
							[
								`${code} for ${what}, without an address`,
								{dns: {...own(`v=spf1 ${term}${term.startsWith('redirect') ? '' : ' -all'}`), ...dns}},
							],
						],
					),
				];
			},
		),
	),
);

describe('what is left out', () => {
	const factsOf = async (when: When) => (await runOn(spf, when, {domain: 'sender.test'})).finding.facts;

	test('a result that is not certain without an address', async () => {
		const uncertain: readonly When[] = [
			{dns: own('v=spf1 mx -all')},
			{dns: {...own('v=spf1 mx include:p.test -all'), 'p.test TXT': 'no-data'}},
			{dns: {...own('v=spf1 mx include:p.test -all'), 'p.test TXT': 'timeout'}},
			{dns: {...own('v=spf1 mx include:p.test -all'), 'p.test TXT': ['v=spf1 a', 'v=spf1 b']}},
			{dns: own(wide)},
		];
		for (const when of uncertain) expect(await factsOf(when)).not.toHaveProperty('result');
	});

	test('a proposal that would be a guess', async () => {
		const unguessed: readonly When[] = [
			{params: {ip: '127.0.0.1'}, dns: own('v=spf1 -all')},
			{params: {ip: '192.168.1.1'}, dns: {'sender.test TXT': 'no-such-name'}},
			{dns: {'sender.test TXT': ['v=spf1 a', 'v=spf1 -mx ~all']}},
			{dns: own('v=spf1 ip4:192.0.2.0/33 -all')},
			{dns: own('v=spf1 mail.sender.test -all')},
		];
		for (const when of unguessed) expect(await factsOf(when)).not.toHaveProperty('publish');
	});
});

test('an include that depends on who sends is not followed without an address', async () => {
	const {finding} = await runOn(
		spf,
		{dns: own('v=spf1 include:%{i}._spf.p.test -all')},
		{domain: 'sender.test'},
	);
	expect(finding).toMatchObject({code: 'partly-read', facts: {worst: 1}});
	expect(finding.text).toContain('"include:%{i}._spf.p.test" depends on who sends');
});

test('a macro is shown with what it stands for, and remote text without what could act', async () => {
	const {finding} = await runOn(
		spf,
		{
			params: {...sending, sender: 'Me@sender.test'},
			dns: {
				...own('v=spf1 exists:%{l}.%{ir}.%{d2} \u202e -all'),
				'me.1.2.0.192.sender.test A': ['127.0.0.2'],
			},
		},
		{domain: 'sender.test'},
	);
	expect(finding.facts['details']).toEqual([
		'sender.test: SPF record, up to 1 of 10 lookups',
		'  exists:%{l}.%{ir}.%{d2} (1 lookup, is me.1.2.0.192.sender.test)',
		'  \\u{202e} (holds "\\u{202e}", and only visible ASCII characters are allowed)',
		'  -all',
	]);
});

describe('how much is asked', () => {
	test('every question once', async () => {
		const {asked} = await runOn(
			spf,
			{
				params: sending,
				dns: {
					...own('v=spf1 include:P.test include:p.test a -all'),
					'p.test TXT': ['v=spf1 -all'],
					'sender.test A': 'no-data',
				},
			},
			{domain: 'sender.test'},
		);
		expect(asked).toHaveLength(3);
	});

	test('a tree of a thousand branches is cut', async () => {
		const dns = Object.fromEntries(
			Array.from({length: 1000}, (_, index) => [
				`n${index}.test TXT`,
				[
					`v=spf1 ${Array.from({length: 40}, (__, next) => `include:n${(index * 40 + next) % 1000}.test`).join(' ')}`,
				],
			]),
		);
		const {asked, finding} = await runOn(
			spf,
			{dns: {...dns, ...own('v=spf1 include:n1.test include:n2.test -all')}},
			{domain: 'sender.test'},
		);
		expect(asked.length).toBeLessThan(200);
		expect((finding.facts['details'] as readonly string[]).length).toBeLessThanOrEqual(101);
	});
});

test('whatever a record says, the finding is in words and printable', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.oneof(
					fc.constantFrom(
						'a',
						'mx',
						'ptr',
						'-all',
						'include:p.test',
						'redirect=p.test',
						'exists:%{i}.x',
						'ip4:1.2.3.4/24',
						'exp=e.test',
						'a:%{',
						'~all',
						'ip6:::1',
					),
					fc.string({unit: 'binary', maxLength: 20}),
				),
				{maxLength: 12},
			),
			fc.boolean(),
			async (terms, withIp) => {
				const {finding} = await runOn(
					spf,
					{params: withIp ? sending : {}, dns: own(`v=spf1 ${terms.join(' ')}`)},
					{domain: 'sender.test'},
				);
				const result = finding.facts['result'];
				if (result === 'temperror') expect(finding.level).toBe('unknown');
				if (finding.level === 'problem' && withIp) expect(['fail', 'permerror']).toContain(result);
				expect(finding.code).not.toBe('other-permerror');
				expect(JSON.stringify([finding.text, finding.facts])).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
			},
		),
		{numRuns: 300},
	);
});
