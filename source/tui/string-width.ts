import {cellsOf} from './text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: styles, and what moves nothing on
const unseen = /\u001B\[[\d:;]*m|[\0-\u001F\u007F-\u009F]/g;

/**
 * Stands in for the package of this name in all that Ink measures, cuts and breaks text with: the build names it, and the
 * tests do. One measure draws what another has laid out, and the expressions of the package (all of Unicode's emoji) do
 * not hold up the first frame. For text that is cleaned, with or without the styles of SGR; anything else of a terminal's
 * own, such as a hyperlink, counts as what it is written with.
 */
const stringWidth = (text: string): number => cellsOf(text.replaceAll(unseen, ''));

// biome-ignore lint/style/noDefaultExport: the package has one
export default stringWidth;
