import {BlockList, isIPv6} from 'node:net';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {dotted, isIpv6, parseAddress, reverseName, within} from '../../../source/mail/spf/address.ts';

const address = (text: string) => {
	const parsed = parseAddress(text);
	if (!parsed) throw new Error(text);
	return parsed;
};

test.each([
	['192.0.2.1', '192.0.2.1'],
	['::ffff:192.0.2.1', '192.0.2.1'],
	['::ffff:c000:201', '192.0.2.1'],
	['2001:db8::cb01', '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1'],
	['::', Array(32).fill('0').join('.')],
])('%s is %s in a macro', (text, shown) => expect(dotted(address(text))).toBe(shown));

test.each([
	'',
	'1.2.3',
	'1.2.3.04',
	'256.1.1.1',
	'fe80::1%eth0',
	'1:2:3',
	':',
	'::1/64',
	'[::1]',
	'1.2.3.4:5',
	':::',
])('%j is no address', text => expect(parseAddress(text)).toBeUndefined());

test('the reverse name', () => {
	expect(reverseName(address('192.0.2.1'))).toBe('1.2.0.192.in-addr.arpa');
	expect(reverseName(address('2001:db8::1'))).toMatch(/^1\.0\.0\..*\.8\.b\.d\.0\.1\.0\.0\.2\.ip6\.arpa$/);
});

test('networks are those of node:net', () => {
	const four = fc.ipV4();
	fc.assert(
		fc.property(four, four, fc.integer({min: 0, max: 32}), (one, other, prefix) => {
			const list = new BlockList();
			list.addSubnet(other, prefix, 'ipv4');
			expect(within(address(one), address(other), prefix)).toBe(list.check(one, 'ipv4'));
		}),
	);
	fc.assert(
		fc.property(fc.ipV6(), fc.ipV6(), fc.integer({min: 1, max: 128}), (one, other, prefix) => {
			if (address(one).family === 4 || address(other).family === 4) return;
			const list = new BlockList();
			list.addSubnet(other, prefix, 'ipv6');
			expect(within(address(one), address(other), prefix)).toBe(list.check(one, 'ipv6'));
		}),
	);
});

test('what an IPv6 address is, is what node:net says', () => {
	const text = fc.oneof(fc.ipV6(), fc.string({unit: fc.constantFrom(...'0123456789abcf:.'), maxLength: 40}));
	fc.assert(
		fc.property(text, one => {
			expect(isIpv6(one)).toBe(isIPv6(one));
		}),
		{numRuns: 2000},
	);
});
