import type {CaptureAnswer, CapturedMessage} from '../core/capture.ts';
import {printable} from '../core/printable.ts';
import {type Candidate, maskedCode, maskedLink} from '../core/verification.ts';
import {asciiName} from '../mail/domain-name.ts';

/** Characters of a stranger's words that a sentence has room for. */
const room = 120;

/** A stranger's words for a sentence: short, and safe to print. */
export const wordsOf = (text: string): string =>
	printable(text.length > room ? `${text.slice(0, room)}…` : text);

/** Whether the envelope names this mailbox; without one, every message is meant. Case does not matter. */
export const isFor = ({recipients}: CapturedMessage, address: string | undefined): boolean =>
	address === undefined || recipients.some(recipient => sameMailbox(recipient, address));

export const sameMailbox = (one: string, other: string): boolean => mailbox(one) === mailbox(other);

const mailbox = (address: string): string => {
	const at = address.lastIndexOf('@');
	return `${address.slice(0, at).toLowerCase()}@${asciiName(address.slice(at + 1).slice(0, 255))}`;
};

/** Whether it brings a code or a link, be it one of several that are as likely as each other. */
export const bringsCode = ({reading}: CapturedMessage): boolean =>
	reading.chosen !== undefined || reading.open === 'several';

/** Whether it may bring one: what could not be read may as well as what does. */
export const mayBringCode = (message: CapturedMessage): boolean =>
	bringsCode(message) || message.reading.open === 'unread';

/** What a message brings, in words that nobody can use it by: the probe masks its codes, and none is told here that is not. */
export const broughtBy = ({reading: {chosen, open, candidates}}: CapturedMessage): string => {
	if (chosen) return chosen.kind === 'code' ? `the code ${shown(chosen)}` : `a link to ${shown(chosen)}`;
	if (open === 'unread') return 'what could not be read';
	return open === 'several'
		? `${candidates.length} codes or links that are equally likely`
		: 'neither a code nor a link';
};

const shown = ({kind, value}: Candidate): string =>
	wordsOf(value.endsWith('••••') ? value : kind === 'code' ? maskedCode(value) : maskedLink(value));

/** How a caught mail is seen whole, as part of a sentence. */
export const lookAt = (
	{id}: Pick<CapturedMessage, 'id'>,
	{passing}: Pick<CaptureAnswer, 'passing'>,
	print = '',
): string =>
	passing
		? 'key m of the console, for as long as this case is open'
		: `lostmail sink show ${id}${print}, or key m of the console`;

/** How what a caught mail brings is seen whole. */
export const readIt = (message: CapturedMessage, answer: Pick<CaptureAnswer, 'passing'>): string => {
	const {chosen} = message.reading;
	return lookAt(message, answer, chosen ? ` --print ${chosen.kind}` : '');
};

/** To whom the envelope says that it goes. */
export const recipientsOf = ({recipients}: CapturedMessage): string => {
	const [first, ...others] = recipients;
	if (first === undefined) return 'nobody';
	return `${wordsOf(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
};

/** The newest first. */
export const newestFirst = (messages: readonly CapturedMessage[]): readonly CapturedMessage[] =>
	messages.toSorted((a, b) => b.at - a.at || b.id - a.id);

/** What findings carry of a message; nothing in it lets anybody use its code. */
export const messageFacts = (message: CapturedMessage) => ({
	message: message.id,
	session: message.session,
	code: broughtBy(message),
	to: recipientsOf(message),
	from: wordsOf(message.from ?? (message.sender || 'nobody')),
	subject: wordsOf(message.subject ?? ''),
	remote: wordsOf(message.remote),
});
