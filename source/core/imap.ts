import type {Bounce} from './bounce.ts';
import type {Failure} from './failure.ts';
import type {SmtpSecurity, TlsFacts} from './smtp.ts';
import type {HeaderField} from './trail.ts';

/**
 * Where a mailbox is, and how one logs in to it. Questions with the same door share one connection and its one login;
 * what was refused once is not tried again in the same round.
 */
export type MailboxDoor = {
	readonly host: string;
	readonly port: number;
	readonly security: SmtpSecurity;
	readonly user: string;
	/** The name of the password, not the password. */
	readonly secret?: string;
	/** The name of an OAuth access token, which is used instead of a password. */
	readonly token?: string;
};

/** What a message is known by: it must fit everything that is given, and something must be. */
export type Wanted = {
	/** With or without angle brackets (RFC 5322 section 3.6.4). */
	readonly messageId?: string;
	/** The tag of a test message (see `SmtpQuestion.tag`). */
	readonly tag?: string;
	/** An address or a domain in From. */
	readonly from?: string;
	/** ISO 8601; what was there earlier by the mailbox's own clock (INTERNALDATE) is not told. */
	readonly since?: string;
};

/**
 * Looks into a mailbox and changes nothing in it: folders are opened read-only (EXAMINE), and of messages only header
 * fields are fetched, by BODY.PEEK. `bounces` fetches, in the same way, the beginning of mails that say that another could
 * not be delivered.
 */
export type ImapQuestion = MailboxDoor &
	(
		| {readonly do: 'login'}
		| {readonly do: 'find'; readonly wanted: Wanted}
		| {readonly do: 'quota'}
		| {
				readonly do: 'watch';
				readonly wanted: Wanted;
				/** At most half an hour; it ends as soon as the message is there, in whatever folder. */
				readonly seconds: number;
				/** What is waited for, for the person who watches. */
				readonly why: string;
		  }
		| {
				readonly do: 'bounces';
				/** The message that may have come back; without any of these, every bounce is told. */
				readonly about: {
					readonly messageId?: string;
					readonly tag?: string;
					/** The recipient that it was for. */
					readonly to?: string;
				};
				/** ISO 8601; ten minutes before it count as well, because the clocks of two houses differ. */
				readonly since?: string;
		  }
	);

/**
 * What a folder is for: by its special use (RFC 6154), else by a name that many mail services give it. `drafts` is also an
 * outbox, templates and notes: what lies there was written there.
 */
export const folderUses = [
	'inbox',
	'junk',
	'trash',
	'sent',
	'drafts',
	'archive',
	'all',
	'important',
	'flagged',
	'other',
] as const;
export type FolderUse = (typeof folderUses)[number];

export type Folder = {
	/** Decoded and safe to print; levels are parted by the server's own delimiter. */
	readonly path: string;
	readonly use: FolderUse;
	/** How its use is known: the server says so, or it is the name of such a folder; absent for `other` and `inbox`. */
	readonly knownBy?: 'special-use' | 'name';
	/** Of a use that is known by name: people name folders of their own like this, too. */
	readonly guess?: true;
};

/** A message that is in the mailbox. Neither its subject nor its body is ever told: the code may stand there. */
export type FoundMail = {
	readonly folder: Folder;
	readonly uid: number;
	/** When the mailbox took it (INTERNALDATE), ISO 8601. */
	readonly at: string;
	readonly octets: number;
	readonly seen: boolean;
	/** Fields that tell of its way and of who judged it (see `isTold`), topmost first. */
	readonly header: readonly HeaderField[];
};

/** STORAGE in octets and MESSAGE in messages (RFC 9208); of a resource without a limit nothing is said. */
export type Quota = {
	readonly root: string;
	readonly storage?: {readonly used: number; readonly limit: number};
	readonly messages?: {readonly used: number; readonly limit: number};
	/** Resources of which the server says something that tells nothing: a limit of 0, or no number; both where it says nothing of its root. */
	readonly untold?: readonly ('storage' | 'messages')[];
};

export const imapStages = ['connect', 'tls', 'login', 'mailbox'] as const;
export type ImapStage = (typeof imapStages)[number];

export type ImapAnswer = {
	/** The address that was really reached, `address:port`. */
	readonly address?: string;
	readonly tls?: TlsFacts;
	/** What the server greeted with, safe to print. */
	readonly greeting?: string;
	/** After the login, in capitals. */
	readonly capabilities?: readonly string[];
	/** Present when the question could not be answered: where it ended, by what words of the server or by what failure. */
	readonly stop?: {
		readonly stage: ImapStage;
		/** `code` as in RFC 5530, in capitals, such as AUTHENTICATIONFAILED; `text` is the server's, safe to print. */
		readonly refusal?: {readonly code?: string; readonly text: string};
		readonly failure?: Failure;
	};
	/** Every folder that can be opened, at most 200; of `login` as well, and absent for `quota`. */
	readonly folders?: readonly Folder[];
	/** Of `find` and `watch`: latest first, at most 20. The same message in `all` and in another folder is told once, there. */
	readonly found?: readonly FoundMail[];
	/** Messages that fit as well and are not told. */
	readonly more?: number;
	/**
	 * Folders that could not be searched, or not to their end; only where this is empty is nothing found a proof. `path` is
	 * `*` for what is wrong with no folder alone. A mail that may be a bounce and could not be read is told here.
	 */
	readonly unsearched?: readonly {readonly path: string; readonly why: string}[];
	/** Of `quota`, the roots of the inbox, at most 20; empty where it has none; absent where the server does not tell. */
	readonly quota?: readonly Quota[];
	/** Of `watch`: seconds that were really waited. */
	readonly seconds?: number;
	/**
	 * Of `bounces`: latest first, at most 20; those as well that do not quote which mail came back, unless they name other
	 * recipients only.
	 */
	readonly bounces?: readonly {readonly folder: Folder; readonly at: string; readonly bounce: Bounce}[];
};
