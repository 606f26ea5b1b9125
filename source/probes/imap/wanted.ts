import type {SearchObject} from 'imapflow';
import type {ImapQuestion, Wanted} from '../../core/imap.ts';
import type {HeaderField} from '../../core/trail.ts';

const longest = 998;
const day = 86_400_000;

/** Why nothing can be searched for by this question, or nothing where something can. */
export const complaintAbout = (question: ImapQuestion): string | undefined => {
	switch (question.do) {
		case 'find':
		case 'watch':
			return complaintAboutWanted(question.wanted);
		case 'bounces':
			return isTime(question.since) ? undefined : 'since is no date';
		case 'login':
		case 'quota':
			return undefined;
	}
};

const isTime = (text: string | undefined): boolean => text === undefined || !Number.isNaN(Date.parse(text));

const complaintAboutWanted = ({messageId, tag, from, since}: Wanted): string | undefined => {
	const texts = [messageId, tag, from].filter(text => text !== undefined);
	const unusable = texts.some(text => bare(text) === '' || text.length > longest || /\p{Cc}/u.test(text));
	if (unusable) return 'nothing can be searched by an empty text, a long one, or one with control characters';
	if (!isTime(since)) return 'since is no date';
	return texts.length === 0 && since === undefined ? 'nothing is said of the message' : undefined;
};

/** A message id or a domain without what stands around it. */
const bare = (text: string): string => text.trim().replace(/^[<@]|>$/g, '');

/** The search that finds it and perhaps more: a server compares parts of texts, and days (RFC 3501 section 6.4.4). */
export const queryOf = ({messageId, tag, from, since}: Wanted): SearchObject => ({
	...(messageId === undefined ? {} : {header: {'Message-ID': bare(messageId)}}),
	...(tag === undefined
		? {}
		: {or: [{header: {'X-Lostmail-Tag': tag}}, {header: {'Message-ID': `${tag}@`}}]}),
	...(from === undefined ? {} : {from: bare(from)}),
	...(since === undefined ? {} : {since: dayBefore(since)}),
});

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
	// A filter that puts a mail into a report of its own keeps the Message-ID, which begins with the tag, and little more.
	const isTagged = (wantedTag: string) =>
		has('x-lostmail-tag', value => value.trim() === wantedTag) ||
		has('message-id', value => bare(value).startsWith(`${wantedTag}@`));
	if (tag !== undefined && !isTagged(tag)) return false;
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
