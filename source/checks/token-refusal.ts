import type {Reply, SmtpAnswer, TokenRefusal} from '../core/smtp.ts';

type Told = Pick<SmtpAnswer, 'mechanism' | 'tokenRefused'>;

const isWithToken = ({mechanism}: Told): boolean => mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER';

/**
 * Words of RFC 6750 section 3.1 (`invalid_token`, `insufficient_scope`) and of RFC 6749 sections 5.2 (`invalid_scope`) and
 * 4.1.2.1 (the two of a server in trouble), and HTTP status codes as Google sends them.
 */
const verdicts: Readonly<Record<string, 'oauth-expired' | 'oauth-scope' | 'temporary'>> = {
	invalid_token: 'oauth-expired',
	'400': 'oauth-expired',
	'401': 'oauth-expired',
	insufficient_scope: 'oauth-scope',
	invalid_scope: 'oauth-scope',
	server_error: 'temporary',
	temporarily_unavailable: 'temporary',
};

/**
 * What a refused login was refused for, when it was one with a token. What the reply itself says comes first, but for
 * “wrong credentials”, which servers say of a token as well; the reason given with 334 decides then.
 */
export const causeOfToken = <Code extends string>(
	answer: Told,
	code: Code | 'wrong-credentials' | undefined,
): Code | 'wrong-credentials' | 'oauth-expired' | 'oauth-scope' | 'temporary' | 'refused' | undefined => {
	if (!isWithToken(answer) || (code !== undefined && code !== 'wrong-credentials')) return code;
	const {scope} = answer.tokenRefused ?? {};
	const status = answer.tokenRefused?.status?.toLowerCase();
	if (status === undefined) return code === undefined ? undefined : 'oauth-expired';
	// RFC 6750 section 3.1 has 403 for a scope that does not do, and a server may mean anything else by it.
	if (status === '403') return scope === undefined ? 'refused' : 'oauth-scope';
	return Object.hasOwn(verdicts, status)
		? verdicts[status]
		: /^5\d\d$/.test(status)
			? 'temporary'
			: 'refused';
};

/** What is known of the refusal of a token, one line for each. */
export const tokenLines = (answer: Told, {code}: Reply): readonly string[] => {
	if (!isWithToken(answer)) return [];
	const {tokenRefused} = answer;
	const reason = tokenRefused ? reasonOf(tokenRefused) : '';
	return [
		...(reason === '' ? [] : [`The server says of the token: ${reason}.`]),
		...(tokenRefused?.status === '400'
			? ['Status 400 may as well mean that the request for the login was malformed.']
			: []),
		...(tokenRefused
			? ['An access token usually lasts an hour: one that was copied earlier says nothing about the device.']
			: []),
		...(code === 500
			? ['500 may mean that the token is too long for this server; RFC 4954 section 4 expects 12288 octets.']
			: []),
	];
};

const reasonOf = ({status, scope, schemes}: TokenRefusal): string =>
	[
		...(status === undefined ? [] : [`status ${status}`]),
		...(scope === undefined ? [] : [`it has to be one for ${scope}`]),
		...(schemes === undefined ? [] : [`of the kind ${schemes}`]),
	].join(', ');
