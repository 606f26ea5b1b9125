import {expect, test} from 'vitest';
import {whyGeneric} from '../../source/mail/generic-name.ts';

const address = '203.0.113.45';

test.each([
	...[
		'203-0-113-45.isp.test',
		'45.113.0.203.isp.test',
		'host203.0.113.45.isp.test',
		'ip-203000113045.isp.test',
	],
	...['c203-0-113.isp.test', 'p113-45-0.0-113-45.isp.test', 'pcb00712d.isp.test', 'x-cb00712d.isp.test'],
	...['HOST-45-113-0-203.ISP.TEST'],
])('%s spells out the address', name => {
	expect(whyGeneric(name, address, 'isp.test')).toBe('spells out the address');
});

test.each([
	['dynamic.isp.test', 'dynamic'],
	['a1.dsl.isp.test', 'dsl'],
	['pool7.isp.test', 'pool'],
	['static-12.isp.test', 'static'],
	['cust1234.isp.test', 'cust'],
])('%s has a word for lines', (name, word) => {
	expect(whyGeneric(name, address, 'isp.test')).toBe(`contains the word “${word}”`);
});

test.each([
	...[
		'mail.isp.test',
		'mx1.isp.test',
		'smtp-out-45.isp.test',
		'mail203.isp.test',
		'spool.isp.test',
		'isp.test',
	],
	...['dialog.isp.test', 'o45.ptr113.isp.test'],
])('%s may be a mail server', name => {
	expect(whyGeneric(name, address, 'isp.test')).toBeUndefined();
});

test('words of the domain itself do not count', () => {
	expect(whyGeneric('mail.cable.test', address, 'cable.test')).toBeUndefined();
	expect(whyGeneric('cable.test', address, 'cable.test')).toBe('contains the word “cable”');
	expect(whyGeneric('mail.cable.test', address, undefined)).toBe('contains the word “cable”');
});

const wide = '2001:db8:12:34::5';
test.each([
	...['2001-db8-12-34--5.isp.test', '20010db8001200340000000000000005.isp.test'],
	...['5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.3.0.0.2.1.0.0.8.b.d.0.1.0.0.2.isp.test'],
	...['2001-0db8-0012-0034-0000-0000-0000-0005.isp.test'],
])('%s spells out an IPv6 address', name => {
	expect(whyGeneric(name, wide, 'isp.test')).toBe('spells out the address');
});

test('an IPv6 address of few digits is not found by chance', () => {
	expect(whyGeneric('mail5.isp.test', '2001:db8::5', 'isp.test')).toBeUndefined();
	expect(whyGeneric('mx.isp.test', wide, 'isp.test')).toBeUndefined();
});

test('a name of any length is judged', () => {
	expect(whyGeneric(`${'1-'.repeat(5000)}x`, address, undefined)).toBeUndefined();
});
