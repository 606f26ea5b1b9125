import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fits, neighbourhood, networkOf} from '../../source/sink/match.ts';

test.each([
	['nas', 'NAS', true],
	['nas', 'nas2', false],
	['*', '', true],
	['*@example.org', 'a@EXAMPLE.ORG', true],
	['*@example.org', 'a@example.org.test', false],
	['a*b*c', 'abc', true],
	['a*b*c', 'a1b2c', true],
	['a*b*c', 'acb', false],
	['ab*ba', 'aba', false],
	['*a*', 'bab', true],
	['**', 'x', true],
	['a.c', 'abc', false],
	['', '', true],
	['', 'x', false],
])('%s and %s: %s', (pattern, text, expected) => expect(fits(pattern, text)).toBe(expected));

test('a text fits what is left of it when pieces become asterisks', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: fc.constantFrom('a', 'b', '@')}), {minLength: 1}), pieces => {
			const pattern = pieces.map((piece, n) => (n % 2 === 0 ? piece : '*')).join('');
			expect(fits(pattern, pieces.join(''))).toBe(true);
		}),
		{seed: 13},
	);
});

test('a long pattern and a long text take no time to speak of', () => {
	expect(fits(`${'a*'.repeat(160)}b`, 'a'.repeat(100_000))).toBe(false);
});

test.each([
	['192.0.2.0/24', '192.0.2.255', true],
	['192.0.2.0/24', '::ffff:192.0.2.1', true],
	['192.0.2.0/24', '192.0.3.0', false],
	['192.0.2.1', '192.0.2.1', true],
	['192.0.2.1', '192.0.2.2', false],
	['0.0.0.0/0', '203.0.113.9', true],
	['2001:db8::/32', '2001:db8:5::1', true],
	['::1', '::1', true],
	['fe80::/10', 'fe80::1%eth0', true],
	['192.0.2.0/24', 'no address', false],
])('%s and %s: %s', (network, remote, expected) => expect(networkOf(network)?.(remote)).toBe(expected));

test.each([
	'',
	'x',
	'192.0.2.0/33',
	'192.0.2.0/',
	'192.0.2.0/-1',
	'192.0.2.0/24/1',
	'::/129',
	'fe80::1%e/64',
	'1.2.3/8',
])('"%s" is no network', text => expect(networkOf(text)).toBeUndefined());

test.each([
	['192.0.2.7', '192.0.2'],
	['::ffff:192.0.2.7', '192.0.2'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:DB8::6', '2001:db8:0:0'],
	['::1', '0:0:0:0'],
	['2001:db8:1:2::', '2001:db8:1:2'],
	['fe80::5%eth0', 'fe80:0:0:0'],
	['nowhere', 'nowhere'],
])('%s lives in %s', (remote, expected) => expect(neighbourhood(remote)).toBe(expected));
