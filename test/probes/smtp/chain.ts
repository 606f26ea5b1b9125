import 'reflect-metadata';
import {webcrypto} from 'node:crypto';
import {
	AuthorityInfoAccessExtension,
	BasicConstraintsExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';
import type {Identity} from '../../../source/lab/certificates.ts';

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
const fromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

export type Wanted = {
	/** Where its issuer’s certificate is said to be had. */
	readonly issuerAt?: string;
	/** Bits of an RSA key, instead of one on a curve. */
	readonly bits?: number;
	/** Days from now to its end. */
	readonly ends?: number;
	/** Days from now to its beginning; below zero, as a rule. */
	readonly begins?: number;
};

const rsa = (modulusLength: number) => ({
	name: 'RSASSA-PKCS1-v1_5',
	hash: 'SHA-256',
	publicExponent: new Uint8Array([1, 0, 1]),
	modulusLength,
});

type Keys = webcrypto.CryptoKeyPair;
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;
const newRsaKeys = (bits: number) =>
	webcrypto.subtle.generateKey(rsa(bits), true, ['sign', 'verify']) as Promise<Keys>;

/** A root, an intermediate that it vouches for, and leaves of that intermediate. */
export const createChain = async (): Promise<{
	readonly root: string;
	issue(name: string, wanted?: Wanted): Promise<Identity>;
	/** Without the intermediate, as many servers send it. */
	issueAlone(name: string, wanted?: Wanted): Promise<Identity>;
}> => {
	const dates = {notBefore: fromNow(-10), notAfter: fromNow(100), signingAlgorithm: algorithm};
	const rootKeys = await newKeys();
	const root = await X509CertificateGenerator.createSelfSigned({
		...dates,
		serialNumber: '01',
		name: 'CN=Root',
		keys: rootKeys,
		extensions: [new BasicConstraintsExtension(true, 2, true)],
	});
	const middleKeys = await newKeys();
	const middle = await X509CertificateGenerator.create({
		...dates,
		serialNumber: '02',
		subject: 'CN=Intermediate',
		issuer: root.subject,
		publicKey: middleKeys.publicKey,
		signingKey: rootKeys.privateKey,
		extensions: [new BasicConstraintsExtension(true, 0, true)],
	});
	const issueAlone = async (name: string, {issuerAt, bits, ends, begins}: Wanted = {}): Promise<Identity> => {
		const keys = bits === undefined ? await newKeys() : await newRsaKeys(bits);
		const leaf = await X509CertificateGenerator.create({
			...dates,
			serialNumber: '03',
			subject: `CN=${name}`,
			issuer: middle.subject,
			publicKey: keys.publicKey,
			signingKey: middleKeys.privateKey,
			extensions: [
				new SubjectAlternativeNameExtension([{type: 'dns', value: name}]),
				...(issuerAt === undefined ? [] : [new AuthorityInfoAccessExtension({caIssuers: [issuerAt]})]),
			],
			...(ends === undefined ? {} : {notAfter: fromNow(ends)}),
			...(begins === undefined ? {} : {notBefore: fromNow(begins)}),
		});
		const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
		return {key: PemConverter.encode(key, 'PRIVATE KEY'), cert: leaf.toString('pem')};
	};
	return {
		root: root.toString('pem'),
		issueAlone,
		issue: async (name, wanted) => {
			const {key, cert} = await issueAlone(name, wanted);
			return {key, cert: `${cert}\n${middle.toString('pem')}`};
		},
	};
};
