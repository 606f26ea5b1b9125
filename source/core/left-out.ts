/**
 * That something was not kept, or is not shown, as a sentence: how many, of what (`line`; `lines` where that is not its
 * plural), and the bound. `whole` says where all of it is.
 */
export const leftOutWords = (
	count: number,
	[one, many = `${one}s`]: readonly [string, string?],
	bound: string,
	whole?: string,
): string =>
	`${thousands(count)} more ${count === 1 ? `${one} was` : `${many} were`} left out: ${bound}.${whole === undefined ? '' : ` ${whole}`}`;

/** `58,000`. */
export const thousands = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** The beginning of a text, and how much of it is not there. */
export const cutWords = (text: string, most: number): string =>
	text.length > most ? `${text.slice(0, most)}… (${thousands(text.length - most)} more characters)` : text;
