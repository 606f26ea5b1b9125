import 'reflect-metadata';
import {createHash, X509Certificate as ReadCertificate, webcrypto} from 'node:crypto';
import {
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

/** What a server's certificate can be like; only `good`, `expires-soon` and `issuer-not-sent` are to be trusted. */
export const certificateKinds = [
	'good',
	'expired',
	'not-yet-valid',
	'self-signed',
	'wrong-name',
	'unknown-issuer',
	'expires-soon',
	'issuer-not-sent',
] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/** A private key and its certificate, both PEM; the certificate of the authority follows it if the client knows it. */
export type Identity = {readonly key: string; readonly cert: string};

/** A certificate authority that lives as long as its lab; `pem` is what a client has to trust. */
export type Authority = {
	readonly pem: string;
	issue(wanted: {readonly name: string; readonly kind: CertificateKind}): Promise<Identity>;
};

type Issuer = {readonly certificate: X509Certificate; readonly keys: CryptoKeyPair};
type CryptoKeyPair = webcrypto.CryptoKeyPair;

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
const day = 86_400_000;
const fromNow = (days: number): Date => new Date(Date.now() + days * day);

/** Makes a new authority; nobody but the lab's own client ever trusts it. */
export const createAuthority = async (): Promise<Authority> => {
	const trusted = await createIssuer('CN=Lab Authority, O=lostmail lab');
	// RFC 7671 section 5.2.1: whoever trusts by TLSA usage 2 needs the authority's certificate in the chain.
	const issue = async (name: string, validity: Validity) =>
		withChain(await issueBy(trusted, name, validity), trusted.certificate);
	return {
		pem: trusted.certificate.toString('pem'),
		issue: async ({name, kind}) => {
			switch (kind) {
				case 'good':
					return issue(name, {});
				case 'expired':
					return issue(name, {notBefore: fromNow(-400), notAfter: fromNow(-35)});
				case 'not-yet-valid':
					return issue(name, {notBefore: fromNow(35), notAfter: fromNow(400)});
				case 'expires-soon':
					return issue(name, {notAfter: fromNow(3)});
				case 'issuer-not-sent':
					return issueBy(trusted, name, {});
				case 'wrong-name':
					return issue('shared-hosting.test', {});
				case 'unknown-issuer':
					return issueBy(await createIssuer('CN=Some Other Authority, O=Elsewhere'), name, {});
				case 'self-signed':
					return selfSigned(name);
			}
		},
	};
};

const createKeys = async (): Promise<CryptoKeyPair> =>
	webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

const createIssuer = async (name: string): Promise<Issuer> => {
	const keys = await createKeys();
	const certificate = await X509CertificateGenerator.createSelfSigned({
		serialNumber: serialNumber(),
		name,
		notBefore: fromNow(-1000),
		notAfter: fromNow(1000),
		signingAlgorithm: algorithm,
		keys,
		extensions: [
			new BasicConstraintsExtension(true, 0, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
			await SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return {certificate, keys};
};

type Validity = {readonly notBefore?: Date; readonly notAfter?: Date};

const issueBy = async (
	{certificate, keys: issuerKeys}: Issuer,
	name: string,
	{notBefore = fromNow(-30), notAfter = fromNow(300)}: Validity,
): Promise<Identity> => {
	const keys = await createKeys();
	const leaf = await X509CertificateGenerator.create({
		serialNumber: serialNumber(),
		subject: `CN=${name}`,
		issuer: certificate.subject,
		notBefore,
		notAfter,
		signingAlgorithm: algorithm,
		publicKey: keys.publicKey,
		signingKey: issuerKeys.privateKey,
		extensions: [
			...(await serverExtensions(name, keys)),
			await AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey),
		],
	});
	return {key: await pemOf(keys), cert: leaf.toString('pem')};
};

const withChain = ({key, cert}: Identity, issuer: X509Certificate): Identity => ({
	key,
	cert: `${cert.trimEnd()}\n${issuer.toString('pem')}`,
});

const selfSigned = async (name: string): Promise<Identity> => {
	const keys = await createKeys();
	const certificate = await X509CertificateGenerator.createSelfSigned({
		serialNumber: serialNumber(),
		name: `CN=${name}`,
		notBefore: fromNow(-30),
		notAfter: fromNow(300),
		signingAlgorithm: algorithm,
		keys,
		extensions: await serverExtensions(name, keys),
	});
	return {key: await pemOf(keys), cert: certificate.toString('pem')};
};

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

/** What a TLSA record says about the first certificate of a PEM text (RFC 6698 sections 2.1.2 and 2.1.3). */
export const tlsaData = (
	pem: string,
	{selector, matching}: {readonly selector: 0 | 1; readonly matching: 0 | 1 | 2},
): Buffer => {
	const certificate = new ReadCertificate(pem);
	const selected =
		selector === 0 ? certificate.raw : certificate.publicKey.export({type: 'spki', format: 'der'});
	switch (matching) {
		case 0:
			return selected;
		case 1:
			return createHash('sha256').update(selected).digest();
		case 2:
			return createHash('sha512').update(selected).digest();
	}
};
