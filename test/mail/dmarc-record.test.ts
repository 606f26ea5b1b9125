import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	asksForReports,
	isDmarcRecord,
	isMeantForDmarc,
	mended,
	mistakesIn,
	removedTagsIn,
	reportAddresses,
} from '../../source/mail/dmarc-record.ts';

test.each(['v=DMARC1; p=none', 'V = DMARC1 ;p=none', ' v=DMARC1'])('a DMARC record: %s', text => {
	expect(isDmarcRecord(text)).toBe(true);
	expect(isMeantForDmarc(text)).toBe(true);
});

test.each([
	'v=dmarc1; p=none',
	'v=DMARC1 p=none',
	'DMARC1; p=none',
	'"v=DMARC1; p=none"',
	'p=reject; v=DMARC1',
])('meant as one, and not one: %s', text => {
	expect(isDmarcRecord(text)).toBe(false);
	expect(isMeantForDmarc(text)).toBe(true);
	expect(mistakesIn(text)[0]).toMatchObject({tag: 'v', loses: 'record'});
	expect(mistakesIn(mended(text))).toEqual([]);
});

test.each(['v=spf1 -all', 'v=DKIM1; p=', 'site-verification=1'])('never meant as one: %s', text => {
	expect(isMeantForDmarc(text)).toBe(false);
});

describe('mistakes', () => {
	test.each([
		['v=DMARC1; p=none; p=reject', 'p', 'record'],
		['v=DMARC1', 'p', 'record'],
		['v=DMARC1; p=rejct', 'p', 'record'],
		['v=DMARC1; p=reject; sp=no', 'sp', 'record'],
		['v=DMARC1; rua=mailto:a@b.test', 'p', 'policy'],
		['v=DMARC1; P=reject; rua=mailto:a@b.test', 'p', 'policy'],
		['v=DMARC1; p=reject; np=no; rua=mailto:a@b.test', 'np', 'policy'],
		['v=DMARC1; p=reject; adkim=strict', 'adkim', 'tag'],
		['v=DMARC1; p=reject; fo=2', 'fo', 'tag'],
		['v=DMARC1; p=reject; t=yes', 't', 'tag'],
		['v=DMARC1; p=reject; psd=x', 'psd', 'tag'],
		['v=DMARC1; p=reject; reject', 'reject', 'tag'],
	])('%s: %s loses the %s', (text, tag, loses) => {
		expect(mistakesIn(text)[0]).toMatchObject({tag, loses});
		expect(mistakesIn(mended(text))).toEqual([]);
	});

	test.each([
		'v=DMARC1; p=REJECT; sp=None; adkim=S; aspf=r; fo=1:d:s; t=N; psd=u; x=1;',
		'v=DMARC1;p=none',
		'v=DMARC1; p=quarantine; pct=50; ri=1; rf=afrf',
	])('none in %s', text => {
		expect(mistakesIn(text)).toEqual([]);
	});

	test('a missing semicolon is named', () => {
		expect(mistakesIn('v=DMARC1 p=reject')[0]?.why).toBe('a semicolon is missing after "DMARC1"');
		expect(mended('v=DMARC1 p=reject; rua=mailto:a@b.test')).toBe('v=DMARC1; p=reject; rua=mailto:a@b.test');
	});

	test('removed tags are none, only told', () => {
		expect(removedTagsIn('v=DMARC1; p=none; pct=50; ri=1; rf=afrf')).toEqual(['pct', 'ri', 'rf']);
	});
});

describe('report addresses', () => {
	test('are taken apart', () => {
		expect(
			reportAddresses(
				'v=DMARC1; p=none; rua=mailto:a@B.test!10m , mailto:b%40@c.test?subject=x,https://d.test/; ruf=mailto:e@münchen.test',
			),
		).toEqual([
			{tag: 'rua', uri: 'mailto:a@B.test!10m', domain: 'b.test'},
			{tag: 'rua', uri: 'mailto:b%40@c.test?subject=x', domain: 'c.test'},
			{tag: 'rua', uri: 'https://d.test/'},
			{tag: 'ruf', uri: 'mailto:e@münchen.test', domain: 'xn--mnchen-3ya.test'},
		]);
	});

	test.each(['a@b.test', 'mailto:', 'mailto:b.test', 'mailto:@b.test', 'mailto:a@b..test', '', 'b.test'])(
		'"%s" cannot be used',
		uri => {
			const text = `v=DMARC1; p=none; rua=${uri}`;
			expect(reportAddresses(text)[0]?.wrong).toBeDefined();
			expect(asksForReports(text)).toBe(false);
		},
	);

	test('blanks within an address are taken out', () => {
		const text = 'v=DMARC1; p=reject; rua=mailto: a@b.test, c @d.test, https://e.test/ f';
		expect(reportAddresses(text).map(({wrong}) => wrong)).toEqual(Array(3).fill('there is a blank in it'));
		expect(mended(text)).toBe('v=DMARC1; p=reject; rua=mailto:a@b.test,mailto:c@d.test');
	});

	test('a forgotten "mailto:" is mended', () => {
		expect(mended('v=DMARC1; p=reject; rua=a@b.test,mailto:c@d.test')).toBe(
			'v=DMARC1; p=reject; rua=mailto:a@b.test,mailto:c@d.test',
		);
	});

	test('are at most ten of a kind', () => {
		expect(reportAddresses(`rua=${'mailto:a@b.test,'.repeat(1000)}`)).toHaveLength(10);
	});
});

test('any text at all can be mended', () => {
	const part = fc.constantFrom(
		'v=DMARC1',
		'p=',
		'reject',
		'rua=',
		'mailto:',
		'a@b.test',
		'%',
		';',
		',',
		'!',
		' ',
		'sp=',
		'fo=1:d',
		'"',
		'__proto__=1',
	);
	const text = fc.oneof(
		fc.string(),
		fc.array(part, {maxLength: 30}).map(parts => `v=DMARC1;${parts.join('')}`),
	);
	fc.assert(
		fc.property(text, record => {
			expect(isDmarcRecord(mended(record))).toBe(true);
			expect(mistakesIn(mended(record))).toEqual([]);
			expect(reportAddresses(mended(record)).filter(({wrong}) => wrong !== undefined)).toEqual([]);
		}),
	);
});
