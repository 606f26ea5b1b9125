import type {Bounce, BouncedRecipient} from '../core/bounce.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {HeaderField} from '../core/trail.ts';
import {firstOf} from './bounce/fields.ts';
import {known, originalIn} from './bounce/original.ts';
import {type Parts, partsOf, utf8} from './bounce/parts.ts';
import {mostRecipients, readStatus} from './bounce/status.ts';
import {type ReadText, readText} from './bounce/text.ts';
import {toldBounce} from './bounce/told.ts';
import {addressIn, hostOrIp, shortly} from './bounce/words.ts';
import {secretsInOctets} from './concealed.ts';
import {readMailDate} from './date.ts';

/** How many mails inside of each other are opened: somebody may pass a bounce on as an attachment. */
const deepest = 3;

/** Fields by which a mail is known from any other text with colons in it. */
const telling: ReadonlySet<string> = new Set(
	'from to subject date received message-id return-path content-type mime-version'.split(' '),
);

/** Octets of a quoted mail that are read for its code. */
const longestOriginal = 262_144;

const none = 'says nothing of what became of another mail';

/**
 * Reads a mail that says what became of another one: a delivery status notification (RFC 3464), or one of the common
 * forms that are none. A failure says why it is no such mail.
 */
export const readBounce = async (octets: Buffer): Promise<Result<Bounce, string>> => readAt(octets, 0);

/**
 * Reads a bounce of which only the words are there, as a mail program shows them or as somebody pasted them; whatever
 * stands in the text is taken for what a server or its bounce said.
 */
export const readBounceText = async (text: string): Promise<Result<Bounce, string>> => {
	const read = readText(text, {trust: 'pasted'});
	return read === undefined
		? failed(none)
		: success(
				toldBounce(
					{...pick(read), about: read.original === undefined ? {} : await originalIn(read.original)},
					await secretsOf(read.original),
				),
			);
};

/** Of the mail that came back, as far as it is quoted. */
const secretsOf = async (original: Buffer | string | undefined) =>
	original === undefined || original.length === 0
		? []
		: secretsInOctets(Buffer.from(original as string).subarray(0, longestOriginal));

const pick = ({read, reporter, recipients}: ReadText): Omit<Bounce, 'about'> => ({
	read,
	...(reporter === undefined ? {} : {reporter}),
	recipients,
});

const readAt = async (octets: Buffer, depth: number): Promise<Result<Bounce, string>> => {
	if (octets.length === 0) return failed('is empty');
	const parts = await partsOf(octets);
	if (!parts.header.some(({name}) => telling.has(name)))
		return readBounceText(utf8(octets.subarray(0, 131_072)));
	if (isReceipt(parts)) return failed('is a receipt or a complaint, and no bounce');
	const status = byStatus(parts);
	if (status) return success(await complete(status, parts));
	if (isFromList(parts.header)) return failed('is a mail of a mailing list, and no bounce');
	const text = byText(parts);
	if (text) return success(await complete({...pick(text), about: {}}, parts, text.original));
	for (const mail of depth + 1 < deepest ? parts.mails.slice(0, 5) : []) {
		const inner = await readAt(mail, depth + 1);
		if (inner.ok) return inner;
	}
	return failed(none);
};

/** A receipt that somebody read it (RFC 8098) or a complaint about it (RFC 5965). */
const isReceipt = ({header, types}: Parts): boolean =>
	types.some(type => /^message\/(?:(?:global-)?disposition-notification|feedback-report)$/.test(type)) ||
	/report-type\s{0,5}=\s{0,5}"?(?:disposition-notification|feedback-report)/i.test(
		firstOf(header, 'content-type') ?? '',
	);

/** What a list or its keeper's program sends around quotes bounces, and is none. */
const isFromList = (header: readonly HeaderField[]): boolean =>
	header.some(
		({name, value}) =>
			name === 'list-id' ||
			name === 'list-unsubscribe' ||
			name === 'x-mailman-version' ||
			name === 'x-list-administrivia' ||
			(name === 'precedence' && /^list\b/i.test(value)),
	);

