import type {Bounce, BouncedRecipient} from '../core/bounce.ts';
import {worstFirst} from '../core/explanation/bounce.ts';
import {printable} from '../core/printable.ts';

/** The mail that may have come back; what is not given may be anything. */
export type Sought = {
	readonly to?: string | undefined;
	readonly messageId?: string | undefined;
	readonly tag?: string | undefined;
};

/**
 * Whether a bounce is about the mail that is sought, and about whom. `sure`: it quotes what the mail is known by; or nothing
 * is sought that it should quote, and it names the recipient that is, or an address that his mail led to. `which`: what it is
 * about instead, for a sentence.
 */
export type Fit =
	| {readonly is: 'fits'; readonly recipient: BouncedRecipient; readonly sure: boolean}
	| {readonly is: 'other'; readonly which: string};

/** Compares a bounce with the mail that is sought. */
export const fitOf = (bounce: Bounce, sought: Sought): Fit => {
	const {about} = bounce;
	const ids = [
		[about.messageId, sought.messageId, 'the message'],
		[about.tag, sought.tag, 'the test mail'],
	] as const;
	const compared = ids.filter(([one, other]) => one !== undefined && other !== undefined);
	const differs = compared.find(([one = '', other = '']) => bare(one) !== bare(other));
	if (differs) return {is: 'other', which: `it is about ${differs[2]} ${printable(differs[0] ?? '')}`};
	const addressed = recipientFor(bounce, sought.to);
	if (addressed === undefined)
		return {is: 'other', which: `it is about mail for ${named(bounce.recipients)}`};
	const {recipient, isNamed} = addressed;
	const isQuotable = sought.messageId !== undefined || sought.tag !== undefined;
	return {is: 'fits', recipient, sure: compared.length > 0 || (!isQuotable && isNamed)};
};

/** A Message-ID with or without its angle brackets. */
const bare = (id: string): string => id.trim().replace(/^<|>$/g, '');

const isSame = (one: string | undefined, other: string): boolean =>
	one?.toLowerCase() === other.toLowerCase();

/**
 * The recipient that is sought, else whoever its mail led to; without any, the one that fared worst. Words that name nobody
 * may be about anybody, unless the mail that is quoted was for the recipient.
 */
const recipientFor = (
	{recipients, about}: Bounce,
	to: string | undefined,
): {readonly recipient: BouncedRecipient; readonly isNamed: boolean} | undefined => {
	const worst = worstFirst(recipients);
	const [first] = worst;
	if (first === undefined) return undefined;
	if (to === undefined) return {recipient: first, isNamed: true};
	const own = worst.find(({address, led}) => isSame(address, to) || isSame(led, to));
	if (own) return {recipient: own, isNamed: true};
	const wasForAlone = recipients.length === 1 && isSame(about.to?.trim(), to);
	if (first.address === '') return {recipient: {...first, address: to}, isNamed: wasForAlone};
	// The mailbox passed the mail on, and the bounce names only where to.
	const wasFor = (about.to ?? '').split(',').some(one => isSame(one.trim(), to));
	return wasFor && recipients.length === 1
		? {recipient: {...first, address: to, led: first.address}, isNamed: true}
		: undefined;
};

const mostNamed = 3;

const named = (recipients: readonly BouncedRecipient[]): string => {
	const names = recipients
		.slice(0, mostNamed)
		.map(({address}) => printable(address) || 'nobody that it names');
	const more = recipients.length - names.length;
	return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
