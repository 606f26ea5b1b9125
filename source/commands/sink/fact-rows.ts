import {wrapped} from '../../report/wrap.ts';

const width = 11;

/** Words behind a label, hanging under it, at most 80 columns wide; nothing where there are none. */
export const factRows = (label: string, words: string | undefined): readonly string[] =>
	words === undefined || words === ''
		? []
		: wrapped(words, `  ${label.padEnd(width)} `, ' '.repeat(width + 3));
