import 'reflect-metadata';
import {createPrivateKey, createPublicKey, webcrypto} from 'node:crypto';
import {
	AuthorityInfoAccessExtension,
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	type JsonName,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	X509Certificate,
	X509CertificateGenerator,
} from '@peculiar/x509';

import {nameConstraints, type Permitted} from './name-constraints.ts';

/**
 * A private key and its certificate, both PEM; the certificate of the authority follows it if the client knows it. `ciphers`
 * is there where OpenSSL shows the certificate at its lowest security level only.
 */
export type Identity = {readonly key: string; readonly cert: string; readonly ciphers?: string};

/** Somebody who signs certificates; with nobody above, by its own word. */
export type Issuer = {readonly certificate: X509Certificate; readonly keys: CryptoKeyPair};
export type CryptoKeyPair = webcrypto.CryptoKeyPair;

const strong = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
/** What clients speak that know no elliptic curves. */
const rsa = {
	name: 'RSASSA-PKCS1-v1_5',
	modulusLength: 2048,
	publicExponent: new Uint8Array([1, 0, 1]),
	hash: 'SHA-256',
};
/** 80 bits of security: what current software refuses. */
const weak = {...rsa, modulusLength: 1024};

const algorithms = {strong, rsa, weak};
/** `strong`: EC on P-256. `rsa`: 2048 bits. `weak`: RSA of 1024 bits. */
export type KeyKind = keyof typeof algorithms;

const day = 86_400_000;
export const fromNow = (days: number): Date => new Date(Date.now() + days * day);

/** What a server's certificate says, beyond its name. */
export type Terms = {
	readonly notBefore?: Date;
	readonly notAfter?: Date;
	readonly key?: KeyKind;
	/** Made already; else new ones of the kind `key`. */
	readonly keys?: CryptoKeyPair;
	/** Further names and IP addresses under which the server is reached. */
	readonly names?: readonly string[];
	readonly addresses?: readonly string[];
	/** Where its issuer's own certificate can be fetched (RFC 5280 section 4.2.2.1). */
	readonly issuerAt?: string;
	/** Of an authority: for whom alone it may sign, which then is servers and no other authority. */
	readonly permitted?: Permitted;
};

/** A new authority of this distinguished name, below another or on its own. */
export const createIssuer = async (
	name: string | JsonName,
	above?: Issuer,
	{notBefore = fromNow(-1000), notAfter = fromNow(1000), key = 'strong', permitted}: Terms = {},
): Promise<Issuer> => {
	const keys = await createKeys(key);
	const common = {
		serialNumber: serialNumber(),
		notBefore,
		notAfter,
		signingAlgorithm: algorithms[key],
		extensions: [
			new BasicConstraintsExtension(true, above || permitted ? 0 : 1, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
			await SubjectKeyIdentifierExtension.create(keys.publicKey),
			...(permitted ? [nameConstraints(permitted)] : []),
		],
	};
	const certificate = above
		? await X509CertificateGenerator.create({
				...common,
				subject: name,
				issuer: above.certificate.subject,
				publicKey: keys.publicKey,
				signingKey: above.keys.privateKey,
			})
		: await X509CertificateGenerator.createSelfSigned({...common, name, keys});
	return {certificate, keys};
};

/** A certificate for this host. */
export const issueBy = async (
	{certificate, keys: issuerKeys}: Issuer,
	name: string,
	{notBefore = fromNow(-30), notAfter = fromNow(300), issuerAt, ...terms}: Terms,
): Promise<Identity> => {
	const keys = terms.keys ?? (await createKeys(terms.key ?? 'strong'));
	const leaf = await X509CertificateGenerator.create({
		serialNumber: serialNumber(),
		subject: commonName(name),
		issuer: certificate.subjectName,
		notBefore,
		notAfter,
		signingAlgorithm: issuerKeys.privateKey.algorithm.name === 'ECDSA' ? strong : rsa,
		publicKey: keys.publicKey,
		signingKey: issuerKeys.privateKey,
		extensions: [
			...(await serverExtensions(name, keys, terms)),
			await AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey),
			...(issuerAt === undefined ? [] : [new AuthorityInfoAccessExtension({caIssuers: [issuerAt]})]),
		],
	});
	return {
		key: await pemOf(keys.privateKey),
		cert: leaf.toString('pem'),
		...(terms.key === 'weak' ? {ciphers: 'DEFAULT:@SECLEVEL=0'} : {}),
	};
};

