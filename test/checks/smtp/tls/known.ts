import type {Inspector} from '../../../../source/core/inspector.ts';
import type {MailProvider} from '../../../../source/core/provider.ts';
import type {Certificate, CertificateFault, SmtpAnswer, TlsFacts} from '../../../../source/core/smtp.ts';
import {certificate, stopped, tls} from '../../said.ts';
import type {When} from '../../taped.ts';

const inspector = (id: string, name: string, kind: Inspector['kind'], maker: string): Inspector => ({
	id,
	name,
	kind,
	is: 'It opens things.',
	samples: [`CN=${maker}`],
	off: 'Pull the plug.',
	source: 'https://box.test/',
	read: '2026-06-15',
	issued: issuer => issuer.includes(maker),
	greets: greeting => greeting.includes('****'),
});

/** A gateway, a virus scanner, and an authority that real servers use. */
export const inspectors: readonly Inspector[] = [
	inspector('box', 'The Box', 'gateway', 'Box CA'),
	inspector('shield', 'The Shield', 'antivirus', 'Shield Root'),
	inspector('state', 'The State', 'authority', 'State CA'),
];

export const provider = (id: string, host: string, more: Partial<MailProvider> = {}): MailProvider => ({
	id,
	name: `Mail of ${id}`,
	domains: [],
	mx: [],
	spf: [],
	selectors: [],
	source: 'https://provider.test/',
	submission: [
		{host, port: 465, security: 'implicit'},
		{host, port: 587, security: 'starttls'},
	],
	...more,
});

/** The owner of the server in question, and others: the first two are looked at, in this order. */
export const owner = provider('own', 'smtp.provider.test', {family: 'house', domains: ['own.test']});
export const others: readonly MailProvider[] = [
	provider('late', 'smtp.late.test', {
		submission: [{host: 'smtp.late.test', port: 587, security: 'starttls'}],
	}),
	provider('wild', 'smtp.wild.test', {
		submission: [{host: 'smtp.*.wild.test', port: 465, security: 'implicit'}],
	}),
	provider('vague', 'smtp.vague.test', {unsure: ['submission']}),
	provider('one', 'smtp.one.test', {family: 'ones'}),
	provider('twin', 'smtp.twin.test', {family: 'ones'}),
	provider('two', 'smtp.two.test'),
	provider('three', 'smtp.three.test'),
];

export const faulty = (fault: CertificateFault, more: Partial<TlsFacts> = {}) =>
	stopped('tls', 'untrusted', {tls: tls({fault, reason: 'OPENSSL_SAYS', ...more})});
export const by = (issuer: string, more: Partial<Certificate> = {}) => ({
	chain: [certificate({issuer, ...more})],
});
/** A chain of an issuer with its root: known to this side, sent along, or neither. */
const rooted = (host: string, issuer: string, leaf: Partial<Certificate>, root: Partial<Certificate>) => ({
	chain: [
		certificate({subject: `CN=${host}`, names: [`DNS:${host}`], issuer, signed: true, ...leaf}),
		certificate({subject: issuer, issuer, names: [], signed: true, ...root}),
	],
});
export const known = (host: string, issuer: string, leaf: Partial<Certificate> = {}) =>
	rooted(host, issuer, leaf, {unsent: true});
export const open = (host: string, issuer: string, leaf: Partial<Certificate> = {}) =>
	rooted(host, issuer, leaf, {});
/** One of an issuer that is not sent, with the address where public issuers have theirs. */
export const published = (host: string, issuer: string, leaf: Partial<Certificate> = {}) => ({
	chain: [
		certificate({
			subject: `CN=${host}`,
			names: [`DNS:${host}`],
			issuer,
			signed: false,
			issuerAt: ['http://pki.authority.example/x.crt'],
			...leaf,
		}),
	],
});
export const stranger = (host: string, issuer: string, leaf: Partial<Certificate> = {}) => ({
	chain: [certificate({subject: `CN=${host}`, names: [`DNS:${host}`], issuer, signed: false, ...leaf})],
});
export const looks = (one: SmtpAnswer | undefined, two?: SmtpAnswer): NonNullable<When['looks']> => ({
	...(one ? {'smtp.one.test 465 implicit': one} : {}),
	...(two ? {'smtp.two.test 465 implicit': two} : {}),
});
export const early = (from: string) => ({chain: [certificate({validFrom: `${from}T00:00:00.000Z`})]});
export const alone = (more: Partial<Certificate> = {}) => ({
	reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	chain: [certificate({signed: false, issuerAt: ['http://pki.authority.example/x.crt'], ...more})],
});
export const unencrypted = {tls: undefined} as unknown as Partial<SmtpAnswer>;
