import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseAddress} from '../../source/mail/address-syntax.ts';

describe('an address', () => {
	test.each([
		['name@example.org', 'name', 'example.org'],
		["!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~", 'example.org'],
		['first.last+tag@sub.example.co.uk', 'first.last+tag', 'sub.example.co.uk'],
		['"john doe"@example.org', '"john doe"', 'example.org'],
		['"a@b\\"c"@example.org', '"a@b\\"c"', 'example.org'],
		['jörg@münchen.de', 'jörg', 'münchen.de'],
		['用户@例子.广告', '用户', '例子.广告'],
		['a@localhost', 'a', 'localhost'],
		['a@3com.com', 'a', '3com.com'],
		[`${'a'.repeat(64)}@example.org`, 'a'.repeat(64), 'example.org'],
	])('%s', (raw, local, domain) => {
		expect(parseAddress(raw)).toEqual({is: 'address', local, domain, isLiteral: false});
	});

	test.each(['a@[192.0.2.1]', 'a@[IPv6:2001:db8::1]'])('with a literal: %s', raw => {
		expect(parseAddress(raw)).toMatchObject({is: 'address', isLiteral: true});
	});
});

test.each([
	['', 'there is nothing in it', 1, undefined],
	['   ', 'there is nothing in it', 1, undefined],
	['name', 'there is no @ in it', 5, undefined],
	['name.example.org', 'there is no @ in it', 17, undefined],
	[' name@example.org', 'a space before or after it', 1, 'name@example.org'],
	['name@example.org ', 'a space before or after it', 17, 'name@example.org'],
	['na\u200bme@example.org', 'an invisible character', 3, 'name@example.org'],
	['name@example.org\n', 'an invisible character', 17, 'name@example.org'],
	['\u202ename@example.org', 'an invisible character', 1, 'name@example.org'],
	['Name <name@example.org>', 'a name and angle brackets around it', 6, 'name@example.org'],
	['name@@example.org', 'a second @', 6, undefined],
	['a@b@example.org', 'a second @', 4, undefined],
	['@example.org', 'nothing stands before the @', 1, undefined],
	['name@', 'nothing stands after the @', 6, undefined],
	['my name@example.org', 'a space before the @', 3, undefined],
	['na;me@example.org', 'a semicolon before the @', 3, undefined],
	['mailto:name@example.org', 'the character : before the @', 7, undefined],
	[
		'.name@example.org',
		'a dot at the beginning, at the end, or beside another dot before the @',
		1,
		undefined,
	],
	[
		'na..me@example.org',
		'a dot at the beginning, at the end, or beside another dot before the @',
		3,
		undefined,
	],
	[
		'name.@example.org',
		'a dot at the beginning, at the end, or beside another dot before the @',
		5,
		undefined,
	],
	[`${'a'.repeat(65)}@example.org`, 'the part before the @ is longer than 64 octets', 65, undefined],
	['"name@example.org', 'a quotation mark that is not closed', 1, undefined],
	['"name"x@example.org', 'something else than @ after the closing quotation mark', 7, undefined],
	['name@example,org', 'a comma where a dot belongs', 13, 'name@example.org'],
	['name@exam ple.org', 'a space after the @', 10, 'name@example.org'],
	['name@exam_ple.org', 'an underscore after the @', 10, undefined],
	['name@example.org.', 'a dot at the end', 17, 'name@example.org'],
	['name@example..org', 'a dot beside another dot or the @', 14, 'name@example.org'],
	['name@.example.org', 'a dot beside another dot or the @', 6, 'name@example.org'],
	['name@-example.org', 'a hyphen beside a dot or at the end', 6, undefined],
	['name@example-.org', 'a hyphen beside a dot or at the end', 6, undefined],
	['name@192.0.2.1', 'an end of nothing but digits, which no domain has', 14, undefined],
	[`name@${'a'.repeat(64)}.org`, 'a part longer than 63 octets', 6, undefined],
	[`name@${'a.'.repeat(130)}org`, 'the part after the @ is longer than 255 octets', 261, undefined],
	['name@[192.0.2.1', 'an address in brackets that is not closed or holds what it may not', 6, undefined],
])('%j: %s, at %i', (raw, what, at, meant) => {
	expect(parseAddress(raw)).toEqual({is: 'mistake', what, at, ...(meant === undefined ? {} : {meant})});
});

test('any text is an address or has a mistake at a place within it', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.emailAddress()), raw => {
			const parsed = parseAddress(raw);
			if (parsed.is === 'address') expect(`${parsed.local}@${parsed.domain}`).toBe(raw);
			else expect(parsed.at >= 1 && parsed.at <= raw.length + 1).toBe(true);
		}),
		{numRuns: 2000},
	);
	fc.assert(fc.property(fc.emailAddress(), raw => void expect(parseAddress(raw).is).toBe('address')));
});

test.each([
	'<'.repeat(1000),
	'"\\'.repeat(500),
	`a@${'.'.repeat(998)}`,
	`a@${'-.'.repeat(499)}`,
	' '.repeat(1000),
])('text made to be slow is not: %#', raw => {
	expect(parseAddress(raw).is).toBe('mistake');
});
