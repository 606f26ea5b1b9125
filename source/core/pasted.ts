import {eventInWords, isTrouble} from './explain/event.ts';
import {type HeaderBlock, headerBlockIn} from './pasted/header-block.ts';
import {readTranscript, type Transcript} from './transcript.ts';

/** What people paste when they look for a code that never came. */
export const pastedKinds = ['message', 'bounce', 'headers', 'reply'] as const;
export type PastedKind = (typeof pastedKinds)[number];

export type Pasted =
	| {readonly kind: 'reply'; readonly transcript: Transcript}
	/**
	 * Recognized by its look; nothing of it is read. `text` begins with its header, or with its first line where it has none;
	 * `isShown`: that is no header, but what a mail program showed of one when it forwarded the message.
	 */
	| {readonly kind: Exclude<PastedKind, 'reply'>; readonly text: string; readonly isShown?: true}
	| {readonly kind: 'unknown'};

/** Characters of a text that decide what it is. */
const longestLook = 100_000;

/** Tells what a pasted text is by its look. Headers come first: a mail may quote a dialogue. */
export const recognize = (text: string): Pasted => {
	const block = headerBlockIn(text);
	const above = block === undefined ? '' : before(text, block);
	if (block && !speaksOfBounce(above) && !hasDialogue(readTranscript(above))) {
		const start = block.text.slice(0, longestLook);
		if (isBounce(start)) return {kind: 'bounce', text: block.text};
		return {
			kind: block.hasBody ? 'message' : 'headers',
			text: block.text,
			...(block.isShown ? {isShown: true} : {}),
		};
	}
	if (speaksOfBounce(text.slice(0, longestLook))) return {kind: 'bounce', text};
	const transcript = readTranscript(text);
	return hasDialogue(transcript) ? {kind: 'reply', transcript} : {kind: 'unknown'};
};

/** What stands above a header: a dialogue there has the header as a part of its message. */
const before = (text: string, {text: rest}: HeaderBlock): string => {
	const [line = ''] = rest.split('\n', 1);
	const at = text.indexOf(line.trim());
	return at <= 0 ? '' : text.slice(0, at);
};

const isBounce = (start: string): boolean =>
	/^(?:Reporting-MTA|Final-Recipient|X-Failed-Recipients|Diagnostic-Code)\s?:/im.test(start) ||
	/^Content-Type\s?:\s{0,10}multipart\/report/im.test(start) ||
	/^From\s?:.{0,200}(?:mailer-daemon|postmaster|microsoftexchange[0-9a-f]{0,64})@/im.test(start);

/** How the text of a bounce begins that was pasted without its header: an address with a colon, or words of a mail server. */
const speaksOfBounce = (text: string): boolean =>
	/^[ \t>]{0,8}<[^<>\s@]{1,64}@[^<>\s@]{1,255}>(?: ?\([^()\n]{0,200}\))?:(?:\s|$)/m.test(text) ||
	bouncePhrases.test(text);

const bouncePhrases =
	/\b(?:this is the mail system at host|this message was created automatically by mail delivery software|hi\. this is the qmail-send program|delivery has failed to these recipients|your message (?:to \S{1,330} )?(?:wasn['’]t|was not|could not be|couldn['’]t be|has not been|hasn['’]t been) delivered|your message to \S{1,330} has been blocked|the response from the remote server was|diagnostic information for administrators|delivery to the following recipients? (?:failed|has been delayed)|the following address(?:es)? (?:failed|had permanent)|could not be delivered to one or more recipients|undelivered mail returned to sender|mail delivery failed: returning message)/i;

/** A reply, a real command, or an event that says why there was none. */
const hasDialogue = ({lines}: Transcript): boolean =>
	lines.some(
		({side, text}) =>
			side === 'server' || (side === 'client' && /^(?:EHLO|HELO|AUTH|MAIL|RCPT|STARTTLS)/i.test(text)),
	) || lines.some(({side, text}) => side === 'connection' && isTrouble(eventInWords(text)));
