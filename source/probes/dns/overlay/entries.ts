/** A word of a zone file, escapes kept as they were written. */
export type Word = {readonly text: string; readonly quoted: boolean};

/** One entry of a zone file (RFC 1035 section 5.1): what parentheses hold together is one. */
export type Entry = {
	/** Where it begins. */
	readonly line: number;
	/** It begins with a space, and so belongs to the owner before it. */
	readonly indented: boolean;
	readonly words: readonly Word[];
};

export type Mistake = {readonly line: number; readonly message: string};

/** Takes the text of a zone file apart; what cannot be read is a mistake, and the rest goes on at the next line. */
export const readEntries = (text: string): {entries: readonly Entry[]; mistakes: readonly Mistake[]} => {
	const entries: Entry[] = [];
	const mistakes: Mistake[] = [];
	let open: {line: number; indented: boolean; words: Word[]} | undefined;
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	for (const [index, raw] of lines.entries()) {
		const line = index + 1;
		const scanned = scan(raw, open ? 'inside' : 'outside');
		if (typeof scanned === 'string') {
			mistakes.push({line, message: scanned});
			open = undefined;
			continue;
		}
		open ??= {line, indented: /^[ \t]/.test(raw), words: []};
		open.words.push(...scanned.words);
		if (scanned.state === 'inside') continue;
		if (open.words.length > 0) entries.push(open);
		open = undefined;
	}
	if (open) mistakes.push({line: open.line, message: 'a parenthesis that is opened here is never closed'});
	return {entries, mistakes};
};

/** Inside or outside of parentheses. */
type State = 'inside' | 'outside';

/** A quoted string, a comment, a parenthesis or a plain word; each alternative begins in its own way. */
const token = /"(?:[^"\\]|\\.)*"|;.*$|[()]|(?:[^\s"();\\]|\\.)+/gsu;

/** The words of one line, and whether parentheses are open after it; a string says what is wrong. */
const scan = (
	raw: string,
	before: State,
): {readonly words: readonly Word[]; readonly state: State} | string => {
	const words: Word[] = [];
	let state = before;
	let end = 0;
	for (const {0: text, index} of raw.matchAll(token)) {
		const between = raw.slice(end, index);
		if (between.trim() !== '') return strayed(between);
		end = index + text.length;
		if (text.startsWith(';')) continue;
		if (text === '(' || text === ')') {
			const next: State = text === '(' ? 'inside' : 'outside';
			if (next === state) return `a parenthesis "${text}" too many`;
			state = next;
		} else if (text.startsWith('"')) words.push({text: text.slice(1, -1), quoted: true});
		else words.push({text, quoted: false});
	}
	const rest = raw.slice(end);
	return rest.trim() === '' ? {words, state} : strayed(rest);
};

const strayed = (text: string): string =>
	text.includes('"')
		? 'a quoted string that is not closed on its line'
		: `nothing that can stand in a zone file: ${JSON.stringify(text.trim().slice(0, 40))}`;
