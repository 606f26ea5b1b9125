import 'reflect-metadata';
import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	getDiffieHellman,
	sign,
	webcrypto,
} from 'node:crypto';
import {
	BasicConstraintsExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	type X509Certificate,
	X509CertificateGenerator,
} from '@peculiar/x509';
import type {Identity} from '../../../source/lab/certificates.ts';

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
const fromNow = (days: number) => new Date(Date.now() + days * 86_400_000);
const dates = {notBefore: fromNow(-10), notAfter: fromNow(100), signingAlgorithm: algorithm};

type Keys = webcrypto.CryptoKeyPair;
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;
const pemOf = async ({privateKey}: Keys): Promise<string> =>
	PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');

let serial = 16;
const serialNumber = () => (serial++).toString(16);

type Wanted = {
	readonly subject?: string;
	readonly names?: readonly string[];
	/** SPKI, DER; its private key is kept by whoever asks. */
	readonly publicKey?: Buffer;
};

/** An authority that vouches for anything that is asked of it. */
export const createCarelessAuthority = async (host: string) => {
	const keys = await newKeys();
	const root = await X509CertificateGenerator.createSelfSigned({
		...dates,
		serialNumber: serialNumber(),
		name: 'CN=Careless',
		keys,
		extensions: [new BasicConstraintsExtension(true, 100, true)],
	});
	const signedBy = async (
		issuer: {readonly subject: string; readonly keys: Keys},
		publicKey: webcrypto.CryptoKey | Buffer,
		{subject = `CN=${host}`, names = [host]}: Wanted,
		extensions: readonly BasicConstraintsExtension[] = [],
	): Promise<X509Certificate> =>
		X509CertificateGenerator.create({
			...dates,
			serialNumber: serialNumber(),
			subject,
			issuer: issuer.subject,
			publicKey,
			signingKey: issuer.keys.privateKey,
			extensions: [
				...extensions,
				new SubjectAlternativeNameExtension(names.map(value => ({type: 'dns' as const, value}))),
			],
		});
	const own = {subject: root.subject, keys};
	const issue = async (wanted: Wanted = {}): Promise<Identity> => {
		const leafKeys = await newKeys();
		const leaf = await signedBy(own, leafKeys.publicKey, wanted);
		return {key: await pemOf(leafKeys), cert: leaf.toString('pem')};
	};
	return {
		pem: root.toString('pem'),
		issue,
		/** A leaf at the end of that many certificates, each vouching for the next. */
		async chain(length: number, names: readonly string[] = [host]): Promise<Identity> {
			let issuer: {readonly subject: string; readonly keys: Keys} = own;
			const sent: string[] = [];
			for (let index = 1; index < length; index++) {
				const next = {subject: `CN=Link ${index}`, keys: await newKeys()};
				const link = await signedBy(issuer, next.keys.publicKey, {...next, names}, [
					new BasicConstraintsExtension(true, 100, true),
				]);
				sent.unshift(link.toString('pem'));
				issuer = next;
			}
			const leafKeys = await newKeys();
			const leaf = await signedBy(issuer, leafKeys.publicKey, {names});
			return {key: await pemOf(leafKeys), cert: [leaf.toString('pem'), ...sent].join('\n')};
		},
		async rsa(key: {readonly privateKey: string; readonly publicKey: Buffer}): Promise<Identity> {
			const leaf = await signedBy(own, key.publicKey, {});
			return {key: key.privateKey, cert: leaf.toString('pem')};
		},
		/** A certificate with octets of its to-be-signed part replaced by as many others, and signed again. */
		async forged(
			from: (der: Buffer) => readonly (readonly [at: number, octets: string])[],
			wanted: Wanted = {},
		) {
			const {key, cert} = await issue(wanted);
			const signing = createPrivateKey(await pemOf(keys));
			const tbs = toBeSigned(Buffer.from(PemConverter.decode(cert)[0] as ArrayBuffer));
			for (const [at, octets] of from(tbs)) tbs.write(octets, at, 'latin1');
			const ecdsa = Buffer.from('300a06082a8648ce3d040302', 'hex');
			const signature = sign('sha256', tbs, signing);
			const der = element(0x30, Buffer.concat([tbs, ecdsa, element(3, Buffer.from([0]), signature)]));
			return {key, cert: PemConverter.encode(new Uint8Array(der), 'CERTIFICATE')};
		},
	};
};

/** The to-be-signed part of a certificate (RFC 5280 section 4.1), with its tag and length. */
const toBeSigned = (der: Buffer): Buffer => {
	const headOf = (at: number) => {
		const first = der[at + 1] ?? 0;
		if (first < 0x80) return {head: 2, length: first};
		return {head: 2 + (first & 0x7f), length: der.readUIntBE(at + 2, first & 0x7f)};
	};
	const start = headOf(0).head;
	const {head, length} = headOf(start);
	return Buffer.from(der.subarray(start, start + head + length));
};

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
	const content = Buffer.concat(parts);
	const length = content.length.toString(16);
	const octets = Buffer.from(length.length % 2 ? `0${length}` : length, 'hex');
	const head = content.length < 0x80 ? octets : Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
	return Buffer.concat([Buffer.from([tag]), head, content]);
};

/** Where the two dates of a to-be-signed part stand: UTCTime (RFC 5280 section 4.1.2.5.1). */
export const datesIn = (tbs: Buffer): readonly number[] => {
	const first = tbs.indexOf(Buffer.from([0x17, 0x0d]));
	return [first + 2, first + 2 + 13 + 2];
};

export const smallRsa = (): {readonly privateKey: string; readonly publicKey: Buffer} => {
	const {privateKey, publicKey} = generateKeyPairSync('rsa', {modulusLength: 512});
	return {
		privateKey: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
		publicKey: publicKey.export({type: 'spki', format: 'der'}),
	};
};

/**
 * An RSA key of 16384 bits without the minutes of looking for one: from the primes of the 8192-bit groups of RFC 3526
 * section 7 and RFC 7919 appendix A.5, which everybody knows.
 */
export const hugeRsa = (): {readonly privateKey: string; readonly publicKey: Buffer} => {
	const p = BigInt(`0x${getDiffieHellman('modp18').getPrime('hex')}`);
	const q = 2n ** 8192n - 2n ** 8128n + (euler(8062n) + 10_965_728n) * 2n ** 64n - 1n;
	const e = 65_537n;
	const d = inverse(e, (p - 1n) * (q - 1n));
	const privateKey = createPrivateKey({
		format: 'jwk',
		key: {
			kty: 'RSA',
			n: base64url(p * q),
			e: base64url(e),
			d: base64url(d),
			p: base64url(p),
			q: base64url(q),
			dp: base64url(d % (p - 1n)),
			dq: base64url(d % (q - 1n)),
			qi: base64url(inverse(q, p)),
		},
	});
	return {
		privateKey: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
		publicKey: createPublicKey(privateKey).export({type: 'spki', format: 'der'}),
	};
};

/** The whole part of Euler's number, times two to that power. */
const euler = (bits: bigint): bigint => {
	const spare = 64n;
	let sum = 0n;
	let term = 2n ** (bits + spare);
	for (let k = 1n; term > 0n; term /= k++) sum += term;
	return sum >> spare;
};

const inverse = (a: bigint, n: bigint): bigint => {
	let [r, next, t, after] = [n, a % n, 0n, 1n];
	while (next > 0n) {
		const times = r / next;
		[r, next, t, after] = [next, r - times * next, after, t - times * after];
	}
	return ((t % n) + n) % n;
};

const base64url = (value: bigint): string => {
	const hex = value.toString(16);
	return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
};
