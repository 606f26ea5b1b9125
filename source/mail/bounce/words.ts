import type {BouncedRecipient} from '../../core/bounce.ts';
import {hostIn} from '../../core/explain/provider.ts';
import {printable} from '../../core/printable.ts';
import type {Reply} from '../../core/smtp.ts';

/** Characters of what a bounce says of one recipient, and of one name. */
const longestWords = 2048;
const longestName = 320;

/** Text on one line, bounded and safe to print. */
export const onOneLine = (text: string, most = longestWords): string =>
	printable(text.slice(0, most).replaceAll(/\s+/g, ' ').trim()).slice(0, most);

const local = String.raw`[^\s<>()[\]",;:：（）@]{1,64}`;
const domain = String.raw`(?:[\p{L}\p{N}_-]{1,63}\.){1,10}[\p{L}\p{N}-]{1,63}`;
/** An address as it stands in running text; the part before the @ may not be all that is legal. */
export const addressPattern = `${local}@${domain}`;
const anyAddress = new RegExp(addressPattern, 'u');

/** The first address in a line. */
export const addressIn = (text: string): string | undefined => {
	const found = anyAddress.exec(text.slice(0, 2000))?.[0];
	return found === undefined ? undefined : printable(found.replace(/^(?:mailto:|['‘’“”*]{1,4})/i, ''));
};

const status = '([245]\\.[0-7]\\.\\d{1,3})';

/** Where a reply code of these classes stands in a text: behind words that introduce it, with a status behind it, or first. */
const placesOf = (classes: string): readonly RegExp[] => [
	new RegExp(
		String.raw`(?:said|says|smtp;|replied|responded|response(?: from the remote server)?(?: was)?|returned|\bwas|reason|error(?: code)?|with code|rejected it|failed|lautete|<<<|<--|英文说明|\]:|>:)[:：;]?[\s'"‘“(#]{0,6}(${classes}\d\d)(?=[\s:(-])`,
		'iu',
	),
	new RegExp(String.raw`(?<![\w.:/-])(${classes}\d\d)[ :-]{1,3}[(#]?${status}\b`, 'u'),
	new RegExp(String.raw`^[\s'"‘“(#]{0,6}(${classes}\d\d)(?=[\s:-])`, 'u'),
];
/** A transcript may tell as well what went well before. */
const places = [...placesOf('[45]'), ...placesOf('2')];
const anyStatus = /(?:^|[\s(#[])#?([245]\.[0-7]\.\d{1,3})(?![\d.]\d)(?=[\s)\],;:'"]|$)/;

/** The status (RFC 3463) that a text names first. */
export const statusIn = (text: string): string | undefined =>
	anyStatus.exec(text.slice(0, longestWords))?.[1];

/** Where the words of a server end and those of a program go on. */
const ends =
	/\s{0,3}(?:\(in reply to [^)]{1,60}\)|\bGiving up on\b|#{2}|#SMTP#|\(state \d{1,3}\)|I'm not going to try again|Original message headers:|(?:-->|>>>|<<<|<--) |\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d)/i;

/** The reply that a text quotes, its lines parted where its code is repeated (RFC 5321 section 4.2.1). */
export const quotedReply = (text: string): Reply | undefined => {
	// Zoho writes them apart.
	const words = text
		.slice(0, longestWords)
		.replaceAll(/ERROR[_ ]CODE ?:\s{0,3}(\d{3}),? ?-?\s{0,3}(?:ERROR[_ ]CODE ?:)?/g, ' said: $1 ')
		.replaceAll(/\s+/g, ' ');
	const found = firstOf(places, words);
	const digits = found?.[1];
	if (found === undefined || digits === undefined) return undefined;
	const start = words.indexOf(digits, found.index);
	const quote = /['‘"“]$/.exec(words.slice(0, start).trimEnd())?.[0];
	const rest = words.slice(start);
	const lines = linesOf(rest.slice(0, endOf(rest, quote)), digits).map(line => printable(closed(line)));
	const enhanced = new RegExp(`^[(#]{0,2}${status}\\b`).exec(lines[0] ?? '')?.[1];
	if (lines.every(line => line === '')) return undefined;
	return {code: Number(digits), ...(enhanced === undefined ? {} : {enhanced}), lines};
};

const firstOf = (patterns: readonly RegExp[], words: string): RegExpExecArray | undefined => {
	for (const pattern of patterns) {
		const found = pattern.exec(words);
		if (found) return found;
	}
	return undefined;
};

/** Without a bracket at its end that was opened before it. */
const closed = (line: string): string =>
	line.endsWith(')') && !line.includes('(') ? line.slice(0, -1).trimEnd() : line;

const closing: Readonly<Record<string, string>> = {"'": "'", '‘': '’', '"': '"', '“': '”'};

const endOf = (rest: string, quote: string | undefined): number => {
	const said = ends.exec(rest)?.index ?? rest.length;
	const end = quote === undefined ? -1 : rest.lastIndexOf(closing[quote] ?? quote, said);
	return end > 3 ? Math.min(end, said) : said;
};

/** Each line begins with the code; a hyphen behind it says that another follows. */
const linesOf = (text: string, digits: string): readonly string[] => {
	const lines: string[] = [];
	let rest = text;
	while (rest.startsWith(digits) && lines.length < 50) {
		const goesOn = rest[3] === '-';
		const next = goesOn
			? [rest.indexOf(` ${digits}-`, 4), rest.indexOf(` ${digits} `, 4)].filter(at => at > 0)
			: [];
		const end = next.length > 0 ? Math.min(...next) : rest.length;
		lines.push(
			rest
				.slice(3, end)
				.replace(/^[ :-]{1,3}/, '')
				.trim(),
		);
		rest = rest.slice(end).trimStart();
	}
	return lines;
};

/** How programs name the server that they spoke to; each with bounded gaps. */
const namings: readonly RegExp[] = [
	/\bhost (\S{1,253}?) ?\[[\da-f.:]{2,45}\]/i,
	/\b(?:connect to|conversation with|connection with|talking to) (\S{1,253}?)\.?(?:\[|:|\s|$)/i,
	/\b(?:server at|remote host|mail server|host:|connected to|remote system:) (?:dns;)?['"]?(\S{1,253}?)['"]?(?=[\s(:]|$)/i,
	/\brecipient domain \S{1,253} by (\S{1,253})/i,
	/\bfrom (\S{1,253}?) ?\[[\da-f.:]{2,45}\]/i,
	/\bLastAttemptedServerName=([\w.-]{1,253})/i,
	/^(\S{1,253}?) (?:\[[\da-f.:]{2,45}\]:|gave this error|rejected your message|does not like recipient)/i,
	/\bhost '([\w.-]{1,253})'/i,
	/^(\S{1,253}) remote server returned/i,
	/\[([\w.-]{1,253}?)\.? \[?[\da-f.:]{2,45}\]?: /i,
	/\bGiving up on (\S{1,253})/i,
];

const numeric =
	/(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[\da-f]{0,4}:[\da-f:.]{1,40}:)[\da-f:.]{3,45})(?![\w:])/i;

/** A host name, else an IP address, in a short text. */
export const hostOrIp = (text: string): string | undefined => {
	const short = text.slice(0, 600);
	const found = hostIn(short) ?? numeric.exec(short)?.[0];
	return found === undefined ? undefined : printable(found.replace(/\.$/, '').slice(0, 255));
};

/** The server that a text says was spoken to. */
export const remoteIn = (text: string): string | undefined => {
	const words = text.slice(0, longestWords).replaceAll(/\s+/g, ' ').trim();
	for (const naming of namings) {
		const name = naming.exec(words)?.[1];
		const host = name === undefined ? undefined : hostOrIp(name);
		if (host !== undefined) return host;
	}
	return undefined;
};

/** What a text that is about one recipient says of it, beside the address and what became of the mail. */
export const told = (text: string): Pick<BouncedRecipient, 'remote' | 'reply' | 'status' | 'words'> => {
	const words = onOneLine(text);
	const remote = remoteIn(text);
	const reply = quotedReply(text);
	const state = reply?.enhanced ?? statusIn(text);
	return {
		...(remote === undefined ? {} : {remote}),
		...(reply === undefined ? {} : {reply}),
		...(state === undefined ? {} : {status: state}),
		...(words === '' ? {} : {words}),
	};
};

/** A name or an address of a few words, bounded and safe to print. */
export const shortly = (text: string): string => onOneLine(text, longestName);
