import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	familyOf,
	notPublic,
	octetsOf,
	reverseLabels,
	reverseName,
	sameIp,
} from '../../source/mail/reverse-name.ts';

test('octets and nibbles are reversed', () => {
	expect(reverseName('192.0.2.99')).toBe('99.2.0.192.in-addr.arpa');
	// RFC 5782 section 2.4.
	expect(reverseLabels('2001:db8:1:2:3:4:567:89ab')).toBe(
		'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2',
	);
	expect(reverseName('::1')).toBe(`1.${'0.'.repeat(31)}ip6.arpa`);
});

test('an IPv4-mapped address is looked up as IPv4', () => {
	expect(reverseName('::ffff:192.0.2.1')).toBe('1.2.0.192.in-addr.arpa');
	expect(reverseLabels('::FFFF:7F00:2')).toBe('2.0.0.127');
	expect(familyOf('::ffff:192.0.2.1')).toBe('ipv4');
	expect(familyOf('2001:db8::1')).toBe('ipv6');
});

test.each([
	['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
	['::ffff:192.0.2.1', '192.0.2.1'],
	['fe80::', 'FE80:0::0'],
])('%s and %s are the same address', (one, other) => {
	expect(sameIp(one, other)).toBe(true);
});

test.each([
	'',
	'a',
	'1.2.3',
	'1.2.3.256',
	'1.2.3.4.5',
	':::',
	'1::2::3',
	'2001:db8',
	'fe80::1%eth0',
	'[::1]',
	'::g',
])('%j is no address, and the same as none', text => {
	expect(octetsOf(text)).toBeUndefined();
	expect(sameIp(text, text)).toBe(false);
});

test('every address has the same octets however it is spelled', () => {
	fc.assert(
		fc.property(fc.ipV6(), spelling => {
			const octets = octetsOf(spelling);
			expect([4, 16]).toContain(octets?.length);
			expect(sameIp(spelling, spelling.toUpperCase())).toBe(true);
		}),
	);
	fc.assert(
		fc.property(fc.ipV4(), address => {
			expect(reverseLabels(address).split('.').toReversed().join('.')).toBe(address);
		}),
	);
});

test.each([
	...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.2', '169.254.1.1', '100.64.0.1'],
	...[
		'0.0.0.0',
		'224.0.0.1',
		'240.0.0.1',
		'255.255.255.255',
		'198.19.0.1',
		'192.0.0.8',
		'::',
		'::1',
		'fe80::1',
	],
	...['fd00::1', 'ff02::1', '::ffff:10.0.0.1'],
])('%s is not on the internet', address => {
	expect(notPublic(address)).toMatch(/^(?:an?|the) .*\(RFC \d+\)$/);
});

test.each([
	...[
		'8.8.8.8',
		'172.32.0.1',
		'100.128.0.1',
		'192.0.1.1',
		'193.168.0.1',
		'203.0.113.5',
		'2606:4700::1',
		'2001:db8::1',
	],
	...['::ffff:8.8.8.8', '126.255.255.255', '223.255.255.255'],
])('%s can be asked about', address => {
	expect(notPublic(address)).toBeUndefined();
});
