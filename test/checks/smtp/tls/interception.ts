import {certificate, passed, reply, stopped} from '../../said.ts';
import type {Scenario} from '../../taped.ts';
import {alone, by, faulty, inspectors, looks, others, owner, provider, unencrypted} from './known.ts';

const strange = by('CN=Hotel Guest, O=Hotel');

/** Certificates that somebody else made. */
export const interceptions: readonly Scenario[] = [
	...(['unknown-issuer', 'self-signed', 'wrong-name', 'expired', 'not-yet-valid', 'other'] as const).map(
		fault => ({
			finds: 'intercepted',
			when: {inspectors, smtp: faulty(fault, {...alone(), ...by('O=Box, CN=Box CA')})},
			says: 'Something on the way answers in place of smtp.provider.test: its certificate was made by O=Box, CN=Box CA, which is The Box.',
			facts: {product: 'The Box', issuer: 'O=Box, CN=Box CA', who: 'network-owner'},
		}),
	),
	{
		finds: 'intercepted-here',
		when: {inspectors, smtp: faulty('unknown-issuer', by('CN=Shield Root'))},
		says: 'The Shield, on the machine that lostmail runs on, opens the encrypted connection to smtp.provider.test, so nothing is known of the server: its certificate was made by CN=Shield Root, which is The Shield.',
	},
	...(['unknown-issuer', 'self-signed'] as const).map(fault => ({
		finds: 'intercepted',
		when: {providers: [owner, ...others], smtp: faulty(fault, strange)},
		says: 'Something on the way answers in place of smtp.provider.test: its certificate was made by CN=Hotel Guest, O=Hotel, for whom nobody vouches, and the host belongs to Mail of own.',
		facts: {issuer: 'CN=Hotel Guest, O=Hotel', product: 'something that lostmail does not know'},
	})),
	{
		finds: 'intercepted',
		when: {
			providers: [owner, ...others],
			params: {host: 'SMTP.Provider.test.'},
			smtp: faulty('wrong-name', {
				chain: [certificate({subject: 'CN=login.hotel.test', names: ['DNS:login.hotel.test']})],
			}),
		},
		facts: {
			why: 'its certificate is for CN=login.hotel.test by CN=Some Authority, and the host belongs to Mail of own',
		},
	},
	// A provider that mixes up its own certificates, or takes one of an authority that few know, is not somebody else.
	...['DNS:mx7.provider.test', 'DNS:*.own.test', 'DNS:smtp.sister.test'].map(name => ({
		finds: 'certificate-name',
		when: {
			providers: [owner, provider('sister', 'smtp.sister.test', {family: 'house'})],
			smtp: faulty('wrong-name', {chain: [certificate({names: [name]})]}),
		},
	})),
	{
		finds: 'certificate-untrusted',
		when: {inspectors, providers: [owner], smtp: faulty('unknown-issuer', by('CN=State CA'))},
	},
	{
		finds: 'certificate-untrusted',
		when: {providers: [{...owner, unsure: ['submission']}], smtp: faulty('unknown-issuer', strange)},
	},
	{
		finds: 'certificate-untrusted',
		when: {providers: [owner], params: {host: 'mx.provider.test'}, smtp: faulty('unknown-issuer', strange)},
	},
	{
		finds: 'intercepted',
		when: {
			providers: others,
			smtp: faulty('unknown-issuer', strange),
			looks: looks(faulty('unknown-issuer', strange), faulty('unknown-issuer', strange)),
		},
		facts: {
			why: 'CN=Hotel Guest, O=Hotel, for whom nobody vouches, made the certificates of smtp.provider.test and of smtp.one.test and of smtp.two.test',
		},
	},
	{
		finds: 'certificate-self-signed',
		when: {
			providers: others,
			smtp: faulty('self-signed', by('CN=smtp.provider.test')),
			looks: looks(faulty('unknown-issuer', strange), faulty('unknown-issuer', strange)),
		},
	},
	// Issuers that differ speak for a store of authorities that is out of date, and one good one for the line.
	...[
		looks(faulty('unknown-issuer', by('CN=One')), faulty('unknown-issuer', by('CN=Two'))),
		looks(faulty('unknown-issuer', strange), passed('tls')),
		looks(stopped('connect', 'timeout')),
	].map(seen => ({
		finds: 'certificate-untrusted',
		when: {providers: others, smtp: faulty('unknown-issuer', strange), looks: seen},
	})),
];

/** What a provider is known to offer, and what answers does not. */
export const offers: readonly Scenario[] = [
	{
		finds: 'intercepted',
		when: {providers: [owner], smtp: stopped('tls', 'not-offered', unencrypted)},
		says: 'Something on the way answers in place of smtp.provider.test: Mail of own is known to offer STARTTLS on port 587, and what answers does not offer it.',
	},
	{
		finds: 'intercepted',
		when: {
			inspectors,
			providers: [owner],
			smtp: stopped('tls', 'not-offered', {
				...unencrypted,
				greeting: reply('220 **********'),
				anomalies: ['helo-fallback'],
			}),
		},
		facts: {
			product: 'The Box',
			why: 'Mail of own is known to offer STARTTLS on port 587, and what answers does not even understand EHLO',
		},
	},
	{
		finds: 'not-offered',
		when: {providers: [owner], params: {port: 25}, smtp: stopped('tls', 'not-offered', unencrypted)},
	},
	{
		finds: 'not-offered',
		when: {
			providers: [{...owner, unsure: ['submission']}],
			smtp: stopped('tls', 'not-offered', unencrypted),
		},
	},
	{
		finds: 'intercepted',
		when: {
			providers: [owner],
			params: {port: 465, security: 'implicit'},
			smtp: stopped('tls', {code: 'tls', detail: 'ERR_SSL_WRONG_VERSION_NUMBER'}, unencrypted),
			looks: {'465 starttls': passed('connect')},
		},
		facts: {
			why: 'Mail of own is known to encrypt port 465 from the first byte, and what answers begins unencrypted',
		},
	},
	{
		finds: 'plain-port',
		when: {
			providers: [owner],
			params: {port: 587, security: 'implicit'},
			smtp: stopped('tls', {code: 'tls', detail: 'ERR_SSL_WRONG_VERSION_NUMBER'}, unencrypted),
			looks: {'587 starttls': passed('connect')},
		},
	},
];
