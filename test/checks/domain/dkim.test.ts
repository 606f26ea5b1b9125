// Long because it is one table of everything that can lie at a selector, by each of the three ways to it.
import {createPublicKey, generateKeyPairSync} from 'node:crypto';
import {expect, test} from 'vitest';
import dkim from '../../../source/checks/domain/dkim.ts';
import type {MailProvider} from '../../../source/core/knowledge.ts';
import type {Signature} from '../../../source/core/message.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

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

const key = rsa(2048);
const good = `v=DKIM1; k=rsa; p=${key}`;
const edwards = generateKeyPairSync('ed25519')
	.publicKey.export({type: 'spki', format: 'der'})
	.subarray(-32)
	.toString('base64');

const place = 'mail._domainkey.shop.test';
const usual = ['default', 'dkim', 'mail', 'google', 'selector1', 'selector2', 'k1', 's1', 's2'];

/** What the given selector holds. */
const holds = (...texts: readonly string[]): When => ({
	params: {selector: 'mail'},
	dns: {[`${place} TXT`]: texts},
});

/** Nobody says a selector: what lies at each place, nothing where it is not said. */
const guess = (dns: When['dns'] = {}, selectors: readonly string[] = usual): When => ({
	dns: {
		'shop.test MX': ['mx.shop.test'],
		'shop.test TXT': ['v=spf1 mx -all'],
		...Object.fromEntries(
			selectors.map(selector => [`${selector}._domainkey.shop.test TXT`, 'no-such-name'] as const),
		),
		...dns,
	},
});

const signed = (signatures: readonly Partial<Signature>[], dns: When['dns'] = {}): When => ({
	params: {message: 'mail.eml'},
	message: {
		from: ['it@shop.test'],
		signatures: signatures.map(one => ({
			domain: 'shop.test',
			selector: 'mail',
			algorithm: 'rsa-sha256',
			...one,
		})),
	},
	dns,
});

const provider: MailProvider = {
	id: 'post',
	name: 'Post',
	domains: [],
	mx: ['.post.test'],
	spf: ['spf.post.test'],
	selectors: ['post1', 'post2'],
	source: 'the tests',
	checked: '2026-11-22',
};

const codes = [...waySays, 'refused', 'malformed', 'bad-name'] as const;

