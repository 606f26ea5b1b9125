import {advise} from '../../../core/advice.ts';
import type {Reach} from '../../../core/check.ts';
import type {Inspector} from '../../../core/inspector.ts';
import type {MailProvider} from '../../../core/provider.ts';
import type {Certificate, SmtpAnswer, TlsFacts} from '../../../core/smtp.ts';
import {type ServerParams, shown} from '../../conversation.ts';
import {isOfOwners, ownersInWords, ownersThatOffer, sureOwnersOf} from '../../server-owner.ts';
import {issuerOf, nameOf} from './chain.ts';
import type {Sight} from './elsewhere.ts';

/** Why it is known that somebody answers in a server’s place. */
export type Interception = {
	/** In words that follow on a colon. */
	readonly why: string;
	readonly issuer: string;
	/** What does it, or that it is not known. */
	readonly product: string;
	readonly inspector?: Inspector;
};

const unknownProduct = 'something that lostmail does not know';
const noCertificate = 'nobody, because no certificate was shown';

type Known = Pick<Reach, 'inspectors' | 'providers'>;

/** The inspector that made a certificate of this chain; authorities that real servers use are none. */
export const inspectorOf = (
	{chain}: TlsFacts,
	inspectors: readonly Inspector[],
): {readonly inspector: Inspector; readonly certificate: Certificate} | undefined => {
	for (const certificate of chain) {
		const inspector = inspectors.find(({kind, issued}) => kind !== 'authority' && issued(certificate.issuer));
		if (inspector) return {inspector, certificate};
	}
	return undefined;
};

/** A certificate that a known product makes on the way, whatever else is wrong with it. */
export const byItsMaker = (tls: TlsFacts, inspectors: readonly Inspector[]): Interception | undefined => {
	const made = inspectorOf(tls, inspectors);
	if (!made) return undefined;
	const {inspector, certificate} = made;
	const issuer = issuerOf(certificate);
	return {
		why: `its certificate was made by ${issuer}, which is ${inspector.name}`,
		issuer,
		product: inspector.name,
		inspector,
	};
};

/**
 * A certificate that a known provider’s own server cannot have: nobody known vouches for it, or it is for names that are
 * not the provider’s. One of an authority that real servers use proves nothing.
 */
export const byItsProvider = (
	{chain, fault}: TlsFacts,
	{host}: Pick<ServerParams, 'host'>,
	{inspectors, providers}: Known,
): Interception | undefined => {
	const owners = sureOwnersOf(providers, host);
	const [leaf] = chain;
	if (owners.length === 0 || !leaf) return undefined;
	const isReal = chain.some(({issuer}) =>
		inspectors.some(({kind, issued}) => kind === 'authority' && issued(issuer)),
	);
	if (fault === 'wrong-name' ? isOwnName(leaf, owners, providers) : isReal) return undefined;
	const issuer = issuerOf(leaf);
	const provider = ownersInWords(owners);
	const why =
		fault === 'wrong-name'
			? `its certificate is for ${nameOf(leaf)} by ${issuer}, and the host belongs to ${provider}`
			: `its certificate was made by ${issuer}, for whom nobody vouches, and the host belongs to ${provider}`;
	return {why, issuer, product: unknownProduct};
};

/** A provider that shows the certificate of another of its own servers made a mistake, and nobody is in between. */
const isOwnName = (
	{names}: Certificate,
	owners: readonly MailProvider[],
	providers: readonly MailProvider[],
): boolean => names.some(name => isOfOwners(owners, providers, name.replace(/^DNS:(?:\*\.)?/, '')));

/** The same issuer, whom nobody knows, here and at servers that have nothing to do with this one. */
export const byCompany = (
	{chain: [leaf], fault}: TlsFacts,
	host: string,
	sights: readonly Sight[],
): Interception | undefined => {
	const company = sights.filter(
		({tls}) => leaf && leaf.issuer !== '' && tls?.chain[0]?.issuer === leaf.issuer,
	);
	if (!leaf || company.length === 0) return undefined;
	const issuer = issuerOf(leaf);
	const hosts = [host, ...company.map(sight => sight.host)].join(' and of ');
	// OpenSSL speaks of the date there, and has no word on who is known.
	const isDated = fault === 'expired' || fault === 'not-yet-valid';
	const why = isDated
		? `${issuer} made the certificates of ${hosts}, which have nothing to do with each other`
		: `${issuer}, for whom nobody vouches, made the certificates of ${hosts}`;
	return {why, issuer, product: unknownProduct};
};

/** STARTTLS that a provider is known to offer, and what answers does not. */
export const byItsOffer = (
	params: ServerParams,
	{greeting, anomalies}: Pick<SmtpAnswer, 'greeting' | 'anomalies'>,
	{inspectors, providers}: Known,
): Interception | undefined => {
	const owners = ownersThatOffer(providers, {...params, security: 'starttls'});
	if (owners.length === 0) return undefined;
	const inspector = greeting && inspectors.find(({greets}) => greets(shown(greeting)));
	const lacks = anomalies.includes('helo-fallback')
		? 'and what answers does not even understand EHLO'
		: 'and what answers does not offer it';
	return {
		why: `${ownersInWords(owners)} is known to offer STARTTLS on port ${params.port}, ${lacks}`,
		issuer: noCertificate,
		product: inspector?.name ?? unknownProduct,
		...(inspector ? {inspector} : {}),
	};
};

/** A port that a provider is known to encrypt from the first byte, and that begins unencrypted. */
export const byItsBeginning = (params: ServerParams, {providers}: Known): Interception | undefined => {
	const owners = ownersThatOffer(providers, {...params, security: 'implicit'});
	if (owners.length === 0) return undefined;
	const why = `${ownersInWords(owners)} is known to encrypt port ${params.port} from the first byte, and what answers begins unencrypted`;
	return {why, issuer: noCertificate, product: unknownProduct};
};

/** The facts of an interception; `lines` are what else was seen. */
export const interceptionFacts = (
	{why, issuer, product, inspector}: Interception,
	lines: readonly string[] = [],
) => ({
	why,
	issuer,
	product,
	...advise({
		...(inspector?.kind === 'antivirus' ? {} : {who: 'network-owner' as const}),
		details: [
			...(inspector ? [`${inspector.name}: ${inspector.is}`, `to leave mail alone: ${inspector.off}`] : []),
			...lines,
		],
	}),
});
