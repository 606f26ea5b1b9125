import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {mailDatesIn, readHttpDate, readMailDate} from '../../source/mail/date.ts';

const at = (iso: string, within = 1000) => ({at: Date.parse(iso), within});

describe('dates of mail', () => {
	test.each([
		['Fri, 21 Nov 1997 09:55:06 -0600', at('1997-11-21T15:55:06Z')],
		['Thu, 1 Jan 2026 00:00:00 +0000', at('2026-01-01T00:00:00Z')],
		['1 Jan 2026 00:00 +0530', at('2025-12-31T18:30:00Z', 60_000)],
		['Thu, 1 Jan 2026 00:00:00 -0000', at('2026-01-01T00:00:00Z')],
		['thu, 01 JAN 2026 00:00:00 gmt', at('2026-01-01T00:00:00Z')],
		['29 Feb 2024 12:00:00 +0000', at('2024-02-29T12:00:00Z')],
		['31 Dec 2016 23:59:60 +0000', at('2017-01-01T00:00:00Z')],
		// Obsolete years, zones and comments (RFC 5322 section 4.3 and appendix A.6.2).
		['21 Nov 97 09:55:06 GMT', at('1997-11-21T09:55:06Z')],
		['21 Nov 26 09:55:06 EST', at('2026-11-21T14:55:06Z')],
		['21 Nov 126 09:55:06 PDT', at('2026-11-21T16:55:06Z')],
		['21 Nov 2026 09:55:06 Z', at('2026-11-21T09:55:06Z')],
		['Fri, 21 Nov 1997 09(comment):   55 : 06 -0600', undefined],
		['Fri, 21 Nov 1997 09:55:06 -0600 (CST (Central)', undefined],
		['Fri, 21 Nov 1997 09:55:06 -0600 (CST \\) (Central))', at('1997-11-21T15:55:06Z')],
		['Fri,\r\n\t21 Nov 1997\r\n 09:55:06 -0600', at('1997-11-21T15:55:06Z')],
		// What a lenient reader would take.
		['Thu, 21 Nov 1997 09:55:06 -0600', undefined],
		['31 Nov 1997 09:55:06 +0000', undefined],
		['29 Feb 2026 12:00:00 +0000', undefined],
		['21 Nov 1997 24:00:00 +0000', undefined],
		['21 Nov 1997 09:60:00 +0000', undefined],
		['21 Nov 1997 09:55:61 +0000', undefined],
		['21 Nov 1997 09:55:06', undefined],
		['21 Nov 1997 09:55:06 CET', undefined],
		['21 Nov 1997 09:55:06 A', undefined],
		['21 Nov 1997 09:55:06 +0160', undefined],
		['21 November 1997 09:55:06 +0000', undefined],
		['2026-01-01T00:00:00Z', undefined],
		['mx 5', undefined],
		['', undefined],
		[`21 Nov 1997 09:55:06 +0000 (${'x'.repeat(300)})`, undefined],
	])('%j', (text, moment) => {
		expect(readMailDate(text)).toEqual(moment);
	});

	test.each([
		['mail.test ESMTP Exim 4.98 Thu, 01 Jan 2026 00:00:00 +0100', ['2025-12-31T23:00:00Z']],
		[
			'AB1.outlook.test Microsoft ESMTP MAIL Service ready at Thu, 1 Jan 2026 00:00:00 +0000 [08DE0AB1]',
			['2026-01-01T00:00:00Z'],
		],
		[
			'mail.test Microsoft ESMTP MAIL Service, Version: 10.0.14393.4169 ready at  Thu, 1 Jan 2026 00:00:00 +0000 ',
			['2026-01-01T00:00:00Z'],
		],
		['mail.test ESMTP Sendmail 8.18.1/8.18.1; Thu, 1 Jan 2026 00:00:00 GMT', ['2026-01-01T00:00:00Z']],
		[
			'a 1 Jan 2026 00:00:00 +0000 b 2 Jan 2026 00:00:00 +0000',
			['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
		],
		['mail.test ESMTP Postfix (Debian/GNU)', []],
		['Thu Jan  1 00:00:00 2026', []],
		['1 Jan 2026 00:00:00 ready', []],
		['1 Jan 2026 00:00:00 +00001', []],
		['Fri, 1 Jan 2026 00:00:00 +0000', []],
	])('in a greeting: %j', (text, dates) => {
		expect(mailDatesIn(text).map(moment => moment.at)).toEqual(dates.map(date => Date.parse(date)));
	});
});

describe('dates of HTTP', () => {
	test.each([
		['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
		['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
		['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
		['Wednesday, 01-Jan-25 00:00:00 GMT', '2025-01-01T00:00:00Z'],
		['Sun, 6 Nov 1994 08:49:37 GMT', undefined],
		['Mon, 06 Nov 1994 08:49:37 GMT', undefined],
		['Sun, 06 Nov 1994 08:49:37 +0100', undefined],
		['Sun, 06 Nov 1994 08:49:37', undefined],
		['Sun, 31 Feb 1994 08:49:37 GMT', undefined],
		['Sun Nov 6 08:49:37 1994', undefined],
		['784111777', undefined],
		['', undefined],
	])('%j', (text, date) => {
		expect(readHttpDate(text)).toEqual(date === undefined ? undefined : at(date));
	});
});

test('what a program writes is read back, and nothing else hurts', () => {
	fc.assert(
		fc.property(
			fc.date({min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true}),
			date => {
				const whole = Math.floor(date.getTime() / 1000) * 1000;
				expect(readHttpDate(date.toUTCString())?.at).toBe(whole);
				expect(readMailDate(date.toUTCString())?.at).toBe(whole);
			},
		),
	);
	const pieces = fc.constantFrom(
		'(',
		')',
		'\\',
		' ',
		'\t',
		'Sun,',
		'1',
		'01',
		'Jan',
		'2026',
		'00:00:00',
		'+0000',
		'é',
	);
	fc.assert(
		fc.property(fc.array(pieces, {maxLength: 3000}), text => {
			for (const moment of [
				readMailDate(text.join('')),
				readHttpDate(text.join('')),
				...mailDatesIn(text.join('')),
			])
				expect(Number.isNaN(moment?.at)).toBe(false);
		}),
	);
});
