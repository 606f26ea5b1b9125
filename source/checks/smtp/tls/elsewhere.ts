import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {MailProvider, MailServer} from '../../../core/provider.ts';
import type {TlsFacts} from '../../../core/smtp.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import {providersOfHost} from '../../../mail/provider-of.ts';
import {questionFor} from '../../conversation.ts';
import {issuerOf} from './chain.ts';

/** What came of looking at one other server; `tls` is there where it showed a certificate. */
export type Sight = {readonly host: string; readonly tls?: TlsFacts; readonly line: string};

/** Servers that are looked at besides the one in question. */
const most = 2;

/**
 * Looks at the certificates of up to two servers of other, independent providers: what all of them share is not the fault
 * of one. Nobody logs in there, and nothing is sent.
 */
export const lookElsewhere = (
	host: string,
	{probes, providers, signal}: Pick<Reach, 'probes' | 'providers' | 'signal'>,
): Promise<readonly Sight[]> =>
	Promise.all(
		serversElsewhere(providers, host).map(async server => {
			const question = questionFor(server, 'tls');
			const result = await probes.smtp({...question, dialogue: 'second look'}, signal);
			const at = `${server.host} port ${server.port}`;
			const tls = result.ok ? result.value.tls : undefined;
			if (tls) return {host: server.host, tls, line: `looked at as well: ${at}, ${inShort(tls)}`};
			const failure = result.ok ? result.value.stop?.failure : result.failure;
			const why = failure ? printable(inWords(failure)) : 'it did not come to a certificate';
			return {host: server.host, line: `looked at as well: ${at}, without an answer (${why})`};
		}),
	);

const inShort = ({chain: [leaf], fault}: TlsFacts): string => {
	const issuer = leaf ? issuerOf(leaf) : 'somebody unnamed';
	return `certificate by ${issuer}, ${fault === undefined ? 'trusted' : fault.replaceAll('-', ' ')}`;
};

type Elsewhere = Pick<MailServer, 'host' | 'port' | 'security'>;

/** Those with TLS from the first byte before others, one of each family, none of the host’s own provider. */
export const serversElsewhere = (providers: readonly MailProvider[], host: string): readonly Elsewhere[] => {
	const own = new Set(providersOfHost(providers, asciiName(host)).map(familyOf));
	const best = providers.flatMap(provider => {
		if (own.has(familyOf(provider)) || provider.unsure?.includes('submission')) return [];
		const servers = (provider.submission ?? []).filter(server => !server.host.includes('*'));
		const server = servers.find(({security}) => security === 'implicit') ?? servers[0];
		return server ? [{family: familyOf(provider), server}] : [];
	});
	const families = [
		...new Map(best.toReversed().map(({family, server}) => [family, server])).values(),
	].reverse();
	return families
		.toSorted((a, b) => Number(a.security !== 'implicit') - Number(b.security !== 'implicit'))
		.slice(0, most)
		.map(({host: name, port, security}) => ({host: name, port, security}));
};

const familyOf = ({id, family}: MailProvider): string => family ?? id;

/** Whether every server that showed a certificate has this fault, and at least one did. */
export const allShare = (sights: readonly Sight[], isFault: (tls: TlsFacts) => boolean): boolean => {
	const seen = sights.flatMap(({tls}) => (tls ? [tls] : []));
	return seen.length > 0 && seen.every(isFault);
};

export const isFine = ({tls}: Sight): boolean => tls !== undefined && tls.fault === undefined;

/** Nobody who is known to this side vouches for it, by the word of OpenSSL. */
export const isUnvouched = ({fault}: TlsFacts): boolean =>
	fault === 'unknown-issuer' || fault === 'self-signed';

/**
 * Whether a good certificate of another server ends before this one begins. A clock that is slow enough to explain this one
 * would be so late that the other is over; any smaller distance leaves it open which of the two it is.
 */
export const endsBefore = (sight: Sight, {chain}: TlsFacts): boolean => {
	if (!isFine(sight)) return false;
	const ends = (sight.tls?.chain ?? []).filter(({unsent}) => !unsent).map(({validTo}) => Date.parse(validTo));
	return Math.min(...ends) < Math.max(...chain.map(({validFrom}) => Date.parse(validFrom)));
};
