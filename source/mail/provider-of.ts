import type {MailProvider, MailServer} from '../core/provider.ts';
import {isWithin} from './domain-name.ts';

/** The providers that give addresses at this domain to people; the domain as `asciiName` writes it. */
export const providersOfDomain = (
	providers: readonly MailProvider[],
	domain: string,
): readonly MailProvider[] => providers.filter(({domains}) => domains.includes(domain));

/**
 * The providers whose exchangers these are, the one of the first exchanger that is known; names as `asciiName` writes
 * them. Services that only send for others are left out: they take the mail of a domain without having its mailboxes.
 */
export const providersOfExchangers = (
	providers: readonly MailProvider[],
	exchangers: readonly string[],
): readonly MailProvider[] => {
	const known = providers.filter(hasMailboxes);
	for (const exchanger of exchangers) {
		const found = mostSpecific(known, ({mx}) => mx.filter(end => isWithin(exchanger, end)));
		if (found.length > 0) return found;
	}
	return [];
};

/**
 * The providers whose server this is: one that they name for handing mail in, those first that prefer it, else one in
 * the domain of such a server or of their addresses, else one of their exchangers. The name as `asciiName` writes it.
 */
export const providersOfHost = (
	providers: readonly MailProvider[],
	host: string,
): readonly MailProvider[] => {
	const rank = (provider: MailProvider): number =>
		serversOf(provider).findIndex(server => isServer(server, host));
	const named = providers.filter(provider => rank(provider) !== -1);
	if (named.length > 0) return named.toSorted((a, b) => rank(a) - rank(b));
	const near = mostSpecific(providers, provider =>
		[...serversOf(provider).flatMap(server => parentOf(server.host)), ...provider.domains].filter(name =>
			isWithin(host, name),
		),
	);
	return near.length > 0 ? near : providersOfExchangers(providers, [host]);
};

/** Whether it is more than a service that sends for others. */
export const hasMailboxes = ({sender}: MailProvider): boolean => sender !== 'verified-domain';

/** Whether a host is this server; a label `*` of the server stands for any one label. */
export const isServer = ({host: pattern}: Pick<MailServer, 'host'>, host: string): boolean => {
	const wanted = pattern.split('.');
	const labels = host.split('.');
	return (
		wanted.length === labels.length &&
		wanted.every((label, index) => label === '*' || label === labels[index])
	);
};

/** The domain that a server stands in, unless that is a single label or differs from account to account. */
export const parentOf = (host: string): readonly string[] => {
	const above = host.includes('*') ? '' : host.slice(host.indexOf('.') + 1);
	return above.includes('.') ? [above] : [];
};

/** Servers for addresses at a domain: those that are only for it, else those for everybody. */
export const serversFor = (provider: MailProvider, domain: string | undefined): readonly MailServer[] => {
	const servers = serversOf(provider);
	const own = servers.filter(server => domain !== undefined && server.for?.includes(domain));
	const everybody = servers.filter(server => server.for === undefined);
	if (own.length > 0) return own;
	return domain === undefined ? servers : everybody;
};

const serversOf = ({submission = []}: MailProvider): readonly MailServer[] => submission;

/** Those with the longest of their matching names. */
const mostSpecific = (
	providers: readonly MailProvider[],
	names: (provider: MailProvider) => readonly string[],
): readonly MailProvider[] => {
	const lengths = providers.map(provider => Math.max(0, ...names(provider).map(name => name.length)));
	const longest = Math.max(0, ...lengths);
	return longest === 0 ? [] : providers.filter((_, index) => lengths[index] === longest);
};
