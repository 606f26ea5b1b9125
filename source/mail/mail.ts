import {failed, type Result, success} from '../core/result.ts';
import {seenOf} from './html-text.ts';
import {linksInText} from './text-links.ts';

/** One link of a mail, and the words that stand on it; a bare address in plain text has none. */
export type MailLink = {readonly url: string; readonly text?: string};

/** A message taken apart and decoded, every part of it bounded. What it says is a stranger's: nothing here is safe to print. */
export type Mail = {
	/** Field names in small letters, values unfolded and decoded (RFC 2047), in their order. */
	readonly header: readonly {readonly name: string; readonly value: string}[];
	readonly subject: string;
	readonly from: readonly {readonly name: string; readonly address: string}[];
	readonly to: readonly string[];
	/** As written. */
	readonly date?: string;
	readonly messageId?: string;
	/** Its plain text. */
	readonly text?: string;
	/** Its HTML as it was sent. */
	readonly html?: string;
	/** What a person sees of the HTML: hidden elements are left out, blocks are lines. */
	readonly seen?: string;
	readonly links: readonly MailLink[];
	readonly attachments: readonly {
		readonly name: string;
		readonly type: string;
		readonly octets: number;
	}[];
	readonly octets: number;
	/** Some of it was more than is read. */
	readonly cut?: true;
};

/** Octets of a message that are read, and characters of what is in it. */
const longest = {
	octets: 2_097_152,
	value: 8192,
	name: 200,
	address: 320,
	text: 204_800,
	html: 512_000,
	url: 4096,
};
const most = {fields: 500, addresses: 100, links: 500, attachments: 200};

/** A header that is longer is read alone, and not to its end. */
const longestHeader = 262_144;

/** Octets that are tried one after the other where more have too many parts for its reader. */
const attempts = [longest.octets, 65_536, 8192];

declare module 'mailparser' {
	interface MailParser {
		/** What it decodes words of a header with (RFC 2047). */
		readonly libmime: {decodeWords(text: string): string};
	}
}

/**
 * Takes a message apart and decodes it (RFC 5322, RFC 2045, RFC 2047): at most 2 MB of it, and of every part only so much
 * as a real message has; `cut` says where there was more. What is broken is read as far as it goes. A failure says why
 * this is no message, or that nothing of it could be read.
 */
export const readMail = async (octets: Buffer): Promise<Result<Mail, string>> => {
	if (octets.length === 0) return failed('is empty');
	const header = headOf(octets);
	for (const limit of header.length <= longestHeader ? attempts : []) {
		const read = await attempt(octets.subarray(0, limit));
		if (read !== undefined)
			return success({...read, octets: octets.length, ...cutIf(read.cut === true || octets.length > limit)});
	}
	const head = await attempt(Buffer.concat([header.subarray(0, longestHeader), Buffer.from('\r\n\r\n')]));
	return head === undefined
		? failed('cannot be taken apart')
		: success({...head, octets: octets.length, cut: true});
};

const cutIf = (cut: boolean): {readonly cut?: true} => (cut ? {cut} : {});

/** The octets before the first empty line; a message without one is all header. */
const headOf = (octets: Buffer): Buffer => {
	const ends = ['\r\n\r\n', '\n\n'].map(end => octets.indexOf(end)).filter(at => at >= 0);
	return octets.subarray(0, Math.min(octets.length, ...ends));
};

/** Absent: it has more parts, or a longer header, than the reader takes. */
const attempt = async (octets: Buffer): Promise<Mail | undefined> => {
	const {default: mailparser} = await import('mailparser');
	try {
		return await mailOf(
			await mailparser.simpleParser(octets, {
				skipHtmlToText: true,
				skipTextToHtml: true,
				skipTextLinks: true,
				skipImageLinks: true,
			}),
		);
	} catch {
		return undefined;
	}
};

type Parsed = Awaited<ReturnType<typeof import('mailparser').simpleParser>>;

const mailOf = async (parsed: Parsed): Promise<Mail> => {
	const header = await fieldsOf(parsed.headerLines ?? []);
	const text = parsed.text?.slice(0, longest.text);
	const html = parsed.html ? parsed.html.slice(0, longest.html) : undefined;
	const seen = html === undefined ? undefined : seenOf(html);
	const links = linksOf(seen?.links ?? [], text ?? '');
	const first = (name: string) => header.find(field => field.name === name)?.value;
	const [date, messageId] = [first('date'), first('message-id')];
	const cut =
		(parsed.text?.length ?? 0) > longest.text ||
		(parsed.html ? parsed.html.length : 0) > longest.html ||
		seen?.cut === true ||
		(parsed.headerLines ?? []).length > most.fields ||
		parsed.attachments.length > most.attachments;
	return {
		header,
		subject: first('subject') ?? '',
		from: addressesOf(parsed.from),
		to: addressesOf(parsed.to).map(({address}) => address),
		...(date === undefined ? {} : {date}),
		...(messageId === undefined ? {} : {messageId}),
		...(text?.trim() ? {text} : {}),
		...(html === undefined ? {} : {html}),
		...(seen === undefined ? {} : {seen: seen.text}),
		links,
		attachments: parsed.attachments.slice(0, most.attachments).map(({filename, contentType, size}) => ({
			name: (filename ?? '').slice(0, longest.name),
			type: contentType.slice(0, longest.name),
			octets: size,
		})),
		octets: 0,
		...cutIf(cut),
	};
};

/** The fields in their order; mailparser keeps them as octets, and decoded only by kind. */
const fieldsOf = async (
	lines: readonly {readonly key: string; readonly line: string}[],
): Promise<Mail['header']> => {
	const {default: mailparser} = await import('mailparser');
	const {libmime} = new mailparser.MailParser();
	return lines.slice(0, most.fields).map(({key, line}) => {
		const raw = Buffer.from(line.slice(0, longest.value), 'latin1').toString('utf8');
		const unfolded = raw
			.slice(raw.indexOf(':') + 1)
			.replaceAll(/\r?\n/g, '')
			.trim();
		return {name: key.slice(0, longest.name), value: libmime.decodeWords(unfolded)};
	});
};

const addressesOf = (found: Parsed['to']): Mail['from'] =>
	[found ?? []]
		.flat()
		.flatMap(({value}) => value)
		.flatMap(one => one.group ?? [one])
		.filter(({address}) => address !== undefined && address !== '' && address.length <= longest.address)
		.slice(0, most.addresses)
		.map(({name, address}) => ({name: name.slice(0, longest.name), address: address ?? ''}));

/** Links of the HTML before those that the text alone has; each once. */
const linksOf = (inHtml: readonly MailLink[], text: string): readonly MailLink[] => {
	const known = new Map<string, MailLink>();
	const bare: readonly MailLink[] = linksInText(text, most.links).map(url => ({url}));
	for (const link of [...inHtml, ...bare]) {
		const key = link.url.slice(0, longest.url);
		const other = known.get(key);
		// The same link stands on a logo and on a button: the words tell more than none.
		if (other === undefined || (other.text === undefined && link.text !== undefined)) known.set(key, link);
	}
	return [...known.values()].filter(({url}) => url.length <= longest.url).slice(0, most.links);
};
