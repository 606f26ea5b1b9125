import {zoneLine} from '../../../core/advice.ts';
import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import {isDmarcRecord, type ReportAddress, reportAddresses} from '../../../mail/dmarc-record.ts';
import {isWithin} from '../../../mail/domain-name.ts';
import {heldIn, shownText} from '../../published.ts';

/** Whether reports reach an address that a DMARC record asks for. */
export type Destination = {
	readonly tag: 'rua' | 'ruf';
	readonly uri: string;
	/** The domain of the address; empty where there is none. */
	readonly host: string;
	/** `elsewhere`: a URI that nobody has to support. */
	readonly is: 'own' | 'authorized' | 'not-authorized' | 'open' | 'wrong' | 'elsewhere';
	/** One line for a reader. */
	readonly line: string;
	/** What the destination has to publish. */
	readonly publish?: string;
};

/** Other domains that are asked for their consent. */
const mostDomains = 5;

/**
 * Looks at every address that a record asks reports for, and asks the domains of others whether they want them (RFC
 * 9990 section 4, RFC 9991 section 5). Without the organizational domain nobody knows who is another.
 */
export const destinationsOf = async (
	{text, domain, organization}: {text: string; domain: string; organization: string | undefined},
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<readonly Destination[]> => {
	const addresses = reportAddresses(text);
	const isOwn = (host: string) => isWithin(host, organization ?? domain);
	const others = new Set(addresses.flatMap(({domain: host}) => (host && !isOwn(host) ? [host] : [])));
	const consents = new Map(
		await Promise.all(
			[...others]
				.slice(0, mostDomains)
				.map(async host => [host, await consentOf(host, domain, {probes, signal})] as const),
		),
	);
	return addresses.map(address => {
		const base = {tag: address.tag, uri: shownText(address.uri), host: shownText(address.domain ?? '')};
		const about = `${address.tag} ${base.uri}`;
		const {domain: host, wrong} = address;
		if (wrong !== undefined) return {...base, is: 'wrong', line: `${about}: ${wrong}.`};
		if (host === undefined)
			return {...base, is: 'elsewhere', line: `${about}: receivers need to support mailto only.`};
		if (isOwn(host)) return {...base, is: 'own', line: `${about}: an address of the same organization.`};
		return {...base, ...asked(about, address, consents.get(host), domain, organization)};
	});
};

type Consent =
	| {readonly is: 'given' | 'not-given'; readonly name: string}
	| {readonly is: 'open'; readonly why: string};

const consentOf = async (
	host: string,
	domain: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Consent> => {
	const name = `${domain}._report._dmarc.${host}`;
	if (name.length > 253) return {is: 'not-given', name};
	const held = heldIn(await probes.dns({name, type: 'TXT'}, signal));
	if (held.is === 'open') return {is: 'open', why: `${name}: ${inWords(held.failure)}`};
	const given = held.is === 'held' && held.texts.some(isDmarcRecord);
	return {is: given ? 'given' : 'not-given', name};
};

const asked = (
	about: string,
	{domain: host = ''}: ReportAddress,
	consent: Consent | undefined,
	domain: string,
	organization: string | undefined,
): Pick<Destination, 'is' | 'line' | 'publish'> => {
	if (consent === undefined)
		return {is: 'open', line: `${about}: more than ${mostDomains} other domains; ${host} was not asked.`};
	if (consent.is === 'given') return {is: 'authorized', line: `${about}: ${host} agrees to it.`};
	if (consent.is === 'open')
		return {is: 'open', line: `${about}: whether ${host} agrees could not be found out (${consent.why}).`};
	if (organization === undefined)
		return {
			is: 'open',
			line: `${about}: whether ${host} is of the same organization as ${domain} could not be found out.`,
		};
	return {
		is: 'not-authorized',
		line: `${about}: ${host} does not say that it takes reports about ${domain}.`,
		publish: zoneLine(consent.name, 'TXT', 'v=DMARC1;'),
	};
};
