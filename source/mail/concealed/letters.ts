import type {Span} from './kept.ts';

/** Words in capitals that programs write, and that are no code. */
const usual: ReadonlySet<string> = new Set(
	(
		'SMTP ESMTP ESMTPS ESMTPA ESMTPSA LMTP LMTPA LMTPS HTTP HTTPS IMAP IMAPS HELO EHLO MAIL FROM RCPT DATA BDAT RSET QUIT ' +
		'NOOP VRFY AUTH LOGIN PLAIN CRAM STARTTLS XOAUTH SASL DKIM DMARC DANE BIMI ASCII MIME HTML XHTML TEXT BODY HEADER ' +
		'HEADERS SECTION SUBJECT RECEIVED NONE PASS PASSED FAIL SOFTFAIL HARDFAIL NEUTRAL TEMPERROR PERMERROR REJECT REJECTED ' +
		'QUARANTINE QUARANTINED BULK SPAM HIGHSPAM CLEAN JUNK PHISH PHISHING MALWARE VIRUS INFECTED BANNED UNCHECKED BLOCK ' +
		'BLOCKED BLOCKLIST BLACKLIST WHITELIST ALLOW ALLOWED DENY DENIED TRUE FALSE UNKNOWN INVALID ERROR WARNING NOTICE FAILED ' +
		'FAILURE PERMANENT TEMPORARY TIMEOUT UNDELIVERABLE UNDELIVERED DELIVERED DELIVERY DELAYED BOUNCE MAILER DAEMON ' +
		'POSTMASTER MESSAGE MAILBOX USER SENDER RECIPIENT ADDRESS DOMAIN SERVER HOST REPLY RESOLVER STOREDRV PROD OUTLOOK ' +
		'NXDOMAIN SERVFAIL REFUSED NOERROR AAAA DNSBL DNSWL URIBL SURBL ATTRBL GTUBE EICAR BAYES RAZOR PYZOR TXREP GREYLIST ' +
		'GREYLISTED RATELIMIT SPAMTRAP INBOX TRASH ARCHIVE DRAFTS SENT NSPM HSPM HPHISH HPHSH OSPM MALW PHSH SPOOF INTOS FTBP ' +
		'UIMP GIMP DIMP BIMP CTRY LANG WASCL SFTY ICAP SCORE TESTS REQUIRED ONLY THIS THAT NEED RESEND YOUR BEEN CORP SITE ' +
		'MSEXCH NULL CRLF EAST WITH FOUND CODE CODES VERIFICATION PASSWORD LINK UNSURE INNOCENT WHITELISTED BLACKLISTED ' +
		'BLOCKLISTED QUOTA FULL OVER OVERQUOTA ANTISPAM LANGUAGES LONGWORDS FROMSPACE MAILLIST TRANSPORT SMTPSEND APPROVAL QUEUE ROUTING MULTIPLE RULE RULES POLICY SECURE RELAY ACCESS CLIENT REASON STATUS LEVEL INFO ' +
		'FREE CLICK URGENT HELLO REPORT CHECK SYMBOLS PROCESS PING CEST WEST EEST AEST AEDT ACST ACDT AWST NZST NZDT AKST AKDT'
	).split(' '),
);

/** Whether a word in capitals is one that programs write. */
export const isUsual = (written: string): boolean => usual.has(written);

const capitals = /(?<![\p{L}\p{Nd}_-])[A-Z]{2,20}(?:-[A-Z]{2,20}){0,8}(?![\p{L}\p{Nd}_])(?!-\p{L})/gu;
const shortest = {alone: 4, grouped: 5} as const;
/** Characters that stand one by one. */
const spelled =
	/(?<![\p{L}\p{Nd}])(?=[\d ._·*,-]{0,60}[A-Za-z])[A-Za-z0-9](?:[ ._·*,-]{1,2}[A-Za-z0-9](?![\p{L}\p{Nd}])){3,40}/gu;
/** Longer than any word. */
const long = /[A-Za-z0-9+/_-]{24,4000}={0,2}/g;
const longestWord = 24;
/** Of several words in one, as they are on the average. */
const shortestWord = 3;
/** Capitals and small letters by turns. */
const turning = /(?<![\p{L}\p{Nd}])[A-Za-z]{6,40}(?![\p{L}\p{Nd}])/gu;

/** Many capitals and small letters in one word. */
const halves =
	/(?<![\p{L}\p{Nd}_])(?:[A-Za-z]{0,30}[a-z])?[A-Z]{4,40}[a-z][A-Za-z]{0,30}(?![\p{L}\p{Nd}])|(?<![\p{L}\p{Nd}_])[a-z]{1,30}[A-Z]{4,40}(?![\p{L}\p{Nd}])/gu;

/** Words of letters alone that may be a code by their look. */
export const lettersIn = (plain: string): readonly Span[] => [
	...spansOf(plain, spelled),
	...spansOf(plain, long).filter(({from, to}) => isRandom(plain.slice(from, to))),
	...spansOf(plain, turning).filter(({from, to}) => isTurning(plain.slice(from, to))),
	...spansOf(plain, halves).filter(({from, to}) => isOfHalves(plain.slice(from, to))),
	...capitalsIn(plain),
];

const spansOf = (plain: string, shape: RegExp): readonly Span[] =>
	[...plain.matchAll(shape)].map(({0: {length}, index}) => ({from: index, to: index + length}));

const isRandom = (written: string): boolean => {
	if (/\d|[+=]/.test(written)) return !/^[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20})+$/.test(written);
	const words = written.split(/[/_-]|(?<=[a-z])(?=[A-Z])/);
	return words.some(one => one.length >= longestWord) || written.length / words.length < shortestWord;
};

/** `SMTPAuth` is two words, the first of them one that programs write. */
const isOfHalves = (written: string): boolean =>
	(written.match(/[A-Z]{4,}/g) ?? []).some(half => !isUsual(half) && !isUsual(half.slice(0, -1)));

const isTurning = (written: string): boolean => {
	const humps = written.match(/[A-Z]+[a-z]*|^[a-z]+/g) ?? [];
	return humps.length >= 3 && humps.filter(hump => !/[aeiouy]/i.test(hump)).length >= 2;
};

const capitalsIn = (plain: string): readonly Span[] => {
	const spans = spansOf(plain, capitals);
	return spans.filter(({from, to}, index) => {
		const written = plain.slice(from, to);
		const parts = written.split('-');
		const least = parts.length > 1 ? shortest.grouped : shortest.alone;
		if (written.length < least || parts.some(part => usual.has(part))) return false;
		return !isShouted(plain, spans, index);
	});
};

/** In the middle of a sentence that is all capitals, a word is one of many. */
const isShouted = (plain: string, spans: readonly Span[], index: number): boolean => {
	const follows = (at: number): boolean => {
		const [one, other] = [spans[at], spans[at + 1]];
		return one !== undefined && other !== undefined && /^[ ,:]{1,2}$/.test(plain.slice(one.to, other.from));
	};
	const [before, behind] = [follows(index - 1), follows(index)];
	return (before && behind) || (before && follows(index - 2)) || (behind && follows(index + 1));
};
