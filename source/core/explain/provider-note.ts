import {printable} from '../printable.ts';
import type {MailProvider, ProviderFact} from '../provider.ts';
import type {SmtpStage} from '../smtp.ts';
import {providerOfHost} from './provider.ts';

/** What is known of a provider that concerns a refusal: sentences, what is not certain marked as such. */
export type ProviderNote = {
	readonly name: string;
	readonly says: readonly string[];
	/** The server is known as nobody’s: its words are those of this provider. */
	readonly guessed?: true;
};

/** Who was spoken to, as far as it is known. */
export type Party = {
	readonly host?: string;
	readonly user?: string;
	/** As rules name it. */
	readonly provider?: string;
};

/** A refusal: the stage that it was about, and what a rule makes of it. */
export type Refused = {
	readonly stage: SmtpStage;
	/** It was a token that was refused, so that passwords are no matter. */
	readonly withToken?: boolean;
	readonly cause?: string;
	readonly provider?: string;
};

/** Sentences about one refusal. */
const most = 4;

/**
 * Finds what the provider’s entry says of refusals at this stage; nothing where there is no entry, or nothing in it. Of one
 * dialogue the same is asked for each refusal, however many there are: it is found once.
 */
export const noteOfProvider = (
	providers: readonly MailProvider[],
	party: Party,
): ((refused: Refused) => ProviderNote | undefined) => {
	const found = new Map<string, ProviderNote | undefined>();
	return refused => {
		const {stage, withToken = false, cause, provider} = refused;
		const key = JSON.stringify([stage, withToken, cause ?? null, provider ?? null]);
		if (!found.has(key)) found.set(key, noteOf(providers, party, refused));
		return found.get(key);
	};
};

const noteOf = (
	providers: readonly MailProvider[],
	party: Party,
	refused: Refused,
): ProviderNote | undefined => {
	const {provider} = refused;
	const known = entryOf(providers, party, provider);
	const entry = known ?? entryNamed(providers, provider);
	if (!entry) return undefined;
	const says = sentencesOf(entry, refused).slice(0, most);
	if (says.length === 0) return undefined;
	return {name: printable(entry.name), says, ...(known ? {} : {guessed: true})};
};

/** The provider whose server it is: of several that share it, the one of the login’s domain, or the one whose words it said. */
const entryOf = (
	providers: readonly MailProvider[],
	{host, user = '', provider}: Party,
	words: string | undefined,
): MailProvider | undefined => {
	const name = (host ?? '').toLowerCase().replace(/\.$/, '');
	const there = providers.filter(entry => rankOf(entry, name) >= 0);
	const domain = user.slice(user.lastIndexOf('@') + 1).toLowerCase();
	return (
		there.find(({domains}) => user.includes('@') && domains.includes(domain)) ??
		there.find(entry => isNamed(entry, words)) ??
		there.toSorted((a, b) => rankOf(a, name) - rankOf(b, name))[0] ??
		entryNamed(providers, providerOfHost(name) ?? provider)
	);
};

const rankOf = ({submission = []}: MailProvider, name: string): number =>
	submission.findIndex(({host}) => isHost(host, name));

/** A label `*` stands for any one label. */
const isHost = (pattern: string, name: string): boolean => {
	const wanted = pattern.split('.');
	const labels = name.split('.');
	return (
		wanted.length === labels.length &&
		wanted.every((label, index) => label === '*' || label === labels[index])
	);
};

/** Rules call some providers by another name than their entries. */
const otherNames: Readonly<Record<string, string>> = {'qq-exmail': 'exmail-qq', '163': 'netease'};

const entryNamed = (providers: readonly MailProvider[], name: string | undefined): MailProvider | undefined =>
	providers.find(entry => isNamed(entry, name));

const isNamed = ({id, domains}: MailProvider, name: string | undefined): boolean =>
	name !== undefined &&
	(id === name || id === otherNames[name] || (name.includes('.') && domains.includes(name)));

const sentencesOf = (
	{password, limits = [], changes = [], unsure = [], 'no-smtp': without}: MailProvider,
	{stage, withToken, cause}: Refused,
): readonly string[] => {
	if (withToken && password?.kind !== 'oauth-only') return [];
	const sure = (fact: ProviderFact, sentence: string) =>
		printable(unsure.includes(fact) ? `${sentence} (Not certain.)` : sentence);
	const isAbout = (sentence: string) => concerns(sentence, stage, cause);
	return [
		...(stage === 'login' && password ? [sure('password', password.says)] : []),
		...(stage === 'login' && without !== undefined ? [sure('no-smtp', without)] : []),
		...limits.filter(isAbout).map(limit => sure('limits', limit)),
		...changes
			.toSorted((a, b) => b.when.localeCompare(a.when))
			.filter(({what}) => isAbout(what))
			.map(({when, what}) => sure('changes', `${what.replace(/\.$/, '')} (${when}).`)),
	];
};

const aboutLogins = /\b(?:password|passwords|log ?ins?|OAuth|SMTP AUTH)\b/i;
const aboutEncryption = /\b(?:encryption|TLS|STARTTLS)\b/i;
const aboutAuthentication = /\b(?:SPF|DKIM|DMARC)\b/;

/** Causes that are limits. */
const quotas: ReadonlySet<string> = new Set([
	'sender.quota',
	'recipient.rate-limited',
	'request.throttled',
	'accept.too-large',
]);

/** Whether a sentence of an entry is about what was refused; once mail is sent, what is about neither logins nor encryption is a limit. */
const concerns = (sentence: string, stage: SmtpStage, cause: string | undefined): boolean => {
	switch (stage) {
		case 'connect':
		case 'tls':
			return aboutEncryption.test(sentence);
		case 'login':
			return aboutLogins.test(sentence);
		case 'sender':
		case 'recipient':
		case 'accept':
			if (aboutAuthentication.test(sentence)) return cause?.startsWith('reputation.') ?? false;
			return (
				(cause === undefined || quotas.has(cause)) &&
				!aboutLogins.test(sentence) &&
				!aboutEncryption.test(sentence)
			);
	}
};
