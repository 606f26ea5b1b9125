import {z} from 'zod';

const day = /^\d{4}-\d{2}-\d{2}$/;
const isoDay = z.string().regex(day, {error: 'expected a day such as 2026-11-22'});
const dayOrMonth = z.string().regex(/^\d{4}-\d{2}(?:-\d{2})?$/, {
	error: 'expected a day such as 2026-11-22 or a month such as 2026-11',
});

/** In lower case and without a final dot. */
const mailDomain = z.string().regex(/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/, {
	error: 'expected a domain in lower case, such as example.org',
});

const address = z
	.string()
	.regex(/^https?:\/\/\S+$/, {error: 'expected an address that starts with https://'});
const sentence = z.string().regex(/^\S.*\.$/, {error: 'expected a sentence with a full stop'});

/** How TLS begins on a port: with the first byte, or after STARTTLS (RFC 8314 sections 3.3 and 4.1). */
export const usualSecurity: ReadonlyMap<number, 'implicit' | 'starttls'> = new Map([
	[465, 'implicit'],
	[994, 'implicit'],
	[587, 'starttls'],
	[2525, 'starttls'],
	[25, 'starttls'],
	[993, 'implicit'],
	[143, 'starttls'],
] as const);

const serverSchema = z
	.strictObject({
		host: z
			.string()
			.regex(/^(?:[a-z0-9-]+|\*)(?:\.(?:[a-z0-9-]+|\*))*(?:\.[a-z0-9-]+){2}$|^[a-z0-9-]+\.[a-z]{2,}$/, {
				error: 'expected a host in lower case, such as smtp.example.org',
			})
			.describe('A label `*` differs from account to account, as a region does.'),
		port: z.int().min(1).max(65_535),
		security: z.enum(['implicit', 'starttls']),
		for: z
			.array(mailDomain)
			.min(1)
			.optional()
			.describe(
				'Only for addresses at these domains; where one fits, the servers for everybody are not meant.',
			),
	})
	.refine(({port, security}) => (usualSecurity.get(port) ?? security) === security, {
		error: 'this port takes the other kind of encryption',
		path: ['security'],
	});

/** A server of a provider, and how it is spoken to. */
export type MailServer = z.output<typeof serverSchema>;

/**
 * `app-password-with-2fa`: the account's own password until two-factor login is switched on, and an app password then.
 * `oauth-only`: no password at all.
 */
const passwordKinds = [
	'account',
	'app-password',
	'app-password-with-2fa',
	'authorization-code',
	'oauth-only',
	'token',
	'api-key',
	'unknown',
] as const;

/** What a provider's entry can say about sending and reading; `sources` and `unsure` name these. */
export const providerFacts = [
	'submission',
	'no-smtp',
	'imap',
	'junk',
	'password',
	'user',
	'sender',
	'limits',
	'changes',
	'greeting',
] as const;
export type ProviderFact = (typeof providerFacts)[number];

/** Where a mail can lie that came and was not seen, and what can have led it there. */
export const mailPlaces = [
	'search',
	'junk',
	'tabs',
	'trash',
	'rules',
	'blocked',
	'forwarding',
	'quarantine',
	'storage',
] as const;
export type MailPlace = (typeof mailPlaces)[number];

const placeSchema = z
	.strictObject({
		go: z
			.string()
			.min(1)
			.max(200)
			.describe('The way there on the web, in the words that the provider shows, such as Settings › Rules.'),
		at: address.optional().describe('The page itself, where it has an address of its own.'),
		type: z
			.string()
			.min(1)
			.max(100)
			.optional()
			.describe('What to type there; {from} is the sender that is looked for.'),
		labels: z
			.record(z.string().regex(/^[a-z]{2,3}(?:-[a-z]+)?$/), z.string().min(1).max(60))
			.optional()
			.describe('What it is called elsewhere, by language.'),
		note: sentence.max(200).optional().describe('What somebody who looks there has to know.'),
		source: address.optional(),
		unsure: z.literal(true).optional().describe('It rests on memory, and may be called otherwise today.'),
	})
	.refine(({source, unsure}) => source !== undefined || unsure, {
		error: 'a place without a source is unsure',
		path: ['source'],
	});

/** One place of a mailbox, and the way there. */
export type PlaceToLook = z.output<typeof placeSchema>;

