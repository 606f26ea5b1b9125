import type {HeaderField} from '../../core/trail.ts';
import {seenOf} from '../html-text.ts';
import {fieldsIn} from './fields.ts';

/** The parts of a mail that matter to who looks for a bounce in it, decoded. */
export type Parts = {
	readonly header: readonly HeaderField[];
	/** Types of parts that are neither text nor a group of parts, in small letters. */
	readonly types: readonly string[];
	/** Its plain text, and what is seen of its HTML. */
	readonly texts: readonly string[];
	/** Delivery statuses. */
	readonly statuses: readonly string[];
	/** Headers that are quoted without a mail behind them. */
	readonly headers: readonly string[];
	/** Mails that it carries. */
	readonly mails: readonly Buffer[];
};

/** Octets of a mail that are read, fewer where more have too many parts for its reader. */
const attempts = [1_048_576, 65_536, 8192];
/** A header that is longer is no header, and parts of which more is not read. */
const longestHeader = 262_144;
const longestPart = 262_144;
const mostParts = 200;

/** Statuses and quoted mails are kept as they came. */
const reading = {
	keepDeliveryStatus: true,
	ignoreEmbedded: true,
	skipHtmlToText: true,
	skipTextToHtml: true,
	skipTextLinks: true,
	skipImageLinks: true,
	maxHeadSize: longestHeader,
	maxChildNodes: mostParts,
};

/** Takes a mail apart; what is broken is read as far as it goes, and of what cannot be taken apart only its octets as text. */
export const partsOf = async (octets: Buffer): Promise<Parts> => {
	for (const limit of attempts) {
		const parts = await attempt(octets.subarray(0, limit));
		if (parts !== undefined) return parts;
	}
	const text = utf8(octets.subarray(0, longestPart));
	return {header: fieldsIn(headOf(text)), types: [], texts: [text], statuses: [], headers: [], mails: []};
};

const headOf = (text: string): string => text.split(/\r?\n\r?\n/, 1)[0] ?? '';

const attempt = async (octets: Buffer): Promise<Parts | undefined> => {
	const {default: mailparser} = await import('mailparser');
	try {
		const {attachments, headerLines, text, html} = await mailparser.simpleParser(octets, reading);
		const bodies = attachments.slice(0, mostParts).map(({contentType, content}) => ({
			type: contentType.toLowerCase(),
			octets: content.subarray(0, longestPart),
		}));
		const of = (...wanted: readonly string[]): readonly Buffer[] =>
			bodies.filter(({type}) => wanted.includes(type)).map(body => body.octets);
		const seen = html ? seenOf(html.slice(0, longestPart)).text : '';
		const header = headerLines.map(({line}) => Buffer.from(line, 'latin1').toString('utf8')).join('\r\n');
		return {
			header: fieldsIn(header),
			types: bodies.map(({type}) => type),
			texts: [(text ?? '').slice(0, longestPart), seen].filter(part => part.trim() !== ''),
			statuses: of('message/delivery-status', 'message/global-delivery-status').map(utf8),
			headers: of('text/rfc822-headers', 'message/global-headers').map(utf8),
			mails: of('message/rfc822', 'message/global'),
		};
	} catch {
		return undefined;
	}
};

export const utf8 = (octets: Buffer): string => octets.toString('utf8');
