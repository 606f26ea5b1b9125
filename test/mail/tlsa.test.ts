import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import type {Certificate} from '../../source/core/smtp.ts';
import {isComparable, matchesChain, readTlsa, unusable} from '../../source/mail/tlsa.ts';
import {certificate, tls} from '../checks/said.ts';

const digestsOf = (text: string) => ({
	sha256: createHash('sha256').update(text).digest('hex'),
	sha512: createHash('sha512').update(text).digest('hex'),
});
/** A certificate whose octets, and those of its key, are these words. */
const made = (name: string, more: Partial<Certificate> = {}): Certificate =>
	certificate({
		names: [`DNS:${name}.test`],
		digests: {certificate: digestsOf(`cert ${name}`), publicKey: digestsOf(`key ${name}`)},
		signed: true,
		...more,
	});
const hex = (text: string) => Buffer.from(text).toString('hex');
const now = Date.UTC(2026, 5, 15);

const matches = (
	record: string,
	chain: readonly Certificate[],
	{names = ['leaf.test'], at = now}: {names?: readonly string[]; at?: number} = {},
) => {
	const read = readTlsa(record);
	if (!read) throw new Error(record);
	return matchesChain(read, tls({chain}), {names, now: at});
};

test.each([
	[`3 1 1 ${digestsOf('key leaf').sha256}`, 'yes'],
	[`3 1 1 ${digestsOf('key leaf').sha256.toUpperCase()}`, 'yes'],
	[`3 0 1 ${digestsOf('cert leaf').sha256}`, 'yes'],
	[`3 1 2 ${digestsOf('key leaf').sha512}`, 'yes'],
	[`3 0 2 ${digestsOf('cert leaf').sha512}`, 'yes'],
	[`3 1 0 ${hex('key leaf')}`, 'yes'],
	[`3 0 0 ${hex('cert leaf')}`, 'yes'],
	[`3 1 1 ${digestsOf('cert leaf').sha256}`, 'no'],
	[`3 1 1 ${digestsOf('key ca').sha256}`, 'no'],
	[`3 1 0 ${hex('key ca')}`, 'no'],
	[`2 1 1 ${digestsOf('key ca').sha256}`, 'yes'],
	[`2 0 2 ${digestsOf('cert ca').sha512}`, 'yes'],
	[`2 0 0 ${hex('cert ca')}`, 'yes'],
	[`2 0 1 ${digestsOf('cert root').sha256}`, 'no'],
])('%s matches: %s', async (record, expected) => {
	expect(await matches(record, [made('leaf'), made('ca')])).toBe(expected);
});

test('DANE-EE asks for neither name nor date', async () => {
	const record = `3 1 1 ${digestsOf('key leaf').sha256}`;
	expect(
		await matches(record, [made('leaf', {validTo: '2020-01-01T00:00:00.000Z'})], {names: ['x.test']}),
	).toBe('yes');
});

test('DANE-TA asks for name, dates and signatures', async () => {
	const record = `2 1 1 ${digestsOf('key ca').sha256}`;
	const ca = made('ca');
	expect(await matches(record, [made('leaf'), ca], {names: ['x.test']})).toBe('wrong-name');
	expect(await matches(record, [made('leaf'), ca], {names: ['x.test', 'LEAF.test.']})).toBe('yes');
	expect(await matches(record, [made('leaf', {names: ['DNS:*.test']}), ca])).toBe('yes');
	expect(await matches(record, [made('leaf', {names: ['DNS:*.test']}), ca], {names: ['a.leaf.test']})).toBe(
		'wrong-name',
	);
	expect(await matches(record, [made('leaf', {names: ['IP Address:192.0.2.1']}), ca])).toBe('wrong-name');
	expect(await matches(record, [made('leaf', {signed: false}), ca])).toBe('no');
	expect(await matches(record, [made('leaf'), made('between', {signed: false}), ca])).toBe('no');
	expect(await matches(record, [made('leaf'), made('between'), ca])).toBe('yes');
	expect(await matches(record, [made('leaf', {validTo: '2020-01-01T00:00:00.000Z'}), ca])).toBe(
		'out-of-date',
	);
	expect(await matches(record, [made('leaf'), made('ca', {validFrom: '2027-01-01T00:00:00.000Z'})])).toBe(
		'out-of-date',
	);
	expect(await matches(record, [made('leaf', {validTo: ''}), ca])).toBe('out-of-date');
	expect(await matches(record, [])).toBe('no');
	const full = `2 0 0 ${hex('cert ca')}`;
	expect(await matches(full, [made('leaf', {signed: false})], {names: ['x.test']})).toBe('wrong-name');
	expect(await matches(full, [made('leaf', {signed: false, validTo: ''})])).toBe('out-of-date');
});

test.each([
	[`2 1 1 ${digestsOf('key ca').sha256}`, 'unsent'],
	[`2 0 2 ${digestsOf('cert ca').sha512}`, 'unsent'],
	[`2 0 0 ${hex('cert ca')}`, 'yes'],
	[`2 1 0 ${hex('key ca')}`, 'open'],
	[`2 0 0 ${hex('cert other')}`, 'no'],
	[`2 0 1 ${digestsOf('cert other').sha256}`, 'no'],
	[`3 1 1 ${digestsOf('key leaf').sha256}`, 'yes'],
])('where the issuer is known here and was not sent, %s matches: %s', async (record, expected) => {
	expect(await matches(record, [made('leaf'), made('ca', {unsent: true})])).toBe(expected);
});

test.each([
	[`2 1 1 ${digestsOf('key ca').sha256}`, 'no'],
	[`2 0 0 ${hex('cert ca')}`, 'open'],
	[`2 1 0 ${hex('key ca')}`, 'open'],
	[`3 0 0 ${hex('cert ca')}`, 'no'],
])('where nobody here knows the issuer, and it was not sent, %s matches: %s', async (record, expected) => {
	expect(await matches(record, [made('leaf', {signed: false})])).toBe(expected);
});

test.each([
	['0 0 1 00', 'certificate usage 0 is not for SMTP'],
	['1 1 1 00', 'certificate usage 1 is not for SMTP'],
	['4 1 1 00', 'certificate usage 4 is not defined'],
	['255 1 1 00', 'certificate usage 255 is not defined'],
	['3 2 1 00', 'selector 2 is not defined'],
	['3 1 3 00', 'matching type 3 is not defined'],
	['3 1 1 00', 'its digest has a wrong length'],
	['3 1 2 00', 'its digest has a wrong length'],
	['3 1 0 00', undefined],
])('%s: %s', (text, why) => {
	const read = readTlsa(text);
	expect(read && unusable(read)).toBe(why);
});

test.each(['', '3 1 1', '3 1 1 ', '3 1 1 0', '3 1 1 xy', 'a b c d', '3  1 1 00', '3000 1 1 00'])(
	'%j is no TLSA record',
	text => {
		expect(readTlsa(text)).toBeUndefined();
	},
);

test('a chain without digests cannot be compared', () => {
	expect(isComparable(tls({chain: [made('leaf')]}))).toBe(true);
	expect(isComparable(tls({chain: [made('leaf'), certificate()]}))).toBe(false);
	expect(isComparable(tls({chain: []}))).toBe(false);
});
