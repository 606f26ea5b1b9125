import {createPrivateKey, type X509Certificate} from 'node:crypto';
import {createSecureContext} from 'node:tls';
import type {Pair} from '../../../lab/certificates/sink.ts';
import {beginningOf} from '../../beginning.ts';
import {fileTrouble} from '../../file-trouble.ts';
import {UsageError} from '../../io.ts';
import {belongs, certificatesIn, keysIn} from './pem.ts';

/** Octets of one file. */
const largest = 1024 * 1024;

/** Paths, as `--cert` and `--key` name them. */
export type GivenFiles = {readonly cert: string; readonly key: string};

export type Given = Pair & {readonly chain: readonly [X509Certificate, ...X509Certificate[]]};

/**
 * Reads a certificate of one's own with its chain, and its key, both PEM. Throws a UsageError that names the file and what is
 * wrong with it, and nothing of what is in the key.
 */
export const readGiven = (files: GivenFiles, now: number): Given => {
	const certText = textOf('--cert', files.cert);
	const keyText = textOf('--key', files.key);
	const wrong = (option: 'cert' | 'key', what: string) =>
		new UsageError(`lostmail: --${option} ${files[option]}: ${what}`);

	const certificates = certificatesIn(certText);
	if (!certificates) throw wrong('cert', 'a certificate in it cannot be read');
	const [first, ...above] = certificates;
	if (!first)
		throw wrong(
			'cert',
			keysIn(certText).length > 0
				? 'it holds a private key and no certificate; --cert and --key may be the wrong way round'
				: 'expected a PEM file with a certificate, and its chain after it',
		);
	const [key, ...keys] = keysIn(keyText);
	if (!key)
		throw wrong(
			'key',
			(certificatesIn(keyText) ?? []).length > 0
				? 'it holds a certificate and no private key; --cert and --key may be the wrong way round'
				: 'expected a PEM file with a private key',
		);
	if (keys.length > 0) throw wrong('key', `expected one private key, and here are ${keys.length + 1}`);
	const unreadable = unreadableKey(key);
	if (unreadable !== undefined) throw wrong('key', unreadable);
	if (!belongs(key, first))
		throw wrong(
			'key',
			above.some(one => belongs(key, one))
				? 'it belongs to a later certificate of --cert; that of the server itself stands first'
				: 'it does not belong to the certificate of --cert',
		);
	if (first.validToDate.getTime() <= now)
		throw wrong('cert', `it ended on ${first.validToDate.toISOString()}`);
	if (first.validFromDate.getTime() > now)
		throw wrong('cert', `it is not valid before ${first.validFromDate.toISOString()}`);
	const cert = certificates.map(one => one.toString()).join('');
	const refused = refusedByTls({key, cert});
	if (refused !== undefined) throw wrong('cert', refused);
	return {key, cert, chain: [first, ...above]};
};

const textOf = (option: string, file: string): string => {
	try {
		const octets = beginningOf(file, largest + 1);
		if (octets.length > largest) throw new Error('it is larger than 1 MB');
		return octets.toString('utf8');
	} catch (error) {
		throw new UsageError(`lostmail: ${option} ${file}: ${fileTrouble(error)}`);
	}
};

const unreadableKey = (key: string): string | undefined => {
	if (/ENCRYPTED/.test(key)) return 'it is protected by a passphrase, and none is asked for here';
	try {
		createPrivateKey(key);
		return undefined;
	} catch {
		return 'the private key in it cannot be read';
	}
};

/** Some keys are too weak for OpenSSL, and it says so only now. */
const refusedByTls = (pair: Pair): string | undefined => {
	try {
		createSecureContext(pair);
		return undefined;
	} catch (error) {
		const {reason} = error as {readonly reason?: string};
		return `TLS cannot be spoken with it${reason ? `: ${reason}` : ''}`;
	}
};
