import type {SearchObject} from 'imapflow';
import type {Wanted} from '../../core/imap.ts';
import type {HeaderField} from '../../core/trail.ts';

const longest = 998;
const day = 86_400_000;

/** Why nobody can be searched for this, or nothing where somebody can. */
export const complaintAbout = ({messageId, tag, from, since}: Wanted): string | undefined => {
	const texts = [messageId, tag, from].filter(text => text !== undefined);
	const unusable = texts.some(text => bare(text) === '' || text.length > longest || /\p{Cc}/u.test(text));
	if (unusable) return 'nothing can be searched by an empty text, a long one, or one with control characters';
	if (since !== undefined && Number.isNaN(Date.parse(since))) return 'since is no date';
	return texts.length === 0 && since === undefined ? 'nothing is said of the message' : undefined;
};

/** A message id or a domain without what stands around it. */
const bare = (text: string): string => text.trim().replace(/^[<@]|>$/g, '');

/** The search that finds it and perhaps more: a server compares parts of texts, and days (RFC 3501 section 6.4.4). */
export const queryOf = ({messageId, tag, from, since}: Wanted): SearchObject => {
	const header = {
		...(messageId === undefined ? {} : {'Message-ID': bare(messageId)}),
		...(tag === undefined ? {} : {'X-Lostmail-Tag': tag}),
	};
	return {
		...(Object.keys(header).length > 0 ? {header} : {}),
		...(from === undefined ? {} : {from: bare(from)}),
		...(since === undefined ? {} : {since: dayBefore(since)}),
	};
};

/** A server's day may begin a day before ours. */
export const dayBefore = (since: string): Date => new Date((Math.floor(Date.parse(since) / day) - 1) * day);

/** Whether a message came late enough; a mailbox keeps whole seconds. */
export const isSince = (at: number, since: string | undefined): boolean =>
	since === undefined || at >= Math.floor(Date.parse(since) / 1000) * 1000;

/** Whether the header of a message has everything that is wanted of it. */
export const fits = async (
	{messageId, tag, from}: Wanted,
	header: readonly HeaderField[],
): Promise<boolean> => {
	const has = (name: string, matches: (value: string) => boolean) =>
		header.some(field => field.name === name && matches(field.value));
	if (messageId !== undefined && !has('message-id', value => isSameId(value, messageId))) return false;
	if (tag !== undefined && !has('x-lostmail-tag', value => value.trim() === tag)) return false;
	if (from === undefined) return true;
	const {default: parseAddresses} = await import('nodemailer/lib/addressparser');
	return has('from', value =>
		parseAddresses(value, {flatten: true})
			.slice(0, 20)
			.some(({address}) => isOf(address, from)),
	);
};

/** With or without angle brackets (RFC 5322 section 3.6.4). */
export const isSameId = (one: string, other: string): boolean => bare(one) === bare(other);

/** Whether an address is this one, or one of this domain or of a domain below it. */
const isOf = (address: string, from: string): boolean => {
	const [given, wanted] = [address.toLowerCase(), from.trim().toLowerCase()];
	if (wanted.indexOf('@') > 0) return given === wanted;
	const [domain, under] = [given.slice(given.lastIndexOf('@') + 1), bare(wanted)];
	return domain === under || domain.endsWith(`.${under}`);
};
