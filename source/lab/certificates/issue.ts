import 'reflect-metadata';
import {webcrypto} from 'node:crypto';
import {
	AuthorityInfoAccessExtension,
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	type X509Certificate,
	X509CertificateGenerator,
} from '@peculiar/x509';

/**
 * A private key and its certificate, both PEM; the certificate of the authority follows it if the client knows it. `ciphers`
 * is there where OpenSSL shows the certificate at its lowest security level only.
 */
export type Identity = {readonly key: string; readonly cert: string; readonly ciphers?: string};

/** Somebody who signs certificates; with nobody above, by its own word. */
export type Issuer = {readonly certificate: X509Certificate; readonly keys: CryptoKeyPair};
type CryptoKeyPair = webcrypto.CryptoKeyPair;

const strong = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
/** 80 bits of security: what current software refuses. */
const weak = {
	name: 'RSASSA-PKCS1-v1_5',
	modulusLength: 1024,
	publicExponent: new Uint8Array([1, 0, 1]),
	hash: 'SHA-256',
};

const day = 86_400_000;
export const fromNow = (days: number): Date => new Date(Date.now() + days * day);

/** What a server's certificate says, beyond its name. */
export type Terms = {
	readonly notBefore?: Date;
	readonly notAfter?: Date;
	readonly key?: 'strong' | 'weak';
	/** Where its issuer's own certificate can be fetched (RFC 5280 section 4.2.2.1). */
	readonly issuerAt?: string;
};

/** A new authority of this distinguished name, below another or on its own. */
export const createIssuer = async (name: string, above?: Issuer): Promise<Issuer> => {
	const keys = await createKeys(strong);
	const common = {
		serialNumber: serialNumber(),
		notBefore: fromNow(-1000),
		notAfter: fromNow(1000),
		signingAlgorithm: strong,
		extensions: [
			new BasicConstraintsExtension(true, above ? 0 : 1, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
			await SubjectKeyIdentifierExtension.create(keys.publicKey),
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
	{notBefore = fromNow(-30), notAfter = fromNow(300), key = 'strong', issuerAt}: Terms,
): Promise<Identity> => {
	const keys = await createKeys(key === 'weak' ? weak : strong);
	const leaf = await X509CertificateGenerator.create({
		serialNumber: serialNumber(),
		subject: `CN=${name}`,
		issuer: certificate.subject,
		notBefore,
		notAfter,
		signingAlgorithm: strong,
		publicKey: keys.publicKey,
		signingKey: issuerKeys.privateKey,
		extensions: [
			...(await serverExtensions(name, keys)),
			await AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey),
			...(issuerAt === undefined ? [] : [new AuthorityInfoAccessExtension({caIssuers: [issuerAt]})]),
		],
	});
	return {
		key: await pemOf(keys),
		cert: leaf.toString('pem'),
		...(key === 'weak' ? {ciphers: 'DEFAULT:@SECLEVEL=0'} : {}),
	};
};

/** A certificate for this host by its own word. */
export const selfSigned = async (name: string): Promise<Identity> => {
	const keys = await createKeys(strong);
	const certificate = await X509CertificateGenerator.createSelfSigned({
		serialNumber: serialNumber(),
		name: `CN=${name}`,
		notBefore: fromNow(-30),
		notAfter: fromNow(300),
		signingAlgorithm: strong,
		keys,
		extensions: await serverExtensions(name, keys),
	});
	return {key: await pemOf(keys), cert: certificate.toString('pem')};
};

/** The identity with its issuer's certificate sent along. */
export const withChain = ({cert, ...identity}: Identity, issuer: X509Certificate): Identity => ({
	...identity,
	cert: `${cert.trimEnd()}\n${issuer.toString('pem')}`,
});

const createKeys = async (algorithm: typeof strong | typeof weak): Promise<CryptoKeyPair> =>
	webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

const serverExtensions = async (name: string, keys: CryptoKeyPair) => [
	new BasicConstraintsExtension(false),
	new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
	new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
	new SubjectAlternativeNameExtension([{type: 'dns', value: name}]),
	await SubjectKeyIdentifierExtension.create(keys.publicKey),
];

/** Positive and 63 bits long (RFC 5280 section 4.1.2.2). */
const serialNumber = (): string => {
	const bytes = webcrypto.getRandomValues(new Uint8Array(8));
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return Buffer.from(bytes).toString('hex');
};

const pemOf = async ({privateKey}: CryptoKeyPair): Promise<string> =>
	PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
