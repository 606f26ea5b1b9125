/** The zero of every row of ten digits that is not ASCII; mathematical digits are rows one after the other. */
const zeros = [
	0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
	0x1040, 0x17e0, 0x1810, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
];

/** Characters of a line that are read. */
export const longestLine = 1000;

const invisible = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]$/u;
const blank = /^[\p{Zs}\p{Zl}\p{Zp}\t]$/u;
const hyphen = /^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]$/u;
/** Vowel points of Hebrew and Arabic, and the stroke that makes Arabic words longer. */
const points = /^[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]$/u;

/**
 * What a terminal is told by (ECMA-48): a control sequence whole, as `ESC [ 3 1 m`, a command for the operating system to its
 * end, and of whatever else begins with ESC the two characters.
 */
const escapes =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
	/(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\u001b\]|\u009d)[^\p{Cc}]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]{0,8}[@-Z\\^-~]/gu;

const known = new Map<string, string>();

const plainCharacter = (character: string): string => {
	const code = character.codePointAt(0) ?? 0;
	const zero = zeros.find(first => code >= first && code < first + 10);
	if (zero !== undefined) return String(code - zero);
	if (blank.test(character)) return ' ';
	if (hyphen.test(character)) return '-';
	if (invisible.test(character) || points.test(character)) return '';
	// A comma between digits would make them one number.
	if (code >= 0xff01 && code <= 0xff5e && code !== 0xff0c) return String.fromCodePoint(code - 0xfee0);
	return character;
};

const remembered = (character: string): string => {
	const before = known.get(character);
	if (before !== undefined) return before;
	const plain = plainCharacter(character);
	if (known.size < 20_000) known.set(character, plain);
	return plain;
};

/**
 * A line as it is searched, at most 1000 characters of it: digits of all writings are ASCII, full-width letters ordinary
 * ones, every hyphen is `-`, blanks are single spaces, and what nobody sees is gone,
 * what colours a terminal included.
 */
export const plainLine = (line: string): string =>
	line
		.slice(0, longestLine)
		.replaceAll(escapes, '')
		.normalize('NFC')
		.replaceAll(/[^\x20-\x7e]/gu, remembered)
		.replaceAll(/ {2,}/g, ' ')
		.trim();

const letters = new Map<string, string>();
/** Letters that are written in more than one way, and mean the same. */
const alike = new Map([
	['ı', 'i'],
	['ß', 's'],
	['ø', 'o'],
	['đ', 'd'],
	['ł', 'l'],
	['ς', 'σ'],
	['ي', 'ی'],
	['ى', 'ی'],
	['ك', 'ک'],
	['ة', 'ه'],
	['’', "'"],
	['‘', "'"],
	['ʼ', "'"],
	['`', "'"],
	['：', ':'],
]);

const foldedLetter = (letter: string): string => {
	const small = letter.toLowerCase();
	const base = /[\uac00-\ud7af]/.test(small) ? small : (small.normalize('NFD')[0] ?? small);
	return alike.get(base) ?? base;
};

/** A plain line for looking up words, of the same length: small letters without accents. */
export const foldedLine = (plain: string): string =>
	plain.replaceAll(/[^\x20-\x40\x5b-\x7e]/g, letter => {
		const before = letters.get(letter);
		if (before !== undefined) return before;
		const folded = foldedLetter(letter);
		if (letters.size < 20_000) letters.set(letter, folded);
		return folded;
	});
