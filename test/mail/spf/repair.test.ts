import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	allowing,
	closing,
	meantBy,
	merged,
	reordered,
	repaired,
	without,
} from '../../../source/mail/spf/repair.ts';
import {parseRecord} from '../../../source/mail/spf/term.ts';

test.each([
	['v=spf1 ipv4:192.0.2.1/24 ipv6:2001:db8::1 ~all', 'v=spf1 ip4:192.0.2.1/24 ip6:2001:db8::1 ~all'],
	['v=spf1 ip:192.0.2.1 ip4:2001:db8::1 -all', 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all'],
	[
		'v=spf1 192.0.2.1 192.0.2.0/24 2001:db8::1 -all',
		'v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 ip6:2001:db8::1 -all',
	],
	['v=spf1 ip4: 192.0.2.1 include: p.test -all', 'v=spf1 ip4:192.0.2.1 include:p.test -all'],
	['v=spf1 redirect:p.test', 'v=spf1 redirect=p.test'],
	['v=spf1 redirect=a.test redirect=b.test', 'v=spf1 redirect=a.test'],
	['v=spf1 includes:p.test, a: -all;', 'v=spf1 include:p.test a -all'],
	['v=spf1\tmx\t—all', undefined],
	['v=spf1 mx –all.', 'v=spf1 mx -all'],
	['v=spf1 mail.x.test -all', undefined],
	['v=spf1 ip4:192.0.2.0/33', undefined],
	[`v=spf1 ${'a '.repeat(2000)}b`, undefined],
])('%j is mended', (record, mended) => {
	if (record.includes('—')) expect(repaired(record)).toBe('v=spf1 mx -all');
	else expect(repaired(record)).toBe(mended);
});

test.each([
	[' v=spf1 mx -all', 'v=spf1 mx -all'],
	['"v=spf1 mx -all"', 'v=spf1 mx -all'],
	['spf1 mx -all', 'v=spf1 mx -all'],
	['v=spf1; mx; -all;', 'v=spf1 mx -all'],
	['v = spf1 mx', 'v=spf1 mx'],
	['v=spf1include:x.test', undefined],
	['hello', undefined],
])('%j is meant', (text, meant) => expect(meantBy(text)).toBe(meant));

test.each([
	[['v=spf1 mx -all', 'v=spf1 MX include:p.test -all'], 'v=spf1 mx include:p.test -all'],
	[['v=spf1 mx -all', 'v=spf1 a ~all'], 'v=spf1 mx a ~all'],
	[['v=spf1 mx', 'v=spf1 a -all'], 'v=spf1 mx a ~all'],
	[['v=spf1 mx +all', 'v=spf1 a -all'], undefined],
	[['v=spf1 -mx -all', 'v=spf1 a -all'], undefined],
	[['v=spf1 redirect=p.test', 'v=spf1 a -all'], undefined],
	[['v=spf1 b', 'v=spf1 a -all'], undefined],
	[['v=spf1 -all a', 'v=spf1 a -all'], undefined],
])('%j make one', (records, one) => expect(merged(records)).toBe(one));

test('an address is let in before anything can refuse it', () => {
	expect(allowing('v=spf1 -include:p.test -all', '192.0.2.1')).toBe(
		'v=spf1 ip4:192.0.2.1 -include:p.test -all',
	);
	expect(allowing('V=SPF1', '2001:db8::1')).toBe('V=SPF1 ip6:2001:db8::1');
});

test('terms are taken out by where they stand', () => {
	expect(without('v=spf1  ptr a ptr:x.test -all', ({at}) => at === 15)).toBe('v=spf1 ptr a -all');
});

test.each([
	['v=spf1 mx -all include:late.test', 'v=spf1 mx include:late.test -all'],
	['v=spf1 ~all ip4=192.0.2.1 redirect=a.test exp=b.test', 'v=spf1 ip4:192.0.2.1 exp=b.test ~all'],
	['v=spf1 mx -all a ~all', undefined],
	['v=spf1 mx', undefined],
	['v=spf1 -all ip4=x', undefined],
])('%s has its all at the end as %s', (record, better) => expect(reordered(record)).toBe(better));

test.each([
	['v=spf1 mx', 'v=spf1 mx ~all'],
	['v=spf1 +all mx', 'v=spf1 mx ~all'],
	['v=spf1 mx ?all exp=a.test', 'v=spf1 mx exp=a.test ~all'],
	['v=spf1 redirect=a.test', undefined],
	['v=spf1 x', undefined],
])('%s is closed as %s', (record, better) => expect(closing(record)).toBe(better));

test('what is proposed is always a valid record', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 60}), text => {
			for (const record of [
				repaired(`v=spf1 ${text}`),
				meantBy(text),
				merged([`v=spf1 ${text}`, 'v=spf1 a']),
				reordered(`v=spf1 -all ${text}`),
				closing(`v=spf1 ${text}`),
			])
				if (record !== undefined) {
					expect(record).toMatch(/^v=spf1[ -~]*$/);
					expect(parseRecord(record).every(({means}) => means.is !== 'faulty')).toBe(true);
				}
		}),
	);
});