const byStatus = (parts: Parts): Bounce | undefined => {
	const statuses = parts.statuses.slice(0, 5).map(readStatus);
	const recipients = statuses.flatMap(status => status.recipients).slice(0, mostRecipients);
	if (recipients.length === 0) return undefined;
	const [first] = statuses.filter(status => status.recipients.length > 0);
	return {
		read: 'RFC 3464',
		...(first?.reporter === undefined ? {} : {reporter: first.reporter}),
		recipients: withWords(recipients, byText(parts)?.recipients ?? []),
		about: first?.messageId === undefined ? {} : {messageId: first.messageId},
	};
};

/** A status that says no more than that it failed is completed by what the text above it says of the same recipient. */
const withWords = (
	recipients: readonly BouncedRecipient[],
	told: readonly BouncedRecipient[],
): readonly BouncedRecipient[] =>
	recipients.map(recipient => {
		if (recipient.reply !== undefined) return recipient;
		const same = (address: string | undefined): boolean =>
			address !== undefined &&
			[recipient.address, recipient.led].some(one => one?.toLowerCase() === address.toLowerCase());
		const other =
			told.find(one => same(one.address) || same(one.led)) ??
			(recipients.length === 1 && told.length === 1 ? told[0] : undefined);
		if (other === undefined || (recipient.words !== undefined && other.reply === undefined)) return recipient;
		const {remote, reply, words} = other;
		return {
			...known({remote, reply, words}),
			...recipient,
			...(recipient.words === undefined || reply !== undefined ? known({words}) : {}),
		};
	});

/** Addresses and names that only programs write from. */
const machine =
	/mailer-?daemon|postmaster|mail(?:-| )delivery|maildelivery|microsoftexchange|mail system|mail-daemon/i;

const byText = ({header, texts}: Parts): ReadText | undefined => {
	const named = firstOf(header, 'x-failed-recipients') ?? '';
	const from = `${firstOf(header, 'from') ?? ''} ${firstOf(header, 'return-path') === '<>' ? 'mailer-daemon' : ''}`;
	const carried = texts.some(text =>
		/^[> \t]{0,10}(?:\*?from|von|de|发件人|от):.{0,200}(?:mailer-daemon|postmaster)@/im.test(
			text.slice(0, 20_000),
		),
	);
	const trust = machine.test(from) || named !== '' || carried ? 'machine' : 'nobody';
	const failedTo = named
		.slice(0, 20_000)
		.split(',')
		.flatMap(one => addressIn(one) ?? []);
	for (const text of texts.slice(0, 10)) {
		const read = readText(text, {trust, failed: failedTo});
		if (read) return read;
	}
	return undefined;
};

/** With what its header and the mail that it quotes tell, and without its code. */
const complete = async (bounce: Bounce, parts: Parts, quoted?: string): Promise<Bounce> => {
	const {header, headers, mails} = parts;
	const original = headers[0] ?? (mails[0] && utf8(mails[0].subarray(0, 65_536))) ?? quoted;
	const about = original === undefined ? {} : await originalIn(original);
	const [answered] = (firstOf(header, 'in-reply-to') ?? firstOf(header, 'x-original-message-id') ?? '').split(
		/\s+/,
	);
	const messageId = about.messageId ?? bounce.about.messageId ?? (answered ? shortly(answered) : undefined);
	const at = readMailDate(firstOf(header, 'date') ?? '');
	const reporter = bounce.reporter ?? reporterOf(header);
	return toldBounce(
		{
			...bounce,
			...(reporter === undefined ? {} : {reporter}),
			...(at === undefined ? {} : {at: new Date(at.at).toISOString()}),
			about: {...about, ...(messageId === undefined ? {} : {messageId})},
		},
		await secretsOf(mails[0] ?? original),
	);
};

/** The host that its sender names, else its address. */
const reporterOf = (header: readonly HeaderField[]): string | undefined => {
	const from = firstOf(header, 'from') ?? '';
	const address = addressIn(from);
	return address ?? hostOrIp(from);
};
