import type {MessageAnswer, Signature, Stamp} from '../core/message.ts';
import {failed, type Result, success} from '../core/result.ts';
import {concealed, toldDate} from './concealed.ts';
import {readStamp} from './stamp.ts';
import {readTagList, tagValue} from './tag-list.ts';

const mostAddresses = 100;
/** Octets of a whole header; a real one is a tenth of it. */
const longestHeader = 262_144;
/** Characters of one address field that are read, and of one address that may be one. */
const longestField = 65_536;
const longestAddress = 320;
const mostSignatures = 20;
/** Received fields that are told; mail servers take a hundred for a loop (RFC 5321 section 6.3). */
const mostStamps = 100;
const longestDate = 200;

/** Fields by which a mail is known from any other text with colons in it. */
const telling = ['from', 'date', 'received', 'message-id', 'return-path', 'dkim-signature', 'subject', 'to'];

/**
 * Reads the header of a message (RFC 5322 section 2.2): addresses of all its From fields, the topmost Return-Path, and
 * its signatures from the top, at most 20, its first Date and the stamps of servers on its way, as they were written but
 * for what may be a code or a link (see `concealed`). Tags that a signature lacks are empty. A failure says why this is no header that can be read.
 */
export const readHeader = async (octets: Buffer): Promise<Result<MessageAnswer, string>> => {
	const head = headOf(octets);
	if (head.length > longestHeader) return failed(`has no header that ends within ${longestHeader / 1024} KB`);
	const {default: mailparser} = await import('mailparser');
	const {default: parseAddresses} = await import('nodemailer/lib/addressparser');
	const {headerLines} = await mailparser.simpleParser(Buffer.concat([head, Buffer.from('\r\n\r\n')]), {
		skipHtmlToText: true,
		skipTextToHtml: true,
		skipTextLinks: true,
		skipImageLinks: true,
	});
	if (!headerLines.some(({key}) => telling.includes(key)))
		return failed('does not begin with the header of a mail');
	const bodies = (wanted: string): readonly string[] =>
		headerLines
			.filter(({key}) => key === wanted)
			.map(({line}) => Buffer.from(line, 'latin1').toString('utf8'))
			.map(line => line.slice(line.indexOf(':') + 1).replaceAll(/\r?\n/g, ''));
	const addresses = (text: string): readonly string[] =>
		parseAddresses(text.slice(0, longestField), {flatten: true})
			.map(({address}) => address)
			.filter(({length}) => length <= longestAddress);
	const [returnPath] = bodies('return-path');
	const [date] = bodies('date');
	const received = bodies('received').slice(-mostStamps).flatMap(stampOf);
	return success({
		from: bodies('from').slice(0, mostAddresses).flatMap(addresses).filter(Boolean).slice(0, mostAddresses),
		...(returnPath === undefined ? {} : {returnPath: addresses(returnPath)[0] ?? ''}),
		signatures: bodies('dkim-signature').slice(0, mostSignatures).map(signatureOf),
		...(date === undefined ? {} : {date: toldDate(date.trim().slice(0, longestDate))}),
		...(received.length > 0 ? {received} : {}),
	});
};

/** The octets before the first empty line; a message without one is all header. */
const headOf = (octets: Buffer): Buffer => {
	const ends = ['\r\n\r\n', '\n\n'].map(end => octets.indexOf(end)).filter(at => at >= 0);
	return octets.subarray(0, Math.min(octets.length, ...ends));
};

const signatureOf = (text: string): Signature => {
	const tags = readTagList(text);
	const value = (name: string) => tagValue(tags, name) ?? '';
	return {domain: value('d'), selector: value('s'), algorithm: value('a')};
};

const stampOf = (text: string): readonly Stamp[] => {
	const {date, from, by} = readStamp(text);
	if (date === undefined) return [];
	return [
		{
			...(by === undefined ? {} : {by: concealed(by)}),
			...(from === undefined ? {} : {from: concealed(from)}),
			date: toldDate(date),
		},
	];
};
