import {printable} from '../../core/printable.ts';
import type {SinkMessage} from '../../core/sink.ts';
import {withoutEncodedWords} from './encoded-words.ts';

export type HeaderFields = Pick<SinkMessage, 'from' | 'to' | 'subject' | 'date' | 'messageId'>;

/** Octets of a message that are looked at for its header. */
export const longestHeader = 65_536;
/** Characters of a field as it came, and of it decoded. */
const longestField = 4096;
const longestValue = 1000;

const wanted = new Map<string, keyof HeaderFields>([
	['from', 'from'],
	['to', 'to'],
	['subject', 'subject'],
	['date', 'date'],
	['message-id', 'messageId'],
]);
const longestName = 'message-id'.length;

/** The first of each field that a list of messages shows, decoded, bounded and safe to print. Octets past the header are not read. */
export const readHeaderFields = (octets: Buffer): HeaderFields => {
	const end = octets.indexOf('\r\n\r\n');
	const text = octets.toString('latin1', 0, Math.min(longestHeader, end < 0 ? octets.length : end + 2));
	const fields: {-readonly [Name in keyof HeaderFields]: string} = {};
	for (let at = 0; at < text.length; ) {
		const next = endOfField(text, at);
		if (isEmptyLine(text, at)) break;
		const colon = text.indexOf(':', at);
		if (colon > 0 && colon < next && colon - at <= longestName + 1) {
			const name = wanted.get(text.slice(at, colon).trimEnd().toLowerCase());
			if (name !== undefined && fields[name] === undefined)
				fields[name] = textOf(text.slice(colon + 1, Math.min(next, colon + longestField)));
		}
		at = next;
	}
	return fields;
};

const isEmptyLine = (text: string, at: number): boolean =>
	text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');

/** Where the next field begins: lines that begin with a blank go on with the one before (RFC 5322 section 2.2.3). */
const endOfField = (text: string, from: number): number => {
	for (let at = from; ; ) {
		const feed = text.indexOf('\n', at);
		if (feed < 0) return text.length;
		at = feed + 1;
		if (text[at] !== ' ' && text[at] !== '\t') return at;
	}
};

const textOf = (raw: string): string => {
	const unfolded = raw.replaceAll(/\r?\n/g, '').trim();
	return shown(withoutEncodedWords(inUnicode(unfolded)).slice(0, longestValue));
};

const isPlain = /^[ -~]*$/;
const shown = (text: string): string => (isPlain.test(text) ? text : printable(text.replaceAll('\t', ' ')));

/** Octets above 127 are UTF-8 (RFC 6532) where they can be. */
const inUnicode = (text: string): string => {
	if (isPlain.test(text)) return text;
	const decoded = Buffer.from(text, 'latin1').toString('utf8');
	return decoded.includes('\u{fffd}') ? text : decoded;
};
