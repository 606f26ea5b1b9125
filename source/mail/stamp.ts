import {withoutComments} from './date.ts';

/** Characters of a stamp that are read, of a name in it and of its date. */
const longestStamp = 4096;
const longestName = 255;
const longestDate = 200;

/** What may follow the name in a `from` clause (RFC 5321 section 4.4); anything else, and it was no name. */
const clauses: ReadonlySet<string> = new Set(['by', 'via', 'with', 'id', 'for', 'tls', 'envelope-from']);

/**
 * The body of one Received field (RFC 5321 section 4.4) without its comments: whom the message came from, who stamped it,
 * and its date as it was written. The date stands behind the last semicolon that is in no comment.
 */
export const readStamp = (
	text: string,
): {readonly by?: string; readonly from?: string; readonly date?: string} => {
	const bare = bareStamp(text);
	const end = bare.lastIndexOf(';');
	const words = (end < 0 ? bare : bare.slice(0, end)).split(/\s+/).filter(Boolean);
	const by = words[indexOf(words, 'by') + 1]?.slice(0, longestName);
	const at = indexOf(words, 'from');
	const from = words[at + 1]?.slice(0, longestName);
	const next = words[at + 2]?.toLowerCase();
	return {
		...(by === undefined || indexOf(words, 'by') < 0 ? {} : {by}),
		...(from === undefined || at < 0 || (next !== undefined && !clauses.has(next)) ? {} : {from}),
		...(end < 0
			? {}
			: {
					date: bare
						.slice(end + 1)
						.trim()
						.slice(0, longestDate),
				}),
	};
};

/** A stamp without comments, as far as it is read; empty where one of them does not end. */
export const bareStamp = (text: string): string => withoutComments(text.slice(0, longestStamp)) ?? '';

const indexOf = (words: readonly string[], clause: 'by' | 'from'): number =>
	words.findIndex(word => word.toLowerCase() === clause);
