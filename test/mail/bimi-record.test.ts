import {expect, test} from 'vitest';
import {isBimiRecord, mendedBimi, readBimiRecord} from '../../source/mail/bimi-record.ts';

const logo = 'https://a.test/l.svg';

test.each([
	['v=BIMI1; l=https://a.test/l.svg', {is: 'logo', logo}],
	['v=BIMI1; l=https://a.test/l.svg; a=', {is: 'logo', logo}],
	['v=BIMI1; l=https://a.test/l.svg; a=self', {is: 'malformed', tag: 'a', why: '"self" is no https URL'}],
	['v=BIMI1; l=; a=;', {is: 'declined'}],
	['v=BIMI1; l=', {is: 'declined'}],
	['v=BIMI1', {is: 'malformed', tag: 'l', why: 'it is missing or empty'}],
	['v=BIMI1; l=http://a.test/', {is: 'malformed', tag: 'l', why: '"http://a.test/" is no https URL'}],
	['v=BIMI1; logo', {is: 'malformed', tag: 'logo', why: 'there is no "=" after the name'}],
])('%s', (text, wanted) => {
	expect(isBimiRecord(text)).toBe(true);
	expect(readBimiRecord(text)).toEqual(wanted);
});

test.each(['v=BIMI10; l=', 'v=spf1 -all', 'l=; v=BIMI1', ''])('no BIMI record: %s', text => {
	expect(isBimiRecord(text)).toBe(false);
});

test.each([
	[
		'v=BIMI1; l=http://a.test/l.svg; a=HTTP://a.test/c.pem; avp=brand;',
		'v=BIMI1; l=https://a.test/l.svg; a=https://a.test/c.pem; avp=brand',
	],
	['v=BIMI1; l=https://a.test/l.svg; l=; logo', 'v=BIMI1; l=https://a.test/l.svg'],
	['v=BIMI1; a=https://a.test/c.pem', undefined],
	['v=BIMI1; l=ftp://a.test/', undefined],
])('%s is mended to %s', (text, wanted) => {
	expect(mendedBimi(text)).toBe(wanted);
});
