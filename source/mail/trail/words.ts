import {printable} from '../../core/printable.ts';
import {hidden} from '../concealed/hidden.ts';
import {concealed} from '../concealed.ts';

/** Remote words for a sentence: without codes and links, on one line, safe to print, and no longer than it can bear. */
export const shown = (text: string, most = 200): string => {
	const line = printable(
		concealed(
			text
				.slice(0, most * 4)
				.replaceAll(/\s+/g, ' ')
				.trim(),
		),
	);
	return line.length > most
		? `${line.slice(0, most).replace(/\\u\{[^}]{0,6}$|[\uD800-\uDBFF]$/, '')}…`
		: line;
};

/** The same for a value that nobody knows: a single word may be a code of small letters, and is not told. */
export const quoted = (text: string, most = 200): string => {
	const line = shown(text, most);
	return /^["'“(<[]*\p{L}{4,}[-_]?\p{L}*[."'”)>\]]*$/u.test(line) ? hidden : line;
};

/**
 * The number that a text begins with; nothing where there is none that a filter would write. A filter gives points by the
 * hundred at most, a thousand to what it is tested with, and shares of one with many digits: a longer one may be a code.
 */
export const numberIn = (text: string | undefined): number | undefined => {
	const [digits] = points.exec(text ?? '') ?? [];
	return digits === undefined ? undefined : Number(digits);
};

const points =
	/^\s{0,20}[+-]?(?:[01](?:\.\d{1,6})?|\d{1,2}(?:\.\d{1,3})?|\d{3}(?:\.\d{1,2})?|10\d\d(?:\.\d{1,2})?)(?![\d]|\.\d)/;

/** The number behind `name=` or `name:` in a text in which such pairs stand. */
export const numberBehind = (text: string, name: string): number | undefined => numberIn(behind(text, name));

/** What stands behind `name=` or `name:`, up to a blank, comma or semicolon, in whatever case the name is written. */
export const behind = (text: string, name: string): string | undefined => {
	const low = text.toLowerCase();
	for (let at = low.indexOf(name); at >= 0; at = low.indexOf(name, at + name.length)) {
		const sign = low[at + name.length];
		if ((sign === '=' || sign === ':') && !/[\w-]/.test(low[at - 1] ?? ' '))
			return text
				.slice(at + name.length + 1, at + name.length + 501)
				.trimStart()
				.split(/[\s,;]/, 1)[0];
	}
	return undefined;
};
