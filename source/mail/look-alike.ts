/** The ASCII form of a domain (UTS 46, as browsers apply it), in lower case; nothing where it has none. */
export const asciiDomain = (domain: string): string | undefined => URL.parse(`http://${domain}/`)?.hostname;

/** Letters that pass for others. */
export type LookAlike = {
	/** Each once, as written. */
	readonly characters: readonly string[];
	/** The text with the letters that they pass for, where all are known. */
	readonly meant?: string;
};

/**
 * Letters of an address that pass for Latin ones: in a word that mixes Latin with another script, in a domain whose
 * end is Latin and one of whose labels has nothing but such letters, and wide forms of Latin letters. Words of another
 * script as such are no look-alikes (UTS 39 section 5).
 */
export const lookAlikes = (address: string): LookAlike | undefined => {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	const odd = [
		...address.split(/[@.\-_+]/).flatMap(mixedIn),
		...(/\.[a-z]+$/i.test(domain) ? domain.split('.').flatMap(disguisedIn) : []),
	];
	if (odd.length === 0) return undefined;
	const meant = [...address].map(latinFor).join('').normalize('NFKC');
	return {characters: [...new Set(odd)], ...(/^[\x21-\x7e]+$/.test(meant) ? {meant} : {})};
};

const mixedIn = (word: string): readonly string[] =>
	[...word].filter(
		character =>
			character !== character.normalize('NFKC') ||
			(confusable.test(character) && /\p{Script=Latin}/u.test(word)),
	);

const disguisedIn = (label: string): readonly string[] => {
	const letters = [...label].filter(character => /\p{L}/u.test(character));
	return letters.every(letter => latin.has(letter.toLowerCase())) ? letters : [];
};

/** Scripts with letters that are drawn like Latin ones. */
const confusable =
	/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;

const latinFor = (character: string): string => {
	const lower = character.toLowerCase();
	return latin.get(lower) ?? character;
};

const latin: ReadonlyMap<string, string> = new Map(
	[
		...['аa', 'вb', 'еe', 'ёe', 'кk', 'мm', 'нh', 'оo', 'рp', 'сc', 'тt', 'уy', 'хx', 'ѕs', 'іi'],
		...['јj', 'ԁd', 'һh', 'ԛq', 'ԝw', 'ӏl', 'ѵv', 'ɡg', 'αa', 'βb', 'εe', 'ηn', 'ιi', 'κk', 'νv', 'οo', 'ρp'],
		...['τt', 'υu', 'χx', 'օo', 'ոn', 'սu', 'հh', 'ցg'],
	].map(pair => [...pair] as [string, string]),
);