describeCheck(
	dkim,
	{domain: 'shop.test'},
	[
		{
			finds: 'usable',
			when: holds(good),
			says: 'A signature by mail._domainkey.shop.test can be verified: RSA key of 2048 bits.',
			facts: {
				result: 'pass',
				origin: 'given',
				keyType: 'rsa',
				keyBits: 2048,
				record: [expect.stringContaining(`${place}. TXT "v=DKIM1`)],
			},
		},
		{
			finds: 'usable',
			when: holds(`v=DKIM1; k=ed25519; p=${edwards}`),
			says: 'A signature by mail._domainkey.shop.test can be verified: Ed25519 key.',
		},
		{
			finds: 'usable',
			when: {
				params: {selector: 'mail'},
				dns: {[`${place} TXT`]: {alias: 'mail.dkim.post.test', data: [good]}},
			},
			facts: {details: [`${place} (by way of mail.dkim.post.test): RSA key of 2048 bits.`]},
		},
		{
			finds: 'usable',
			when: {
				params: {domain: 'München.test.', selector: '20260601.K2'},
				dns: {'20260601.k2._domainkey.xn--mnchen-3ya.test TXT': [good]},
			},
		},
		{
			finds: 'usable',
			when: guess({'dkim._domainkey.shop.test TXT': [good], 'k1._domainkey.shop.test TXT': 'timeout'}),
			facts: {selector: 'dkim', origin: 'guess'},
		},
		{
			finds: 'usable',
			when: {
				...guess({'shop.test MX': ['a.mx.post.test'], 'post2._domainkey.shop.test TXT': [good]}, [
					'post1',
					...usual,
				]),
				providers: [provider],
			},
			facts: {
				selector: 'post2',
				details: expect.arrayContaining(['Post is used; its selectors: post1, post2.']),
			},
		},
		{
			finds: 'usable',
			when: {
				...guess({
					'shop.test MX': 'timeout',
					'shop.test TXT': ['v=spf1 include:SPF.post.test. -all'],
					'post1._domainkey.shop.test TXT': [good],
				}),
				providers: [provider],
			},
			facts: {selector: 'post1'},
		},
		{
			finds: 'usable',
			when: signed([{domain: 'mailer.shop.test', selector: 'X'}], {
				'x._domainkey.mailer.shop.test TXT': [good],
			}),
			facts: {origin: 'message', signer: 'mailer.shop.test'},
		},
		{
			finds: 'usable',
			when: signed([{selector: 'a'}, {selector: 'b'}], {
				'a._domainkey.shop.test TXT': [good],
				'b._domainkey.shop.test TXT': 'timeout',
			}),
		},
		{
			finds: 'partly-usable',
			when: signed([{selector: 'a'}, {selector: 'b', algorithm: 'ed25519-sha256'}], {
				'a._domainkey.shop.test TXT': [good],
				'b._domainkey.shop.test TXT': 'no-data',
				'b._domainkey.shop.test CNAME': 'no-data',
			}),
			says: 'A signature by a._domainkey.shop.test can be verified (RSA key of 2048 bits), but that by b._domainkey.shop.test cannot; one of them is enough.',
		},
		{
			finds: 'short-key',
			when: holds(`v=DKIM1; p=${rsa(1024)}`),
			says: 'A signature by mail._domainkey.shop.test can be verified, but its RSA key has 1024 bits; 2048 are advised (RFC 8301).',
			facts: {result: 'pass', rfc: 'RFC 8301 section 3.2'},
		},
		{finds: 'long-key', when: holds(`v=DKIM1; p=${rsa(4104)}`), facts: {bits: 4104}},
		{
			finds: 'testing',
			when: holds(`v=DKIM1; t=y; p=${key}`),
			facts: {result: 'neutral', publish: [expect.stringContaining('"v=DKIM1; k=rsa; p=MII')]},
		},
		{
			finds: 'testing',
			when: holds(`v=DKIM1; t=y:s; n=a note; p=${key}`),
			facts: {publish: [expect.stringContaining('"v=DKIM1; k=rsa; t=s; p=MII')]},
		},
		{
			finds: 'testing',
			when: signed([{selector: 'a'}, {selector: 'b'}], {
				'a._domainkey.shop.test TXT': [`v=DKIM1; t=y; p=${key}`],
				'b._domainkey.shop.test TXT': ['v=DKIM1; p='],
			}),
			facts: {
				selector: 'a',
				details: expect.arrayContaining(['b._domainkey.shop.test: revoked, p= is empty.']),
			},
		},
		{
			finds: 'testing',
			when: {
				params: {selector: 'mail'},
				dns: {[`${place} TXT`]: {alias: 'mail.dkim.post.test', data: [`v=DKIM1; t=y; p=${key}`]}},
			},
			facts: {
				who: 'mail-admin',
				record: [expect.stringMatching(/^mail\.dkim\.post\.test\. TXT /)],
				publish: [expect.stringMatching(/^mail\.dkim\.post\.test\. TXT /)],
			},
		},
		{
			finds: 'several-keys',
			when: holds(`v=DKIM1; p=`, good),
			says: 'mail._domainkey.shop.test holds 2 TXT records; there must be one, and which of them a verifier takes is open.',
			facts: {result: 'neutral', rfc: 'RFC 6376 section 3.6.2.2'},
		},
		{finds: 'several-keys', when: holds('v=spf1 -all', good)},
		{finds: 'usable', when: holds(good, good)},
		{
			finds: 'too-short',
			when: holds(`v=DKIM1; p=${rsa(768)}`),
			says: 'The RSA key at mail._domainkey.shop.test has 768 bits; verifiers must not accept fewer than 1024.',
			facts: {result: 'policy'},
		},
		{finds: 'revoked', when: holds('v=DKIM1; p='), facts: {result: 'permerror', who: 'domain-owner'}},
		{
			finds: 'no-key',
			when: {
				params: {selector: 'mail'},
				dns: {[`${place} TXT`]: 'no-such-name', [`${place} CNAME`]: 'no-such-name'},
			},
			says: 'There is no key at mail._domainkey.shop.test, so no signature by it can be verified.',
			facts: {
				result: 'permerror',
				publish: [`${place}. TXT "v=DKIM1; k=rsa; p=<public key of the signing server>"`],
			},
		},
		{
			finds: 'no-key',
			when: {params: {selector: 'mail'}, dns: {[`${place} TXT`]: 'no-data', [`${place} CNAME`]: 'timeout'}},
		},
		{
			finds: 'no-such-domain',
			when: {
				params: {selector: 'mail'},
				dns: {
					[`${place} TXT`]: 'no-such-name',
					[`${place} CNAME`]: 'no-such-name',
					'shop.test MX': 'no-such-name',
					'shop.test CNAME': 'no-such-name',
				},
			},
			says: 'DNS says that shop.test does not exist, so there is no DKIM key to look at.',
			facts: {result: 'none'},
		},
		...(['timeout', 'no-data', 'server-failure'] as const).map(code => ({
			finds: 'no-key',
			when: {
				params: {selector: 'mail'},
				dns: {
					[`${place} TXT`]: 'no-such-name' as const,
					[`${place} CNAME`]: 'no-such-name' as const,
					'shop.test MX': 'no-such-name' as const,
					'shop.test CNAME': code,
				},
			},
		})),
		{
			finds: 'no-key',
			when: signed([{algorithm: 'ed25519-sha256'}], {
				[`${place} TXT`]: 'no-data',
				[`${place} CNAME`]: 'no-data',
			}),
			facts: {publish: [expect.stringContaining('k=ed25519')]},
		},
		{
			finds: 'dangling-alias',
			when: {
				params: {selector: 'mail'},
				dns: {[`${place} TXT`]: 'no-such-name', [`${place} CNAME`]: ['key.post.test']},
			},
			says: 'mail._domainkey.shop.test is an alias of key.post.test, and no key is found there.',
			facts: {record: [`${place}. CNAME key.post.test.`], who: 'domain-owner'},
		},
		{
			finds: 'not-a-key',
			when: holds('v=spf1 -all'),
			says: 'What is published at mail._domainkey.shop.test is no DKIM key: v=spf1 -all',
		},
		{finds: 'not-a-key', when: holds('')},
		{
			finds: 'malformed',
			when: holds(`v=DKIM1; k=rsa; h=sha1; p=${key}`),
			says: 'The key at mail._domainkey.shop.test is not usable, because of its tag h: it leaves out sha256: "sha1".',
			facts: {result: 'permerror', publish: [expect.stringContaining('"v=DKIM1; k=rsa; p=MII')]},
		},
		{
			finds: 'malformed',
			when: holds(`v=DKIM1; p=${key.slice(0, 255)}`),
			facts: {tag: 'p', publish: [expect.stringContaining('<public key of the signing server>')]},
		},
		{
			finds: 'malformed',
			when: signed([{algorithm: 'ed25519-sha256'}], {[`${place} TXT`]: [good]}),
			says: 'The key at mail._domainkey.shop.test is not usable, because of its tag k: the signature is made with ed25519, and the key is rsa.',
			facts: {publish: [`${place}. TXT "v=DKIM1; k=ed25519; p=<public key of the signing server>"`]},
		},
		{finds: 'sha1-signature', when: signed([{algorithm: 'RSA-SHA1'}]), facts: {rfc: 'RFC 8301 section 3.1'}},
		{
			finds: 'not-signed',
			when: signed([{domain: 'mailer.test', selector: 'k1'}]),
			says: 'The message carries no usable signature of shop.test; it carries d=mailer.test s=k1.',
			facts: {result: 'none'},
		},
		{
			finds: 'not-signed',
			when: signed([]),
			says: 'The message carries no usable signature of shop.test; it carries no signature at all.',
		},
		{finds: 'not-signed', when: signed([{selector: 'a b'}, {selector: '-'}, {domain: '', selector: ''}])},
		{
			finds: 'selector-unknown',
			when: guess({
				'mail._domainkey.shop.test TXT': ['v=DKIM1; p='],
				's1._domainkey.shop.test TXT': [`p=${rsa(768)}`],
				's2._domainkey.shop.test TXT': ['v=DKIM1; p=x'],
			}),
			says: 'Nobody said which selector shop.test signs with, and none of the 9 usual ones has a usable key.',
			facts: {
				result: 'none',
				details: expect.arrayContaining([
					'mail._domainkey.shop.test: revoked, p= is empty.',
					's1._domainkey.shop.test: RSA key of 768 bits, which no verifier may accept.',
				]),
			},
		},
		{
			finds: 'unanswered',
			when: {params: {selector: 'mail'}, dns: {[`${place} TXT`]: 'server-failure'}},
			says: 'DNS gave no usable answer about the DKIM keys of shop.test: mail._domainkey.shop.test: server failure.',
			facts: {result: 'temperror'},
		},
		{finds: 'unanswered', when: holds()},
		{
			finds: 'unanswered',
			when: signed([{selector: 'a'}, {selector: 'b'}], {
				'a._domainkey.shop.test TXT': ['v=DKIM1; p='],
				'b._domainkey.shop.test TXT': 'timeout',
			}),
		},
		{finds: 'unanswered', when: guess({'google._domainkey.shop.test TXT': 'query-refused'})},
		{
			finds: 'message-unreadable',
			when: {params: {message: 'gone.eml'}, message: {code: 'unreadable', detail: 'no such file'}},
			says: 'The message could not be read: no such file.',
		},
	],
	Object.fromEntries(
		codes.flatMap((code): [string, When][] => [
			[`${code} at the selector`, {params: {selector: 'mail'}, dns: {[`${place} TXT`]: code}}],
			[`${code} for the message`, {params: {message: 'm.eml'}, message: {code}}],
			[`${code} for MX`, guess({'shop.test MX': code})],
			[`${code} for SPF`, guess({'shop.test TXT': code})],
			[`${code} at a guessed selector`, guess({'dkim._domainkey.shop.test TXT': code})],
			[
				`${code} at one of two selectors of a message`,
				signed([{selector: 'a'}, {selector: 'b'}], {
					'a._domainkey.shop.test TXT': ['v=DKIM1; p='],
					'b._domainkey.shop.test TXT': code,
				}),
			],
		]),
	),
);

