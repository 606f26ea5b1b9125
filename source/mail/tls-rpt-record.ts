import {address} from '../core/value.ts';
import {readVersionRecord, withoutBlanks} from './version-record.ts';

export const tlsRptVersion = 'TLSRPTv1';

export type TlsRptRecord =
	| {readonly is: 'record'; readonly rua: readonly string[]}
	| {readonly is: 'malformed'; readonly tag: string; readonly why: string};

/** Reads the TXT record at `_smtp._tls` that asks for reports on TLS (RFC 8460 section 3). */
export const readTlsRptRecord = (text: string): TlsRptRecord => {
	const read = readVersionRecord(tlsRptVersion, text, 'rua');
	if (read.is === 'malformed') return read;
	const value = read.fields.find(({name}) => name === 'rua')?.value ?? '';
	const rua = value.split(',').map(uri => withoutBlanks(uri));
	const wrong = rua.flatMap(uri => mistakeIn(uri) ?? [])[0];
	return wrong === undefined ? {is: 'record', rua} : {is: 'malformed', tag: 'rua', why: wrong};
};

/** The record with those addresses that are right, and with a forgotten `mailto:`; undefined where none is left. */
export const mendedTlsRpt = (text: string): string | undefined => {
	const field = text
		.split(';', mostFields)
		.map(part => withoutBlanks(part))
		.find(part => /^rua=/i.test(part));
	const uris = (field ?? '').slice('rua='.length).split(',', mostAddresses);
	const right = uris
		.map(uri => withoutBlanks(uri))
		.flatMap(uri => [uri, `mailto:${uri}`].find(one => mistakeIn(one) === undefined) ?? []);
	return right.length > 0 ? `v=${tlsRptVersion}; rua=${right.join(',')}` : undefined;
};

/** Fields and addresses of a broken record that are looked at. */
const mostFields = 50;
const mostAddresses = 10;

const mistakeIn = (uri: string): string | undefined => {
	if (uri === '') return 'a comma with no address beside it';
	if (/[^!-~]/.test(uri)) return `${uri} holds characters that must be percent-encoded`;
	const [scheme = ''] = uri.split(':', 1);
	if (!uri.includes(':')) return `${uri} has no mailto: or https: before it`;
	switch (scheme.toLowerCase()) {
		case 'mailto':
			return isMailbox(uri.slice(scheme.length + 1)) ? undefined : `${uri} is no e-mail address`;
		case 'https':
			return URL.parse(uri)?.hostname ? undefined : `${uri} is no web address`;
	}
	return `${uri} is neither mailto: nor https:`;
};

const isMailbox = (text: string): boolean => {
	try {
		return address().safeParse(decodeURIComponent(text.split('?', 1)[0] ?? '')).success;
	} catch {
		return false;
	}
};
