/** Where a header begins in a pasted text, and what of it is the letter. */
export type HeaderBlock = {
	/** The text from the header on, without what was pasted around it. */
	readonly text: string;
	readonly fields: readonly string[];
	readonly hasBody: boolean;
	/** A mail program wrote it over what it forwards: it is no header, but what was shown of one. */
	readonly isShown?: true;
};

/** Lines that a header is looked for in: what mail programs show above one is shorter. */
const mostLines = 400;
/** Places that are tried as its beginning. */
const mostStarts = 20;

const names = String.raw`(?:Received|Received-SPF|Return-Path|Delivered-To|Envelope-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|Authentication-Results|ARC-[\w-]{1,40}|Reply-To|Sender|List-[\w-]{1,40}|X-[\w-]{1,70}|Reporting-MTA|Final-Recipient|Diagnostic-Code|Action|Status)`;
const known = new RegExp(String.raw`^${names}\s?:`, 'i');

/** Only servers on the way write these, so that they are no headline of a ticket or a letter. */
const trace =
	/^(?:Received|Received-SPF|Return-Path|Delivered-To|Authentication-Results|ARC-[\w-]{1,40}|DKIM-Signature)\s?:/i;

const anyField = /^[!-9;-~]{1,80}\s?:/;
const likelyField = /^[A-Za-z][\w.-]{0,79}\s?:/;

/**
 * The header that a text begins with, or that stands below what a mail program shows above it. At least two fields of RFC
 * 5322 (or of a delivery status, RFC 3464) with no other line between them; three, and a Received among them, where leading
 * blanks were lost.
 */
export const headerBlockIn = (pasted: string): HeaderBlock | undefined => {
	const lines = tidied(pasted);
	const starts = startsIn(lines).slice(0, mostStarts);
	const first = starts.includes(0) ? blockAt(lines, 0) : undefined;
	if (first?.fields.some(field => trace.test(field))) return first;
	for (const start of starts) {
		const block = start === 0 ? undefined : blockAt(lines, start);
		if (block?.fields.some(field => trace.test(field))) return block;
		if (block && !first && isBelowMark(lines, start)) return {...block, isShown: true};
	}
	return first;
};

/** What mail programs write above what they forward in the text of a mail. */
const forwardMark =
	/^\s{0,10}(?:[-_=*]{2,40} ?(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|original-nachricht|message transféré|message d['’]origine|mensaje reenviado|mensaje original|messaggio inoltrato|转发的?邮件|原始邮件)|begin forwarded message:|anfang der weitergeleiteten)/i;

const isBelowMark = (lines: readonly string[], start: number): boolean =>
	lines.slice(Math.max(0, start - 3), start).some(line => forwardMark.test(line));

/** The first lines of blocks of fields; lines before the first one are what was pasted along. */
const startsIn = (lines: readonly string[]): readonly number[] =>
	lines.slice(0, mostLines).flatMap((line, index) => {
		const before = lines[index - 1];
		const begins = before === undefined || !anyField.test(before) || /^\s*$/.test(before);
		return begins && known.test(line) ? [index] : [];
	});

const blockAt = (lines: readonly string[], start: number): HeaderBlock | undefined => {
	const end = lines.findIndex((line, index) => index > start && line.trim() === '');
	const head = lines.slice(start, end < 0 ? undefined : end);
	const told = head.filter(line => !/^[ \t]/.test(line));
	const isStrict = told.every(line => anyField.test(line));
	const fields = told.filter(line => known.test(line));
	const isHeader = isStrict
		? told.length >= 2 && fields.length >= 2
		: fields.length >= 3 && fields.some(field => /^Received\s?:/i.test(field));
	if (!isHeader) return undefined;
	return {
		text: lines.slice(start).join('\n'),
		fields: told.filter(line => likelyField.test(line)),
		hasBody: end >= 0 && lines.slice(end).some(line => line.trim() !== ''),
	};
};

/** Lines as they were before they were quoted, indented, spaced twice, or put into a mailbox file. */
const tidied = (pasted: string): readonly string[] => {
	const all = pasted.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
	const from = all.findIndex(line => line.trim() !== '');
	const lines = parted(undoubled(undented(unquoted(from < 0 ? [] : all.slice(from)))));
	return /^>?From \S+ /.test(lines[0] ?? '') ? lines.slice(1) : lines;
};

/** How deep a text may be quoted. */
const mostQuotes = 9;

/** Without the marks of a quotation: of all lines, or of those of a header that is quoted below other words. */
const unquoted = (lines: readonly string[]): readonly string[] => {
	const first = lines
		.slice(0, mostLines)
		.findIndex(line => line.startsWith('>') && known.test(line.replace(/^(?:> ?){1,9}/, '')));
	const from = isQuoted(lines) ? 0 : first;
	if (from < 0) return lines;
	const rest = lines.findIndex((line, index) => index > from && line.trim() !== '' && !line.startsWith('>'));
	const end = rest < 0 ? lines.length : rest;
	let quoted = lines.slice(from, end);
	if (!isQuoted(quoted)) return lines;
	for (let turns = 0; turns < mostQuotes && isQuoted(quoted); turns++)
		quoted = quoted.map(line => line.replace(/^> ?/, ''));
	return [...lines.slice(0, from), ...quoted, ...lines.slice(end)];
};

const isQuoted = (lines: readonly string[]): boolean => {
	const some = lines.slice(0, 20).filter(line => line.trim() !== '');
	return some.length > 1 && some.every(line => line.startsWith('>'));
};

/** A line from which on more than one field may stand in it, and characters of one that are looked at. */
const longLine = 200;
const longestLine = 65_536;
/** Fields that have to stand in one line so that it is taken for a header whose breaks were lost. */
const fewestParts = 4;
const joint = new RegExp(` {1,4}(?=${names}: )`, 'i');

/** Some forms and chats make one line of a whole header. */
const parted = (lines: readonly string[]): readonly string[] =>
	lines.flatMap((line, index) => {
		if (index >= mostLines || line.length < longLine || !known.test(line)) return [line];
		const parts = line.slice(0, longestLine).split(joint);
		const isHeader = parts.length >= fewestParts && parts.some(part => /^Received\s?:/i.test(part));
		return isHeader ? parts : [line];
	});

/** The blanks that every line of the beginning has are no sign of a field that goes on. */
const undented = (lines: readonly string[]): readonly string[] => {
	const some = lines.slice(0, 40).filter(line => line.trim() !== '');
	const least = Math.min(...some.map(line => line.length - line.trimStart().length));
	if (some.length > 0 && least > 0 && least < 80)
		return lines.map(line => line.slice(Math.min(least, line.length - line.trimStart().length)));
	return lines.map((line, index) => (index === 0 ? line.trimStart() : line));
};

/** Some pages put an empty line behind each. */
const undoubled = (lines: readonly string[]): readonly string[] => {
	const some = lines.slice(0, 16);
	const isDoubled =
		some.length === 16 && some.every((line, index) => (line.trim() === '') === (index % 2 === 1));
	if (!isDoubled) return lines;
	const end = lines.findIndex((line, index) => index % 2 === 1 && line.trim() !== '');
	const head = end < 0 ? lines : lines.slice(0, end);
	return [...head.filter((_, index) => index % 2 === 0), ...(end < 0 ? [] : lines.slice(end))];
};
