import {printable} from '../../../core/printable.ts';
import type {Certificate, TlsFacts} from '../../../core/smtp.ts';

const day = 86_400_000;

/** Certificates and names of one that a finding has room for. */
const mostCertificates = 12;
const mostNames = 10;
const longestName = 160;

/** What every finding tells of an encrypted session: one line for the session and one for each certificate, the server’s first. */
export const sessionFacts = ({protocol, cipher, chain}: TlsFacts) => ({
	protocol: printable(protocol),
	cipher: printable(cipher),
	details: [
		`session: ${printable(protocol)}, ${printable(cipher)}`,
		...chain.slice(0, mostCertificates).map(certificateLine),
	],
});

const certificateLine = ({validFrom, validTo, key, signature, unsent, ...certificate}: Certificate): string =>
	[
		`certificate: ${nameOf(certificate)} ← ${issuerOf(certificate)}`,
		`${dayOf(validFrom)} to ${dayOf(validTo)}`,
		`key ${printable(key)}`,
		...(signature === undefined ? [] : [`signed with ${printable(signature)}`]),
		...(unsent ? ['not sent by the server'] : []),
	].join('; ');

const cut = (text: string): string =>
	printable(text.length > longestName ? `${text.slice(0, longestName)}…` : text);

export const nameOf = ({subject, names}: Pick<Certificate, 'subject' | 'names'>): string =>
	cut(subject) || namesOf({names}) || 'a name that is left empty';

export const issuerOf = ({issuer}: Pick<Certificate, 'issuer'>): string => cut(issuer) || 'somebody unnamed';

const namesOf = ({names}: Pick<Certificate, 'names'>): string => {
	const all = names.map(name => cut(name.replace(/^DNS:/, '')));
	const left = all.length - mostNames;
	return left > 0 ? `${all.slice(0, mostNames).join(', ')} and ${left} more` : all.join(', ');
};

const dayOf = (date: string): string => date.slice(0, 10) || 'an unreadable date';

/** Facts of the certificate that is at fault, else of the server’s own; `days` are whole ones, and never negative. */
export const certificateFacts = ({chain, fault, reason}: TlsFacts, now: number) => {
	const at = chain.find(certificate => isAtFault(certificate, fault, now)) ?? chain[0];
	const names = at ? namesOf(at) : '';
	return {
		reason: printable(reason || fault || 'no fault'),
		subject: at ? nameOf(at) : 'a name that is left empty',
		issuer: at ? issuerOf(at) : 'somebody unnamed',
		names: names || cut(at?.subject ?? '') || 'nobody',
		since: dayOf(at?.validFrom ?? ''),
		until: dayOf(at?.validTo ?? ''),
		today: new Date(now).toISOString().slice(0, 10),
		days: at ? Math.max(0, Math.floor(daysLeft(at, now) ?? 0)) : 0,
	};
};

/** The one certificate of a chain that its dates put at fault: it need not be the server's own. */
const isAtFault = ({validFrom, validTo}: Certificate, fault: TlsFacts['fault'], now: number): boolean =>
	fault === 'expired' ? Date.parse(validTo) < now : fault === 'not-yet-valid' && Date.parse(validFrom) > now;

const daysLeft = ({validTo}: Certificate, now: number): number | undefined => {
	const left = (Date.parse(validTo) - now) / day;
	return Number.isNaN(left) ? undefined : left;
};

/** A certificate that ends before long; `soon` is the shorter of the two terms. */
export type Ending = {readonly term: 'soon' | 'month'; readonly which: string; readonly ends: string} & {
	readonly subject: string;
	readonly until: string;
	readonly days: number;
};

/**
 * The certificate of those that were sent which ends first, where that is within 30 days. One that is made for less than
 * 90 days is renewed later in proportion: within a third of its life, and within a sixth for the shorter term.
 */
export const firstEnding = ({chain}: TlsFacts, host: string, now: number): Ending | undefined => {
	const [first] = chain
		.flatMap((certificate, index) => {
			const term = termOf(certificate, now);
			return certificate.unsent || term === undefined ? [] : [{certificate, index, term}];
		})
		.toSorted((a, b) => (daysLeft(a.certificate, now) ?? 0) - (daysLeft(b.certificate, now) ?? 0));
	if (!first) return undefined;
	const {certificate, index, term} = first;
	return {
		term,
		which:
			index === 0
				? `The certificate of ${host}`
				: `The certificate ${nameOf(certificate)}, which ${host} sends along,`,
		ends: endInWords(certificate, now),
		subject: nameOf(certificate),
		until: dayOf(certificate.validTo),
		days: Math.max(0, Math.floor(daysLeft(certificate, now) ?? 0)),
	};
};