test.each(codes)('%s at the selector is never called absence', async code => {
	const when = {params: {selector: 'mail'}, dns: {[`${place} TXT`]: code}};
	expect((await runOn(dkim, when, {domain: 'shop.test'})).finding.code).toBe('unanswered');
});

test('a guess asks at most fifteen questions, whatever is known of providers', async () => {
	const selectors = Array.from({length: 50}, (_, index) => `p${index}`);
	const when = {...guess({'shop.test MX': ['mx.post.test']}), providers: [{...provider, selectors}]};
	const {asked} = await runOn(dkim, when, {domain: 'shop.test'});
	expect(asked.length).toBeLessThanOrEqual(15);
});

test('no more than ten signatures of a message are looked at', async () => {
	const many = Array.from({length: 50}, (_, index) => ({selector: `s${index}`}));
	const {asked} = await runOn(dkim, signed(many), {domain: 'shop.test'});
	expect(asked.length).toBe(11);
});

test('the signature of the domain is found behind many of others', async () => {
	const others = Array.from({length: 30}, (_, index) => ({domain: `d${index}.test`}));
	const when = signed([...others, {}], {[`${place} TXT`]: [good]});
	expect((await runOn(dkim, when, {domain: 'shop.test'})).finding.code).toBe('usable');
});

