import {linesOf} from '../lines.ts';

/** A value of a file of environment variables, or a line that is nothing but a URL. */
export type UrlLine = {
	readonly line: number;
	/** Of the variable; absent for a bare URL. */
	readonly name?: string;
	/** May hold a password: it never leaves this folder. */
	readonly value: string;
	/** Text behind a `#` that begins a comment although nothing stands before it. */
	readonly cut?: string;
};

/** The value goes on to the end of the text: were there a mark that it cannot pass, blanks before it would be tried one by one. */
const assignment = /^\s*(?:-\s+)?(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/s;

/**
 * The variables of a file, as dotenv reads them: quotes of three kinds, and without them `#` begins a comment. Lines
 * that are a URL alone count as well.
 */
export const urlLines = (text: string): readonly UrlLine[] =>
	linesOf(text).flatMap((whole, index): readonly UrlLine[] => {
		const line = index + 1;
		if (/^\s*(?:#|$)/.test(whole)) return [];
		if (/^\s*["'`]?[a-z][a-z0-9+.-]*:\/\//i.test(whole)) return [{line, ...valueIn(whole.trim())}];
		const [, name, value] = assignment.exec(whole) ?? [];
		return name === undefined || value === undefined ? [] : [{line, name, ...valueIn(value.trim())}];
	});

const valueIn = (text: string): {readonly value: string; readonly cut?: string} => {
	const quote = /^["'`]/.exec(text)?.[0];
	const end = quote === undefined ? -1 : text.indexOf(quote, 1);
	if (end > 0) return {value: text.slice(1, end).trim()};
	const at = text.indexOf('#');
	if (at < 0) return {value: text};
	const value = text.slice(0, at);
	return {value: value.trim(), ...(/\s$/.test(value) || value === '' ? {} : {cut: text.slice(at + 1)})};
};
