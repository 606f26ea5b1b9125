import {certificate, passed, stopped} from '../../said.ts';
import type {Scenario} from '../../taped.ts';
import {
	alone,
	by,
	early,
	faulty,
	known,
	looks,
	open,
	others,
	owner,
	published,
	stranger,
	unencrypted,
} from './known.ts';

const own = 'smtp.provider.test';
const [one, two] = ['smtp.one.test', 'smtp.two.test'] as const;
const over = {validTo: '2026-06-01T00:00:00.000Z'};
const box = 'O=Unheard Firewall, CN=Inspection CA';

/** Where other servers tell whose clock or certificate it is. */
export const clocks: readonly Scenario[] = [
	{
		finds: 'clock',
		when: {
			providers: others,
			smtp: faulty('expired', known(own, 'CN=Some Authority', over)),
			looks: looks(
				faulty('expired', known(one, 'CN=Other Authority')),
				faulty('expired', published(two, 'CN=Third Authority')),
			),
		},
		says: 'The clock of the machine that lostmail runs on is wrong: it says 2026-06-15, and by that the certificates of smtp.provider.test and of smtp.one.test and of smtp.two.test have all ended. The clock of the device was not looked at.',
		facts: {today: '2026-06-15', until: '2026-06-01', compared: [one, two]},
	},
	{
		finds: 'clock',
		when: {
			providers: [owner, ...others],
			smtp: faulty('not-yet-valid', open(own, 'CN=Some Authority', {validFrom: '2026-07-01T00:00:00.000Z'})),
			looks: looks(undefined, faulty('not-yet-valid', open(two, 'CN=Other Authority'))),
		},
		facts: {dates: 'are all not valid yet', compared: [two], since: '2026-07-01'},
	},
	// A public authority may well serve two providers, as long as a third has another.
	{
		finds: 'clock',
		when: {
			providers: others,
			smtp: faulty('expired', known(own, 'CN=Some Authority')),
			looks: looks(
				faulty('expired', known(one, 'CN=Some Authority')),
				faulty('expired', known(two, 'CN=Other Authority')),
			),
		},
	},
	// The clock is not blamed: one issuer alone is known, the others share one that nobody may know, or there is more wrong.
	...[
		looks(faulty('expired', known(one, 'CN=Some Authority'))),
		looks(
			faulty('expired', published(one, 'CN=Some Authority')),
			faulty('expired', known(two, 'CN=Some Authority')),
		),
		looks(faulty('expired', open(one, box)), faulty('expired', open(two, box))),
		looks(faulty('expired', stranger(one, 'CN=One')), faulty('expired', stranger(two, 'CN=Two'))),
		looks(faulty('expired', known(one, 'CN=Other Authority', {names: ['DNS:login.hotel.test']}))),
		looks(faulty('expired', known(one, 'CN=Other Authority', {signed: false}))),
		looks(faulty('expired', {chain: []})),
	].map(seen => ({
		finds: 'certificate-expired',
		when: {providers: others, smtp: faulty('expired', known(own, 'CN=Some Authority')), looks: seen},
	})),
	// One box in front of every server, whose own authority is over.
	...(['expired', 'not-yet-valid'] as const).flatMap(fault =>
		[
			{
				looks: looks(faulty(fault, open(one, box, over)), faulty(fault, open(two, box, over))),
				why: `${box} made the certificates of ${own} and of ${one} and of ${two}, which have nothing to do with each other`,
			},
			{
				looks: looks(faulty(fault, stranger(one, box))),
				why: `${box} made the certificates of ${own} and of ${one}, which have nothing to do with each other`,
			},
			{
				looks: looks(faulty('unknown-issuer', open(one, box))),
				why: `${box} made the certificates of ${own} and of ${one}, which have nothing to do with each other`,
			},
		].map(({looks: seen, why}) => ({
			finds: 'intercepted',
			when: {providers: others, smtp: faulty(fault, open(own, box, over)), looks: seen},
			facts: {why, issuer: box},
		})),
	),
	// Whose it is that OpenSSL names the date alone is seen without any other server.
	{
		finds: 'intercepted',
		when: {providers: [owner], smtp: faulty('expired', stranger(own, 'CN=Cafe Hotspot', over))},
		says: 'Something on the way answers in place of smtp.provider.test: its certificate was made by CN=Cafe Hotspot, for whom nobody vouches, and the host belongs to Mail of own.',
	},
	{
		finds: 'intercepted',
		when: {
			providers: [owner],
			smtp: faulty('not-yet-valid', known(own, 'CN=Some Authority', {names: ['DNS:login.hotel.test']})),
		},
		facts: {
			why: `its certificate is for CN=${own} by CN=Some Authority, and the host belongs to Mail of own`,
		},
	},
	// The provider itself may have let it run out, and what it sends along may be known.
	...[
		known(own, 'CN=Some Authority'),
		published(own, 'CN=Some Authority'),
		open(own, 'CN=Some Authority'),
		known(own, 'CN=Some Authority', {names: ['DNS:*.provider.test']}),
		known(own, 'CN=Some Authority', {names: ['DNS:mx7.provider.test']}),
		known(own, 'CN=Some Authority', {names: []}),
	].map(more => ({
		finds: 'certificate-expired',
		when: {providers: [owner], smtp: faulty('expired', more)},
	})),
	// Whose name is not known to belong to anybody may have an authority of its own.
	{finds: 'certificate-expired', when: {smtp: faulty('expired', stranger(own, 'CN=House'))}},
	// One of them is fine, has another fault or is not vouched for; none of them answers, or is on tape.
	...[
		looks(faulty('expired', known(one, 'CN=Other Authority')), passed('tls')),
		looks(faulty('expired', known(one, 'CN=Other Authority')), faulty('not-yet-valid')),
		looks(faulty('expired', known(one, 'CN=Other Authority')), faulty('unknown-issuer', by('CN=Two'))),
		looks(stopped('connect', 'timeout'), stopped('tls', 'reset', unencrypted)),
		looks(undefined),
	].map(seen => ({
		finds: 'certificate-expired',
		when: {providers: others, smtp: faulty('expired', known(own, 'CN=Some Authority')), looks: seen},
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
