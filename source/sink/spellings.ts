import type {Candidate, Reading} from '../core/verification.ts';

/** Characters of a value that are spelled in other ways; longer ones stand for themselves. */
const longestCode = 64;
/** What codes are grouped by. */
const separators = [' ', '-', '\u00a0', '.', '\u2013'];
const groupSizes = [1, 2, 3, 4];
/** Parts of a link that are told apart, and characters from which on one is a secret whatever it is made of. */
const mostParts = 40;
const longPart = 8;

/**
 * Everything by which somebody else could use what was caught: codes, also grouped by blanks, hyphens and dots, links whole,
 * and what stands in their path, query and fragment. For hiding alone: none of it is masked.
 */
export const spellingsOf = ({candidates, chosen}: Reading): readonly string[] => [
	...new Set([...candidates, ...(chosen ? [chosen] : [])].flatMap(spellings)),
];

const spellings = ({kind, value}: Candidate): readonly string[] =>
	kind === 'code' ? groupings(value) : [value, ...partsOf(value)];

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

const partsOf = (link: string): readonly string[] => {
	const url = URL.parse(link);
	if (!url) return [];
	const behind = url.href.slice(url.href.indexOf(url.host) + url.host.length);
	const parts = `${url.username}/${url.password}/${behind}`.split(/[/?&#=;]/).slice(0, mostParts);
	return [url.href, ...new Set([behind, ...parts, ...parts.map(decoded)])].filter(isSecret);
};

/** A short word of letters alone, such as `reset`, says nothing, and would be found in what every server says. */
const isSecret = (part: string): boolean =>
	part.length >= longPart || /\d|\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Ll}/u.test(part);

const decoded = (part: string): string => {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
};
