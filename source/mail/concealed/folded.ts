import {digitOf} from '../../core/secret-values.ts';

/** What stands in the place of a span of a text. */
export type Cover = {readonly from: number; readonly to: number; readonly put: string};

/**
 * A text as codes are looked for in it: ASCII digits for those of every script, full-width letters as ordinary ones, every
 * blank and hyphen as one kind, and nothing that is invisible. One UTF-16 unit of `plain` stands for `from[i]` up to `to[i]`.
 */
export type Folded = {
	readonly plain: string;
	readonly from: readonly number[];
	readonly to: readonly number[];
};

const invisible = /^[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]$/u;
const blank = /^[\p{Z}\p{Cc}]$/u;
const hyphen = /^[\p{Pd}\u2212]$/u;

export const folded = (text: string): Folded => {
	const from: number[] = [];
	const to: number[] = [];
	let plain = '';
	let at = 0;
	for (const character of text) {
		const end = at + character.length;
		const written = character >= ' ' && character <= '~' ? character : foldedCharacter(character);
		for (let unit = 0; unit < written.length; unit++) {
			plain += written[unit];
			from.push(at);
			to.push(end);
		}
		at = end;
	}
	return {plain, from, to};
};

const foldedCharacter = (character: string): string => {
	if (invisible.test(character)) return '';
	if (blank.test(character)) return ' ';
	if (hyphen.test(character)) return '-';
	const plain = character.normalize('NFKC');
	// A fraction or a unit is no letter of a code.
	return /^[\p{L}\p{Nd}]+$/u.test(plain) ? [...plain].map(digitOf).join('') : character;
};

/** The text with what stands in the place of spans of its folded form; of those that overlap, the first. */
export const covered = (text: string, {from, to}: Folded, covers: readonly Cover[]): string => {
	let rest = '';
	let told = 0;
	for (const cover of covers.toSorted((one, other) => one.from - other.from)) {
		const begin = from[cover.from] ?? text.length;
		if (cover.to <= cover.from || begin < told) continue;
		rest += text.slice(told, begin) + cover.put;
		told = to[cover.to - 1] ?? text.length;
	}
	return rest + text.slice(told);
};

/** The same text with spans of it made unreadable for whoever looks next, of the same length. */
export const blotted = (
	plain: string,
	spans: readonly {readonly from: number; readonly to: number}[],
): string => {
	const letters = plain.split('');
	for (const {from, to} of spans) letters.fill('\0', from, to);
	return letters.join('');
};
