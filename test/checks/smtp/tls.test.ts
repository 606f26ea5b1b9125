import check from '../../../source/checks/smtp/tls.ts';
import type {FailureCode} from '../../../source/core/failure.ts';
import type {CertificateFault, SmtpAnswer, TlsFacts} from '../../../source/core/smtp.ts';
import {bareRule, because, certificate, inconclusive, passed, reply, stopped, tls} from '../said.ts';
import {describeCheck} from '../taped.ts';
import {interceptions, offers} from './tls/interception.ts';
import {inspectors, owner, unencrypted} from './tls/known.ts';
import {trustedScenarios} from './tls/trusted.ts';
import {chains, clocks} from './tls/untrusted.ts';

const server = {host: 'smtp.provider.test', port: 587, security: 'starttls'};
const implicit = {port: 465, security: 'implicit'};
const before = (more: Partial<SmtpAnswer> = {}) => ({...unencrypted, ...more});
const unwelcomed = {greeting: undefined, tls: tls()} as unknown as Partial<SmtpAnswer>;

const faulty = (fault: CertificateFault, more: Partial<TlsFacts> = {}) => ({
	smtp: stopped('tls', 'untrusted', {tls: tls({fault, reason: 'OPENSSL_SAYS', ...more})}),
});

const overVersion = {code: 'tls', detail: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: alert 70'} as const;

describeCheck(
	check,
	server,
	[
		...trustedScenarios,
		{finds: 'not-encrypted', when: {params: {security: 'none'}, smtp: passed('tls', before())}},
		{finds: 'not-offered', when: {smtp: stopped('tls', 'not-offered', before())}},
		{
			finds: 'stripped',
			when: {smtp: stopped('tls', 'not-offered', before({anomalies: ['starttls-stripped']}))},
		},
		{
			finds: 'injected',
			when: {smtp: stopped('tls', 'untrusted', before({anomalies: ['plaintext-after-starttls']}))},
		},
		{
			finds: 'certificate-expired',
			when: faulty('expired', {chain: [certificate({validTo: '2026-06-01T00:00:00.000Z'})]}),
			says: 'The certificate of smtp.provider.test ended on 2026-06-01; this machine says 2026-06-15 (CN=smtp.provider.test).',
			facts: {days: 0},
		},
		{
			finds: 'certificate-expired',
			when: faulty('expired', {
				chain: [certificate(), certificate({subject: 'CN=Old Root', validTo: '2021-09-30T14:01:15.000Z'})],
			}),
			says: 'The certificate of smtp.provider.test ended on 2021-09-30; this machine says 2026-06-15 (CN=Old Root).',
		},
		{
			finds: 'certificate-not-yet-valid',
			when: faulty('not-yet-valid', {chain: [certificate({validFrom: '2026-07-01T00:00:00.000Z'})]}),
			says: 'The certificate of smtp.provider.test is valid only from 2026-07-01; this machine says 2026-06-15 (CN=smtp.provider.test).',
		},
		{finds: 'certificate-self-signed', when: faulty('self-signed')},
		{finds: 'certificate-untrusted', when: faulty('unknown-issuer')},
		{finds: 'certificate-untrusted', when: faulty('other', {chain: []})},
		{
			finds: 'certificate-name',
			when: faulty('wrong-name', {chain: [certificate({names: ['DNS:a.test', 'DNS:b.test']})]}),
			says: 'The certificate is for a.test, b.test, not for smtp.provider.test.',
		},
		{finds: 'certificate-name', when: faulty('wrong-name', {chain: [certificate({names: []})]})},
		{
			finds: 'version',
			when: {smtp: stopped('tls', overVersion, before())},
			says: 'smtp.provider.test and this side share no version of TLS that is still safe; it offers a version that could not be found out: ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: alert 70.',
		},
		{
			finds: 'version',
			when: {
				smtp: stopped('tls', overVersion, before()),
				looks: {'587 starttls outdated-too': passed('tls', {tls: tls({protocol: 'TLSv1'})})},
			},
			facts: {offered: 'TLS 1.0'},
		},
		...['reset', 'closed', 'tls', 'unexpected'].map(code => ({
			finds: 'version',
			when: {
				params: implicit,
				smtp: stopped('tls', code as FailureCode, before()),
				looks: {
					'465 starttls': stopped('connect', 'timeout'),
					'465 implicit outdated-too': stopped('tls', 'untrusted', {
						tls: tls({protocol: 'TLSv1.1', fault: 'expired'}),
					}),
				},
			},
			facts: {offered: 'TLS 1.1 at most'},
		})),
		{
			finds: 'handshake-failed',
			when: {
				smtp: stopped('tls', {code: 'tls', detail: 'ERR_SSL_DH_KEY_TOO_SMALL'}, before()),
				looks: {'587 starttls outdated-too': passed('tls', {tls: tls({protocol: 'TLSv1.2', cipher: 'DHE'})})},
			},
			facts: {
				details: ['second look: with outdated ciphers and keys as well, it came to TLSv1.2, DHE'],
			},
		},
		{
			finds: 'plain-port',
			when: {
				params: implicit,
				smtp: stopped('tls', {code: 'tls', detail: 'ERR_SSL_WRONG_VERSION_NUMBER'}, before()),
				looks: {'465 starttls': passed('connect')},
			},
		},
		...clocks,
		...chains,
		...interceptions,
		...offers,
		{finds: 'refused', when: {smtp: stopped('tls', reply('502 5.5.1 Not implemented'), before())}},
		{finds: 'temporary', when: {smtp: stopped('tls', reply('454 4.7.0 TLS not available'), before())}},
		{
			finds: 'turned-away',
			when: {
				params: implicit,
				smtp: stopped('tls', reply('554 5.3.2 No service'), {greeting: reply('554 5.3.2 No service')}),
			},
			says: 'smtp.provider.test turns the encrypted connection away: 554 5.3.2 No service',
		},
		{finds: 'turned-away', when: {smtp: stopped('tls', reply('550 5.7.1 EHLO not now'))}},
		{finds: 'blocklisted', when: {params: implicit, smtp: stopped('tls', because('reputation.blocklisted'))}},
		{finds: 'no-reverse-name', when: {params: implicit, smtp: stopped('tls', because('reputation.ptr'))}},
		{
			finds: 'helo-rejected',
			when: {
				params: {...implicit, helo: 'TNAS-0815.local'},
				smtp: stopped('tls', because('sender.helo-rejected')),
			},
		},
		{
			finds: 'our-name-rejected',
			when: {params: implicit, smtp: stopped('tls', because('sender.helo-rejected'))},
		},
		{
			finds: 'turned-away',
			when: {
				params: implicit,
				replies: [bareRule(554, 'reputation.ptr')],
				smtp: stopped('tls', reply('554 5.7.1 No')),
			},
		},
		{
			finds: 'not-smtp',
			when: {
				params: implicit,
				smtp: stopped('tls', {code: 'malformed', detail: 'not an SMTP reply: "* OK"'}, unwelcomed),
			},
		},
		{
			finds: 'not-smtp',
			when: {params: implicit, smtp: stopped('tls', reply('500 5.5.1 What?'), {tls: tls()})},
		},
		{finds: 'busy', when: {params: implicit, smtp: stopped('tls', reply('421 4.3.2 Later'), {tls: tls()})}},
		{finds: 'broken-off', when: {params: implicit, smtp: stopped('tls', 'timeout', unwelcomed)}},
		{finds: 'broken-off', when: {smtp: stopped('tls', 'malformed', {tls: tls()})}},
		{finds: 'no-answer', when: {smtp: stopped('tls', 'timeout', before())}},
		{finds: 'handshake-failed', when: {smtp: stopped('tls', 'reset', before())}},
		{
			finds: 'handshake-failed',
			when: {
				params: implicit,
				smtp: stopped('tls', 'closed', before()),
				looks: {'465 starttls': stopped('connect', 'timeout')},
			},
		},
		{
			finds: 'handshake-failed',
			when: {smtp: stopped('tls', {code: 'unexpected', detail: 'ERR_SSL_NO_PROTOCOLS_AVAILABLE'}, before())},
		},
		{finds: 'not-reached', when: {smtp: stopped('connect', reply('554 5.3.2 No'))}},
	],
	{
		...inconclusive('tls'),
		'a virus scanner on this machine': {
			inspectors,
			providers: [owner],
			smtp: stopped('tls', 'untrusted', {
				tls: tls({fault: 'unknown-issuer', chain: [certificate({issuer: 'CN=Shield Root'})]}),
			}),
		},
		'a handshake that works with outdated ciphers': {
			smtp: stopped('tls', 'reset', before()),
			looks: {'587 starttls outdated-too': passed('tls', {tls: tls({protocol: 'TLSv1.2'})})},
		},
		'a name that is not the device’s': {
			params: implicit,
			smtp: stopped('tls', because('sender.helo-rejected')),
		},
		...Object.fromEntries(
			Object.entries(inconclusive('tls')).flatMap(([name, when]) =>
				when.smtp && 'exchanges' in when.smtp
					? [
							[
								`${name}, before the handshake`,
								{...when, params: implicit, smtp: {...when.smtp, ...before()}},
							] as const,
						]
					: [],
			),
		),
	},
);
