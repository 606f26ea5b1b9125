/** One header field where it stands; every octet is one character. */
export type Field = {
	/** In small letters. */
	readonly name: string;
	/** As it is written. */
	readonly spelt: string;
	/** Unfolded. */
	readonly body: string;
	readonly start: number;
	/** Behind its last line end. */
	readonly end: number;
};

/** A message or a part of one (RFC 2045), by where it stands in the text. */
export type Entity = {
	readonly fields: readonly Field[];
	/** Where a further field could stand. */
	readonly headerAt: number;
	readonly body: {readonly start: number; readonly end: number};
	/** In small letters; `text/plain` where none is given (RFC 2045 section 5.2). */
	readonly type: string;
	readonly charset?: string;
	/** In small letters. */
	readonly encoding?: string;
	readonly attached: boolean;
	readonly fileName?: string;
	/** Of a multipart entity whose boundary was found. */
	readonly children: readonly Entity[];
	/** With the delimiter line before it, up to the next; the message itself has none. */
	readonly whole?: {readonly start: number; readonly end: number};
};

const mostEntities = 100;
const deepest = 10;
const mostFields = 1000;
/** Characters of a field that its parameters are looked for in. */
const longestField = 2000;

/** Takes a message apart by its boundaries. What lies deeper or behind more parts than real messages have stays whole. */
export const treeOf = (text: string): Entity => {
	const left = {entities: mostEntities};
	return entityAt(
		text,
		{start: text.startsWith('From ') ? lineAfter(text, 0) : 0, end: text.length},
		0,
		left,
	);
};

const lineAfter = (text: string, at: number): number => {
	const next = text.indexOf('\n', at);
	return next < 0 ? text.length : next + 1;
};

type Span = {readonly start: number; readonly end: number};

const entityAt = (
	text: string,
	{start, end}: Span,
	depth: number,
	left: {entities: number},
	whole?: Span,
): Entity => {
	const {fields, bodyAt} = headerAt(text, start, end);
	const value = (name: string) => fields.find(one => one.name === name)?.body.slice(0, longestField);
	const content = value('content-type') ?? 'text/plain';
	const disposition = value('content-disposition') ?? '';
	const type = content.split(';', 1)[0]?.trim().toLowerCase() || 'text/plain';
	const body = {start: bodyAt, end};
	const boundary = type.startsWith('multipart/') ? parameter(content, 'boundary') : undefined;
	const children =
		boundary === undefined || depth >= deepest ? [] : childrenOf(text, body, boundary, depth, left);
	const charset = parameter(content, 'charset')?.toLowerCase();
	const encoding = value('content-transfer-encoding')?.trim().toLowerCase();
	const fileName = parameter(disposition, 'filename') ?? parameter(content, 'name');
	return {
		fields,
		headerAt: start,
		body,
		type,
		attached: /^\s*attachment\b/i.test(disposition),
		children,
		...(charset === undefined ? {} : {charset}),
		...(encoding === undefined ? {} : {encoding}),
		...(fileName === undefined ? {} : {fileName}),
		...(whole === undefined ? {} : {whole}),
	};
};

const headerAt = (text: string, start: number, end: number): {fields: readonly Field[]; bodyAt: number} => {
	const fields: Field[] = [];
	let at = start;
	while (at < end) {
		const next = Math.min(end, lineAfter(text, at));
		const line = text.slice(at, next).replace(/\r?\n$/, '');
		if (line === '') return {fields, bodyAt: next};
		const last = fields.at(-1);
		const colon = line.indexOf(':');
		if (/^[ \t]/.test(line) && last)
			fields[fields.length - 1] = {...last, body: `${last.body}${line}`.slice(0, 65_536), end: next};
		else if (colon > 0 && fields.length < mostFields) {
			const spelt = line.slice(0, colon).trim();
			fields.push({
				name: spelt.toLowerCase(),
				spelt,
				body: line.slice(colon + 1).trim(),
				start: at,
				end: next,
			});
		}
		at = next;
	}
	return {fields, bodyAt: end};
};

const childrenOf = (
	text: string,
	body: Span,
	boundary: string,
	depth: number,
	left: {entities: number},
): readonly Entity[] => {
	const {begins, end} = delimiters(text, body, boundary);
	const children: Entity[] = [];
	for (const [index, begin] of begins.entries()) {
		if (left.entities <= 0) return [];
		left.entities--;
		const until = begins[index + 1] ?? end;
		const from = Math.min(until, lineAfter(text, begin));
		// The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).
		const last = until < body.end || text.startsWith(`--${boundary}`, until) ? lineEndBefore(text, until) : 0;
		const span = {start: from, end: Math.max(from, until - last)};
		children.push(entityAt(text, span, depth + 1, left, {start: begin, end: until}));
	}
	return children;
};

const lineEndBefore = (text: string, at: number): number => {
	if (text[at - 1] !== '\n') return 0;
	return text[at - 2] === '\r' ? 2 : 1;
};

/** Where the delimiter lines of a boundary begin, and where its closing line does. */
const delimiters = (
	text: string,
	{start, end}: Span,
	boundary: string,
): {begins: readonly number[]; end: number} => {
	const mark = `--${boundary}`;
	const begins: number[] = [];
	for (let at = text.indexOf(mark, start); at >= 0 && at < end; at = text.indexOf(mark, at + 1)) {
		if (at > start && text[at - 1] !== '\n') continue;
		const rest = text.slice(at + mark.length, Math.min(end, at + mark.length + 80)).split('\n', 1)[0] ?? '';
		if (rest.startsWith('--') && rest.slice(2).trim() === '') return {begins, end: at};
		if (rest.trim() === '') begins.push(at);
	}
	return {begins, end};
};

const parameters = {
	boundary: /;\s{0,80}boundary\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
	charset: /;\s{0,80}charset\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
	filename: /;\s{0,80}filename\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
	name: /;\s{0,80}name\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
};

const parameter = (text: string, name: keyof typeof parameters): string | undefined => {
	const found = parameters[name].exec(text);
	return found?.[1] ?? found?.[2];
};

/** The entity and everything inside of it, in the order of the text. */
export const entitiesIn = (entity: Entity): readonly Entity[] => [
	entity,
	...entity.children.flatMap(entitiesIn),
];
