/**
 * A text as searches compare it: without case, compatibility forms, invisible characters and differences of white space.
 * Two texts that a person would call the same but for case are the same here, in every script.
 */
export const fold = (text: string): string => (isPlain.test(text) ? text.toLowerCase() : foldAny(text));

/** Nothing but lower case is left to do for these. */
const isPlain = /^(?:[!-~]| (?! ))*$/;

const foldAny = (text: string): string =>
	text
		.toWellFormed()
		.normalize('NFKC')
		.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
		.toUpperCase()
		.toLowerCase()
		.replaceAll('ς', 'σ')
		.replaceAll('i̇', 'i')
		.replaceAll(/[\s\p{Cc}]+/gu, ' ')
		.normalize('NFC');

/** Several texts folded, so that no search can match across two of them. */
export const foldAll = (texts: readonly (string | undefined)[]): string =>
	texts
		.filter(text => text !== undefined && text !== '')
		.map(text => fold(text ?? '').trim())
		.join('\n');
