/** One header field as it was sent: its name in small letters, its body unfolded; every octet is one character. */
export type RawField = {readonly name: string; readonly body: string};

export type RawHeader = {
	readonly fields: readonly RawField[];
	/** Where the body begins. */
	readonly end: number;
	/** Some of it was more than is read, so nothing can be said to be missing. */
	readonly cut: boolean;
};

/** Octets of a header and fields in it that are read. */
const longestHeader = 1_048_576;
const mostFields = 5000;

/** The header that begins at a place of a text in which every character is an octet (RFC 5322 section 2.2). */
export const rawHeader = (text: string, start: number, longest = longestHeader): RawHeader => {
	const fields: {name: string; bodies: string[]}[] = [];
	let at = start;
	while (at < text.length && at - start < longest && fields.length < mostFields) {
		const next = text.indexOf('\n', at);
		const end = next < 0 ? text.length : next;
		const line = text.slice(at, end).replace(/\r$/, '');
		at = Math.min(text.length, end + 1);
		if (line === '') return {fields: joined(fields), end: at, cut: false};
		const colon = line.indexOf(':');
		if (/^[ \t]/.test(line)) fields.at(-1)?.bodies.push(line);
		else if (colon > 0)
			fields.push({name: line.slice(0, colon).trim().toLowerCase(), bodies: [line.slice(colon + 1)]});
	}
	return {fields: joined(fields), end: at, cut: at < text.length};
};

const joined = (fields: readonly {name: string; bodies: string[]}[]): readonly RawField[] =>
	fields.map(({name, bodies}) => ({name, body: bodies.join('').trim()}));
