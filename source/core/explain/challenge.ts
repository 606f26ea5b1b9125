import {decoded, promptOf} from '../transcript/secrets.ts';

/** What a server asks for with 334, in plain words; `isRefusal`: it says why a token is refused (RFC 7628 section 3.2.2). */
export type Challenge = {
	readonly means: string;
	readonly isRefusal?: true;
	/** The refusal is one for now. */
	readonly isPassing?: true;
	/** A cause that would fit, of which nothing is shown. */
	readonly suspected?: string;
};

/** Reads what stands behind 334; `command` is the AUTH command that began the login, where it is known. */
export const challengeOf = (challenge: string, command = ''): Challenge | undefined => {
	const text = challenge.trim();
	switch (promptOf(text)) {
		case 'name':
			return {means: 'asks for the user name'};
		case 'password':
			return {means: 'asks for the password'};
		case 'other': {
			const refusal = refusalIn(text);
			if (refusal) return refusal;
			const isProof =
				/^AUTH\s+(?:CRAM|DIGEST)-MD5\b/i.test(command) || nonce.test((decoded(text) ?? '').slice(0, 500));
			return text !== '' && isProof ? {means: proof} : undefined;
		}
	}
};

const proof =
	'sends a text that is used once (a challenge): the client proves with it that it knows the password, without sending it';

/** RFC 2195 section 2: a message id. */
const nonce = /^<[^<>\s@]{1,200}@[^<>\s@]{1,200}>$/;

/** Octets of a refusal in base64 that are looked at. */
const longest = 4000;

type Refused = {readonly status?: unknown; readonly schemes?: unknown; readonly scope?: unknown};

/** The JSON by which a token is refused, as Google's XOAUTH2 and RFC 7628 have it; nothing where it is anything else. */
const parsed = (challenge: string): Refused | undefined => {
	const said = challenge.length > longest ? '' : challenge.trim();
	// Some servers send it as it is.
	const text = said.startsWith('{') ? said : decoded(said)?.trim();
	if (!text?.startsWith('{')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && 'status' in value ? value : undefined;
	} catch {
		return undefined;
	}
};

const refusalIn = (challenge: string): Challenge | undefined => {
	const refused = parsed(challenge);
	if (!refused) return undefined;
	const words = plainWords(refused.status);
	const status = words.length === 1 ? words[0] : undefined;
	const told = status === undefined ? '' : ` (status ${status})`;
	if (status !== undefined && isPassing(status))
		return {means: `cannot judge the token at the moment${told}`, isRefusal: true, isPassing: true};
	const why = reasonOf(status?.toLowerCase() ?? '');
	const schemes = plainWords(refused.schemes);
	const scopes = plainWords(refused.scope);
	return {
		means: [
			`refuses the token${why === undefined ? '' : `, because ${why.means}`}${told}`,
			...(schemes.length === 0 ? [] : [`it takes tokens of the kind ${schemes.join(', ')}`]),
			...(scopes.length === 0 ? [] : [`the token has to be one for ${scopes.join(', ')}`]),
		].join('; '),
		isRefusal: true,
		...(why?.isExpired ? {suspected: 'auth.oauth-expired'} : {}),
	};
};

const isPassing = (status: string): boolean =>
	/^(?:5\d\d|server_error|temporarily_unavailable)$/i.test(status);

type Reason = {readonly means: string; readonly isExpired?: true};

/** HTTP status codes as Google sends them, and the words of RFC 6749 section 5.2 and RFC 6750 section 3.1. */
const reasonOf = (status: string): Reason | undefined => {
	switch (status) {
		case '401':
		case 'invalid_token':
			return {means: 'it is expired, revoked, or not one for this account', isExpired: true};
		case '400':
			return {
				means:
					'it is expired, revoked, or not one for this account, or the request for the login is malformed',
				isExpired: true,
			};
		case 'invalid_request':
			return {means: 'the request for the login is malformed'};
		case '403':
			return {means: 'it may not allow sending mail'};
		case 'insufficient_scope':
		case 'invalid_scope':
			return {means: 'it does not allow sending mail'};
	}
	return undefined;
};

/**
 * The words of a member that can be nothing but a status, the name of a scheme, or a scope: no digits outside of a
 * host's name, nothing long. What might be a token or somebody's data is left out.
 */
const plainWords = (value: unknown): readonly string[] =>
	(typeof value === 'string' || typeof value === 'number' ? String(value) : '')
		.slice(0, 500)
		.split(/[\s,]+/)
		.filter(isPlainWord)
		.slice(0, 5);

const isPlainWord = (word: string): boolean =>
	/^[1-5]\d\d$/.test(word) ||
	/^[a-z][a-z._:-]{0,29}$/i.test(word) ||
	/^https:\/\/[a-z0-9.-]{1,60}(?:\/[a-z._-]{0,20}){0,4}$/i.test(word);

/**
 * A challenge that says why a token is refused and holds nothing else, written anew from its plain words, so that it
 * may be shown; nothing for any other one.
 */
export const plainRefusal = (challenge: string): string | undefined => {
	const refused = parsed(challenge);
	const isPlain =
		refused !== undefined &&
		Object.entries(refused).every(
			([name, value]) =>
				members.has(name) &&
				(typeof value === 'string' || typeof value === 'number') &&
				String(value)
					.split(/[\s,]+/)
					.filter(Boolean)
					.every(isPlainWord),
		);
	return isPlain ? btoa(JSON.stringify(refused)) : undefined;
};

const members: ReadonlySet<string> = new Set(['status', 'schemes', 'scope', 'openid-configuration']);
