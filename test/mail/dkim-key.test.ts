import {createPublicKey, generateKeyPairSync} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readDkimKey} from '../../source/mail/dkim-key.ts';

/** A key of any length at once: nobody signs with it, so its modulus need not be a product of two primes. */
const rsa = (bits: number): string => {
	const modulus = Buffer.alloc(bits / 8, 0xa5);
	return createPublicKey({
		key: {kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB'},
		format: 'jwk',
	})
		.export({type: 'spki', format: 'der'})
		.toString('base64');
};

const ed25519 = generateKeyPairSync('ed25519')
	.publicKey.export({type: 'spki', format: 'der'})
	.subarray(-32)
	.toString('base64');

const key = rsa(2048);
const bare = generateKeyPairSync('rsa', {modulusLength: 2048})
	.publicKey.export({type: 'pkcs1', format: 'der'})
	.toString('base64');
const p256 = generateKeyPairSync('ec', {namedCurve: 'P-256'})
	.publicKey.export({type: 'spki', format: 'der'})
	.toString('base64');

describe('a key record', () => {
	test.each([
		['all tags', `v=DKIM1; k=rsa; h=sha256:sha1; s=email; t=s; n=a note; p=${key}`],
		['the key alone', `p=${key}`],
		['blanks inside the key', `v=DKIM1; p=${key.slice(0, 100)} ${key.slice(100)};`],
		['a bare RSAPublicKey', `v=DKIM1; p=${bare}`],
		['a tag that nobody knows', `v=DKIM1; x=1; p=${key}`],
		['every service', `v=DKIM1; s=*; p=${key}`],
	])('is usable with %s', async (_, record) => {
		expect(await readDkimKey(record)).toEqual({is: 'usable', type: 'rsa', bits: 2048, testing: false});
	});

	test('may be of the type Ed25519 (RFC 8463)', async () => {
		expect(await readDkimKey(`v=DKIM1; k=ed25519; p=${ed25519}`)).toEqual({
			is: 'usable',
			type: 'ed25519',
			bits: 256,
			testing: false,
		});
	});

	test('tells its bits', async () => {
		expect(await readDkimKey(`p=${rsa(1024)}`)).toMatchObject({is: 'usable', bits: 1024});
		expect(await readDkimKey(`p=${rsa(768)}`)).toEqual({is: 'too-short', bits: 768});
	});

	test('may be a test', async () => {
		expect(await readDkimKey(`t=s:y; p=${key}`)).toMatchObject({is: 'usable', testing: true});
	});

	test.each(['v=DKIM1; p=', 'v=DKIM1; k=rsa; p= ;', 'p='])('is revoked: %s', async record => {
		expect(await readDkimKey(record)).toEqual({is: 'revoked'});
	});

	test.each(['v=spf1 -all', 'google-site-verification=abc', '', 'hello', 'v=DMARC1; rua=mailto:a@b.test'])(
		'is something else: %s',
		async record => {
			expect(await readDkimKey(record)).toEqual({is: 'not-a-key'});
		},
	);

	test.each([
		['v', `v=DKIM2; p=${key}`],
		['v', `v=dkim1; p=${key}`],
		['v', `k=rsa; v=DKIM1; p=${key}`],
		['k', `v=DKIM1; k=dsa; p=${key}`],
		['k', `v=DKIM1; p=${ed25519}`],
		['h', `v=DKIM1; h=sha1; p=${key}`],
		['s', `v=DKIM1; s=tlsrpt; p=${key}`],
		['p', 'v=DKIM1; k=rsa'],
		['p', `v=DKIM1; p=${key.slice(0, 200)}`],
		['p', `v=DKIM1; p=${key.slice(0, 201)}`],
		['p', `v=DKIM1; p="${key}"`],
		['p', `v=DKIM1; p=-----BEGIN PUBLIC KEY-----${key}`],
		['p', `v=DKIM1; p=${p256}`],
		['p', `v=DKIM1; k=ed25519; p=${key}`],
		['p', `v=DKIM1; k=rsa; p=${ed25519}`],
		['p', 'v=DKIM1; p=AAAA'],
		['p', `v=DKIM1; p=${key}; p=${key}`],
		[';', `v=DKIM1;; p=${key}`],
		['k rsa', `v=DKIM1; k rsa; p=${key}`],
	])('is not usable because of %s: %s', async (tag, record) => {
		expect(await readDkimKey(record)).toMatchObject({is: 'malformed', tag});
	});

	test('that was cut says where', async () => {
		expect(await readDkimKey(`v=DKIM1; p=${key.slice(0, 200)}`)).toMatchObject({
			why: 'the key says that it has 294 octets, and 150 are there',
		});
	});

	test('of any text at all is judged without a throw', async () => {
		const text = fc.oneof(
			fc.string(),
			fc
				.array(fc.constantFrom('v=DKIM1', 'p=', 'k=', ';', '=', 'rsa', 'ed25519', 'MIGf', ' ', '__proto__'))
				.map(parts => parts.join('')),
		);
		await fc.assert(
			fc.asyncProperty(text, async record => {
				expect((await readDkimKey(record)).is).not.toBe('usable');
			}),
		);
	});
});
