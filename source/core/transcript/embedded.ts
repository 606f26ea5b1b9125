import type {Verb} from '../explain/command.ts';

/** A reply that some program quotes in the middle of a line of its own. */
export type Embedded = {
	/** What the line says before it: who was talked to, and when. */
	readonly before: string;
	/** One line for each line of the reply, code and separator included. */
	readonly lines: readonly string[];
	/** What the reply answers, where the line tells. */
	readonly after?: Verb;
	/** The recipient that it is about, where the line tells. */
	readonly to?: string;
};

/** Which command a log line says that the reply answers: Postfix, Exim, Python, nodemailer. */
const hints: ReadonlyArray<readonly [RegExp, Verb]> = [
	[/(?:in reply to|while sending|after) end of data/i, 'message'],
	[
		/(?:in reply to|while sending|after)(?: pipelined)? RCPT TO|\bRCPT from |recipients were rejected|RecipientsRefused/i,
		'RCPT',
	],
	[
		/(?:in reply to|while sending|after)(?: pipelined)? MAIL FROM|\bMAIL from \S+\[|Mail command failed|SenderRefused/i,
		'MAIL',
	],
	[
		/(?:in reply to|while sending|after)(?: pipelined)? DATA|\bDATA from |Data command failed|SMTPDataError/i,
		'DATA',
	],
	[
		/SASL authentication failed|Invalid login|AuthenticationError|AuthenticationFailed|in reply to AUTH|after AUTH/i,
		'AUTH',
	],
	[/in reply to STARTTLS|after STARTTLS/i, 'STARTTLS'],
	[
		/refused to talk to me|after initial connection|Invalid greeting|SMTPConnectError|\bCONNECT from /i,
		'greeting',
	],
	[/(?:in reply to|performing the|after) (?:EHLO|HELO)|SMTPHeloError|\b(?:EHLO|HELO) from /i, 'EHLO'],
	[/Message failed|\bstatus=sent \(/i, 'message'],
];

/** Introduced by a colon, a semicolon, a bracket or a quotation mark, and followed by words. */
const quotedReply = /(?:: |; ?|\(|['"])([2-5]\d\d)([ -])(?=\S)/;
/** An enhanced code alone, as .NET and some logs quote it. */
const quotedStatus = /(?:: |; ?|^|['"])([245]\.\d{1,3}\.\d{1,3})[ :](?=\s?\S)/;
/** Code and text as Python shows them: `(535, b'5.7.8 …')`. */
const pythonTuple = /\(([2-5]\d\d), b?(['"])/;

/** Finds the first reply that a line quotes; a program's own words around it are kept apart. */
export const embeddedIn = (raw: string): Embedded | undefined => {
	const line = raw.replaceAll(/\s+/g, ' ').trim();
	const after = hints.find(([hint]) => hint.test(line))?.[1];
	const to = /\b(?:to=|RCPT TO:)<([^<>\s]{1,320})>/i.exec(line)?.[1];
	const rest = {...(after === undefined ? {} : {after}), ...(to === undefined ? {} : {to})};
	const tuple = pythonTuple.exec(line);
	const end = tuple ? endOf(line, tuple.index + tuple[0].length, tuple[2] ?? '') : -1;
	if (tuple && end >= 0)
		return {
			before: line.slice(0, tuple.index).trim(),
			lines: asReply(tuple[1] ?? '', unescaped(line.slice(tuple.index + tuple[0].length, end))),
			...rest,
		};
	const found = quotedReply.exec(line) ?? quotedStatus.exec(line);
	if (!found) return undefined;
	const start = found.index + found[0].indexOf(found[1] ?? '');
	return {
		before: line.slice(0, start).replace(/['"(\s]+$/, ''),
		lines: splitReply(tidied(line.slice(start))),
		...rest,
	};
};

/** Where a Python literal ends that began before `start`: at its mark, before what parts or closes a tuple. */
const endOf = (line: string, start: number, mark: string): number => {
	const ends = [`${mark})`, `${mark}, `].map(end => line.indexOf(end, start)).filter(end => end >= 0);
	return ends.length > 0 ? Math.min(...ends) : -1;
};

/** Without what the quoting program puts behind the server's words. */
const tidied = (quote: string): string =>
	quote
		.replace(/ ?\((?:in reply to|while sending)[^()]{0,80}\)\)?.{0,200}$/, '')
		.replace(/; from=<[^>]{0,320}> .{0,1000}$/, '')
		.replace(/(?:\\n)?['"],?(?: \+)?$/, '')
		.replaceAll('\\n', ' ')
		.replace(/^([^(]*)\)$/, '$1')
		.trim();

/** Lines of a reply that were run together: `550-5.1.1 one 550 5.1.1 two`. */
export const splitReply = (text: string): readonly string[] => {
	const code = /^([2-5]\d\d)-/.exec(text)?.[1];
	if (code === undefined) return [text];
	const lines: string[] = [];
	for (const piece of text.split(/[\s?](?=[2-5]\d\d[ -])/))
		if (lines.length === 0 || (piece.startsWith(code) && lines.at(-1)?.startsWith(`${code}-`)))
			lines.push(piece);
		else lines.push(`${lines.pop()} ${piece}`);
	return lines;
};

/** The lines of a reply as the server sent them, from its code and its text. */
export const asReply = (code: string, text: string): readonly string[] => {
	const lines = text.split(/\r?\n/);
	return lines.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line}`);
};

const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: ' ', "'": "'", '"': '"', '\\': '\\'};

/** The inside of a Python string or bytes literal. */
export const unescaped = (literal: string): string =>
	literal.replaceAll(/\\(?:x([0-9a-f]{2})|([nrt'"\\]))/gi, (_, hex: string | undefined, mark = '') =>
		hex === undefined ? (escapes[mark] ?? mark) : String.fromCharCode(Number.parseInt(hex, 16)),
	);
