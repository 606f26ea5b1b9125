import type {Certificate, TlsFacts} from '../core/smtp.ts';
import {digestOf} from './digest.ts';

/** One TLSA record (RFC 6698 section 2.1); `data` in small hexadecimal letters. */
export type Tlsa = {
	readonly usage: number;
	readonly selector: number;
	readonly matching: number;
	readonly data: string;
};

/** Reads the data of a TLSA record as a zone file spells it; nothing where that is no TLSA record. */
export const readTlsa = (text: string): Tlsa | undefined => {
	const [, usage, selector, matching, data = ''] =
		/^(\d{1,3}) (\d{1,3}) (\d{1,3}) ([0-9a-f\s]+)$/i.exec(text) ?? [];
	const hex = data.replaceAll(/\s/g, '').toLowerCase();
	return usage === undefined || hex.length % 2 === 1
		? undefined
		: {usage: Number(usage), selector: Number(selector), matching: Number(matching), data: hex};
};

/** Hexadecimal digits of the digest that each matching type wants; 0 is the thing itself. */
const lengths: Readonly<Record<number, number>> = {1: 64, 2: 128};

/** Why SMTP cannot make use of a record (RFC 7672 section 3.1.3), in words; nothing where it can. */
export const unusable = ({usage, selector, matching, data}: Tlsa): string | undefined => {
	if (usage < 2) return `certificate usage ${usage} is not for SMTP`;
	if (usage > 3) return `certificate usage ${usage} is not defined`;
	if (selector > 1) return `selector ${selector} is not defined`;
	if (matching > 2) return `matching type ${matching} is not defined`;
	const length = lengths[matching];
	return length !== undefined && data.length !== length ? `its digest has a wrong length` : undefined;
};

/**
 * Whether a usable record matches the certificates that a server showed. DANE-EE(3) asks for the server's own key or
 * certificate and nothing else (RFC 7672 section 3.1.1). DANE-TA(2) asks for an issuer in the chain that was sent,
 * signatures down to the server's own certificate, one of the names in that, and dates that hold (section 3.1.2). An
 * issuer that was not sent counts only where the record holds it in full (RFC 7671 sections 5.2.2 and 5.2.3): `unsent`
 * where it matches and must be sent along, `open` where that cannot be told from here.
 */
export const matchesChain = async (
	record: Tlsa,
	{chain}: TlsFacts,
	{names, now}: {readonly names: readonly string[]; readonly now: number},
): Promise<Match> => {
	const [leaf] = chain;
	if (!leaf) return 'no';
	if (record.usage === 3) return sameAs(record, leaf) ? 'yes' : 'no';
	const issuer = issuerIn(chain, record);
	const incomplete = isFull(record) && chain.at(-1)?.signed !== true;
	if (issuer === undefined && !incomplete) return 'no';
	if (!names.some(name => isFor(leaf, name))) return 'wrong-name';
	const path = issuer === undefined ? chain : chain.slice(0, issuer + 1);
	if (!path.every(certificate => isCurrent(certificate, now))) return 'out-of-date';
	if (issuer === undefined) return 'open';
	return chain[issuer]?.unsent ? withoutIssuer(record) : 'yes';
};

/** `wrong-name`, `out-of-date`: whoever the issuer is, the certificate cannot count. */
export type Match = 'yes' | 'no' | 'wrong-name' | 'out-of-date' | 'unsent' | 'open';

/** Where the record's certificate stands in a chain, as far as each was signed by the one after it. */
const issuerIn = (chain: readonly Certificate[], record: Tlsa): number | undefined => {
	for (const [index, certificate] of chain.entries()) {
		if (sameAs(record, certificate)) return index;
		if (certificate.signed !== true) return undefined;
	}
	return undefined;
};

/** Senders need not make use of a bare key whose certificate is not sent (RFC 7671 section 5.2.3). */
const withoutIssuer = (record: Tlsa): Match => {
	if (!isFull(record)) return 'unsent';
	return record.selector === 0 ? 'yes' : 'open';
};

const isFull = ({matching}: Tlsa): boolean => matching === 0;

/** Whether enough is known of every certificate shown to compare it with a record. */
export const isComparable = ({chain}: TlsFacts): boolean =>
	chain.length > 0 && chain.every(({digests}) => digests !== undefined);

const sameAs = ({selector, matching, data}: Tlsa, {digests}: Certificate): boolean => {
	const of = selector === 0 ? digests?.certificate : digests?.publicKey;
	if (!of) return false;
	if (matching === 2) return of.sha512 === data;
	return of.sha256 === (matching === 1 ? data : digestOf('SHA-256', octetsIn(data)));
};

const octetsIn = (hex: string): Uint8Array =>
	Uint8Array.from(hex.match(/../g) ?? [], octet => Number.parseInt(octet, 16));

const isCurrent = ({validFrom, validTo}: Certificate, now: number): boolean =>
	Date.parse(validFrom) <= now && now <= Date.parse(validTo);

/** RFC 6125 section 6.4, as far as RFC 7672 section 3.2.3 wants it: a wildcard is the whole left-most label. */
const isFor = ({names}: Certificate, host: string): boolean => {
	const name = host.toLowerCase().replace(/\.$/, '');
	const parent = name.slice(name.indexOf('.') + 1);
	return names
		.filter(text => text.startsWith('DNS:'))
		.map(text => text.slice('DNS:'.length).toLowerCase())
		.some(pattern => pattern === name || (name.includes('.') && pattern === `*.${parent}`));
};
