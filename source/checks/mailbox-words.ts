/** What a mail service means that lets nobody look into a mailbox, in one word. */
export type DoorCause = 'app-password-needed' | 'oauth-only' | 'imap-off' | 'locked' | 'not-encrypted';

type Words = {
	/** In small letters; one of them has to occur in what the server says. */
	readonly says: readonly string[];
	readonly cause: DoorCause;
	/** Where the words were read, and when; absent where they rest on memory and on what other programs look for. */
	readonly source?: string;
	readonly read?: string;
};

/**
 * Words of mail services that let nobody in by IMAP; of several that occur, the first counts. Words that name several
 * reasons at once, as those of Yandex and QQ do, are none of them: they stay a refusal (see `openWords`).
 */
const known: readonly Words[] = [
	{
		// Gmail.
		says: ['application-specific password required'],
		cause: 'app-password-needed',
		source: 'https://github.com/LukeSmithxyz/mutt-wizard/issues/831',
		read: '2026-11-23',
	},
	{
		// Mail.ru; it spells it both ways.
		says: ['neobhodim parol prilozheniya', 'application password is required'],
		cause: 'app-password-needed',
		source: 'https://github.com/thunderbird/thunderbird-android/issues/9069',
		read: '2026-11-23',
	},
	{
		// QQ, whose authorization code is what others call an app password.
		says: ['please using authorized code to login'],
		cause: 'app-password-needed',
		source: 'https://github.com/pandolia/qqbot/issues/139',
		read: '2026-11-23',
	},
	{
		// Outlook.com.
		says: ['basic authentication is disabled'],
		cause: 'oauth-only',
		source: 'https://github.com/holon-run/uxc/issues/445',
		read: '2026-11-23',
	},
	{
		// Outlook.com and Microsoft 365.
		says: ['basicauthblocked'],
		cause: 'oauth-only',
	},
	{
		// Gmail: nobody gets in before somebody has logged in on the web.
		says: ['log in via your web browser', 'web login required'],
		cause: 'locked',
		source: 'https://github.com/lovelysystems/robotframework-imaplibrary/issues/23',
		read: '2026-11-23',
	},
	{
		// Outlook.com.
		says: ['account is blocked'],
		cause: 'locked',
		source: 'https://github.com/mscdex/node-imap/issues/799',
		read: '2026-11-23',
	},
	{
		// Gmail.
		says: ['too many simultaneous connections'],
		cause: 'locked',
		source: 'https://github.com/zone-eu/wildduck/issues/35',
		read: '2026-11-23',
	},
	{
		// Dovecot.
		says: ['maximum number of connections from user'],
		cause: 'locked',
		source: 'https://github.com/mscdex/node-imap/issues/606',
		read: '2026-11-23',
	},
	{
		// Mailu.
		says: ['(rate-limit)'],
		cause: 'locked',
		source: 'https://github.com/Mailu/Mailu/issues/2283',
		read: '2026-11-23',
	},
	{
		// Yahoo, and Gmail.
		says: ['login rate limit hit', 'exceeded command or bandwidth limits'],
		cause: 'locked',
	},
	{
		// Gmail, where the owner of the mailbox or of the domain has switched it off.
		says: ['account is not enabled for imap use', 'imap access is disabled for your domain'],
		cause: 'imap-off',
	},
	{
		// Zoho.
		says: ['yet to enable imap for your account'],
		cause: 'imap-off',
	},
];

/** Codes of RFC 5530 that leave nothing open; LIMIT is also said of a limit on connections. */
const codes: Readonly<Record<string, DoorCause>> = {PRIVACYREQUIRED: 'not-encrypted', LIMIT: 'locked'};

/** The one thing that a refusal names; nothing where it names none, or several. */
export const causeOfRefusal = ({
	code,
	text,
}: {
	readonly code?: string;
	readonly text: string;
}): DoorCause | undefined => {
	const said = text.toLowerCase();
	const words = known.find(({says}) => says.some(part => said.includes(part)));
	return words?.cause ?? (code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined);
};

/** Words that name several reasons, or a reason that nobody would guess from them, and what they mean. */
const open: readonly {
	readonly says: string;
	readonly means: string;
	readonly source: string;
	readonly read: string;
}[] = [
	{
		says: 'invalid credentials or imap is disabled',
		means:
			'Yandex says the same of a wrong password, of the account’s own password where it wants an app password, and of a mailbox in which IMAP is switched off.',
		source: 'https://github.com/Foundry376/Mailspring/issues/2111',
		read: '2026-11-23',
	},
	{
		says: 'account is abnormal, service is not open',
		means:
			'QQ says the same of a wrong password, of one that is not the authorization code, of a mailbox in which IMAP is switched off, and of too many logins.',
		source: 'https://github.com/chengazhen/cursor-auto-free/issues/294',
		read: '2026-11-23',
	},
	{
		says: 'unsafe login',
		means:
			'163, 126 and yeah.net say this to programs that they do not know or do not trust; a look on their website still shows everything.',
		source: 'https://github.com/NousResearch/hermes-agent/issues/22271',
		read: '2026-11-23',
	},
	{
		says: 'user is authenticated but not connected',
		means:
			'Microsoft 365 says this where the login is good and the mailbox is not to be had by it: IMAP is switched off for it, the token has not the right for IMAP, or it is a shared mailbox.',
		source: 'https://github.com/jstedfast/MailKit/issues/1494',
		read: '2026-11-23',
	},
];

/** What a refusal means that names no single reason, where its words are known. */
export const openWords = (text: string): string | undefined => {
	const said = text.toLowerCase();
	return open.find(({says}) => said.includes(says))?.means;
};
