import {linkParts} from '../core/secret-values.ts';
import type {Candidate, Reading} from '../core/verification.ts';

/** Characters of a value that are spelled in other ways; longer ones stand for themselves. */
const longestCode = 64;
/** What codes are grouped by. */
const separators = [' ', '-', '\u00a0', '.', '\u2013'];
const groupSizes = [1, 2, 3, 4];
/** Characters of a part of a link from which on it is a secret whatever it is made of. */
const longPart = 8;

/**
 * Everything by which somebody else could use what was caught: codes, also grouped by blanks, hyphens and dots, links whole,
 * and what stands in their path, query and fragment. For hiding alone: none of it is masked.
 */
export const spellingsOf = ({candidates, chosen}: Reading): readonly string[] => [
	...new Set([...candidates, ...(chosen ? [chosen] : [])].flatMap(spellings)),
];

const spellings = ({kind, value}: Candidate): readonly string[] =>
	kind === 'code'
		? groupings(value)
		: [value, URL.parse(value)?.href ?? value, ...linkParts(value).filter(isSecret)];

const groupings = (code: string): readonly string[] => {
	const letters = [...code];
	if (letters.length > longestCode) return [code];
	return [
		code,
		...groupSizes
			.filter(size => size < letters.length)
			.flatMap(size => separators.map(separator => inGroups(letters, size).join(separator))),
	];
};

const inGroups = (letters: readonly string[], size: number): readonly string[] =>
	Array.from({length: Math.ceil(letters.length / size)}, (_, index) =>
		letters.slice(index * size, (index + 1) * size).join(''),
	);

/** A short word of letters alone, such as `reset`, says nothing, and would be found in what every server says. */
const isSecret = (part: string): boolean =>
	part.length >= longPart || /\d|\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Ll}/u.test(part);
