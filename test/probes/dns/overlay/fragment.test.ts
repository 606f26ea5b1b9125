import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {dnsTypes} from '../../../../source/core/dns.ts';
import {readFragment} from '../../../../source/probes/dns/overlay/fragment.ts';

const records = (text: string) => {
	const read = readFragment(text);
	if (!read.ok) throw new Error(JSON.stringify(read.failure));
	return read.value.map(({name, type, ttl, data, priority}) =>
		[name, type, ttl, ...(priority === undefined ? [] : [priority]), data].join(' '),
	);
};

const mistakes = (text: string) => {
	const read = readFragment(text);
	return read.ok ? [] : read.failure.map(({line, message}) => `${line}: ${message}`);
};

test('a fragment as people write it', () => {
	expect(
		records(`; what we are about to publish
$ORIGIN Example.ORG.
$TTL 2h
@            IN TXT  "v=spf1 mx" " -all"   ; one record of two strings
             IN MX   10 mail
        300     MX   20 backup.example.net.
_dmarc  TXT ( "v=DMARC1; p=reject;" ; the semicolon is part of it
              " rua=mailto:a@example.org" )
mail 60 IN A 192.0.2.1
mail IN 1h30m AAAA 2001:DB8:0::1

$ORIGIN sub
www CNAME @
sel._domainkey.example.com. TXT k=rsa
`),
	).toEqual([
		'example.org TXT 7200 v=spf1 mx -all',
		'example.org MX 7200 10 mail.example.org',
		'example.org MX 300 20 backup.example.net',
		'_dmarc.example.org TXT 7200 v=DMARC1; p=reject; rua=mailto:a@example.org',
		'mail.example.org A 60 192.0.2.1',
		'mail.example.org AAAA 5400 2001:db8::1',
		'www.sub.example.org CNAME 7200 sub.example.org',
		'sel._domainkey.example.com TXT 7200 k=rsa',
	]);
});

test.each([
	['NS ns1', 'ns1.o.test'],
	['PTR x.test.', 'x.test'],
	['MX 0 .', '0 .'],
	['SRV 0 5 587 smtp', '0 5 587 smtp.o.test'],
	['SRV 0 0 0 .', '0 0 0 .'],
	['SOA ns h ( 7 1h 600 1d\n 60 )', 'ns.o.test h.o.test 7 3600 600 86400 60'],
	['TLSA 3 1 1 ( ABCD\n ef01 )', '3 1 1 abcdef01'],
	['DS 12345 13 2 A1B2', '12345 13 2 a1b2'],
	['DNSKEY 257 3 13 AQ ID', '257 3 13 AQID'],
	['CNAME münchen.test.', 'xn--mnchen-3ya.test'],
	['TXT ""', ''],
	[String.raw`TXT "say \"a;b\" \\ \097\195\188 \x"`, String.raw`say "a;b" \ aü x`],
	['TXT "ü"', 'ü'],
	['TXT one two', 'onetwo'],
	['TXT (\n"a"\n\n"b" )', 'ab'],
])('%s', (text, data) => {
	expect(records(`$ORIGIN o.test.\nx ${text}`).map(line => line.replace(/^\S+ \S+ \d+ ?/, ''))).toEqual([
		data,
	]);
});

test('the names of the root', () => {
	expect(records('. NS a.root.test.\n$ORIGIN .\ncom NS b.test.')).toEqual([
		'. NS 3600 a.root.test',
		'com NS 3600 b.test',
	]);
});

test('what stands twice is one record; line ends and a byte order mark mean nothing', () => {
	expect(records('\uFEFFa.test. A 192.0.2.1\r\nA.test. IN A 192.0.2.1\r\n')).toEqual([
		'a.test A 3600 192.0.2.1',
	]);
});