const termOf = (certificate: Certificate, now: number): Ending['term'] | undefined => {
	const left = daysLeft(certificate, now);
	if (left === undefined) return 'soon';
	const life = daysLeft(certificate, Date.parse(certificate.validFrom)) ?? Number.POSITIVE_INFINITY;
	if (left < Math.min(14, life / 6)) return 'soon';
	return left < Math.min(30, life / 3) ? 'month' : undefined;
};

const endInWords = (certificate: Certificate, now: number): string => {
	const left = daysLeft(certificate, now);
	if (left === undefined) return 'ends on a day that cannot be read';
	if (left < 0) return `ended on ${dayOf(certificate.validTo)}`;
	const days = Math.floor(left);
	return `ends in ${days} ${days === 1 ? 'day' : 'days'}, on ${dayOf(certificate.validTo)}`;
};

/**
 * Why software that is up to date refuses a chain for its keys and signatures, in words that follow on a colon. How a
 * root is signed does not matter: it is trusted for itself.
 */
export const weaknessOf = ({chain}: TlsFacts): string | undefined => {
	const found = chain
		.filter(({unsent}) => !unsent)
		.flatMap(certificate => [
			...(isShort(certificate.key)
				? [`the key of ${nameOf(certificate)} is ${printable(certificate.key)}`]
				: []),
			...(isForgeable(certificate)
				? [`${nameOf(certificate)} is signed with ${signatureOf(certificate)}`]
				: []),
		]);
	return found.length > 0 ? found.join(', and ') : undefined;
};

/** Below 112 bits of security (NIST SP 800-57): RSA under 2048 bits, curves under 224, and DSA at all. */
const isShort = (key: string): boolean => {
	const [kind = '', ...size] = key.toLowerCase().split(' ');
	const bits = Number(/\d{3,5}/.exec(size.join(' '))?.[0] ?? Number.NaN);
	if (kind === 'dsa') return true;
	if (kind.startsWith('rsa')) return bits < 2048;
	return kind === 'ec' && bits < 224;
};

const isForgeable = ({signature = '', subject, issuer}: Certificate): boolean =>
	subject !== issuer && /\bmd[245]|sha-?1(?!\d)/i.test(signature);

const signatureOf = ({signature = ''}: Certificate): string => printable(signature);

/** What becomes of a weak chain, for the reader who has seen it work. */
export const weakLine =
	'weak keys and signatures: OpenSSL from security level 2 on refuses them, as in Debian, Ubuntu and Node.js, and so do current phones; older devices take them, until they are updated';

/** The certificate that is missing where a server sends its own and not that of its issuer. */
export type Gap = {readonly issuer: string; readonly at: string};

const leafAlone = new Set([
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/**
 * Proven as far as it can be from here: only one certificate came, or one that the next did not sign, and it names an
 * address on the web where its issuer’s can be had, as public issuers do (RFC 5280 section 4.2.2.1). Nothing is fetched.
 */
export const gapOf = ({chain, reason = ''}: TlsFacts): Gap | undefined => {
	if (!leafAlone.has(reason)) return undefined;
	const sent = chain.filter(({unsent}) => !unsent);
	const last = sent.find(
		({signed}, index) => sent.length === 1 || (signed === false && index < sent.length - 1),
	);
	const at = last?.issuerAt?.find(isOnTheWeb);
	return last && at !== undefined && last.subject !== last.issuer
		? {issuer: issuerOf(last), at: cut(at)}
		: undefined;
};

const isOnTheWeb = (url: string): boolean => /^https?:\/\/[^/]+\.[^/.]+/.test(url);

/**
 * Who stands behind a chain, as far as it shows. `known`: this side has the issuer of the last certificate that was sent.
 * `public`: one says where its issuer’s can be had on the web, as those of public issuers do; such a chain may lead to a root
 * of ours by another way than the one that was sent. `open`: a root was sent along, which may be known or not. `stranger`:
 * nobody whom this side knows.
 */
export const standingOf = ({chain}: Pick<TlsFacts, 'chain'>): 'known' | 'public' | 'open' | 'stranger' => {
	const sent = chain.filter(({unsent}) => !unsent);
	const last = sent.at(-1);
	if (last === undefined) return 'open';
	const isRoot = last.subject === last.issuer;
	const isLinked = chain.slice(0, isRoot ? sent.length : -1).every(({signed}) => signed !== false);
	if (sent.length < chain.length && isLinked) return 'known';
	if (sent.some(({issuerAt = []}) => issuerAt.some(isOnTheWeb))) return 'public';
	return isRoot && isLinked && sent.length > 1 ? 'open' : 'stranger';
};
