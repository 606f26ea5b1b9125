import type {Certificate} from '../../../../source/core/smtp.ts';
import {because, certificate, passed, stopped, tls} from '../../said.ts';
import type {Scenario} from '../../taped.ts';
import {inspectors} from './known.ts';

const ending = (more: Partial<Certificate>) => ({
	smtp: passed('tls', {tls: tls({chain: [certificate(more)]})}),
});
const intermediate = (more: Partial<Certificate> = {}) =>
	certificate({subject: 'CN=Some Authority', issuer: 'CN=Some Root', names: [], ...more});
const root = (more: Partial<Certificate> = {}) =>
	certificate({
		subject: 'CN=Some Root',
		issuer: 'CN=Some Root',
		names: [],
		signature: 'sha1WithRSAEncryption',
		...more,
	});

/** Sessions that are encrypted and trusted, and what is about to break in them. */
export const trustedScenarios: readonly Scenario[] = [
	{
		finds: 'encrypted',
		when: {smtp: passed('tls')},
		says: 'TLSv1.3, certificate for CN=smtp.provider.test by CN=Some Authority, 198 days left.',
	},
	{
		finds: 'encrypted',
		when: {smtp: passed('tls', {tls: tls({chain: [certificate({subject: '', issuer: ''})]})})},
		says: 'TLSv1.3, certificate for smtp.provider.test by somebody unnamed, 198 days left.',
	},
	{finds: 'encrypted', when: {smtp: stopped('sender', because('sender.not-allowed'))}},
	{
		finds: 'expires-soon',
		when: ending({validTo: '2026-06-18T12:00:00.000Z'}),
		says: 'The certificate of smtp.provider.test ends in 3 days, on 2026-06-18.',
		facts: {days: 3, protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'},
	},
	{
		finds: 'expires-soon',
		when: {
			smtp: passed('tls', {
				tls: tls({chain: [certificate(), intermediate({validTo: '2026-06-16T18:00:00.000Z'}), root()]}),
			}),
		},
		says: 'The certificate CN=Some Authority, which smtp.provider.test sends along, ends in 1 day, on 2026-06-16.',
		facts: {subject: 'CN=Some Authority', days: 1, until: '2026-06-16'},
	},
	{
		finds: 'expires-soon',
		when: {
			smtp: passed('tls', {
				tls: tls({chain: [certificate(), intermediate({validTo: '2021-09-30T14:01:15.000Z'})]}),
			}),
		},
		says: 'The certificate CN=Some Authority, which smtp.provider.test sends along, ended on 2021-09-30.',
	},
	{
		finds: 'expires-in-a-month',
		when: ending({validTo: '2026-07-14T12:00:00.000Z'}),
		says: 'The certificate of smtp.provider.test ends in 29 days, on 2026-07-14: it is time to renew it.',
	},
	{finds: 'expires-in-a-month', when: ending({validTo: '2026-06-29T13:00:00.000Z'}), facts: {days: 14}},
	{finds: 'encrypted', when: ending({validTo: '2026-07-15T13:00:00.000Z'}), facts: {days: 30}},
	// Made for 47 days and for six: renewed when a third of that is left.
	...[
		['encrypted', '2026-06-01', '2026-07-17'],
		['expires-in-a-month', '2026-05-15', '2026-06-30'],
		['expires-soon', '2026-05-03', '2026-06-18'],
		['encrypted', '2026-06-14', '2026-06-20'],
	].map(([finds = '', from, to]) => ({
		finds,
		when: ending({validFrom: `${from}T00:00:00.000Z`, validTo: `${to}T00:00:00.000Z`}),
	})),
	// What our own store adds to the chain is not the server’s to renew.
	{
		finds: 'encrypted',
		when: {
			smtp: passed('tls', {
				tls: tls({
					chain: [certificate(), root({validTo: '2026-06-16T00:00:00.000Z', key: 'rsa 1024', unsent: true})],
				}),
			}),
		},
		facts: {
			details: [
				'session: TLSv1.3, TLS_AES_256_GCM_SHA384',
				'certificate: CN=smtp.provider.test ← CN=Some Authority; 2026-01-01 to 2026-12-31; key ec prime256v1',
				'certificate: CN=Some Root ← CN=Some Root; 2026-01-01 to 2026-06-16; key rsa 1024; signed with sha1WithRSAEncryption; not sent by the server',
			],
		},
	},
	...[
		[{key: 'rsa 1024'}, 'the key of CN=smtp.provider.test is rsa 1024'],
		[{key: 'rsa-pss 1024'}, 'the key of CN=smtp.provider.test is rsa-pss 1024'],
		[{key: 'dsa 2048'}, 'the key of CN=smtp.provider.test is dsa 2048'],
		[{key: 'ec prime192v1'}, 'the key of CN=smtp.provider.test is ec prime192v1'],
		[{signature: 'sha1WithRSAEncryption'}, 'CN=smtp.provider.test is signed with sha1WithRSAEncryption'],
		[{signature: 'ecdsa-with-SHA1'}, 'CN=smtp.provider.test is signed with ecdsa-with-SHA1'],
		[{signature: 'md5WithRSAEncryption'}, 'CN=smtp.provider.test is signed with md5WithRSAEncryption'],
	].map(([more, weakness]) => ({
		finds: 'weak-key',
		when: {smtp: passed('tls', {tls: tls({chain: [certificate(more as object), root()]})})},
		facts: {weakness},
	})),
	...['rsa 2048', 'rsa-pss 4096', 'ec secp224r1', 'ec secp521r1', 'ec brainpoolP256r1', 'ed25519', 'x'].map(
		key => ({
			finds: 'encrypted',
			when: {
				smtp: passed('tls', {
					tls: tls({chain: [certificate({key, signature: 'sha256WithRSAEncryption'})]}),
				}),
			},
		}),
	),
	{
		finds: 'expires-soon',
		when: ending({validTo: '2026-06-18T12:00:00.000Z', key: 'rsa 1024'}),
	},
	{finds: 'weak-key', when: ending({validTo: '2026-07-10T12:00:00.000Z', key: 'rsa 1024'})},
	{
		finds: 'inspected',
		when: {inspectors, smtp: passed('tls', {tls: tls({chain: [certificate({issuer: 'CN=Box CA'})]})})},
		says: 'Something opens the encrypted connection to smtp.provider.test, and this machine trusts it: its certificate was made by CN=Box CA, which is The Box. The device may not.',
	},
	{finds: 'expires-soon', when: ending({validTo: '2026-06-14T12:00:00.000Z'}), facts: {days: 0}},
	{
		finds: 'expires-soon',
		when: ending({validTo: 'no date'}),
		says: 'The certificate of smtp.provider.test ends on a day that cannot be read.',
		facts: {days: 0},
	},
];
