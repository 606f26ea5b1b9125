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

/** Fields that tell of the way of a message, of who judged it and what it is known by; Subject is none: a code may stand there. */
const told =
	/^(?:received|received-spf|return-path|delivered-to|x-original-to|envelope-to|date|delivery-date|from|sender|reply-to|to|message-id|in-reply-to|references|auto-submitted|precedence|list-(?:id|unsubscribe)|feedback-id|authentication-results(?:-original)?|arc-(?:seal|message-signature|authentication-results)|dkim-signature|x-google-dkim-signature|resent-[a-z-]+|x-(?:forwarded|failed|spam|rspam|rspamd|virus|amavis|bogosity|dspam|crm114|barracuda|proofpoint|pp|mimecast|ms|microsoft|forefront|exchange|eop|gm|gmail|google|ymail|yahoo|yandex|apple|icl|ironport|cisco|sophos|trend|tm|mailscanner|gmx|ui|mailru|mras|qq|netease|cm|coremail|aliyun|zoho|fastmail|me|lostmail|loop|beenthere|sender|originating|sieve|dovecot|suspected-spam|quarantine|clx|pmx|sbrs|klms|ksmg|customspam)[a-z0-9-]*|x-(?:antispam|antivirus|priority|mailer|envelope-from))$/;

/** Whether a field may stand in a record of somebody's mailbox; its name in small letters. */
export const isTold = (name: string): boolean => told.test(name);