/** A certificate for this host by its own word. */
export const selfSigned = async (
	name: string,
	{notBefore = fromNow(-30), notAfter = fromNow(300), ...terms}: Terms = {},
): Promise<Identity> => {
	const keys = terms.keys ?? (await createKeys(terms.key ?? 'strong'));
	const certificate = await X509CertificateGenerator.createSelfSigned({
		serialNumber: serialNumber(),
		name: commonName(name),
		notBefore,
		notAfter,
		signingAlgorithm: keys.privateKey.algorithm.name === 'ECDSA' ? strong : rsa,
		keys,
		extensions: await serverExtensions(name, keys, terms),
	});
	return {key: await pemOf(keys.privateKey), cert: certificate.toString('pem')};
};

/** The identity with its issuer's certificate sent along. */
export const withChain = ({cert, ...identity}: Identity, issuer: X509Certificate): Identity => ({
	...identity,
	cert: `${cert.trimEnd()}\n${issuer.toString('pem')}`,
});

/** The name alone as a distinguished name, in the 64 characters that there are for it (RFC 5280 appendix A.1). */
export const commonName = (name: string): JsonName => [{CN: [[...name].slice(0, 64).join('')]}];

export const createKeys = async (kind: KeyKind): Promise<CryptoKeyPair> =>
	webcrypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

/** The key pair of a private key, which is PEM (PKCS #8); throws when it is no key of this kind. */
export const readKeys = async (pem: string, kind: KeyKind): Promise<CryptoKeyPair> => {
	const usable = async (der: Buffer, format: 'pkcs8' | 'spki', use: 'sign' | 'verify') =>
		webcrypto.subtle.importKey(format, der, algorithms[kind], true, [use]);
	const key = createPrivateKey(pem);
	const [privateKey, publicKey] = await Promise.all([
		usable(key.export({type: 'pkcs8', format: 'der'}), 'pkcs8', 'sign'),
		usable(createPublicKey(key).export({type: 'spki', format: 'der'}), 'spki', 'verify'),
	]);
	return {privateKey, publicKey};
};

/** Somebody who was written down before: the key and the certificate, both PEM. */
export const readIssuer = async ({key, cert}: Identity): Promise<Issuer> => {
	const certificate = new X509Certificate(cert);
	const kind = certificate.publicKey.algorithm.name === 'ECDSA' ? 'strong' : 'rsa';
	return {certificate, keys: await readKeys(key, kind)};
};

/** Old clients have the key of an RSA certificate encrypt for them (RFC 5246 section 7.4.2). */
const serverExtensions = async (
	name: string,
	{publicKey}: CryptoKeyPair,
	{names = [], addresses = []}: Terms,
) => [
	new BasicConstraintsExtension(false),
	new KeyUsagesExtension(
		publicKey.algorithm.name === 'ECDSA'
			? KeyUsageFlags.digitalSignature
			: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment,
		true,
	),
	new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
	new SubjectAlternativeNameExtension([
		...[...new Set([name, ...names])].map(value => ({type: 'dns' as const, value})),
		...[...new Set(addresses)].map(value => ({type: 'ip' as const, value})),
	]),
	await SubjectKeyIdentifierExtension.create(publicKey),
];

/** Positive and 63 bits long (RFC 5280 section 4.1.2.2). */
const serialNumber = (): string => {
	const bytes = webcrypto.getRandomValues(new Uint8Array(8));
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return Buffer.from(bytes).toString('hex');
};

export const pemOf = async (key: webcrypto.CryptoKey): Promise<string> =>
	PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
