import {printable} from '../../core/printable.ts';

/** Characters of one line of a transcript, and of a name or an address of a client. */
export const longestLine = 2000;
const longestText = 320;

const isPlain = /^[ -~\n]*$/;

/** A stranger's text, bounded and safe to print. */
export const shown = (text: string, most = longestText): string => {
	const cut = text.length > most ? `${text.slice(0, most)}…` : text;
	return isPlain.test(cut) && !cut.includes('\n') ? cut : printable(cut);
};

/** The same for each line of a text of several; a carriage return inside of one could pass for its end. */
export const shownLines = (text: string): string =>
	isPlain.test(text) && text.length <= longestLine
		? text
		: text
				.split('\n')
				.map(line => shown(line, longestLine))
				.join('\n');