test.each(['', 'a b', 'a..b', 'a.', '-a', 'x'.repeat(64)])('"%s" is no selector', async selector => {
	await expect(runOn(dkim, {params: {selector}}, {domain: 'shop.test'})).rejects.toThrow('selector');
});

test('what somebody else published cannot act in a sentence', async () => {
	const {finding} = await runOn(dkim, holds(`v=spf1 \u202e${'x'.repeat(500)}`), {domain: 'shop.test'});
	expect(finding.text).toContain('v=spf1 \\u{202e}xxx');
	expect(finding.text.length).toBeLessThan(250);
	expect(JSON.stringify(finding.facts)).not.toContain('\u202e');
});

test('to a domain that does not exist nothing is proposed, whether a selector was told or not', async () => {
	const dns = {
		...Object.fromEntries(
			['default', 'dkim', 'mail', 'google', 'selector1', 'selector2', 'k1', 's1', 's2'].flatMap(selector =>
				['TXT', 'CNAME'].map(type => [`${selector}._domainkey.shop.test ${type}`, 'no-such-name'] as const),
			),
		),
		'shop.test MX': 'no-such-name',
		'shop.test TXT': 'no-such-name',
		'shop.test CNAME': 'no-such-name',
	} as const;
	for (const params of [{}, {selector: 'mail'}]) {
		const {finding} = await runOn(dkim, {params, dns}, {domain: 'shop.test'});
		expect(finding.code).toBe('no-such-domain');
		expect(finding.facts).not.toHaveProperty('publish');
	}
});
