import fc from 'fast-check';
import {expect, test} from 'vitest';
import {complaintAbout} from '../../source/core/typed-value.ts';
import * as value from '../../source/core/value.ts';

const schemas = {
	text: value.text(),
	address: value.address(),
	host: value.host(),
	port: value.port(),
	domain: value.domain(),
	ip: value.ip(),
	minutes: value.minutes(),
	'wait-minutes': value.waitMinutes(),
	'sink-ports': value.sinkPorts(),
	filter: value.filterPlace(),
} as const;

const typed = fc.oneof(
	fc.string(),
	fc.string({unit: 'binary', maxLength: 1200}),
	fc.ipV4(),
	fc.ipV6(),
	fc.emailAddress(),
	fc.domain(),
	fc.integer({min: -10, max: 100_000}).map(String),
	fc.stringMatching(/^[\d.:a-fA-F]{0,40}$/),
	fc.constantFrom(
		'',
		'01',
		' 5 ',
		'00001',
		'2525/starttls',
		'2525/starttls 2465/implicit',
		'spamd:localhost:783',
		'rspamd:http://localhost:11333',
		'1.2.3.4.',
		'1.2.3.04',
		'::ffff:1.2.3.4',
		'a@b',
		'a@b.',
		'例え.jp',
	),
);

test.each(Object.keys(schemas) as Array<keyof typeof schemas>)(
	'a typed %s is judged as its schema judges it, in the same words',
	type => {
		fc.assert(
			fc.property(typed, answer => {
				const read = schemas[type].safeParse(answer);
				expect(complaintAbout(type, answer)).toBe(read.success ? undefined : read.error.issues[0]?.message);
			}),
			{numRuns: 500},
		);
	},
);

test.each([
	['192.0.2.7', true],
	['192.0.2.256', false],
	['192.0.02.7', false],
	['192.0.2', false],
	['2001:db8::1', true],
	['::', true],
	['::ffff:192.0.2.7', true],
	['2001:db8:::1', false],
	['fe80::1%eth0', false],
	['[::1]', false],
	['1:2:3:4:5:6:7:8:9', false],
	['12345::', false],
])('%s as an IP address: %s', (text, fits) => {
	expect(complaintAbout('ip', text) === undefined).toBe(fits);
});

test.each([
	['a label of 60 characters that has 74 octets on the wire', `${'漢'.repeat(60)}.example`, false],
	['one that fits', `${'漢'.repeat(20)}.example`, true],
	['a name of 253 octets', `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`, true],
	[
		'the same with its final dot',
		`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}.`,
		true,
	],
	['one octet more', `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(62)}`, false],
	['few characters that are many octets', `${`${'漢字'.repeat(20)}.`.repeat(5)}example`, false],
])('a domain is as long as it is on the wire: %s', (_, name, fits) => {
	expect(complaintAbout('domain', name) === undefined).toBe(fits);
	expect(complaintAbout('host', `smtp.${name}`) === undefined).toBe(fits && name.length < 200);
	expect(complaintAbout('address', `a@${name}`) === undefined).toBe(fits);
});
