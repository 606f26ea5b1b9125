import {octetsOf} from '../reverse-name.ts';
import {readStamp} from '../stamp.ts';

/** Whom a server had a message from, as its stamp has it (RFC 5321 section 4.4, TCP-info). */
type Peer = {
	/** The address of the connection, which only the server itself can have written. */
	readonly address?: string;
	/** The name that this address leads back to; `unknown` where the server looked and found none. */
	readonly verified?: string;
	/** What the other side called itself, or a name that is not known to be anything else. */
	readonly called?: string;
};

const longestStamp = 4096;
const mostComments = 5;
const bracketed = /^([^\s[\]()]{0,255}) ?\[(?:IPv6:)?([\da-f.:]{2,45})\]/i;

/**
 * Reads the `from` clause of a Received field as Postfix and Sendmail write it, `called (verified [address])`, Exim,
 * `verified ([address] helo=called)`, Exchange, `called (address)`, and qmail and Yahoo, which repeat HELO in a comment.
 */
export const readPeer = (stamp: string): Peer => {
	const {from} = readStamp(stamp);
	const [literal] = from === undefined ? [] : addressesIn(from);
	for (const comment of commentsOf(stamp.slice(0, longestStamp))) {
		if (/^(?:helo|ehlo)\b/i.test(comment)) continue;
		const [, name = '', inside = ''] = bracketed.exec(comment) ?? [];
		const [address] = addressesIn(inside === '' ? comment : inside);
		if (address === undefined) continue;
		const verified = inside === '' ? undefined : name === '' ? from : name.replace(/\.$/, '');
		return {
			address,
			...(verified === undefined || verified === '' ? {} : {verified}),
			...(from === undefined ? {} : {called: from}),
		};
	}
	if (literal !== undefined) return {address: literal};
	return from === undefined ? {} : {called: from};
};

const addressesIn = (text: string): readonly string[] => {
	const bare = text.trim().replace(/^\[(?:ipv6:)?|\]$/gi, '');
	return octetsOf(bare) === undefined ? [] : [bare];
};

/** Comments that stand before the word `by`, the outermost brackets of each taken off. */
const commentsOf = (stamp: string): readonly string[] => {
	const comments: string[] = [];
	let depth = 0;
	let begin = 0;
	let word = '';
	let before = '';
	for (let at = 0; at < stamp.length && comments.length < mostComments; at++) {
		const letter = stamp[at] ?? '';
		if (letter === '(') {
			if (depth === 0) begin = at + 1;
			depth += 1;
			if (word !== '') before = word;
			word = '';
		} else if (letter === ')' && depth > 0) {
			depth -= 1;
			if (depth === 0) comments.push(stamp.slice(begin, at).trim());
		} else if (depth === 0 && /\s/.test(letter)) {
			// Whoever calls itself `by` ends nothing.
			if (word.toLowerCase() === 'by' && before.toLowerCase() !== 'from') break;
			if (word !== '') before = word;
			word = '';
		} else if (depth === 0) word += letter;
	}
	return comments;
};
