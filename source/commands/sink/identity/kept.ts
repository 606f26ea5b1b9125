import {X509Certificate} from 'node:crypto';
import type {Leaves, Pair, Reached} from '../../../lab/certificates/sink.ts';
import {belongs, certificatesIn, keysIn, pemOf} from './pem.ts';

const day = 86_400_000;
/** With less than this left, a certificate is made anew. */
const rest = 30 * day;

/** What a text was good for; `why` it was not, as the end of a sentence. */
export type Taken<T> = {readonly value: T} | {readonly why: string};

const damaged = {why: 'what was kept of it is damaged'};

/** An authority as it is written down: its key and its certificate in one text, so that the two never part. */
export const authorityText = ({key, cert}: Pair): string => `${key.trimEnd()}\n${cert.trimEnd()}\n`;

/** Reads it again; `now` is in milliseconds since 1970. */
export const authorityIn = (text: string, now: number): Taken<Pair> => {
	const [key, ...keys] = keysIn(text);
	const [certificate, ...certificates] = certificatesIn(text) ?? [];
	if (!key || !certificate || keys.length + certificates.length > 0) return damaged;
	if (!certificate.ca || !belongs(key, certificate) || !certificate.verify(certificate.publicKey))
		return damaged;
	const why = overdue(certificate, now);
	return why === undefined ? {value: {key, cert: certificate.toString()}} : {why};
};

/** Both certificates with their keys and their authority, in one text. */
export const leavesText = ({ec, rsa}: Leaves): string => authorityText(ec) + authorityText(rsa);

/** Reads them again, if the authority signed them and they are good for every name and address that is wanted. */
export const leavesIn = (text: string, authority: Pair, reached: Reached): Taken<Leaves> => {
	const [ecKey, rsaKey, ...keys] = keysIn(text);
	const [ec, , rsa, , ...certificates] = certificatesIn(text) ?? [];
	if (!ecKey || !rsaKey || !ec || !rsa || keys.length + certificates.length > 0) return damaged;
	if (!belongs(ecKey, ec) || !belongs(rsaKey, rsa)) return damaged;
	const above = new X509Certificate(authority.cert);
	for (const one of [ec, rsa]) {
		const why = overdue(one, reached.now) ?? foreign(one, above) ?? missing(one, reached);
		if (why !== undefined) return {why};
	}
	return {
		value: {
			ec: {key: ecKey, cert: pemOf([ec, above])},
			rsa: {key: rsaKey, cert: pemOf([rsa, above])},
		},
	};
};

const overdue = ({validFromDate, validToDate}: X509Certificate, now: number): string | undefined => {
	if (validFromDate.getTime() > now) return 'the one before is not valid yet by the clock of this machine';
	if (validToDate.getTime() <= now) return `the one before ended on ${dateOf(validToDate)}`;
	return validToDate.getTime() - now < rest ? `the one before ends on ${dateOf(validToDate)}` : undefined;
};

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

const foreign = (one: X509Certificate, above: X509Certificate): string | undefined =>
	one.checkIssued(above) && one.verify(above.publicKey)
		? undefined
		: 'the one before was made by another authority';

const missing = (one: X509Certificate, {names, addresses}: Reached): string | undefined => {
	const absent = [
		...names.filter(name => one.checkHost(name, {subject: 'never', wildcards: false}) === undefined),
		...addresses.filter(address => one.checkIP(address) === undefined),
	];
	if (absent.length === 0) return undefined;
	const shown = absent.slice(0, 3).join(', ');
	return `the one before is not for ${shown}${absent.length > 3 ? ` and ${absent.length - 3} more` : ''}`;
};
