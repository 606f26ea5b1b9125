import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ValueType, valueTypes} from '../../source/core/person.ts';
import {complaintAbout, secretName} from '../../source/core/value.ts';

const fine: Readonly<Record<ValueType, readonly string[]>> = {
	text: ['', 'x', 'Zoë <3', 'x'.repeat(1000)],
	address: [
		'a@b.test',
		"o'brien+tag@sub.example.org",
		'ü@bücher.example',
		'name.@docomo.example',
		'a@उदाहरण.परीक्षा',
	],
	host: [
		'mail.example.org',
		'mail.example.org.',
		'localhost',
		'127.0.0.1',
		'::1',
		'xn--bcher-kva.example',
		'1.example',
	],
	port: ['1', '25', '00587', '65535'],
	domain: ['example.org', 'bücher.example', '_dmarc.example.org', 'a-b.example', `${'a'.repeat(63)}.example`],
	ip: ['127.0.0.1', '2001:db8::1'],
	minutes: ['1', '10', '1440'],
	'wait-minutes': ['1', ' 10 ', '30'],
	'sink-ports': ['2525', '25/none, 2465/implicit', ' 0/starttls 0 ', '2525/STARTTLS'],
	filter: ['spamd:127.0.0.1:783', 'spamd:/run/spamd.sock', 'rspamd:http://127.0.0.1:11333'],
};

const wrong: Readonly<Record<ValueType, readonly string[]>> = {
	text: ['a\nb', 'a\u0000', 'a\u2028b', 'x'.repeat(1001)],
	address: [
		'',
		'a',
		'@b.test',
		'a@',
		'a b@c.test',
		'a@b..test',
		'a@-b.test',
		'a\u200B@b.test',
		'a@b@c.test',
		'"a"@b.test',
		`${'a'.repeat(65)}@b.test`,
		'a@1.2.3.4',
		'<a@b.test>',
		'a@b.test\r\nRCPT TO:<c@d.test>',
	],
	host: ['', '.', 'a b', 'a..b', 'https://a.test', 'a.test:25', '999.1.1.1', 'a.test/', '[::1]', 'a\r\nb'],
	port: ['', '0', '65536', '-1', '25x', '2 5', '1e3', '2.5', '999999'],
	domain: [
		'',
		'127.0.0.1',
		'-a.test',
		'a-.test',
		`${'a'.repeat(64)}.test`,
		`${'a.'.repeat(130)}test`,
		'a.123',
		'a\u202Eb.test',
		'\u0301a.test',
	],
	ip: ['', 'localhost', '1.2.3', '1.2.3.4/8', 'fe80::1%eth0\n'],
	minutes: ['', '0', '1441', '1.5', '-5', '5m', '1e2'],
	'wait-minutes': ['', '0', '31', '99', '1.5', '-5', '5m'],
	'sink-ports': [
		'',
		'abc',
		'2525/ssl',
		'70000',
		'2525 2525/none',
		'2525;2465',
		'2525\n2465',
		'1 2 3 4 5 6 7 8 9',
	],
	filter: ['', 'nonsense', 'spamd:host', 'clamd:127.0.0.1:3310'],
};

describe.each(valueTypes)('%s', type => {
	test.each(fine[type].map(value => [value]))('takes %j', value => {
		expect(complaintAbout(type, value)).toBeUndefined();
	});

	test.each(wrong[type].map(value => [value]))('refuses %j, and says what it wants', value => {
		const complaint = complaintAbout(type, value);
		expect(complaint).toMatch(/^expected /);
		expect(complaint?.length).toBeLessThan(140);
	});

	test('lets no control character through, and complains within bounds', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 300}), text => {
				const complaint = complaintAbout(type, text);
				if (complaint === undefined) expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
				else expect(complaint.length).toBeLessThan(140);
			}),
		);
	});
});

test('the name of a secret is a name', () => {
	expect(secretName().safeParse('smtp-password').success).toBe(true);
	for (const name of ['', 'A', '1a', 'a b', 'a\n']) expect(secretName().safeParse(name).success).toBe(false);
});
