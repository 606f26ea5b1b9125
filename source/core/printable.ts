/**
 * Control, format (bidi, zero-width, tags), line-separator, variation and other invisible characters, and halves of
 * characters: they can reorder, hide or drive.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Remote text made safe for a terminal and a ticket: what could act becomes a visible escape, the rest is left alone. */
export const printable = (text: string): string =>
	text.replaceAll(unsafe, mark => `\\u{${mark.codePointAt(0)?.toString(16)}}`);

/** A name of DNS: a space, which a label may hold, is `\032`, as in a zone file (RFC 4343 section 2.1). */
export const printableName = (name: string): string => printable(name.replaceAll(' ', '\\032'));

/** The same for text of several lines: line feeds stay, tabs become spaces. */
export const printableLines = (text: string): string =>
	text
		.replaceAll(/\r\n?/g, '\n')
		.split('\n')
		.map(line => printable(line.replaceAll('\t', '    ')))
		.join('\n');

/** JSON in which no raw control or format character is left, so that printing it is safe. */
export const printableJson = (value: unknown, indent?: number): string =>
	(JSON.stringify(value, undefined, indent) ?? 'null').replaceAll(unsafe, mark =>
		mark === '\n'
			? mark
			: mark
					.split('')
					.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
					.join(''),
	);
