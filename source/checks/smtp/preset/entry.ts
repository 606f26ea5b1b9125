import {inWords as failureInWords} from '../../../core/failure.ts';
import {printable, printableName} from '../../../core/printable.ts';
import type {MailProvider, MailServer, ProviderFact} from '../../../core/provider.ts';
import {hostInWords, inWords} from './difference.ts';
import type {Parties} from './parties.ts';

/** What there is to enter at a provider, one line for each thing, the changes that matter with it, newest first. */
export const entryLines = (provider: MailProvider, servers: readonly MailServer[]): readonly string[] => {
	const {user, password, sender, limits = [], changes = [], unsure = []} = provider;
	return [
		...serverLines(servers),
		...(user === undefined ? [] : [`login: ${loginInWords(user)}`]),
		...(password === undefined ? [] : [`password: ${password.says}`]),
		...(sender === undefined ? [] : [`sender: ${senders[sender]}`]),
		...limits.map(limit => `limit: ${limit}`),
		...changes
			.toSorted((a, b) => b.when.localeCompare(a.when))
			.map(({when, what, source}) => `${when}: ${what} (${source})`),
		...(unsure.some(fact => fact in told)
			? [`not certain: ${unsure.flatMap(fact => told[fact] ?? []).join(', ')}`]
			: []),
		`source: ${sourceOf(provider)}`,
	];
};

const serverLines = (servers: readonly MailServer[]): readonly string[] =>
	[...Map.groupBy(servers, hostInWords)].map(([host, ways], index) => {
		const ports = ways.map(({port, security}) => `port ${port} with ${inWords[security]}`);
		return `${index === 0 ? 'server' : 'or'}: ${host}, ${ports.join(', or ')}`;
	});

/** The same for programs; of several providers that cannot be told apart, all are named and the first counts. */
export const factsOf = (
	providers: readonly [MailProvider, ...MailProvider[]],
	servers: readonly MailServer[],
) => {
	const [provider] = providers;
	return {
		provider: providers.map(({name}) => name).join(' or '),
		providers: providers.map(({id}) => id),
		presets: servers.map(server => ({
			host: hostInWords(server),
			port: server.port,
			security: server.security,
		})),
		passwordKind: provider.password?.kind ?? 'unknown',
		unsure: provider.unsure ?? [],
		source: sourceOf(provider),
	};
};

const loginInWords = (user: NonNullable<MailProvider['user']>): string => {
	if (typeof user === 'object') return `the word ${user.word}, for everybody`;
	switch (user) {
		case 'address':
			return 'the whole address';
		case 'local-part':
			return 'the part of the address before the @';
		case 'given':
			return 'the one that comes with the password';
	}
};

const senders = {
	'own-address-only': 'only the address of the login, or an alias of it',
	'verified-domain': 'only a domain or an address that was verified there',
	any: 'any',
} as const;

/** Facts that the lines are about, as they are called there. */
const told: {readonly [fact in ProviderFact]?: string} = {
	submission: 'server',
	'no-smtp': 'that it cannot send',
	password: 'password',
	user: 'login',
	sender: 'sender',
	limits: 'limit',
	changes: 'dates',
};

const sourceOf = ({source, sources = [], read, checked}: MailProvider): string => {
	const page = sources.find(({of}) => of.includes('submission') || of.includes('no-smtp'));
	const day = page ? read : checked;
	return `${page?.at ?? source}${day === undefined ? '' : `, read ${day}`}`;
};

/** What DNS told of a domain that is not a provider’s own. */
export const lookedAt = (
	{exchangers, failure, isPublic}: Parties,
	domain: string | undefined,
): readonly string[] => {
	if (domain === undefined || isPublic) return [];
	const name = printableName(domain);
	if (failure) return [`MX of ${name} could not be looked up (${failureInWords(failure)})`];
	return exchangers.length === 0
		? [`${name} has no exchanger (MX)`]
		: [`the mail of ${name} goes to ${exchangers.slice(0, 5).map(printableName).join(', ')}`];
};

/** A sender that is another address than the login: few providers accept that. */
export const senderLines = (user = '', from = ''): readonly string[] =>
	user.includes('@') && from.includes('@') && user.toLowerCase() !== from.toLowerCase()
		? [`as configured: the sender ${printable(from)} is another address than the login ${printable(user)}`]
		: [];