describe('mistakes come with their line and what was expected', () => {
	test.each([
		['bad line here', '1: "line" is no record type that can be assumed; expected one of A, AAAA, MX'],
		['\n\na.test. CAA 0 issue "x"', '3: "CAA" is no record type'],
		['a.test. CH A 192.0.2.1', '1: "CH" is no record type'],
		['a.test.', '1: there is no record type'],
		['example.org A 192.0.2.1', '1: "example.org" is relative, and no $ORIGIN stands before it'],
		['@ A 192.0.2.1', '1: "@" is relative'],
		['a.test. MX 10 mail', '1: "mail" is relative'],
		['$ORIGIN example.org', '1: "example.org" is relative'],
		['a.test. A 192.0.2', '1: "192.0.2" is no IPv4 address; expected A and an IPv4 address'],
		['a.test. A 2001:db8::1', '1: "2001:db8::1" is no IPv4 address'],
		['a.test. AAAA 192.0.2.1', '1: "192.0.2.1" is no IPv6 address'],
		['a.test. A 192.0.2.1 192.0.2.2', '1: "192.0.2.2" is too much'],
		['a.test. A', '1: the data ends too early'],
		['a.test. A "192.0.2.1"', '1: "192.0.2.1" is quoted'],
		['a.test. MX mail.test.', '1: "mail.test." is no number from 0 to 65535; expected MX PREFERENCE HOST'],
		['a.test. MX 70000 mail.test.', '1: "70000" is no number from 0 to 65535'],
		['a.test. MX 10 a..test.', '1: "a..test.": the name has an empty label'],
		['a.test. TXT', '1: the data ends too early; expected TXT'],
		[`a.test. TXT "${'x'.repeat(256)}"`, '1: a string is 256 octets long; expected TXT "text", in strings'],
		[String.raw`a.test. TXT "\256"`, '1: "\\\\256" has an escape beyond \\255'],
		['a.test. TXT "x', '1: a quoted string that is not closed on its line'],
		['a.test. TXT x\\', '1: nothing that can stand in a zone file'],
		['a.test. TXT ( "x"\n"y"', '1: a parenthesis that is opened here is never closed'],
		['a.test. TXT ( ( "x" ) )', '1: a parenthesis "(" too many'],
		['a.test. TXT "x" )', '1: a parenthesis ")" too many'],
		['a.test. TLSA 3 1 1 abc', '1: "abc" cannot be read; expected TLSA USAGE SELECTOR MATCHING HEX'],
		['a.test. TLSA 256 1 1 ab', '1: "256" is no number from 0 to 255'],
		['a.test. DNSKEY 257 3 13 !', '1: "!" cannot be read'],
		['a.test. SOA a. b. 1 2 3 4 x', '1: "x" is no time'],
		['a.test. A \\# 4 c0000201', '1: "\\\\#" is no IPv4 address'],
		['*.a.test. A 192.0.2.1', '1: "*.a.test.": wildcards are not supported'],
		[String.raw`a\.b.test. A 192.0.2.1`, '1: "a\\\\.b.test.": escapes in names are not supported'],
		['$INCLUDE other', '1: "$INCLUDE" is not supported here'],
		['$TTL soon', '1: "soon" is no time'],
		['$TTL', '1: expected $TTL and one value'],
		[' A 192.0.2.1', '1: a line that begins with a space belongs to the owner before it'],
		['"a.test." A 192.0.2.1', '1: an owner cannot be quoted'],
		['', '1: there is no record in it'],
		['; nothing\n$TTL 60', '1: there is no record in it'],
		[
			'a.test. CNAME b.test.\na.test. TXT "x"',
			'2: a.test has a CNAME, and so it cannot have any other record',
		],
		['a.test. CNAME b.test.\na.test. CNAME c.test.', '2: a.test has a CNAME'],
	])('%j', (text, wanted) => {
		const [first, ...others] = mistakes(text);
		expect(first?.startsWith(wanted) ? wanted : first).toBe(wanted);
		expect(others).toEqual([]);
	});

	test('all of them at once, in order, up to twenty', () => {
		expect(mistakes('a.test. A x\nfine.test. A 192.0.2.1\nb.test. TXT "x\nc.test. A y')).toMatchObject(
			[/^1: /, /^3: /, /^4: /].map(pattern => expect.stringMatching(pattern)),
		);
		expect(mistakes('nonsense\n'.repeat(500))).toHaveLength(20);
	});

	test('too much of it', () => {
		expect(mistakes(';'.repeat(262_145))).toEqual(['1: the fragment is longer than 256 KB']);
		const many = (count: number) =>
			Array.from({length: count}, (_, index) => `n${index}.test. A 192.0.2.1`).join('\n');
		expect(records(many(2000))).toHaveLength(2000);
		expect(mistakes(many(2001))).toEqual(['2001: more than 2000 records']);
	});
});

test('whatever is in the file, it is read or refused, and what is read is well-formed', () => {
	const piece = fc.constantFrom(
		'a.test. ',
		' ',
		'\t',
		'@ ',
		'$ORIGIN x. ',
		'$TTL 5 ',
		'IN ',
		'60 ',
		...dnsTypes.map(type => `${type} `),
		'192.0.2.1 ',
		'10 ',
		'b.test. ',
		'"',
		'\\',
		'(',
		')',
		';',
		'\n',
		'"x" ',
		'\\200',
		'ü',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.string({maxLength: 4})), {maxLength: 30}), parts => {
			const read = readFragment(parts.join(''));
			for (const {name, ttl} of read.ok ? read.value : []) {
				expect(name).toMatch(/^(?:\.|[!-~]*[^.])$/);
				expect(ttl).toBeLessThanOrEqual(0x7fffffff);
			}
			for (const {line} of read.ok ? [] : read.failure) expect(line).toBeGreaterThan(0);
		}),
		{numRuns: 2000},
	);
});

test('what is almost a number of seconds is told from one at once', () => {
	for (const word of [`${'1'.repeat(5000)}x`, `${'1h'.repeat(5000)}x`])
		expect(readFragment(`a.test. ${word} A 192.0.2.1`)).toMatchObject({ok: false});
});
