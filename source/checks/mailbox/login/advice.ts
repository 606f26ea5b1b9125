import type {ImapAnswer} from '../../../core/imap.ts';
import type {Json} from '../../../core/json.ts';
import {printable} from '../../../core/printable.ts';
import type {MailProvider} from '../../../core/provider.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import {isServer, providersOfDomain, providersOfHost} from '../../../mail/provider-of.ts';
import {type DoorCode, type DoorParams, encryptionWords} from '../../mailbox-door.ts';
import {folderWords} from '../../mailbox-place.ts';
import {openWords} from '../../mailbox-words.ts';

/** Extensions on which it bears how well the mailbox can be looked into. */
const worthKnowing = ['IDLE', 'QUOTA', 'SPECIAL-USE', 'XLIST', 'X-GM-EXT-1', 'ID'];

const mostFolders = 40;

/** How the connection is encrypted, what the server can, and which folders there are. */
export const openedLines = ({
	tls,
	capabilities,
	folders,
	greeting,
}: ImapAnswer): {readonly facts: {readonly [fact: string]: Json}; readonly lines: readonly string[]} => {
	const able = worthKnowing.filter(name =>
		(capabilities ?? []).some(one => one === name || one.startsWith(`${name}=`)),
	);
	const told = folders?.slice(0, mostFolders).map(folderWords);
	return {
		facts: {
			encryption: encryptionWords(tls),
			...(capabilities ? {capabilities: able} : {}),
			...(told ? {folders: [...told]} : {}),
		},
		lines: [
			...(tls || greeting !== undefined || capabilities ? [`Connection: ${encryptionWords(tls)}.`] : []),
			...(greeting === undefined ? [] : [`It greets: ${printable(greeting.slice(0, 200))}`]),
			...(capabilities
				? [
						able.length > 0 ? `It can ${able.join(', ')}.` : 'It can none of IDLE, QUOTA and SPECIAL-USE.',
						...(able.includes('IDLE')
							? []
							: ['Without IDLE, new mail is seen only by asking again and again.']),
					]
				: []),
			...(told
				? [`Folders: ${told.join(', ')}${(folders ?? []).length > mostFolders ? ' and more' : ''}.`]
				: []),
		],
	};
};

/** Whose mailbox it is: of those whose IMAP server this is, the one of the login's domain first. */
const providerOf = (
	{host, user}: Pick<DoorParams, 'host' | 'user'>,
	providers: readonly MailProvider[],
): MailProvider | undefined => {
	const domain = user.includes('@') ? asciiName(user.slice(user.lastIndexOf('@') + 1)) : '';
	const name = asciiName(host);
	const own = providersOfDomain(providers, domain);
	const named = providers.filter(({imap}) => imap !== undefined && isServer(imap, name));
	const ofHost = named.length > 0 ? named : providersOfHost(providers, name);
	return (
		ofHost.find(one => own.includes(one)) ??
		ofHost.find(({domains}) => domains.length === 0) ??
		ofHost[0] ??
		own[0]
	);
};

/** Refusals on which it bears what passwords the provider takes. */
const aboutPasswords: ReadonlySet<DoorCode> = new Set([
	'refused',
	'app-password-needed',
	'oauth-only',
	'imap-off',
	'not-offered',
]);
/** Endings on which it bears where the provider's own IMAP server is. */
const aboutTheServer: ReadonlySet<DoorCode> = new Set([
	'refused',
	'not-reached',
	'not-encrypted',
	'untrusted',
	'not-opened',
]);

/** What to enter instead, by what is known of the provider; nothing where nothing is known. */
export const adviceFor = (
	code: DoorCode,
	params: DoorParams,
	{providers, words}: {readonly providers: readonly MailProvider[]; readonly words: string | undefined},
): {
	/** A sentence for a refused login. */
	readonly hint: string;
	readonly facts: {readonly [fact: string]: Json};
	readonly lines: readonly string[];
} => {
	const provider = providerOf(params, providers);
	const meant = words === undefined ? undefined : openWords(words);
	const lines = [
		...(meant === undefined ? [] : [meant]),
		...(provider && aboutPasswords.has(code) ? passwordLines(provider, params) : []),
		...(provider && aboutTheServer.has(code) ? serverLines(provider, params) : []),
	];
	return {
		hint: meant ?? hintOf(provider, params),
		facts: {
			...(provider ? {provider: provider.name} : {}),
			...(provider?.password ? {passwordKind: provider.password.kind} : {}),
			...(provider?.password && aboutPasswords.has(code) && isForMailboxes(provider)
				? {says: provider.password.says}
				: {}),
		},
		lines,
	};
};

/** Some providers are known by what they take for sending alone. */
const isForMailboxes = ({password}: MailProvider): boolean =>
	password !== undefined && !/\bSMTP AUTH\b/.test(password.says);

const passwordLines = (provider: MailProvider, {user}: DoorParams): readonly string[] => {
	const {name, password, user: login, changes = []} = provider;
	return [
		...(password && isForMailboxes(provider) ? [`Password at ${name}: ${password.says}`] : []),
		...changes
			.filter(({what}) => /\bIMAP\b/.test(what))
			.map(({when, what}) => `${name}, since ${when}: ${what}`),
		...(login === 'address' && !user.includes('@')
			? [`Login name at ${name}: the full address; ${printable(user)} was given.`]
			: []),
		...(login === 'local-part' && user.includes('@')
			? [`Login name at ${name}: the part of the address before the @; ${printable(user)} was given.`]
			: []),
	];
};

const serverLines = ({name, imap}: MailProvider, {host, port, security}: DoorParams): readonly string[] => {
	if (!imap) return [];
	const same = isServer(imap, asciiName(host)) && imap.port === port && imap.security === security;
	return same ? [] : [`IMAP at ${name}: ${imap.host}, port ${imap.port}, ${imap.security}.`];
};

const hintOf = (provider: MailProvider | undefined, {token}: DoorParams): string => {
	const open = 'It does not say what is wrong.';
	if (token !== undefined) return 'The token may have run out, or may not be good for reading mail by IMAP.';
	if (!provider?.password) return open;
	const {name, password, unsure = []} = provider;
	const takes = `${name} ${unsure.includes('password') ? 'is said to take' : 'takes'}`;
	switch (password.kind) {
		case 'app-password':
			return `${takes} an app password here, not that of the account.`;
		case 'app-password-with-2fa':
			return `${takes} an app password here, where the account has two-factor login.`;
		case 'authorization-code':
			return `${takes} an authorization code here, not the password of the account.`;
		case 'oauth-only':
			return `${takes} OAuth here, and no password.`;
		case 'account':
		case 'token':
		case 'api-key':
		case 'unknown':
			return open;
	}
};
