import type {MailProvider, MailServer} from '../../../core/provider.ts';
import type {SmtpSecurity} from '../../../core/smtp.ts';
import {isServer} from '../../../mail/provider-of.ts';

/** What the device has; what is absent was not told. */
export type Configured = {
	readonly host?: string | undefined;
	readonly port?: number | undefined;
	readonly security?: SmtpSecurity | undefined;
	readonly user?: string | undefined;
};

/** One setting that is another than the preset's, both in words. */
export type Difference = {
	readonly setting: 'host' | 'port' | 'security' | 'user';
	readonly is: string;
	readonly wanted: string;
};

/** The server of the preset that the device comes nearest to; of equals the first, which is the best. */
export const nearest = (
	servers: readonly [MailServer, ...MailServer[]],
	{host, port, security}: Configured,
): MailServer => {
	const likeness = (server: MailServer): number =>
		(host !== undefined && isServer(server, host) ? 4 : 0) +
		(server.port === port ? 2 : 0) +
		(server.security === security ? 1 : 0);
	return servers.reduce((best, server) => (likeness(server) > likeness(best) ? server : best));
};

/** Where the device is set to something else than this server of the provider wants. */
export const differencesFrom = (
	server: MailServer,
	provider: MailProvider,
	{host, port, security, user}: Configured,
): readonly Difference[] => [
	...(host === undefined || isServer(server, host)
		? []
		: [{setting: 'host', is: host, wanted: hostInWords(server)} as const]),
	...(port === undefined || port === server.port
		? []
		: [{setting: 'port', is: `port ${port}`, wanted: `port ${server.port}`} as const]),
	...(security === undefined || security === server.security
		? []
		: [{setting: 'security', is: inWords[security], wanted: inWords[server.security]} as const]),
	...loginDifference(provider, user),
];

const loginDifference = (
	{user: wanted, unsure = []}: MailProvider,
	user: string | undefined,
): readonly Difference[] => {
	if (!user || wanted === undefined || unsure.includes('user')) return [];
	const is = `the login ${user}`;
	if (typeof wanted === 'object')
		return user === wanted.word ? [] : [{setting: 'user', is, wanted: `the word ${wanted.word}`}];
	return wanted === 'address' && !user.includes('@')
		? [{setting: 'user', is, wanted: 'the whole address'}]
		: [];
};

/** Kinds of encryption as settings pages call them. */
export const inWords = {
	implicit: 'TLS from the first byte (SSL/TLS)',
	starttls: 'STARTTLS',
	none: 'no encryption',
} as const satisfies Record<SmtpSecurity, string>;

/** A server with a part that differs from account to account shows that part as REGION. */
export const hostInWords = ({host}: Pick<MailServer, 'host'>): string => host.replaceAll('*', 'REGION');

export const serverInWords = (server: MailServer): string =>
	`${hostInWords(server)}, port ${server.port}, ${inWords[server.security]}`;
