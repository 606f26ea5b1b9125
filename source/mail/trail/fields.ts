import type {HeaderField} from '../../core/trail.ts';

/** A header of a mailing list with three ARC sets has two hundred fields and fifty kilobytes. */
const mostFields = 500;
const longestValue = 8192;
const longestHeader = 1_048_576;

/** A name that mail programs give to fields; what a continuation begins with rarely looks like one. */
const fieldStart = /^([A-Za-z][\w.-]{0,79})[ \t]?:/;

/** What filters of Microsoft write behind the name of a field, on lines of their own: `CIP:192.0.2.9;CTRY:DE;`. */
const bareToken = /^[A-Za-z]{1,12}:(?![ \t]|$)/;
/** Fields of so short a name that people write without a blank. */
const shortNames = /^(?:from|to|cc|bcc|date|subject|sender|received|status|lines|size):/i;

/** Whether a line without its leading blanks belongs to the field above it, though it looks like a field of its own. */
const goesOn = (line: string, before: string): boolean =>
	bareToken.test(line) && !shortNames.test(line) && (before.trim() === '' || before.trimEnd().endsWith(';'));

/**
 * The fields of a header, topmost first, each bounded; at most 500. Lines whose leading blanks were lost are taken for
 * what they continue, because people paste headers out of windows that drop them.
 */
export const fieldsOf = (octets: Buffer): readonly HeaderField[] => {
	const text = headOf(octets.subarray(0, longestHeader))
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	const fields: {name: string; parts: string[]; room: number}[] = [];
	for (const line of text.split(/\r\n|\n|\r/)) {
		const above = fields.at(-1)?.parts.at(-1);
		const name = above !== undefined && goesOn(line, above) ? null : fieldStart.exec(line);
		if (name) {
			if (fields.length === mostFields) break;
			fields.push({name: (name[1] ?? '').toLowerCase(), parts: [], room: longestValue});
		}
		const last = fields.at(-1);
		if (!last || last.room <= 0) continue;
		const rest = name ? line.slice(name[0].length) : /^[ \t]/.test(line) ? line : ` ${line}`;
		last.parts.push(rest.slice(0, last.room));
		last.room -= rest.length;
	}
	return fields.map(({name, parts}) => ({name, value: parts.join('').trim()}));
};

/** The octets before the first empty line; a header that is pasted alone has none. */
const headOf = (octets: Buffer): Buffer => {
	const ends = ['\r\n\r\n', '\n\n', '\r\r'].map(end => octets.indexOf(end)).filter(at => at >= 0);
	return octets.subarray(0, Math.min(octets.length, ...ends));
};
