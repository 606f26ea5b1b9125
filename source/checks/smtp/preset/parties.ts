import type {Reach} from '../../../core/check.ts';
import {type Failure, isAbsence} from '../../../core/failure.ts';
import type {MailProvider} from '../../../core/provider.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import {
	hasMailboxes,
	providersOfDomain,
	providersOfExchangers,
	providersOfHost,
} from '../../../mail/provider-of.ts';

/** Whose server is configured, and whose the address is; each may be several that cannot be told apart, or none. */
export type Parties = {
	readonly ofHost: readonly MailProvider[];
	readonly ofAddress: readonly MailProvider[];
	/** The domain is one of a provider's own, not one of a customer. */
	readonly isPublic: boolean;
	/** Who takes the mail of the domain, best first; only where that was asked. */
	readonly exchangers: readonly string[];
	/** Why the exchangers are not known. */
	readonly failure?: Failure;
};

/** Names as `asciiName` writes them. Only a domain that no provider gives to people is looked up. */
export const partiesOf = async (
	{host, domain}: {readonly host?: string | undefined; readonly domain?: string | undefined},
	reach: Pick<Reach, 'probes' | 'providers' | 'signal'>,
): Promise<Parties> => {
	const {providers} = reach;
	const ofHost = host === undefined ? [] : narrowed(providersOfHost(providers, host), domain);
	const known = domain === undefined ? [] : providersOfDomain(providers, domain);
	if (domain === undefined || known.length > 0)
		return {ofHost, ofAddress: known, isPublic: known.length > 0, exchangers: []};
	const {exchangers, failure} = await exchangersOf(domain, reach);
	const ofAddress = providersOfExchangers(providers, exchangers);
	return {ofHost, ofAddress, isPublic: false, exchangers, ...(failure ? {failure} : {})};
};

/** For a domain of one’s own, not those that only have addresses of their own to give, if others remain. */
const narrowed = (
	providers: readonly MailProvider[],
	domain: string | undefined,
): readonly MailProvider[] => {
	const fitting = providers.filter(
		({domains}) => domain !== undefined && (domains.length === 0 || domains.includes(domain)),
	);
	return fitting.length > 0 ? fitting : providers;
};

/** Exchangers that are looked at. */
const most = 20;

const exchangersOf = async (
	domain: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<{readonly exchangers: readonly string[]; readonly failure?: Failure}> => {
	const answer = await probes.dns({name: domain, type: 'MX'}, signal);
	if (!answer.ok) return {exchangers: [], ...(isAbsence(answer.failure) ? {} : {failure: answer.failure})};
	const records = answer.value.records.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
	return {exchangers: [...new Set(records.slice(0, most).map(({data}) => asciiName(data)))]};
};

type Some = readonly [MailProvider, ...MailProvider[]];

/** What the configured server has to do with the address. `two`: it is somebody else’s than the owner of the address. */
export type Match =
	| {readonly is: 'one'; readonly providers: Some}
	| {readonly is: 'two'; readonly server: MailProvider; readonly providers: Some}
	| {readonly is: 'none'};

/** A service that only sends for others is the right one for a domain of one’s own, whoever takes its mail. */
export const matchOf = ({ofHost, ofAddress, isPublic}: Parties): Match => {
	if (!isSome(ofHost)) return isSome(ofAddress) ? {is: 'one', providers: ofAddress} : {is: 'none'};
	if (!isSome(ofAddress)) return {is: 'one', providers: ofHost};
	const both = ofAddress.filter(({id}) => ofHost.some(other => other.id === id));
	if (isSome(both)) return {is: 'one', providers: both};
	const [{family}] = ofAddress;
	if (family !== undefined && ofHost.some(other => other.family === family))
		return {is: 'one', providers: ofAddress};
	const [server] = ofHost;
	return isPublic || hasMailboxes(server)
		? {is: 'two', server, providers: ofAddress}
		: {is: 'one', providers: ofHost};
};

const isSome = (providers: readonly MailProvider[]): providers is Some => providers.length > 0;
