import 'reflect-metadata';
import {webcrypto} from 'node:crypto';
import {
	BasicConstraintsExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';
import type {Identity} from '../../../source/lab/certificates.ts';

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
const fromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

type Keys = webcrypto.CryptoKeyPair;
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;

/** A root, an intermediate that it vouches for, and leaves of that intermediate. */
export const createChain = async (): Promise<{
	readonly root: string;
	issue(name: string): Promise<Identity>;
	/** Without the intermediate, as many servers send it. */
	issueAlone(name: string): Promise<Identity>;
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
	const issueAlone = async (name: string): Promise<Identity> => {
		const keys = await newKeys();
		const leaf = await X509CertificateGenerator.create({
			...dates,
			serialNumber: '03',
			subject: `CN=${name}`,
			issuer: middle.subject,
			publicKey: keys.publicKey,
			signingKey: middleKeys.privateKey,
			extensions: [new SubjectAlternativeNameExtension([{type: 'dns', value: name}])],
		});
		const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
		return {key: PemConverter.encode(key, 'PRIVATE KEY'), cert: leaf.toString('pem')};
	};
	return {
		root: root.toString('pem'),
		issueAlone,
		issue: async name => {
			const {key, cert} = await issueAlone(name);
			return {key, cert: `${cert}\n${middle.toString('pem')}`};
		},
	};
};
