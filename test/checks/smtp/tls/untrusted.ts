import {certificate, passed, stopped} from '../../said.ts';
import type {Scenario} from '../../taped.ts';
import {alone, early, faulty, looks, others, owner, unencrypted} from './known.ts';

/** Where other servers tell whose clock or certificate it is. */
export const clocks: readonly Scenario[] = [
	{
		finds: 'clock',
		when: {
			providers: others,
			smtp: faulty('expired', {chain: [certificate({validTo: '2026-06-01T00:00:00.000Z'})]}),
			looks: looks(faulty('expired'), faulty('expired')),
		},
		says: 'The clock of the machine that lostmail runs on is wrong: it says 2026-06-15, and by that the certificates of smtp.provider.test and of smtp.one.test and of smtp.two.test have all ended. The clock of the device was not looked at.',
		facts: {today: '2026-06-15', until: '2026-06-01', compared: ['smtp.one.test', 'smtp.two.test']},
	},
	{
		finds: 'clock',
		when: {
			providers: [owner, ...others],
			smtp: faulty('not-yet-valid', early('2026-07-01')),
			looks: looks(undefined, faulty('not-yet-valid', early('2026-08-01'))),
		},
		facts: {dates: 'are all not valid yet', compared: ['smtp.two.test'], since: '2026-07-01'},
	},
	// One of them is fine, has another fault or is not vouched for; none of them answers, or is on tape.
	...[
		looks(faulty('expired'), passed('tls')),
		looks(faulty('expired'), faulty('not-yet-valid')),
		looks(faulty('expired'), faulty('unknown-issuer')),
		looks(stopped('connect', 'timeout'), stopped('tls', 'reset', unencrypted)),
		looks(undefined),
	].map(seen => ({
		finds: 'certificate-expired',
		when: {providers: others, smtp: faulty('expired'), looks: seen},
	})),
	// A clock that is some days late explains this as well as a certificate that is put to use too early.
	{
		finds: 'certificate-not-yet-valid',
		when: {
			providers: others,
			smtp: faulty('not-yet-valid', early('2026-07-01')),
			looks: looks(passed('tls')),
		},
		facts: {compared: ['smtp.one.test']},
	},
	{
		finds: 'certificate-too-early',
		when: {
			providers: others,
			smtp: faulty('not-yet-valid', early('2027-07-01')),
			looks: looks(passed('tls'), stopped('connect', 'timeout')),
		},
		says: 'The certificate of smtp.provider.test is valid only from 2027-07-01, and no clock explains that: today, 2026-06-15, the certificate of smtp.one.test is good, and it ends before that day (CN=smtp.provider.test).',
	},
];

/** Certificates that are missing, and those that are weak. */
export const chains: readonly Scenario[] = [
	{
		finds: 'certificate-incomplete',
		when: {providers: [owner, ...others], smtp: faulty('unknown-issuer', alone())},
		says: 'smtp.provider.test sends its certificate without that of its issuer, so nobody can vouch for it: it has to send the certificate of CN=Some Authority as well.',
	},
	{
		finds: 'certificate-incomplete',
		when: {
			smtp: faulty('unknown-issuer', {
				reason: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
				chain: [
					certificate({signed: false, issuerAt: ['ldap:///x', 'https://pki.authority.example/x.crt']}),
					certificate({subject: 'CN=Stranger', issuer: 'CN=Stranger'}),
				],
			}),
		},
		facts: {issuer: 'CN=Some Authority'},
	},
	...[
		alone({issuerAt: []}),
		alone({issuerAt: ['ldap:///CN=Box']}),
		alone({issuerAt: ['http://server/x.crt']}),
		{...alone(), reason: 'SELF_SIGNED_CERT_IN_CHAIN'},
		// The issuer of the last one may be a root that nobody knows, and a root need not be sent.
		{
			reason: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			chain: [
				certificate({signed: true}),
				certificate({signed: false, subject: 'CN=Middle', issuerAt: ['http://pki.authority.example/x.crt']}),
			],
		},
	].map(more => ({finds: 'certificate-untrusted', when: {smtp: faulty('unknown-issuer', more)}})),
	{
		finds: 'certificate-weak',
		when: {smtp: faulty('other', {reason: 'UNSPECIFIED', chain: [certificate({key: 'rsa 1024'})]})},
		says: 'This side refuses the certificates of smtp.provider.test, because they are weak: the key of CN=smtp.provider.test is rsa 1024.',
	},
	{finds: 'certificate-untrusted', when: {smtp: faulty('other', {reason: 'UNSPECIFIED'})}},
	{
		finds: 'certificate-untrusted',
		when: {smtp: faulty('other', {reason: 'CERT_REVOKED', chain: [certificate({key: 'rsa 1024'})]})},
	},
];
