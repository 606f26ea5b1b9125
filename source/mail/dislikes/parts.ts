import {type RawField, type RawHeader, rawHeader} from './header-fields.ts';

/** One part of a message that has no parts itself (RFC 2046), as it was sent: every octet is one character. */
export type Part = {
	/** In small letters; `text/plain` where none is given (RFC 2045 section 5.2). */
	readonly type: string;
	readonly charset?: string;
	/** In small letters; absent where none is given. */
	readonly encoding?: string;
	readonly isAttachment: boolean;
	readonly body: string;
};

const mostParts = 200;
const longestPartHeader = 65_536;
/** Characters of a field that are looked at, and of a boundary (RFC 2046 section 5.1.1 allows 70). */
const longestField = 2000;
const longestBoundary = 200;

/** The parts of a message whatever their depth: a boundary that was once announced counts from there on. */
export const partsOf = (text: string, {fields, end: begin}: RawHeader): readonly Part[] => {
	const top = headOf(fields);
	if (top.boundary === undefined) return [{...top.part, body: text.slice(begin)}];
	const boundaries = new Set([top.boundary]);
	const parts: Part[] = [];
	let open: {readonly part: Head['part']; readonly from: number} | undefined;
	const close = (end: number) => {
		if (open) parts.push({...open.part, body: text.slice(open.from, end)});
		open = undefined;
	};
	let at = text.indexOf('\n--', Math.max(0, begin - 1));
	for (; at >= 0 && parts.length < mostParts; at = text.indexOf('\n--', at + 1)) {
		const next = text.indexOf('\n', at + 1);
		const lineEnd = next < 0 ? text.length : next;
		const line = text.slice(at + 3, Math.min(lineEnd, at + 3 + longestBoundary)).trimEnd();
		if (boundaries.has(line)) {
			close(at);
			const inner = rawHeader(text, lineEnd + 1, longestPartHeader);
			const {part, boundary} = headOf(inner.fields);
			if (boundary === undefined) open = {part, from: inner.end};
			else if (boundaries.size < mostParts) boundaries.add(boundary);
			// The line before the next boundary may be the empty one that ends this header.
			at = Math.max(at, inner.end - 2);
		} else if (line.endsWith('--') && boundaries.has(line.slice(0, -2))) close(at);
	}
	close(text.length);
	return parts;
};

type Head = {readonly part: Omit<Part, 'body'>; readonly boundary?: string};

const headOf = (fields: readonly RawField[]): Head => {
	const value = (name: string) => fields.find(one => one.name === name)?.body.slice(0, longestField);
	const content = value('content-type') ?? 'text/plain';
	const type = content.split(';', 1)[0]?.trim().toLowerCase() || 'text/plain';
	const boundary = type.startsWith('multipart/') ? parameter(content, 'boundary') : undefined;
	const charset = parameter(content, 'charset')?.toLowerCase();
	const encoding = value('content-transfer-encoding')?.trim().toLowerCase();
	return {
		part: {
			type,
			isAttachment: /^\s*attachment\b/i.test(value('content-disposition') ?? ''),
			...(charset === undefined ? {} : {charset}),
			...(encoding === undefined ? {} : {encoding}),
		},
		...(boundary === undefined ? {} : {boundary}),
	};
};

const parameter = (text: string, name: 'boundary' | 'charset'): string | undefined => {
	const found = {
		boundary: /;\s{0,80}boundary\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
		charset: /;\s{0,80}charset\s{0,8}=\s{0,8}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i,
	}[name].exec(text);
	return found?.[1] ?? found?.[2];
};
