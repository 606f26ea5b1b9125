import type {Reach} from '../core/check.ts';
import {printable} from '../core/printable.ts';
import {mechanismsOf, type SmtpAnswer} from '../core/smtp.ts';
import {offers, questionFor, type ServerParams} from './conversation.ts';

/** Mechanisms that a sentence has room for, and characters of one of them (RFC 4422 section 3.1 allows 20). */
const most = 20;
const longest = 40;

/** Mechanisms on one line, safe to print. */
export const mechanismsInWords = (mechanisms: readonly string[]): string => {
	const shown = mechanisms.slice(0, most).map(name => printable(name.slice(0, longest)));
	const more = mechanisms.length - shown.length;
	return `${shown.join(' ') || 'no login at all'}${more > 0 ? ` and ${more} more` : ''}`;
};

type Seen = Pick<SmtpAnswer, 'extensions' | 'mechanism'>;

/** What the server offers before and after TLS, as far as that was heard, and what was used. */
export const offerFacts = ({extensions: {plain, encrypted}, mechanism}: Seen) => ({
	...(plain ? {offeredBeforeTls: mechanismsInWords(mechanismsOf(plain))} : {}),
	...(encrypted ? {offeredAfterTls: mechanismsInWords(mechanismsOf(encrypted))} : {}),
	...(mechanism === undefined ? {} : {mechanism}),
});

/** The same, one line for each. */
export const offerLines = (seen: Seen): readonly string[] => {
	const {offeredBeforeTls, offeredAfterTls, mechanism} = offerFacts(seen);
	return [
		...(offeredBeforeTls === undefined ? [] : [`Logins offered before TLS: ${offeredBeforeTls}.`]),
		...(offeredAfterTls === undefined ? [] : [`Logins offered after TLS: ${offeredAfterTls}.`]),
		...(mechanism === undefined ? [] : [`The login was tried with ${mechanism}.`]),
	];
};

/** Mechanisms that take an OAuth token and never a password, and those of them that are spoken here. */
const tokenMechanisms: ReadonlySet<string> = new Set(['XOAUTH2', 'OAUTHBEARER', 'XOAUTH', 'OAUTH10A']);
const spoken: ReadonlySet<string> = new Set(['XOAUTH2', 'OAUTHBEARER']);
/** Those that are spoken here with a password. */
const spokenWithPassword: ReadonlySet<string> = new Set(['PLAIN', 'LOGIN', 'CRAM-MD5']);

/**
 * What it means that a server offers nothing that could be used with what was given. A password proves something where
 * tokens alone are taken, unless a token was named as well; a token does where none is taken, unless a password was named
 * as well, which is never tried beside a token.
 */
export const lacking = (
	offered: readonly string[],
	{password, token}: Pick<ServerParams, 'password' | 'token'>,
): 'not-offered' | 'no-oauth' | 'password-not-tried' | 'oauth-only' | 'token-needed' | 'other-mechanisms' => {
	if (offered.length === 0) return 'not-offered';
	const takesTokens = offered.some(name => tokenMechanisms.has(name));
	if (!takesTokens) {
		if (token === undefined) return 'other-mechanisms';
		if (password === undefined) return 'no-oauth';
		return offered.some(name => spokenWithPassword.has(name)) ? 'password-not-tried' : 'other-mechanisms';
	}
	const takesMore = offered.some(name => !tokenMechanisms.has(name));
	if (takesMore || !offered.some(name => spoken.has(name))) return 'other-mechanisms';
	return password === undefined || token !== undefined ? 'token-needed' : 'oauth-only';
};

/**
 * Where a server that refuses to begin a login without encryption offers one. A second look, without any
 * credentials, sees what it offers behind TLS.
 */
export const whereOffered = async (
	{extensions}: SmtpAnswer,
	{host, port}: ServerParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<{
	readonly is: 'after-tls' | 'nowhere' | 'unclear';
	readonly extensions: SmtpAnswer['extensions'];
}> => {
	const {plain} = extensions;
	if (offers(plain, 'AUTH')) return {is: 'unclear', extensions};
	if (!offers(plain, 'STARTTLS')) return {is: 'nowhere', extensions};
	const question = questionFor({host, port, security: 'starttls'}, 'tls');
	const look = await probes.smtp({...question, dialogue: 'second look'}, signal);
	const encrypted = look.ok && !look.value.stop ? look.value.extensions.encrypted : undefined;
	if (!encrypted) return {is: 'unclear', extensions};
	return {is: offers(encrypted, 'AUTH') ? 'after-tls' : 'nowhere', extensions: {...extensions, encrypted}};
};
