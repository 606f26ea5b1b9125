import type {MailProvider} from '../core/provider.ts';
import type {SmtpSecurity} from '../core/smtp.ts';
import {asciiName} from '../mail/domain-name.ts';
import {isServer, providersOfHost} from '../mail/provider-of.ts';

/** The providers that name this very host for handing mail in; a server that only stands in their domain is not meant. */
export const ownersOf = (providers: readonly MailProvider[], host: string): readonly MailProvider[] => {
	const name = asciiName(host);
	return providers.filter(({submission = []}) => submission.some(server => isServer(server, name)));
};

/** The same, without those whose servers rest on memory: only of these a server can be told to be another’s. */
export const sureOwnersOf = (providers: readonly MailProvider[], host: string): readonly MailProvider[] =>
	ownersOf(providers, host).filter(({unsure = []}) => !unsure.includes('submission'));

/** The providers that are known to speak on this port of this host in this way. */
export const ownersThatOffer = (
	providers: readonly MailProvider[],
	{host, port, security}: {readonly host: string; readonly port: number; readonly security: SmtpSecurity},
): readonly MailProvider[] => {
	const name = asciiName(host);
	return sureOwnersOf(providers, host).filter(({submission = []}) =>
		submission.some(server => isServer(server, name) && server.port === port && server.security === security),
	);
};

/** Whether a host is a server of one of these owners or of their family, named for handing mail in or not. */
export const isOfOwners = (
	owners: readonly MailProvider[],
	providers: readonly MailProvider[],
	host: string,
): boolean =>
	providersOfHost(providers, asciiName(host)).some(({id, family}) =>
		owners.some(owner => owner.id === id || (family !== undefined && owner.family === family)),
	);

/** Names of providers that cannot be told apart. */
export const ownersInWords = (owners: readonly MailProvider[]): string =>
	owners.map(({name}) => name).join(' or ');
