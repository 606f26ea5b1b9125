import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	fits,
	isUsable,
	readKey,
	readSigner,
	signersFor,
	weaknessOf,
} from '../../../../source/checks/domain/dnssec/trust-anchor.ts';

/** The example of RFC 4034 section 5.4. */
const example =
	'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==';
const sha256 = 'd4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a';
const key = readKey(`256 3 5 ${example}`);

test('the key of the RFCs has the tag of the RFCs', () => {
	expect(key).toMatchObject({flags: 256, algorithm: 5, tag: 60_485});
});

/** Of the examples of RFC 6605 section 6. */
const ecdsa = {
	zone: 'example.net',
	key: 'GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==',
	signer: '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
};

test('the DS record of a key is proposed where none of today belongs to it', async () => {
	const keys = [readKey(`257 3 13 ${ecdsa.key}`), readKey(`256 3 13 ${example}`)].flatMap(read => read ?? []);
	const signers = (...data: readonly string[]) => data.flatMap(text => readSigner(text) ?? []);
	const publish = [`example.net. DS ${ecdsa.signer}`];
	expect(await signersFor(ecdsa.zone, signers(), keys)).toEqual(publish);
	expect(await signersFor(ecdsa.zone, signers('55648 13 2 aabb', '55648 13 1 aabb'), keys)).toEqual(publish);
	expect(await signersFor(ecdsa.zone, signers(ecdsa.signer), keys)).toEqual([]);
	expect(await signersFor(ecdsa.zone, signers(), key ? [key] : [])).toEqual([]);
});

test('a DS record belongs to a key by tag, algorithm and digest', async () => {
	const keys = key ? [key] : [];
	const signer = readSigner('60485 5 1 2BB183AF 5F22588179A53B0A98631FAD1A292118');
	expect(signer).toEqual({
		tag: 60_485,
		algorithm: 5,
		digestType: 1,
		digest: '2bb183af5f22588179a53b0a98631fad1a292118',
	});
	if (!signer) return;
	const points = (change: object, zone = 'dskey.Example.com.') => fits(zone, [{...signer, ...change}], keys);
	expect(await points({})).toBe(true);
	expect(await points({digestType: 2, digest: sha256})).toBe(true);
	expect(await points({digestType: 9})).toBe(true);
	for (const change of [{algorithm: 8}, {tag: 1}, {digest: 'aa'}, {digestType: 2}, {digestType: 4}])
		expect(await points(change), JSON.stringify(change)).toBe(false);
	expect(await points({}, 'other.test')).toBe(false);
});

test.each(['', 'x', '1 2', '70000000 8 2 aa', '1 8 2 zz', '1 8 2'])('%j is no DS record', data => {
	expect(readSigner(data)).toBeUndefined();
});

test.each(['', '257 3 13', '257 3 13 ====', '257 3 13 *'])('%j is no DNSKEY record', data => {
	expect(readKey(data)).toBeUndefined();
});

test('a DS record is proposed for a secure entry point, never for a revoked key', async () => {
	const of = (flags: number) => readKey(`${flags} 3 13 ${example}`) ?? [];
	const [zoneKey, entry, gone] = [of(256), of(257), of(385)].flat();
	if (!zoneKey || !entry || !gone) throw new Error('the example is no key');
	const tags = async (...keys: ReadonlyArray<typeof entry>) =>
		(await signersFor('zone.test', [], keys)).map(line => Number(line.split(' ')[2]));
	expect(await tags(zoneKey, entry, gone)).toEqual([entry.tag]);
	expect(await tags(zoneKey, gone)).toEqual([zoneKey.tag]);
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

test('resolvers of today need not hold against what they cannot check', () => {
	const of = (algorithm: number, digestType: number) => ({tag: 1, algorithm, digestType, digest: ''});
	expect([of(8, 2), of(13, 4), of(15, 2)].map(isUsable)).toEqual([true, true, true]);
	expect([of(5, 2), of(13, 1), of(17, 2), of(13, 6)].map(isUsable)).toEqual([false, false, false, false]);
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
