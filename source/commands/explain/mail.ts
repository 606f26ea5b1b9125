import {bounceExplanation} from '../../core/explanation/bounce.ts';
import {
	headersExplanation,
	type MessageExplanation,
	messageExplanation,
} from '../../core/explanation/message.ts';
import type {Explanation} from '../../core/explanation.ts';
import {filterRuleOf} from '../../core/filter-rule.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {withoutValuesIn} from '../../core/secret-values.ts';
import type {HeaderField, Trail} from '../../core/trail.ts';
import type {Dislike, Reading} from '../../core/verification.ts';
import {automaticAnswer} from '../../mail/automatic-answer.ts';
import {partsOf} from '../../mail/bounce/parts.ts';
import {readBounce} from '../../mail/bounce.ts';
import {secretsInOctets} from '../../mail/concealed.ts';
import {dislikesOf} from '../../mail/dislikes.ts';
import {readMail} from '../../mail/mail.ts';
import {fieldsOf, trailOf} from '../../mail/trail.ts';
import {readVerification} from '../../mail/verification.ts';

/** A mail that was pasted, its header first. */
export type PastedMail = {
	readonly octets: Buffer;
	/** There was more than was read. */
	readonly isCut: boolean;
	/** In milliseconds since 1970. */
	readonly now: number;
	/** It begins with what a mail program showed when it forwarded the message, and no header. */
	readonly isShown?: true;
};

type Books = Pick<Knowledge, 'causes' | 'filterRules' | 'providers' | 'replies'>;

/**
 * Explains a whole message; one that says what became of another mail is a bounce, by whatever look. Nothing is looked up:
 * of its sender, only what the header tells is told.
 */
export const explainMessage = async (pasted: PastedMail, books: Books): Promise<Explanation> => {
	const bounce = await explainBounce(pasted.octets, books);
	if (bounce) return bounce;
	const own = await messageOf(pasted, books);
	// What a filter wrapped up is judged by what the filter wrote around it.
	if (own.cause !== null || own.code !== null) return own;
	const [inner] = await carriedBy(pasted.octets);
	return inner
		? messageOf({octets: inner, isCut: pasted.isCut, now: pasted.now}, books, {isAttached: true})
		: own;
};

/** Messages that a mail carries and that servers have stamped. */
const carriedBy = async (octets: Buffer): Promise<readonly Buffer[]> => {
	if (!/message\/(?:rfc822|global)/i.test(octets.subarray(0, 262_144).toString('latin1'))) return [];
	const {mails} = await partsOf(octets);
	return mails.slice(0, 5).filter(mail => fieldsOf(mail).some(({name}) => name === 'received'));
};

const messageOf = async (
	{octets, isCut, now, isShown}: PastedMail,
	books: Books,
	place: {readonly isAttached?: boolean} = {},
): Promise<MessageExplanation> => {
	const header = fieldsOf(octets);
	const trail = isShown ? unstamped : trailFrom(header, books);
	const mail = await readMail(octets);
	const reading: Reading = mail.ok ? readVerification(mail.value) : {candidates: [], open: 'unread'};
	const answers = mail.ok ? automaticAnswer(header, mail.value.subject) : undefined;
	const isSource = mail.ok && !isShown && answers === undefined;
	const dislikes: readonly Dislike[] = isSource
		? await dislikesOf(mail.value, {
				octets: asSent(octets),
				at: arrivedAt(trail) ?? now,
				sender: senderIn(header),
			})
		: [];
	const cut = isCut || (mail.ok && mail.value.cut === true);
	return messageExplanation(
		{
			...known(header, trail, books),
			...(answers === undefined ? {} : {answers}),
			...(isShown ? {isShown} : {}),
			...place,
			cut,
			reading,
			dislikes,
		},
		books,
	);
};

/** Of a message whose header was left behind. */
const unstamped: Trail = {
	passages: [],
	verdicts: [],
	judged: [],
	date: {
		state: 'unknown',
		says: 'When it was written is told by a mail program alone.',
	},
};

/** A file without one CRLF was saved by a system that ends lines with LF; that says nothing about how it was sent. */
const asSent = (octets: Buffer): Buffer =>
	octets.includes('\r\n')
		? octets
		: Buffer.from(octets.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');

/** Explains the header of a message alone, without the code that its Subject tells. */
export const explainHeaders = async ({octets, isCut}: PastedMail, books: Books): Promise<Explanation> => {
	const header = fieldsOf(octets);
	const answers = automaticAnswer(header, header.find(({name}) => name === 'subject')?.value);
	const told = headersExplanation(
		{
			...known(header, trailFrom(header, books), books),
			...(answers === undefined ? {} : {answers}),
			cut: isCut,
		},
		books,
	);
	return withoutValuesIn(told, await secretsInOctets(octets));
};

/** Explains a bounce, or the words of one; nothing where it says of no other mail what became of it. */
export const explainBounce = async (octets: Buffer, books: Books): Promise<Explanation | undefined> => {
	const read = await readBounce(octets);
	return read.ok ? bounceExplanation(read.value, books) : undefined;
};

const trailFrom = (header: readonly HeaderField[], {filterRules}: Books): Trail =>
	trailOf(header, {words: name => filterRuleOf(filterRules, name)?.says});

const arrivedAt = ({passages}: Trail): number | undefined =>
	passages.findLast(({at}) => at !== undefined)?.at;

const known = (header: readonly HeaderField[], trail: Trail, books: Books) => {
	const first = (name: string) => header.find(field => field.name === name)?.value;
	return {
		trail,
		from: addressesIn(first('from')),
		messageId: first('message-id'),
		...(isPersonal(header, books) ? {isPersonal: true as const} : {}),
	};
};

/** Fields in which the last server tells whom it took the message for, before the one that its sender wrote. */
const recipientFields = [
	'delivered-to',
	'x-apparently-to',
	'original-recipient',
	'envelope-to',
	'to',
] as const;

/** Whether the mailbox is at a domain where a provider gives addresses to people. */
const isPersonal = (header: readonly HeaderField[], {providers}: Books): boolean => {
	const named = recipientFields
		.map(name => addressesIn(header.find(field => field.name === name)?.value))
		.find(addresses => addresses.length > 0);
	const domains = (named ?? []).map(address => address.slice(address.lastIndexOf('@') + 1).toLowerCase());
	return (
		domains.length > 0 &&
		domains.every(domain => providers.some(provider => provider.domains.includes(domain)))
	);
};

const addressesIn = (value: string | undefined): readonly string[] =>
	(value ?? '')
		.slice(0, 2000)
		.split(/[\s,;<>"]+/)
		.filter(word => /^[^@\s]{1,64}@[^@\s]{1,255}$/.test(word));

/** The envelope sender as the last server kept it; nothing where it did not, because From is another one. */
const senderIn = (header: readonly HeaderField[]): string =>
	addressesIn(header.find(({name}) => name === 'return-path')?.value)[0] ?? '';
