import {printable} from '../../../core/printable.ts';
import type {MailProvider} from '../../../core/provider.ts';
import type {SecretShape, SmtpAnswer} from '../../../core/smtp.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import {providersOfDomain, providersOfHost} from '../../../mail/provider-of.ts';
import type {ServerParams} from '../../conversation.ts';

type Account = Pick<ServerParams, 'host' | 'user'>;

/** Whose account it is: of the provider whose server it is, the entry for the domain of the login first. */
const providerOf = (
	{host, user = ''}: Account,
	providers: readonly MailProvider[],
): MailProvider | undefined => {
	const domain = user.includes('@') ? asciiName(user.slice(user.lastIndexOf('@') + 1)) : '';
	const ofHost = providersOfHost(providers, asciiName(host));
	const ofBoth = ofHost.find(({domains}) => domains.includes(domain));
	if (ofBoth) return ofBoth;
	const ofOwnDomains = domain === '' ? undefined : ofHost.find(({domains}) => domains.length === 0);
	return ofOwnDomains ?? ofHost[0] ?? providersOfDomain(providers, domain)[0];
};

/** What the login name has to be, and whether this one can be it. */
const nameRule = (
	wanted: NonNullable<MailProvider['user']>,
	user: string,
): {readonly is: string; readonly fits: boolean} => {
	if (typeof wanted === 'object') return {is: `the word “${wanted.word}”`, fits: user === wanted.word};
	switch (wanted) {
		case 'address':
			return {is: 'the full address', fits: user.includes('@')};
		case 'local-part':
			return {is: 'the part of the address before the @', fits: !user.includes('@')};
		case 'given':
			return {is: 'the name that the provider made together with the password', fits: true};
	}
};

/**
 * What is known of the passwords and login names of the provider, and how what was refused compares; of the password
 * only one of three words is known. Facts, and lines for people.
 */
export const accountAdvice = (
	account: Account,
	{secretShape}: Pick<SmtpAnswer, 'secretShape'>,
	providers: readonly MailProvider[],
): {
	/** What a refused password may be for, in the middle of a sentence. */
	readonly hint: string;
	readonly facts: {readonly [fact: string]: string};
	readonly lines: readonly string[];
} => {
	const provider = providerOf(account, providers);
	const user = account.user ?? '';
	const rule = provider?.user === undefined ? undefined : nameRule(provider.user, user);
	const password = provider?.password;
	return {
		hint: hintOf(provider),
		facts: {
			...(provider ? {provider: provider.name} : {}),
			...(password ? {passwordKind: password.kind, says: password.says} : {}),
			...(rule ? {userName: rule.is} : {}),
			...(secretShape === undefined ? {} : {secretShape}),
		},
		lines: [
			...(provider && password ? [`Password at ${provider.name}: ${password.says}`] : []),
			...(provider && rule
				? [
						`Login name at ${provider.name}: ${rule.is}${rule.fits ? '' : `; the device uses ${printable(user)}`}.`,
					]
				: []),
			...shapeLines(secretShape, password?.says),
		],
	};
};

/** The kind of password that the provider takes, where that is known. */
const hintOf = (provider: MailProvider | undefined): string => {
	const open = 'it does not say which of the two is wrong';
	if (provider?.password === undefined) return open;
	const {name, password, unsure = []} = provider;
	const takes = `${name} ${unsure.includes('password') ? 'is said to take' : 'takes'}`;
	switch (password.kind) {
		case 'app-password':
			return `${takes} an app password here, not that of the account`;
		case 'app-password-with-2fa':
			return `${takes} an app password here, where the account has two-factor login`;
		case 'authorization-code':
			return `${takes} an authorization code here, not the password of the account`;
		case 'token':
		case 'api-key':
			return `${takes} a key here that is made for sending, not the password of the account`;
		case 'oauth-only':
			return `${takes} OAuth here, and no password`;
		case 'account':
		case 'unknown':
			return open;
	}
};

/** Judged against sixteen letters only where the provider itself speaks of them. */
const shapeLines = (shape: SecretShape | undefined, says = ''): readonly string[] => {
	switch (shape) {
		case undefined:
			return [];
		case 'blanks-around':
			return [
				'The password that was given begins or ends with a blank, as one does that was copied with too much.',
			];
		case 'sixteen-letters':
			return says.includes('16 letters')
				? [
						'The password that was given looks like one of 16 letters; it may be of another account, or withdrawn.',
					]
				: [];
		case 'other':
			return says.includes('16 letters')
				? ['The password that was given does not look like one of 16 letters.']
				: [];
	}
};
