import {createHash, X509Certificate} from 'node:crypto';
import {isIP, type Socket} from 'node:net';
import {connect, type DetailedPeerCertificate, getCACertificates, type TLSSocket} from 'node:tls';
import type {Failure} from '../core/failure.ts';
import type {Certificate, CertificateFault, TlsFacts} from '../core/smtp.ts';
import {failureOf} from './failure.ts';
import {whenPatienceEnds} from './patience.ts';

const faults: Readonly<Record<string, CertificateFault>> = {
	CERT_HAS_EXPIRED: 'expired',
	CERT_NOT_YET_VALID: 'not-yet-valid',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
	UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
	ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
};

export type Secured = {readonly socket: TLSSocket; readonly facts: TlsFacts};

/**
 * Puts TLS over a connected socket. The handshake is completed whatever the certificate is worth; its worth is a
 * fact in the answer, and nothing secret is sent where there is a fault.
 */
export const secure = (
	raw: Socket,
	{
		host,
		ca,
		ms,
		signal,
		versions = 'safe',
	}: {
		readonly host: string;
		readonly ca: readonly string[];
		readonly ms: number;
		readonly signal: AbortSignal;
		/** `outdated-too`: TLS 1.0 and 1.1 as well, only to learn what a server offers. */
		readonly versions?: 'safe' | 'outdated-too';
	},
): Promise<Secured> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const socket = connect({
			socket: raw,
			host,
			...(isIP(host) ? {} : {servername: host}),
			...(ca.length > 0 ? {ca: [...getCACertificates('default'), ...ca]} : {}),
			rejectUnauthorized: false,
			...offeredVersions[versions],
		});
		// Whoever takes over listens as well; an error in between must not end the program.
		socket.on('error', () => {});
		const fail = (failure: Failure) => {
			settle();
			socket.destroy();
			raw.destroy();
			reject(failure);
		};
		const onError = (error: Error) => fail(failureOf(error));
		const onClose = () =>
			fail({code: 'closed', detail: 'the connection was closed during the TLS handshake'});
		const onAbort = () => fail({code: 'cancelled'});
		const callOff = whenPatienceEnds(ms, () =>
			fail({code: 'timeout', detail: `no TLS handshake within ${ms / 1000} s`}),
		);
		const settle = () => {
			callOff();
			socket.off('error', onError).off('close', onClose);
			signal.removeEventListener('abort', onAbort);
		};
		signal.addEventListener('abort', onAbort, {once: true});
		socket.on('error', onError).on('close', onClose);
		socket.once('secureConnect', () => {
			try {
				const facts = factsOf(socket);
				settle();
				resolve({socket, facts});
			} catch (error) {
				fail(failureOf(error));
			}
		});
		if (signal.aborted) onAbort();
	});

/** OpenSSL speaks the outdated versions at its lowest security level only. */
const offeredVersions = {
	safe: {minVersion: 'TLSv1.2'},
	'outdated-too': {minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0'},
} as const;

const factsOf = (socket: TLSSocket): TlsFacts => {
	const error = socket.authorizationError as unknown as {code?: string} | string | null;
	const reason = socket.authorized ? undefined : String(typeof error === 'object' ? error?.code : error);
	return {
		protocol: socket.getProtocol() ?? 'unknown',
		cipher: socket.getCipher().standardName,
		chain: chainOf(socket.getPeerCertificate(true), sentBy(socket)),
		...(reason === undefined ? {} : {fault: faults[reason] ?? 'other', reason}),
	};
};

const maxChain = 12;

/**
 * Fingerprints of what the server sent; the detailed certificate has issuers from our own store besides. Can be asked
 * once only, and last, because Node takes them out of the session as it reads them.
 */
const sentBy = (socket: TLSSocket): ReadonlySet<string> => {
	const sent: string[] = [];
	let certificate = socket.getPeerX509Certificate();
	while (certificate && sent.length < maxSent) {
		sent.push(certificate.fingerprint256);
		certificate = certificate.issuerCertificate;
	}
	return new Set(sent);
};

/** A server may send more than its chain. */
const maxSent = 40;

const chainOf = (leaf: DetailedPeerCertificate, sent: ReadonlySet<string>): readonly Certificate[] => {
	const found: X509Certificate[] = [];
	const seen = new Set<string>();
	for (
		let peer: DetailedPeerCertificate | undefined = leaf;
		peer?.raw && found.length < maxChain;
		peer = peer.issuerCertificate
	) {
		if (seen.has(peer.fingerprint256)) break;
		seen.add(peer.fingerprint256);
		found.push(new X509Certificate(peer.raw));
	}
	return found.map((certificate, index) => ({
		subject: oneLine(certificate.subject),
		issuer: oneLine(certificate.issuer),
		names: namesIn(certificate).slice(0, index === 0 ? mostNames : mostOfIssuers),
		validFrom: isoOf(certificate.validFrom),
		validTo: isoOf(certificate.validTo),
		sha256: certificate.fingerprint256,
		key: keyOf(certificate),
		...signatureOf(certificate),
		...issuersAt(certificate),
		...digestsOf(certificate),
		signed: isSignedBy(certificate, found[index + 1] ?? certificate),
		...(sent.has(certificate.fingerprint256) ? {} : {unsent: true as const}),
	}));
};

/** Nothing where the key is of a kind that cannot be written out again. */
const digestsOf = (certificate: X509Certificate): Pick<Certificate, 'digests'> => {
	try {
		const publicKey = certificate.publicKey.export({type: 'spki', format: 'der'});
		return {digests: {certificate: digests(certificate.raw), publicKey: digests(publicKey)}};
	} catch {
		return {};
	}
};

const digests = (octets: Buffer): {readonly sha256: string; readonly sha512: string} => ({
	sha256: createHash('sha256').update(octets).digest('hex'),
	sha512: createHash('sha512').update(octets).digest('hex'),
});

const signatureOf = ({signatureAlgorithm}: X509Certificate): Pick<Certificate, 'signature'> =>
	signatureAlgorithm ? {signature: signatureAlgorithm.slice(0, longest)} : {};

const issuersAt = ({infoAccess = ''}: X509Certificate): Pick<Certificate, 'issuerAt'> => {
	const found = infoAccess
		.split('\n', mostOfIssuers)
		.flatMap(line => /^CA Issuers - URI:(\S+)$/.exec(line)?.[1]?.slice(0, longest) ?? []);
	return found.length > 0 ? {issuerAt: found} : {};
};

const isSignedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean => {
	try {
		return certificate.verify(issuer.publicKey);
	} catch {
		return false;
	}
};

/** A date that a hostile certificate made unreadable is empty. */
const isoOf = (date: string): string => {
	const time = Date.parse(date);
	return Number.isNaN(time) ? '' : new Date(time).toISOString();
};

const keyOf = (certificate: X509Certificate): string => {
	try {
		const {asymmetricKeyType, asymmetricKeyDetails} = certificate.publicKey;
		return [asymmetricKeyType, asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve]
			.filter(Boolean)
			.join(' ');
	} catch {
		return 'of an unknown kind';
	}
};

/** Characters of one name, which no host name reaches. */
const longest = 300;
const mostNames = 50;
/** Of the certificates behind the server's own, and of the places to fetch one from. */
const mostOfIssuers = 5;

/** Node writes a comma inside of a name as an escape. */
const namesIn = ({subjectAltName = ''}: X509Certificate): readonly string[] =>
	subjectAltName
		.split(', ', mostNames)
		.filter(Boolean)
		.map(name => name.slice(0, longest));

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ').slice(0, longest);
