import {createRequire} from 'node:module';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isSpf, looksLikeSpf, mechanisms, parseRecord} from '../../../source/mail/spf/term.ts';

const mistakesIn = (record: string) =>
	parseRecord(record).flatMap(({text, at, means}) =>
		means.is === 'faulty' ? [`${at} ${text} ${means.mistake}`] : [],
	);

test.each([
	['v=spf1', []],
	['v=spf1 ', []],
	['V=SPF1 A/24//64 MX:x.test//0 PTR:%{d} -ALL', []],
	['v=spf1 a:%{d/}.x.test/24 exists:%{ir}.%{v}._spf.%{d2} x=%{c}%_%- exp=e.x.test', []],
	['v=spf1  ip4:192.0.2.0/24   ip6:2001:db8::/32 redirect=%{d}', []],
	['v=spf1 ipv4:1.2.3.4', ['8 ipv4:1.2.3.4 names a mechanism "ipv4", which does not exist']],
	['v=spf1 -all:x', ['8 -all:x has something behind "all"']],
	['v=spf1 include', ['8 include lacks a domain']],
	[
		'v=spf1 include: x.test',
		['8 include: lacks a domain', '17 x.test names a mechanism "x.test", which does not exist'],
	],
	['v=spf1 a:museum', ['8 a:museum does not end in a domain name']],
	['v=spf1 a/33', ['8 a/33 has a prefix length "/33" that is not a number from 0 to 32']],
	['v=spf1 a/24/64', ['8 a/24/64 has prefix lengths that are not written "/IPv4//IPv6"']],
	['v=spf1 mx//0129', ['8 mx//0129 has a prefix length "/0129" that is not a number from 0 to 128']],
	['v=spf1 ptr/24', ['8 ptr/24 has a prefix length, which "ptr" does not take']],
	['v=spf1 ip4:2001:db8::1', ['8 ip4:2001:db8::1 has an IPv6 address, which belongs into "ip6:"']],
	['v=spf1 ip6:1.2.3.4', ['8 ip6:1.2.3.4 has an IPv4 address, which belongs into "ip4:"']],
	['v=spf1 ip4:1.2.3', ['8 ip4:1.2.3 has no valid IPv4 address']],
	['v=spf1 ip4', ['8 ip4 lacks an address']],
	['v=spf1 -', ['8 - names no mechanism']],
	['v=spf1 =x', ['8 =x has no valid name before its "="']],
	['v=spf1 redirect=', ['8 redirect= lacks a domain']],
	['v=spf1 exp=a.test EXP=b.test', ['19 EXP=b.test is a second "exp=", and only one is allowed']],
	['v=spf1 exists:%{x}.a.test', ['8 exists:%{x}.a.test has a macro "%{x}" with an unknown letter']],
	[
		'v=spf1 exists:%{c}.a.test',
		['8 exists:%{c}.a.test has the macro "%{c}", which only an explanation text may have'],
	],
	['v=spf1 exists:%{d0}.a.test', ['8 exists:%{d0}.a.test has a macro "%{d0}" that keeps zero parts']],
	['v=spf1 exists:%{d', ['8 exists:%{d has a macro without its "}"']],
	['v=spf1 exists:%{d-r}', ['8 exists:%{d-r} has a malformed macro "%{d-r}"']],
	['v=spf1 exists:%d', ['8 exists:%d has a "%" that is neither "%{", "%%", "%_" nor "%-"']],
	['v=spf1 exp=%}x.test', ['8 exp=%}x.test has a "%" that is neither "%{", "%%", "%_" nor "%-"']],
	['v=spf1 a\tmx', ['8 a\tmx holds a control character, and only visible ASCII characters are allowed']],
	['v=spf1 –all', ['8 –all holds "–", and only visible ASCII characters are allowed']],
])('%j', (record, mistakes) => expect(mistakesIn(record)).toEqual(mistakes));

describe('versions', () => {
	test.each(['v=spf1', 'v=SPF1 a'])('%j is SPF', text => expect(isSpf(text)).toBe(true));
	test.each([
		' v=spf1 a',
		'"v=spf1 a"',
		'v = spf1 a',
		'v=spf1; a',
		'v=spf1\ta',
		'spf1 a',
		'v=spf a',
		'v=spf1include:x',
	])('%j was meant as SPF', text => {
		expect(isSpf(text)).toBe(false);
		expect(looksLikeSpf(text)).toBe(true);
	});
	test.each(['v=spf10 a', 'v=spf2 a', 'spf2.0/pra a', 'spf-token=1', 'v=DMARC1', '', 'v=spf1 a'])(
		'%j was not meant as SPF, or is SPF',
		text => expect(looksLikeSpf(text)).toBe(false),
	);
});

const {validateTerms} = createRequire(import.meta.url)('mailauth/lib/spf/syntax.js') as {
	readonly validateTerms: (terms: readonly string[]) => string | false;
};

test('mailauth finds a mistake in the same records', () => {
	const piece = fc.constantFrom(
		...mechanisms,
		...':/=%{}.+-~?_0123456789',
		...['%{d}', '%{ir}', '%{l1r-}', 'x.test', '//', '1.2.3.4', '::1', 'redirect=', 'exp=', 'é'],
	);
	const term = fc.array(piece, {minLength: 1, maxLength: 7}).map(pieces => pieces.join(''));
	fc.assert(
		fc.property(fc.array(term, {maxLength: 3}), terms => {
			const record = ['v=spf1', ...terms].join(' ');
			const wrong = validateTerms(terms) !== false || /[^\x20-\x7E]/.test(record);
			expect(mistakesIn(record).length > 0, record).toBe(wrong);
		}),
		{numRuns: 5000},
	);
});

test('a long hostile record takes no time', () => {
	for (const text of ['a ', '/', '%{', '%', ' ', '..', '1', ':', 'a:/'])
		parseRecord(`v=spf1 ${text.repeat(60_000 / text.length)}x`);
	looksLikeSpf(`v=spf${' '.repeat(60_000)}2`);
});
