import {createRequire} from 'node:module';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseAddress} from '../../../source/mail/spf/address.ts';
import {expandSpec, faultOfDomainSpec, usesReverseName} from '../../../source/mail/spf/macro.ts';

const address = parseAddress('192.0.2.3');
const six = parseAddress('2001:db8::cb01');
/** RFC 7208 section 7.4. */
const values = {
	sender: 'strong-bad@email.example.com',
	domain: 'email.example.com',
	helo: 'mail.example.com',
	...(address ? {address} : {}),
};

test.each([
	['%{s}', 'strong-bad@email.example.com'],
	['%{o}', 'email.example.com'],
	['%{d4}', 'email.example.com'],
	['%{d2}', 'example.com'],
	['%{d1}', 'com'],
	['%{dr}', 'com.example.email'],
	['%{d2r}', 'example.email'],
	['%{l-}', 'strong.bad'],
	['%{lr-}', 'bad.strong'],
	['%{l1r-}', 'strong'],
	['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
	['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
	['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
	['%{h}.a%%b%_c%-d.', 'mail.example.com.a%b c%20d'],
	['%{S}', 'strong-bad%40email.example.com'],
])('%s is %s', (spec, name) => expect(expandSpec(spec, values)).toBe(name));

test('an IPv6 address is 32 nibbles', () => {
	expect(expandSpec('%{ir}.%{v}', {...values, ...(six ? {address: six} : {})})).toMatch(
		/^1\.0\.b\.c\..*\.1\.0\.0\.2\.ip6$/,
	);
});

test('what is not known makes no name', () => {
	const {address: _, ...blind} = values;
	expect(expandSpec('%{i}.x.test', blind)).toBeUndefined();
	expect(expandSpec('%{p}.x.test', values)).toBeUndefined();
	expect(expandSpec('%{q}.x.test', values)).toBeUndefined();
	expect(expandSpec('x.test', blind)).toBe('x.test');
});

test('a long name loses whole labels on the left', () => {
	const label = 'a'.repeat(49);
	expect(expandSpec(`${`${label}.`.repeat(6)}x.test`, values)).toBe(`${`${label}.`.repeat(4)}x.test`);
	expect(expandSpec(`b.${'a'.repeat(251)}.${'c'.repeat(1)}`, values)).toHaveLength(253);
	expect(expandSpec('a.'.repeat(30_000), values)).toHaveLength(253);
});

test('who asks for the reverse name', () => {
	expect(usesReverseName('%{p2}.x.test')).toBe(true);
	expect(usesReverseName('%%{p}.x.test')).toBe(false);
});

const expand = createRequire(import.meta.url)('mailauth/lib/spf/macro.js') as (
	spec: string,
	values: object,
) => string;

test('mailauth makes the same names', () => {
	const macro = fc
		.tuple(
			fc.constantFrom(...'slodivhSLDH'),
			fc.constantFrom('', '1', '2', '3', '12'),
			fc.constantFrom('', 'r'),
			fc.constantFrom('', '-', '.-', '+@', '_=,'),
		)
		.map(parts => `%{${parts.join('')}}`)
		.filter(text => faultOfDomainSpec(text) === undefined);
	const spec = fc
		.array(fc.oneof(macro, fc.constantFrom('a', '.', '%%', '%-', 'x-y')), {minLength: 1, maxLength: 5})
		.map(parts => `${parts.join('')}.test`);
	fc.assert(
		fc.property(spec, text => {
			const {sender, domain, helo} = values;
			const theirs = expand(text, {sender, domain, helo, ip: '192.0.2.3'}).toLowerCase();
			expect(expandSpec(text, values)).toBe(theirs);
		}),
		{numRuns: 2000},
	);
});
