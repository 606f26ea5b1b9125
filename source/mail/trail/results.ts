import {hidden} from '../concealed/hidden.ts';
import {withoutComments} from '../date.ts';

/** One method in an Authentication-Results field (RFC 8601 section 2.2), as it was written. */
export type Resinfo = {
	readonly method: string;
	readonly result: string;
	/** By `ptype.property`, in small letters. */
	readonly properties: ReadonlyMap<string, string>;
	readonly comment?: string;
};

export type Results = {
	/** The authserv-id; empty where there is none, as Microsoft has it. */
	readonly by: string;
	/** Of an ARC set (RFC 8617 section 4.1.1). */
	readonly instance?: number;
	readonly results: readonly Resinfo[];
};

const most = 40;

/** RFC 8601 section 2.7, and what programs write beside; any other word may be whatever somebody put there. */
const results: ReadonlySet<string> = new Set(
	(
		'pass fail softfail hardfail neutral none temperror permerror policy bestguesspass softpass error unknown invalid discard ' +
		'nxdomain timeout skipped skip revoked expired badsig nokey nosig quarantine reject missing test fallback declined'
	).split(' '),
);

const resultOf = (word: string): string => (results.has(word.toLowerCase()) ? word.toLowerCase() : hidden);

/**
 * Takes the body of an Authentication-Results or ARC-Authentication-Results field apart. Of two results of one method both
 * are told, which is why no library is asked here: what is installed keeps the last.
 */
export const readResults = (body: string): Results => {
	const all = pieces(body);
	const instance = /^i=(\d{1,3})$/.exec(all[0]?.text ?? '')?.[1];
	const [head, ...rest] = instance === undefined ? all : all.slice(1);
	// Microsoft begins with the first result at once.
	if (head === undefined) return {by: '', results: []};
	const hasId = !/^[a-z][\w-]{0,40}(?:\/\d{1,3})?=/i.test(head.text);
	const infos = hasId ? rest : [head, ...rest];
	return {
		by: hasId ? (head.text.split(' ', 1)[0] ?? '') : '',
		...(instance === undefined ? {} : {instance: Number(instance)}),
		results: infos.flatMap(resinfo),
	};
};

type Piece = {readonly text: string; readonly comment: string};

/** Pieces between semicolons that stand in no comment and in no quotes, their blanks folded and their quotes taken off. */
const pieces = (body: string): readonly Piece[] => {
	const found: {text: string; comment: string}[] = [{text: '', comment: ''}];
	let depth = 0;
	let isQuoted = false;
	for (let at = 0; at < body.length && found.length <= most; at++) {
		const letter = body[at] ?? '';
		const piece = found.at(-1);
		if (!piece) break;
		const isInside = depth > 0 || isQuoted;
		if (isInside && letter === '\\') {
			at++;
			if (depth > 0) piece.comment += body[at] ?? '';
			else piece.text += body[at] ?? '';
		} else if (isQuoted) {
			if (letter === '"') isQuoted = false;
			else piece.text += letter;
		} else if (letter === '(') {
			if (depth > 0) piece.comment += letter;
			depth++;
		} else if (letter === ')' && depth > 0) {
			depth--;
			piece.comment += depth > 0 ? letter : ' ';
			if (depth === 0) piece.text += ' ';
		} else if (depth > 0) piece.comment += letter;
		else if (letter === '"') isQuoted = true;
		else if (letter === ';') found.push({text: '', comment: ''});
		else piece.text += letter;
	}
	return found
		.slice(0, most)
		.map(({text, comment}) => ({
			text: text
				.replaceAll(/\s+/g, ' ')
				.replaceAll(/ ?([=/]) ?/g, '$1')
				.trim(),
			comment: comment.replaceAll(/\s+/g, ' ').trim(),
		}))
		.filter(({text}) => text !== '');
};

const resinfo = ({text, comment}: Piece): readonly Resinfo[] => {
	const [head = '', ...words] = text.split(' ');
	const [, method, result] = /^([a-z][\w-]{0,40})(?:\/\d{1,3})?=([\w-]{1,40})/i.exec(head) ?? [];
	if (method === undefined || result === undefined) return [];
	const properties = new Map(
		words.slice(0, most).flatMap(word => {
			const equals = word.indexOf('=');
			return equals > 0 ? [[word.slice(0, equals).toLowerCase(), word.slice(equals + 1)] as const] : [];
		}),
	);
	return [
		{
			method: method.toLowerCase(),
			result: resultOf(result),
			properties,
			...(comment === '' ? {} : {comment}),
		},
	];
};

/** The body of a Received-SPF field (RFC 7208 section 9.1). */
export type ReceivedSpf = {
	readonly result: string;
	readonly by: string;
	readonly domain?: string;
	readonly comment?: string;
};

export const readReceivedSpf = (body: string): ReceivedSpf | undefined => {
	const [result] = /^\s{0,20}[a-z]{1,12}/i.exec(body) ?? [];
	if (result === undefined) return undefined;
	const open = body.indexOf('(');
	const close = open < 0 ? -1 : body.indexOf(')', open);
	const comment = close < 0 ? '' : body.slice(open + 1, close);
	const rest = withoutComments(body) ?? '';
	const pairs = new Map(
		rest
			.split(/[\s;]+/)
			.slice(0, most)
			.flatMap(word => {
				const equals = word.indexOf('=');
				return equals > 0
					? [[word.slice(0, equals).toLowerCase(), word.slice(equals + 1).replaceAll('"', '')] as const]
					: [];
			}),
	);
	const judge = /^\s{0,20}([\w.-]{1,255}):/.exec(comment)?.[1] ?? '';
	const sender = pairs.get('envelope-from') ?? /\bdomain of (\S{1,320})/.exec(comment)?.[1];
	const domain = domainOf(sender);
	return {
		result: resultOf(result.trim()),
		by: pairs.get('receiver') ?? judge,
		...(domain === undefined ? {} : {domain}),
		...(comment === '' ? {} : {comment}),
	};
};

/** The domain of an address, of `@domain`, or a domain itself. */
export const domainOf = (text: string | undefined): string | undefined => {
	const bare = (text ?? '').replaceAll(/[<>"]/g, '');
	const domain = bare.slice(bare.lastIndexOf('@') + 1);
	return domain === '' ? undefined : domain;
};
