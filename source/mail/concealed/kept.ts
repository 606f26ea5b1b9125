import {blotted} from './folded.ts';

/** Where something stands in a folded text. */
export type Span = {readonly from: number; readonly to: number};

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}';
const year = String.raw`(?:19|20)\d\d`;
const zone = String.raw`(?: ?(?:[+-](?:0\d|1[0-4]):?[0-5]\d|z|utc|gmt|[ecmp][sd]t)(?![\w]))`;
const clock = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?(?: ?[ap]m(?![\w]))?${zone}?`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;

/** In small letters. */
const shapes: readonly RegExp[] = [
	// As mail has it (RFC 5322 section 3.3), in C and in English.
	new RegExp(
		String.raw`(?<![\w.:+-])(?:${weekday},? )?${day}[ -]${month}[ -](?:${year}|\d\d)(?:,?(?: at)? ${clock})?(?![\d:])`,
		'gu',
	),
	new RegExp(
		String.raw`(?<![\w.:+-])(?:${weekday},? )?${month} {1,2}${day}(?:, ${year})?(?:,?(?: at)? ${clock})?(?:,? ${year})?(?![\d:])`,
		'gu',
	),
	// ISO 8601, and its days as most of the world writes them.
	new RegExp(
		String.raw`(?<![\w.:+-])${year}([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[t ]${clock})?(?![\w:-])`,
		'gu',
	),
	new RegExp(
		String.raw`(?<![\w.:+-])(?:${day}([./])(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])([./])${day})(?:\1|\2)${year}(?:,? ${clock})?(?![\w:-])`,
		'gu',
	),
	new RegExp(String.raw`(?<![\w.:+-])${clock}(?![\w:]|[.-]\d)`, 'gu'),
	// Addresses: with a port, or as a network.
	new RegExp(String.raw`(?<![\w.-])(?:${octet}\.){3}${octet}(?::\d{1,5}|\/\d{1,2})?(?![\w-]|\.\d)`, 'gu'),
	/(?<![\w.:-])(?:ipv6:)?(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){0,6}(?:[\da-f]{1,4})?::(?:[\da-f]{1,4}:){0,6}[\da-f]{0,4})(?:%\w{1,20})?(?:\/\d{1,3})?(?![\w:])/gu,
	// A version of TLS and of this and that; documents by their number.
	/(?<![\p{L}\p{N}])rfc[ .-]?\d{3,4}(?!\d)|(?<![\p{L}\p{N}.])532[12]\.(?=(?:mail)?from)/gu,
	// Words of mail services for why they refuse, as replies.yaml knows them.
	/(?<![\p{L}\p{N}-])(?:(?:ou|dy|sc|rp)-00\d|auth00\d|au0\d|cs0\d|ph0\d|tss\d\d|bl2\d|hme\d|s775|s77719|s3140|s3150)(?![\p{L}\p{N}-])/gu,
	/(?<![\p{L}\p{N}])(?:utf-?(?:8|16)|(?:us-)?ascii|iso-?8859-\d{1,2}|windows-125\d|koi8-r|gb(?:2312|18030)|big5|(?:rsa-|ed25519-|hmac-)?sha-?\d{1,3}|ed25519|md5|rsa-?\d{4}|aes-?\d{3}|base64|ipv[46]|ip[46]|spf1|dkim1|dmarc1|bimi1|tls-?(?:v?1[._][0-3]|v?1)|x25519|8bitmime|smtputf8|html5|oauth2|xoauth2|o365|mail2|x64|amd64|win32)(?![\p{L}\p{N}])/gu,
	// Amounts with their unit, and places in a row.
	/(?<![\p{L}\p{N}.,])(?:\d{1,3}(?:[kmgbshd]|st|nd|rd|th)|\d{1,5}(?:[.,]\d{1,2})?(?:[kmg]i?b|ms|min|sec|hrs?|hours?|minutes?|seconds?|days?|bit|bytes?|octets?|%|px))(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}.,-])\d{1,9} (?:bytes|octets|kb|mb|gb|kib|mib)(?![\p{L}\p{N}])/gu,
];

const label = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?`;
/** The end of a host is written in letters of one size; in a sentence that goes on without a blank it is not. */
const host = new RegExp(
	String.raw`(?<![\p{L}\p{N}_@.-])((?:${label}\.){1,12})((?:\p{Ll}|\p{Lo}){2,24}|\p{Lu}{2,24}|xn--[a-z0-9-]{2,59})\.?(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])`,
	'gu',
);

/** Ends of file names; the other names of such a form are hosts. */
const extensions: ReadonlySet<string> = new Set(
	(
		'exe com1 pdf png jpg jpeg gif svg webp bmp ico zip rar gz tgz tar bz xz doc docx xls xlsx ppt pptx txt csv htm html ' +
		'xhtml xml json js css eml msg ics vcf scr bat cmd vbs jar iso img mov avi wav asc sig pem key crt log dat tmp bin rtf'
	).split(' '),
);

/**
 * What is no code whatever its digits: dates and times, addresses of the internet, documents, algorithms, amounts, and
 * names of hosts but for such labels as a code would make.
 */
export const keptIn = (plain: string): readonly Span[] => {
	const kept: Span[] = [];
	let left = plain.replaceAll(/[A-Z]+/g, capitals => capitals.toLowerCase());
	const keep = (spans: readonly Span[]): void => {
		kept.push(...spans);
		left = blotted(left, spans);
	};
	for (const shape of shapes)
		keep([...left.matchAll(shape)].map(({0: {length}, index}) => ({from: index, to: index + length})));
	return [...kept, ...[...blotted(plain, kept).matchAll(host)].flatMap(hostLabels)];
};

const hostLabels = ({1: labels = '', 2: end = '', index}: RegExpExecArray): readonly Span[] => {
	if (extensions.has(end.toLowerCase())) return [];
	const all = labels.split('.').slice(0, -1);
	const spans: Span[] = [];
	let at = index;
	for (const one of all) {
		if (!isCodeLike(one, all.length)) spans.push({from: at, to: at + one.length + 1});
		at += one.length + 1;
	}
	return [...spans, {from: at, to: at + end.length}];
};

/** Digits alone; and of a name that is no server's, a word of letters and digits. */
const isCodeLike = (one: string, labels: number): boolean =>
	one.split(/[-_]/).some(part => /^\d{4,}$/.test(part)) ||
	(labels === 1 && /\d.*\d/.test(one) && /\p{L}/u.test(one) && one.length >= 5);
