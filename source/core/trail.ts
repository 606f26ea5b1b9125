import type {Passage} from './verification.ts';

/** One field of a header: its name in small letters, its value unfolded and as it was written. */
export type HeaderField = {readonly name: string; readonly value: string};

/**
 * What a filter or a provider wrote into the header of a message, in one of few words. `passed`: looked at and let
 * through. `allowed`: let through by a list, whatever it holds. `junk`: to be put into the junk folder. `unsaid`: the
 * field says something, and not that.
 */
export const judgements = [
	'passed',
	'allowed',
	'bulk',
	'suspicious',
	'junk',
	'phishing',
	'malware',
	'quarantined',
	'unsaid',
] as const;
export type Judgement = (typeof judgements)[number];

/** A verdict on a message that somebody on its way wrote down. Whoever sent it can have forged what stands below the topmost Received field. */
export type Verdict = {
	/** The product or provider, such as SpamAssassin or Microsoft 365. */
	readonly by: string;
	/** The field that says it, as it is usually written. */
	readonly field: string;
	readonly judgement: Judgement;
	readonly score?: number;
	readonly threshold?: number;
	/** Rules that fired, the heaviest first, at most 20; `says` in plain words where they are known. */
	readonly rules?: readonly {readonly name: string; readonly score?: number; readonly says?: string}[];
	/** In plain words, safe to print, a sentence. */
	readonly says: string;
	/** It says which folder the message was put into: the junk folder, the trash, or another one by a rule of its owner. */
	readonly folder?: 'inbox' | 'junk' | 'trash' | 'other';
	/** Not by whoever took the message last: by a server before it or its sender's own, or forged. */
	readonly earlier?: true;
};

/** Authentication as a receiver saw it (RFC 8601), or as an earlier one did (ARC, RFC 8617). */
export type Judged = {
	/** The authserv-id: who judged. */
	readonly by: string;
	/** The instance of an ARC set; absent for Authentication-Results and Received-SPF. */
	readonly arc?: number;
	readonly method: 'spf' | 'dkim' | 'dmarc' | 'arc' | 'compauth';
	readonly result: string;
	readonly domain?: string;
	/** The policy, the reason or the comment that stands beside it, safe to print. */
	readonly detail?: string;
	/** Of DMARC: what was done with the message for its result, as it says; else what the sender's domain asks for. */
	readonly asks?: 'none' | 'quarantine' | 'reject';
	/** Not by whoever took the message last: by a server before it, or forged. Always so for an ARC set of another house. */
	readonly earlier?: true;
};

/** What the header of a message tells of its way, of who judged it and of its time. Every word in it is safe to print. */
export type Trail = {
	/** Oldest first (see `Passage`). */
	readonly passages: readonly Passage[];
	/** Seconds from the first to the last of them, where both have a time and it is not below zero. */
	readonly seconds?: number;
	readonly verdicts: readonly Verdict[];
	readonly judged: readonly Judged[];
	/** Who passed the message on to another mailbox, and what that did to its authentication. */
	readonly forwarded?: {
		readonly by?: string;
		readonly to?: string;
		/** A check that holds for the first receiver failed at the last one. */
		readonly broke: readonly ('spf' | 'dkim' | 'dmarc')[];
		readonly says: string;
	};
	/** What the Date field says beside the first server that stamped the message, or beside its arrival. */
	readonly date: {
		readonly state: 'right' | 'future' | 'past' | 'missing' | 'unreadable' | 'unknown';
		/** Seconds by which Date is ahead; below zero where it is behind. */
		readonly ahead?: number;
		readonly says: string;
	};
};

/** The fields by which the way of a message is told, and what it is known by. Subject is none: a code may stand there. */
const way =
	'received received-spf return-path delivered-to date from to message-id resent-from resent-sender resent-to ' +
	'x-forwarded-to x-forwarded-for x-forwarded-encrypted authentication-results arc-authentication-results';

/** The fields by which filters and providers tell what they think of it, those alone that are understood. */
const verdicts =
	'x-amavis-alert x-apple-action x-apple-movetofolder x-barracuda-spam-report x-barracuda-spam-score ' +
	'x-barracuda-spam-status x-bogosity x-clx-shades x-cm-transid x-coremail-antispam x-crm114-status x-customspam ' +
	'x-dspam-probability x-dspam-result x-forefront-antispam-report x-gm-phishy x-gm-spam x-gmx-antispam x-ham-report ' +
	'x-icl-score x-ironport-anti-spam-filtered x-klms-antispam-status x-ksmg-antispam-status x-mailscanner ' +
	'x-mailscanner-spamcheck x-microsoft-antispam x-microsoft-antispam-mailbox-delivery x-mimecast-bulk-signature ' +
	'x-mimecast-impersonation-protect x-mimecast-spam-score x-mimecast-spam-signature x-mras ' +
	'x-ms-exchange-organization-authas x-ms-exchange-organization-scl x-outgoing-spam-status x-proofpoint-spam-details ' +
	'x-proofpoint-virus-version x-qq-spam x-quarantine-id x-rspam-score x-rspamd-action x-rspamd-queue-id x-rspamd-score x-rspamd-server ' +
	'x-sbrs x-sbrsscore x-sieve x-spam x-spam-checker-version x-spam-flag x-spam-hits x-spam-known-sender x-spam-report ' +
	'x-spam-score x-spam-status x-spam_report x-spam_score x-spamd-bar x-spamd-result x-suspected-spam ' +
	'x-ui-filterresults x-ui-out-filterresults x-virus-scanned x-virus-status x-yahoofilteredbulk x-yandex-spam ' +
	'x-ymailisg x-zoho-virus-status x-zohomail';

const told: ReadonlySet<string> = new Set(`${way} ${verdicts}`.split(' '));

/** MailScanner puts the name of the organization into its fields. */
const ofOrganization = /^x-[a-z][a-z.-]{0,58}-mailscanner(?:-spamcheck)?$/;

/**
 * Whether a field may stand in a record of somebody's mailbox; its name in small letters. It is a closed list of what is
 * read of a header: what a filter copies out of a message into other fields may be its code.
 */
export const isTold = (name: string): boolean => told.has(name) || ofOrganization.test(name);
