const wideGlyph =
	/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/gu;

/** The same widths in characters that every terminal can print. */
export const toAscii = (text: string): string =>
	text
		.replaceAll('…', '~')
		.replaceAll(/[•·]/g, '*')
		.replaceAll(/[‘’]/g, "'")
		.replaceAll(/[“”]/g, '"')
		.replaceAll(/[–—]/g, '-')
		.replaceAll(/\p{Mark}/gu, '')
		.replaceAll(wideGlyph, '??')
		// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
		.replaceAll(/[^\u0000-\u007F]/gu, '?');

/** Says the same in fewer bytes: repeated moves to the next line, and long runs of spaces, as one sequence each. */
export const compress = (frame: string): string =>
	frame
		// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about
		.replaceAll(/(?:\u001B\[E){2,}/gu, moves => `\u001B[${moves.length / 3}E`)
		.replaceAll(/ {13,}/g, ({length}) => `\u001B[${length}X\u001B[${length}C`);
