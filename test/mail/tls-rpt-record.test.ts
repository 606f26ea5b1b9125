import fc from 'fast-check';
import {expect, test} from 'vitest';
import {mendedTlsRpt, readTlsRptRecord} from '../../source/mail/tls-rpt-record.ts';

test.each([
	['mailto:a@b.test', ['mailto:a@b.test']],
	['mailto:a@b.test , https://b.test/x?y=z', ['mailto:a@b.test', 'https://b.test/x?y=z']],
	['MAILTO:a%2Bc@b.test?subject=x', ['MAILTO:a%2Bc@b.test?subject=x']],
])('rua=%s is usable', (rua, expected) => {
	expect(readTlsRptRecord(`v=TLSRPTv1; rua=${rua}`)).toEqual({is: 'record', rua: expected});
});

test.each([
	['a@b.test', 'a@b.test has no mailto: or https: before it'],
	['mailto:', 'mailto: is no e-mail address'],
	['mailto:%', 'mailto:% is no e-mail address'],
	['mailto:a@b.test,', 'a comma with no address beside it'],
	['http://b.test/', 'http://b.test/ is neither mailto: nor https:'],
	['https://', 'https:// is no web address'],
	['mailto:a b@b.test', 'mailto:a b@b.test holds characters that must be percent-encoded'],
])('rua=%s is not, because: %s', (rua, why) => {
	expect(readTlsRptRecord(`v=TLSRPTv1; rua=${rua}`)).toEqual({is: 'malformed', tag: 'rua', why});
});

test('other fields are ignored, and letter case counts', () => {
	expect(readTlsRptRecord('v=TLSRPTv1; x=y; rua=mailto:a@b.test')).toMatchObject({is: 'record'});
	expect(readTlsRptRecord('v=TLSRPTv1; RUA=mailto:a@b.test')).toMatchObject({is: 'malformed', tag: 'RUA'});
	expect(readTlsRptRecord('v=TLSRPTv1;')).toMatchObject({is: 'malformed', tag: 'rua'});
});

test.each([
	['v=TLSRPTv1; rua=a@b.test', 'v=TLSRPTv1; rua=mailto:a@b.test'],
	[
		'v=tlsrptv1 ;RUA= a@b.test , http://b.test/,https://b.test/r',
		'v=TLSRPTv1; rua=mailto:a@b.test,https://b.test/r',
	],
	['v=TLSRPTv1; rua=', undefined],
	['v=TLSRPTv1', undefined],
])('%s is mended to %s', (text, wanted) => {
	expect(mendedTlsRpt(text)).toBe(wanted);
});

test('what is mended is right', () => {
	const part = fc.constantFrom(
		'v=TLSRPTv1',
		';',
		'rua=',
		'mailto:',
		'https://b.test/',
		'a@b.test',
		',',
		' ',
		'%',
		'!',
	);
	fc.assert(
		fc.property(fc.array(part, {maxLength: 12}), parts => {
			const text = mendedTlsRpt(parts.join(''));
			if (text !== undefined) expect(readTlsRptRecord(text).is).toBe('record');
		}),
	);
});

test('an address as long as an answer is read, whatever is in it', () => {
	for (const end of ['', '"', '<', '%'])
		expect(readTlsRptRecord(`v=TLSRPTv1; rua=https://${'A'.repeat(65_000)}${end}`)).toBeDefined();
});
