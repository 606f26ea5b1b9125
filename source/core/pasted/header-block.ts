/** Where a header begins in a pasted text, and what of it is the letter. */
export type HeaderBlock = {
	/** The text from the header on, without what was pasted around it. */
	readonly text: string;
	readonly fields: readonly string[];
	readonly hasBody: boolean;
};

/** Lines that a header is looked for in: what mail programs show above one is shorter. */
const mostLines = 400;
/** Places that are tried as its beginning. */
const mostStarts = 20;

const known =
	/^(?:Received|Received-SPF|Return-Path|Delivered-To|Envelope-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|Authentication-Results|ARC-[\w-]{1,40}|Reply-To|Sender|List-[\w-]{1,40}|X-[\w-]{1,70}|Reporting-MTA|Final-Recipient|Diagnostic-Code|Action|Status)\s?:/i;

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
	}
	return first;
};

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
	const lines = undoubled(undented(unquoted(from < 0 ? [] : all.slice(from))));
	return /^>?From \S+ /.test(lines[0] ?? '') ? lines.slice(1) : lines;
};

const unquoted = (lines: readonly string[]): readonly string[] => {
	const some = lines.slice(0, 20).filter(line => line.trim() !== '');
	return some.length > 1 && some.every(line => line.startsWith('>'))
		? lines.map(line => line.replace(/^> ?/, ''))
		: lines;
};

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
