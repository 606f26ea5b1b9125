import {eventInWords, isTrouble} from './explain/event.ts';
import {readTranscript, type Transcript} from './transcript.ts';

/** What people paste when they look for a code that never came. */
export const pastedKinds = ['message', 'bounce', 'headers', 'reply'] as const;
export type PastedKind = (typeof pastedKinds)[number];

export type Pasted =
	| {readonly kind: 'reply'; readonly transcript: Transcript}
	/** Recognized by its look; nothing of it is read. */
	| {readonly kind: Exclude<PastedKind, 'reply'>}
	| {readonly kind: 'unknown'};

/** Tells what a pasted text is by its look. Headers come first: a mail may quote a dialogue. */
export const recognize = (text: string): Pasted => {
	const start = text.slice(0, 100_000).replace(/^\uFEFF?\s*/, '');
	const mail = mailKindOf(start);
	if (mail) return {kind: mail};
	const transcript = readTranscript(text);
	return hasDialogue(transcript) ? {kind: 'reply', transcript} : {kind: 'unknown'};
};

const fieldNames =
	/^(?:Received|Return-Path|Delivered-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|DKIM-Signature|Authentication-Results|ARC-[\w-]+|Reply-To|Received-SPF|X-[\w-]+|Reporting-MTA|Final-Recipient|Diagnostic-Code|Action|Status)\s?:/i;

/** At least two fields of RFC 5322 (or of a delivery status, RFC 3464) at the top, and no other line between them. */
const mailKindOf = (start: string): 'message' | 'bounce' | 'headers' | undefined => {
	const lines = start.replace(/^From \S+ .*\r?\n/, '').split(/\r\n|\n|\r/);
	const end = lines.findIndex(line => line.trim() === '');
	const head = end < 0 ? lines : lines.slice(0, end);
	const fields = head.filter(line => !/^[ \t]/.test(line));
	const isHead = fields.length >= 2 && fields.every(line => /^[!-9;-~]{1,80}\s?:/.test(line));
	if (!isHead || fields.filter(line => fieldNames.test(line)).length < 2) return undefined;
	const isBounce =
		/^(?:Reporting-MTA|Final-Recipient|X-Failed-Recipients|Diagnostic-Code)\s?:/im.test(start) ||
		/^Content-Type\s?:\s{0,10}multipart\/report/im.test(start) ||
		/^From\s?:.{0,200}(?:mailer-daemon|postmaster)@/im.test(start);
	if (isBounce) return 'bounce';
	return end >= 0 && lines.slice(end).some(line => line.trim() !== '') ? 'message' : 'headers';
};

/** A reply, a real command, or an event that says why there was none. */
const hasDialogue = ({lines}: Transcript): boolean =>
	lines.some(
		({side, text}) =>
			side === 'server' || (side === 'client' && /^(?:EHLO|HELO|AUTH|MAIL|RCPT|STARTTLS)/i.test(text)),
	) || lines.some(({side, text}) => side === 'connection' && isTrouble(eventInWords(text)));
