import {maskedCode, maskedLink, type Reading} from './verification.ts';

/** Something that nobody else may read, and what stands in its place. */
export type SecretValue = {readonly value: string; readonly put: string};

/** A candidate that is less likely to be the code than this is left alone: it is a year, a price, a telephone number. */
const likely = 0.4;
/** Characters of a part of a link from which on it makes the link work. */
const longPart = 6;
const mostParts = 40;
/** Characters of a code that is looked for inside of what it was encoded into. */
const longestCode = 64;

/**
 * The codes that a message is read to bring, in the writings that filters quote, its links, and what stands in their path,
 * query and fragment; the longest first. What is unlikely to be one is left out.
 */
export const secretsOf = ({candidates, chosen}: Reading): readonly SecretValue[] => {
	const all = [...(chosen ? [chosen] : []), ...candidates.filter(({score}) => score >= likely)];
	const found = all.flatMap(({kind, value}) =>
		kind === 'code' ? spelledCode(value) : [{value, put: maskedLink(value)}, ...partsOf(value)],
	);
	return [...new Map(found.map(one => [one.value, one])).values()].toSorted(
		(one, other) => other.value.length - one.value.length,
	);
};

const spelledCode = (value: string): readonly SecretValue[] => [
	{value, put: maskedCode(value)},
	...insideBase64(value).map(encoded => ({value: encoded, put: hidden})),
];

const hidden = '••••';

/** What of a code stays the same in base64, whatever stands before it. */
const insideBase64 = (code: string): readonly string[] => {
	if (code.length < 4 || code.length > longestCode || /[^\x20-\x7e]/.test(code)) return [];
	return [0, 1, 2].map(before => {
		const encoded = btoa(`${' '.repeat(before)}${code}`);
		return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((code.length + before) * 8) / 6));
	});
};

const partsOf = (link: string): readonly SecretValue[] =>
	linkParts(link)
		.filter(part => part.length >= longPart || (part.length >= 4 && /\d/.test(part)))
		.filter(part => !ordinary.has(part.toLowerCase().replaceAll(/[^a-z]/g, '')) || /\d/.test(part))
		.map(value => ({value, put: hidden}));

/** Words that stand in the address of many such links, and in what servers say. */
const ordinary: ReadonlySet<string> = new Set(
	(
		'reset resetpassword passwordreset password passwords forgot forgotpassword verify verification verifyemail confirm ' +
		'confirmation confirmemail activate activation account accounts recover recovery restore login signin token ' +
		'email emails unlock user users index action actions change security support service message delivery'
	).split(' '),
);

/** What stands behind the host of a link, as a whole and part by part, as it is written and decoded; without empty parts. */
export const linkParts = (link: string): readonly string[] => {
	const url = URL.parse(link);
	if (!url) return [];
	const behind = url.href.slice(url.href.indexOf(url.host) + url.host.length);
	const parts = `${url.username}/${url.password}/${behind}`.split(/[/?&#=;]/).slice(0, mostParts);
	return [...new Set([behind, ...parts, ...parts.map(decoded)])].filter(Boolean);
};

const decoded = (part: string): string => {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
};

/**
 * A text without these values, however their characters are grouped and written: capitals or not, full-width, in the digits
 * of any script. In time linear in the text for each of them.
 */
export const withoutValues = (text: string, values: readonly SecretValue[]): string => {
	let left = text;
	let spelt: Spelt | undefined;
	for (const {value, put} of values) {
		spelt ??= spelled(left);
		const wanted = spelled(value).line;
		const spans = wanted === '' ? [] : placesOf(wanted, spelt, left, isWord(value));
		if (spans.length === 0) continue;
		left = replaced(left, spans, put);
		spelt = undefined;
	}
	return left;
};

/** The same for every text in a value that JSON can tell. */
export const withoutValuesIn = <T>(told: T, values: readonly SecretValue[]): T => {
	const clean = (value: unknown): unknown => {
		if (typeof value === 'string') return withoutValues(value, values);
		if (Array.isArray(value)) return value.map(clean);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
	};
	return values.length === 0 ? told : (clean(told) as T);
};

/** Short ones, and words of small letters, are looked for as words alone: inside of others they are chance. */
const isWord = (value: string): boolean => [...value].length < 4 || /^\p{Ll}{1,7}$/u.test(value);

type Span = {readonly from: number; readonly to: number};

const placesOf = (wanted: string, {line, at}: Spelt, text: string, alone: boolean): readonly Span[] => {
	const spans: Span[] = [];
	for (let place = line.indexOf(wanted); place >= 0; place = line.indexOf(wanted, place + wanted.length)) {
		const span = {from: at[place]?.from ?? 0, to: at[place + wanted.length - 1]?.to ?? text.length};
		const stands = !letter.test(text[span.from - 1] ?? ' ') && !letter.test(text[span.to] ?? ' ');
		if (!alone || stands) spans.push(span);
	}
	return spans;
};

const letter = /[\p{L}\p{N}]/u;

const replaced = (text: string, spans: readonly Span[], put: string): string => {
	let rest = '';
	let told = 0;
	for (const {from, to} of spans) {
		if (from < told) continue;
		rest += text.slice(told, from) + put;
		told = to;
	}
	return rest + text.slice(told);
};

/** Letters and digits alone, one UTF-16 unit each, and where each of them stands in the text. */
type Spelt = {readonly line: string; readonly at: readonly Span[]};

const spelled = (text: string): Spelt => {
	const at: Span[] = [];
	let line = '';
	let from = 0;
	for (const character of text) {
		const to = from + character.length;
		for (const unit of plainLetters(character)) {
			line += unit;
			at.push({from, to});
		}
		from = to;
	}
	return {line, at};
};

/** A character as small letters and ASCII digits; nothing for what only groups. */
const plainLetters = (character: string): string => {
	if (character <= '\u007f') return /[A-Za-z0-9]/.test(character) ? character.toLowerCase() : '';
	return [...character.normalize('NFKC').toLowerCase()]
		.map(one => (letter.test(one) ? digitOf(one) : ''))
		.join('');
};

const digit = /\p{Nd}/u;

/** Every script has its ten digits in a row, one of them five times (Unicode, section 4.6): how many stand before one is its value. */
export const digitOf = (character: string): string => {
	if (!digit.test(character)) return character;
	const point = character.codePointAt(0) ?? 0;
	let before = 0;
	while (before < 60 && digit.test(String.fromCodePoint(point - before - 1))) before++;
	return String(before % 10);
};
