import {encode, wrap} from 'nodemailer/lib/qp';
import type {Entity} from './tree.ts';

/** Decoded text of a part, and which octets of it each character is: those from `at[i]` up to `at[i + 1]`. */
export type Content = {readonly octets: Buffer; readonly text: string; readonly at: Int32Array};

const longest = 262_144;

/** Character sets with states: leaving characters out could change what those behind mean. */
const stateful = /^(?:iso-2022|utf-16|utf-7|utf-32|hz)/;

/** The text of a part; absent where it is too long, or not in a character set that can be cut. */
export const contentOf = (message: string, entity: Entity): Content | undefined => {
	const raw = message.slice(entity.body.start, entity.body.end);
	if (raw.length > longest * 2) return undefined;
	const octets = decoded(raw, entity.encoding);
	if (octets.length > longest || stateful.test(entity.charset ?? '')) return undefined;
	return asUtf8(octets, entity.charset) ?? byOctets(octets, entity.charset);
};

const decoded = (raw: string, encoding: string | undefined): Buffer => {
	if (encoding === 'base64') return Buffer.from(raw, 'base64');
	if (encoding !== 'quoted-printable') return Buffer.from(raw, 'latin1');
	const text = raw.replaceAll(/=(?:([0-9A-Fa-f]{2})|[ \t]*\r?\n)/g, (_, hex: string | undefined) =>
		hex === undefined ? '' : String.fromCharCode(Number.parseInt(hex, 16)),
	);
	return Buffer.from(text, 'latin1');
};

const takenForUtf8 = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

const asUtf8 = (octets: Buffer, charset = 'ascii'): Content | undefined => {
	if (!takenForUtf8.has(charset)) return undefined;
	const text = octets.toString('utf8');
	if (!Buffer.from(text, 'utf8').equals(octets)) return undefined;
	const at = new Int32Array(text.length + 1);
	for (let index = 0, place = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		at[index] = place;
		// A character of two units is four octets, and none of them can be cut alone.
		if (unit >= 0xd800 && unit <= 0xdbff) place += 4;
		else if (unit < 0xdc00 || unit > 0xdfff) place += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
	}
	at[text.length] = octets.length;
	return {octets, text, at};
};

/** Octet by octet, so that each character is known by those that it took. */
const byOctets = (octets: Buffer, charset = 'ascii'): Content | undefined => {
	let decoder: InstanceType<typeof TextDecoder>;
	try {
		decoder = new TextDecoder(/ascii$/.test(charset) ? 'windows-1252' : charset, {ignoreBOM: true});
	} catch {
		return undefined;
	}
	const at: number[] = [];
	let text = '';
	let begun = 0;
	const take = (said: string, next: number) => {
		if (said === '') return;
		for (let index = 0; index < said.length; index++) at.push(begun);
		text += said;
		begun = next;
	};
	for (let index = 0; index < octets.length; index++)
		take(decoder.decode(octets.subarray(index, index + 1), {stream: true}), index + 1);
	take(decoder.decode(), octets.length);
	return {octets, text, at: Int32Array.from([...at, octets.length])};
};

/** Places of the text, from one up to before the other. */
export type Range = readonly [from: number, to: number];

/** The octets without some characters; `put`: ASCII that stands where the first of them stood. */
export const cutOut = ({octets, at}: Content, ranges: readonly Range[], put = ''): Buffer => {
	const kept: Buffer[] = [];
	let from = 0;
	for (const [index, [begin, end]] of united(ranges).entries()) {
		kept.push(octets.subarray(from, at[begin]));
		if (index === 0) kept.push(Buffer.from(put, 'latin1'));
		from = Math.max(from, at[end] ?? octets.length);
	}
	return Buffer.concat([...kept, octets.subarray(from)]);
};

/** In their order, with those that touch made one. */
export const united = (ranges: readonly Range[]): readonly Range[] => {
	const all: [number, number][] = [];
	for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
		const last = all.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else if (from < to) all.push([from, to]);
	}
	return all;
};

/** Octets in a transfer encoding (RFC 2045 section 6); every octet of what comes of it is one character. */
export const encoded = (octets: Buffer, encoding: string | undefined, eol: string): string => {
	if (encoding === 'base64') return withLines(octets.toString('base64').match(/.{1,76}/g) ?? [], eol);
	if (encoding === 'quoted-printable') return wrap(encode(octets), 76).replaceAll(/\r?\n/g, eol);
	return octets.toString('latin1');
};

const withLines = (lines: readonly string[], eol: string): string => lines.join(eol);
