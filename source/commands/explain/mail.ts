import {bounceExplanation} from '../../core/explanation/bounce.ts';
import {headersExplanation, messageExplanation} from '../../core/explanation/message.ts';
import type {Explanation} from '../../core/explanation.ts';
import {filterRuleOf} from '../../core/filter-rule.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {HeaderField, Trail} from '../../core/trail.ts';
import type {Dislike, Reading} from '../../core/verification.ts';
import {readBounce} from '../../mail/bounce.ts';
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
};

type Books = Pick<Knowledge, 'causes' | 'filterRules' | 'replies'>;

/**
 * Explains a whole message; one that says what became of another mail is a bounce, by whatever look. Nothing is looked up:
 * of its sender, only what the header tells is told.
 */
export const explainMessage = async (pasted: PastedMail, books: Books): Promise<Explanation> => {
	const {octets, isCut, now} = pasted;
	const bounce = await explainBounce(octets, books);
	if (bounce) return bounce;
	const header = fieldsOf(octets);
	const trail = trailFrom(header, books);
	const mail = await readMail(octets);
	const reading: Reading = mail.ok ? readVerification(mail.value) : {candidates: [], open: 'unread'};
	const dislikes: readonly Dislike[] = mail.ok
		? await dislikesOf(mail.value, {
				octets: asSent(octets),
				at: arrivedAt(trail) ?? now,
				sender: senderIn(header),
			})
		: [];
	const cut = isCut || (mail.ok && mail.value.cut === true);
	return messageExplanation({...known(header, trail), cut, reading, dislikes, now}, books);
};

/** A file without one CRLF was saved by a system that ends lines with LF; that says nothing about how it was sent. */
const asSent = (octets: Buffer): Buffer =>
	octets.includes('\r\n')
		? octets
		: Buffer.from(octets.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');

/** Explains the header of a message alone. */
export const explainHeaders = ({octets, isCut}: PastedMail, books: Books): Explanation => {
	const header = fieldsOf(octets);
	return headersExplanation({...known(header, trailFrom(header, books)), cut: isCut}, books);
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

const known = (header: readonly HeaderField[], trail: Trail) => {
	const first = (name: string) => header.find(field => field.name === name)?.value;
	return {trail, from: addressesIn(first('from')), messageId: first('message-id')};
};

const addressesIn = (value: string | undefined): readonly string[] =>
	(value ?? '')
		.slice(0, 2000)
		.split(/[\s,;<>"]+/)
		.filter(word => /^[^@\s]{1,64}@[^@\s]{1,255}$/.test(word));

/** The envelope sender that the last server kept, else who the message says that it is from. */
const senderIn = (header: readonly HeaderField[]): string => {
	const path = header.find(({name}) => name === 'return-path')?.value;
	const from = header.find(({name}) => name === 'from')?.value;
	return addressesIn(path ?? from)[0] ?? '';
};