const placesSchema = z
	.strictObject({
		like: z
			.string()
			.regex(/^[a-z0-9-]+$/)
			.optional()
			.describe('Another entry whose places are these as well, but for those that stand here.'),
		without: z
			.array(z.enum(mailPlaces))
			.min(1)
			.optional()
			.describe('Places that this provider is known not to have.'),
		read: isoDay.optional().describe('When the sources were read.'),
		...(Object.fromEntries(mailPlaces.map(place => [place, placeSchema.optional()])) as Record<
			MailPlace,
			z.ZodOptional<typeof placeSchema>
		>),
	})
	.refine(
		places => (places.read !== undefined) === mailPlaces.some(place => places[place]?.source !== undefined),
		{error: 'sources and the day on which they were read belong together', path: ['read']},
	);

export const providerSchema = z
	.strictObject({
		name: z.string(),
		domains: z.array(mailDomain).default([]).describe('Domains of the addresses that it gives to people.'),
		mx: z.array(mailDomain).default([]).describe('Ends of the names of its exchangers.'),
		spf: z.array(mailDomain).default([]).describe('What a domain that sends through it includes.'),
		selectors: z
			.array(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i, {error: 'expected a selector such as s1'}))
			.default([])
			.describe('DKIM selectors that it signs with.'),
		source: z.string(),
		checked: isoDay
			.optional()
			.describe('When the source was read; absent where it is only the place to look.'),

		family: z
			.string()
			.regex(/^[a-z0-9-]+$/)
			.optional()
			.describe('Providers of one family share servers: one is never the wrong one for the other.'),
		submission: z
			.array(serverSchema)
			.min(1)
			.max(20)
			.optional()
			.describe('Where mail is handed in, best first.'),
		'no-smtp': sentence
			.optional()
			.describe('Why addresses at its domains cannot send by SMTP; without `submission`, nobody can there.'),
		imap: serverSchema.optional(),
		junk: z
			.strictObject({
				shown: z.array(z.string()).min(1).describe('As people see it.'),
				imap: z.array(z.string()).min(1).describe('As IMAP names it, decoded.'),
			})
			.optional()
			.describe('The folder that unwanted mail is put into.'),
		places: placesSchema
			.optional()
			.describe('Where a person finds a mail on the web that is not in the inbox.'),
		password: z
			.strictObject({
				kind: z.enum(passwordKinds),
				since: dayOrMonth.optional().describe('Since when no other is accepted.'),
				says: sentence.describe('What to create and where, in plain words.'),
			})
			.optional(),
		user: z
			.union([
				z.enum(['address', 'local-part', 'given']),
				z.strictObject({word: z.string().min(1).describe('The same word for everybody.')}),
			])
			.optional()
			.describe('What the login name is; given: made by the provider together with the password.'),
		sender: z
			.enum(['own-address-only', 'verified-domain', 'any'])
			.optional()
			.describe('What may stand in From; verified-domain is for services that send for others.'),
		limits: z.array(sentence).min(1).optional(),
		greeting: z
			.string()
			.min(1)
			.max(1000)
			.optional()
			.describe(
				'RE2 pattern, case-insensitive, over what its submission servers greet with before TLS, reply code included; where it is unsure, no greeting is said to be another’s.',
			),
		changes: z
			.array(z.strictObject({when: dayOrMonth, what: sentence, source: address}))
			.min(1)
			.optional()
			.describe('What is, or will be, different since when.'),
		sources: z
			.array(z.strictObject({of: z.array(z.enum(providerFacts)).min(1), at: address}))
			.min(1)
			.optional()
			.describe('Where facts were read, if not at `source`.'),
		read: isoDay.optional().describe('When the pages in `sources` were read.'),
		unsure: z
			.array(z.enum(providerFacts))
			.min(1)
			.optional()
			.describe('Facts that rest on memory, or about which sources disagree.'),
	})
	.refine(({sources, read}) => (sources === undefined) === (read === undefined), {
		error: 'sources and the day on which they were read belong together',
		path: ['read'],
	});

/** One entry of knowledge/providers.yaml, its pattern compiled by whoever loaded it. */
export type MailProvider = z.output<typeof providerSchema> & {
	readonly id: string;
	/** Whether its servers greet like this, with the reply code, on one line; absent where that is not known. */
	readonly greets?: (greeting: string) => boolean;
};
