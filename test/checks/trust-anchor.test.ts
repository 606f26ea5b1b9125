import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	entryPoints,
	pointsAt,
	readKey,
	readSigner,
	signerFor,
	weaknessOf,
} from '../../source/checks/trust-anchor.ts';

/** The example of RFC 4034 section 5.4. */
const example =
	'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==';
const key = readKey(`256 3 5 ${example}`);

test('the key of the RFCs has the tag and the DS record of the RFCs', async () => {
	expect(key).toMatchObject({flags: 256, algorithm: 5, tag: 60_485});
	if (key)
		expect(await signerFor('dskey.Example.com.', key)).toBe(
			'60485 5 2 d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a',
		);
});

test('a DS record belongs to a key by tag and algorithm', () => {
	const keys = key ? [key] : [];
	const signer = readSigner('60485 5 1 2BB183AF 5F22588179A53B0A98631FAD1A292118');
	expect(signer).toEqual({
		tag: 60_485,
		algorithm: 5,
		digestType: 1,
		digest: '2bb183af5f22588179a53b0a98631fad1a292118',
	});
	expect(signer && pointsAt(signer, keys)).toBe(true);
	expect(signer && pointsAt({...signer, algorithm: 8}, keys)).toBe(false);
	expect(signer && pointsAt({...signer, tag: 1}, keys)).toBe(false);
});

test.each(['', 'x', '1 2', '70000000 8 2 aa', '1 8 2 zz', '1 8 2'])('%j is no DS record', data => {
	expect(readSigner(data)).toBeUndefined();
});

test.each(['', '257 3 13', '257 3 13 ====', '257 3 13 *'])('%j is no DNSKEY record', data => {
	expect(readKey(data)).toBeUndefined();
});

test('a DS record points at a secure entry point, never at a revoked key', () => {
	const of = (flags: number) => readKey(`${flags} 3 13 ${example}`) ?? [];
	const [zoneKey, entry, gone] = [of(256), of(257), of(385)].flat();
	if (!zoneKey || !entry || !gone) throw new Error('the example is no key');
	expect(entryPoints([zoneKey, entry, gone])).toEqual([entry]);
	expect(entryPoints([zoneKey, gone])).toEqual([zoneKey]);
});

describe('weakness', () => {
	test.each([
		[5, 2, 'signatures with RSA/SHA-1 (algorithm 5)'],
		[7, 2, 'signatures with RSA/SHA-1 (algorithm 7)'],
		[12, 2, 'signatures with GOST (algorithm 12)'],
		[13, 1, 'a DS record with SHA-1 (digest type 1)'],
		[8, 2, undefined],
		[13, 4, undefined],
		[15, 2, undefined],
	])('algorithm %i with digest type %i', (algorithm, digestType, says) => {
		expect(weaknessOf({tag: 1, algorithm, digestType, digest: ''})).toBe(says);
	});
});

test('whatever is read, nothing is thrown', () => {
	fc.assert(
		fc.property(fc.string({maxLength: 200}), text => {
			readKey(text);
			readSigner(text);
			readKey(`257 3 13 ${text}`);
		}),
	);
});
