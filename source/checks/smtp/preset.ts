import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, unknown, warning} from '../../core/check.ts';
import {inWords as failureInWords} from '../../core/failure.ts';
import {printable, printableName} from '../../core/printable.ts';
import type {MailProvider, MailServer} from '../../core/provider.ts';
import {smtpSecurities} from '../../core/smtp.ts';
import {host, port, text} from '../../core/value.ts';
import {asciiName} from '../../mail/domain-name.ts';
import {serversFor} from '../../mail/provider-of.ts';
import {
	type Configured,
	type Difference,
	differencesFrom,
	nearest,
	serverInWords,
} from './preset/difference.ts';
import {entryLines, factsOf, lookedAt, senderLines} from './preset/entry.ts';
import {matchOf, type Parties, partiesOf} from './preset/parties.ts';

export default defineCheck({
	id: 'smtp.preset',
	title: 'Settings of the provider',
	about:
		'Finds the mail provider of an address or a server, and compares the settings with what is known of it.',
	hop: 'settings',

	params: z.strictObject({
		address: text().optional().describe('The login or the sender address, or its domain.'),
		host: host().optional().describe('The submission server, as configured.'),
		port: port().optional().describe('Its TCP port, as configured.'),
		security: z.enum(smtpSecurities).optional().describe('starttls, implicit or none, as configured.'),
		user: text().optional().describe('The login name, as configured.'),
		from: text().optional().describe('The sender address, as configured.'),
	}),

	findings: {
		fits: ok('These are settings of {provider}: {preset}.'),
		'needs-app-password': ok(
			'These are settings of {provider}, where the password of the account is not accepted: {password}',
		),
		preset: ok('For {provider} enter {preset}.'),
		'no-preset': ok(
			'No settings are known for {about}; that says nothing against those that are configured.',
		),
		differs: warning('{provider} is known to want other settings: {differences}.'),
		'wrong-host': warning(
			'{host} belongs to {belongs}, while the mail of {domain} is with {provider}; that may be on purpose.',
		),
		'oauth-only': warning(
			'{provider} accepts no password for sending {since}: a device has to log in with OAuth there, or to send through another provider.',
		),
		'no-smtp': warning('The mail of {domain} is with {provider}. {reason}'),
		unanswered: warning(
			'Who has the mail of {domain} could not be looked up ({failure}), so the settings were compared with nothing.',
		),
		'not-told': unknown('Neither an address nor a server was told.'),
	},

	async run({params, found, ...reach}) {
		const domain = domainOf(params);
		const server = params.host === undefined ? undefined : asciiName(params.host);
		if (domain === undefined && server === undefined) return found('not-told', {});

		const parties = await partiesOf({host: server, domain}, reach);
		const match = matchOf(parties);
		const about = [domain, server].flatMap(name => (name ? [printableName(name)] : [])).join(' and ');
		const looked = lookedAt(parties, domain);
		if (match.is === 'none')
			return parties.failure && domain !== undefined
				? found('unanswered', {domain: printableName(domain), failure: failureInWords(parties.failure)})
				: found('no-preset', {about, ...advise({details: looked})});

		const [provider] = match.providers;
		const servers = serversOf(provider, domain, parties);
		const facts = {
			...factsOf(match.providers, servers),
			...(domain === undefined ? {} : {domain: printableName(domain)}),
			...advise({
				details: [...entryLines(provider, servers), ...senderLines(params.user, params.from), ...looked],
			}),
		};
		const owner = printableName(domain ?? server ?? '');
		if (provider['no-smtp'] !== undefined && (servers.length === 0 || isOwn(provider, domain)))
			return found('no-smtp', {
				...facts,
				domain: owner,
				reason: provider['no-smtp'],
				...advise({who: 'mail-owner'}),
			});
		if (match.is === 'two')
			return found('wrong-host', {
				...facts,
				domain: owner,
				host: printableName(server ?? ''),
				belongs: match.server.name,
				...advise({rfc: 'RFC 6409 section 6.1', who: 'admin'}),
			});
		const [first, ...others] = servers;
		if (!first) return found('no-preset', {...facts, about: facts.provider});

		const configured: Configured = {...params, host: server};
		const best = nearest([first, ...others], configured);
		const differences = differencesFrom(best, provider, configured);
		const compared = {
			...facts,
			preset: serverInWords(best),
			differing: differences.map(({setting}) => setting),
		};
		const {password} = provider;
		if (password?.kind === 'oauth-only')
			return found('oauth-only', {
				...compared,
				since: password.since === undefined ? 'any more' : `since ${password.since}`,
				...advise({rfc: 'RFC 7628 section 3.1', who: 'mail-owner'}),
			});
		if (differences.length > 0)
			return found('differs', {
				...compared,
				differences: printable(differences.map(inOneBreath).join(', ')),
				...advise({rfc: 'RFC 8314 section 3.3', who: 'admin'}),
			});
		if (server === undefined || params.port === undefined || params.security === undefined)
			return found('preset', compared);
		return password !== undefined && apart.has(password.kind)
			? found('needs-app-password', {...compared, password: password.says})
			: found('fits', compared);
	},
});

/** Kinds of password that are never that of the account. */
const apart: ReadonlySet<string> = new Set(['app-password', 'authorization-code', 'token', 'api-key']);

type Params = {readonly [name in 'address' | 'user' | 'from']?: string | undefined};

/** The domain of the first address that was told; only `address` may be a bare domain. */
const domainOf = ({address, user, from}: Params): string | undefined => {
	const told = [address, ...[user, from].filter(one => one?.includes('@'))].find(one => one);
	const domain = told === undefined ? '' : asciiName(told.slice(told.lastIndexOf('@') + 1).trim());
	return domain === '' ? undefined : domain;
};

/** Servers for this address; where its domain has none, those of the provider whose server is configured. */
const serversOf = (
	provider: MailProvider,
	domain: string | undefined,
	{ofHost}: Parties,
): readonly MailServer[] => {
	const servers = serversFor(provider, domain);
	return servers.length === 0 && ofHost.includes(provider) ? (provider.submission ?? []) : servers;
};

const isOwn = ({domains}: MailProvider, domain: string | undefined): boolean =>
	domain !== undefined && domains.includes(domain);

const inOneBreath = ({is, wanted}: Difference): string => `${wanted} instead of ${is}`;
