import {createPrivateKey, X509Certificate} from 'node:crypto';

/** The certificates of a PEM text, in order; nothing when one of them cannot be read. */
export const certificatesIn = (text: string): readonly X509Certificate[] | undefined => {
	try {
		return (text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map(
			pem => new X509Certificate(pem),
		);
	} catch {
		return undefined;
	}
};

/** The private keys of a PEM text, as they stand there. */
export const keysIn = (text: string): readonly string[] =>
	(text.match(/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*-----END \1-----/g) ?? []).map(pem => `${pem}\n`);

/** Whether a private key (PEM) belongs to a certificate; a key that cannot be read belongs to none. */
export const belongs = (key: string, certificate: X509Certificate): boolean => {
	try {
		return certificate.checkPrivateKey(createPrivateKey(key));
	} catch {
		return false;
	}
};

/** SHA-256 in small hexadecimal letters. */
export const digestOf = ({fingerprint256}: X509Certificate): string =>
	fingerprint256.replaceAll(':', '').toLowerCase();

export const pemOf = (certificates: readonly X509Certificate[]): string =>
	certificates
		.map(certificate => certificate.toString().trimEnd())
		.join('\n')
		.concat('\n');
