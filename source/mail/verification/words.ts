import {foldedLine, plainLine} from './characters.ts';
import {easternAsia} from './words/eastern-asia.ts';
import {easternEurope} from './words/eastern-europe.ts';
import {germanic} from './words/germanic.ts';
import type {Language} from './words/language.ts';
import {nordic} from './words/nordic.ts';
import {romance} from './words/romance.ts';
import {westernAsia} from './words/western-asia.ts';

const languages: readonly Language[] = [
	...germanic,
	...romance,
	...nordic,
	...easternEurope,
	...westernAsia,
	...easternAsia,
];

/** The languages whose words are known (RFC 5646). */
export const knownLanguages: readonly string[] = languages.map(({tag}) => tag);

const kinds = [
	'code',
	'bare',
	'act',
	'press',
	'maybe',
	'other',
	'gone',
	'aside',
	'valid',
	'within',
	'second',
	'minute',
	'hour',
	'day',
] as const;

/** What words are about; see `Language`. `length`: a whole length of time. */
export type Kind = (typeof kinds)[number] | 'length';

/** Words found in a line: where they stand, what they may be about in which languages, and minutes of a `length`. */
export type Hit = {
	readonly at: number;
	readonly end: number;
	readonly words: string;
	readonly senses: readonly {readonly kind: Kind; readonly tag: string}[];
	readonly minutes?: number;
};

/** Hits of one line that are told. */
const mostHits = 200;

type Phrase = {
	readonly text: string;
	readonly words: string;
	readonly stem: boolean;
	/** Whether a word begins and ends where blanks or signs are: not so in writing without blanks. */
	readonly begins: boolean;
	readonly ends: boolean;
	readonly senses: {kind: Kind; tag: string}[];
	readonly minutes?: number;
};

const withoutBlanks = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
/** Small words are written together with the next one. */
const withPrefixes = /[\u0590-\u06ff]/;
const letter = /[\p{L}\p{M}]/u;

const phraseOf = (entry: string, minutes?: number): Phrase => {
	const stem = entry.endsWith('*');
	const words = (stem ? entry.slice(0, -1) : entry).trim();
	const text = foldedLine(plainLine(words));
	return {
		text,
		words,
		stem,
		begins: !withoutBlanks.test(text[0] ?? '') && !withPrefixes.test(text[0] ?? ''),
		ends: !stem && !withoutBlanks.test(text.at(-1) ?? ''),
		senses: [],
		...(minutes === undefined ? {} : {minutes}),
	};
};

/** Phrases by their first four characters, shorter ones by all they have; the longest first. */
const phrases: ReadonlyMap<string, readonly Phrase[]> = (() => {
	const all = new Map<string, Phrase>();
	const add = (entry: string, kind: Kind, tag: string, minutes?: number) => {
		const phrase = phraseOf(entry, minutes);
		if (phrase.text === '') return;
		const key = `${phrase.text}${phrase.stem ? '*' : ''}`;
		const known = all.get(key) ?? phrase;
		known.senses.push({kind, tag});
		all.set(key, minutes === undefined ? known : {...known, minutes});
	};
	for (const language of languages) {
		for (const kind of kinds) for (const entry of language[kind].split('|')) add(entry, kind, language.tag);
		for (const entry of language.lengths?.split('|') ?? []) {
			const [words = '', minutes] = entry.split('=');
			add(words, 'length', language.tag, Number(minutes));
		}
	}
	const buckets = new Map<string, Phrase[]>();
	for (const phrase of all.values()) {
		const key = phrase.text.slice(0, 4);
		buckets.set(key, [...(buckets.get(key) ?? []), phrase]);
	}
	for (const bucket of buckets.values()) bucket.sort((one, other) => other.text.length - one.text.length);
	return buckets;
})();

const deeds: ReadonlySet<Kind> = new Set<Kind>(['act', 'press', 'maybe']);

/** Words of all known languages in a folded line, from left to right; what a longer one covers is not told. */
export const wordsIn = (folded: string): readonly Hit[] => {
	const hits: Hit[] = [];
	const covered = {nouns: 0, deeds: 0};
	let inWord = false;
	for (let at = 0; at < folded.length && hits.length < mostHits; at++) {
		const hit = longestAt(folded, at, inWord);
		if (hit !== undefined) {
			// `code` is still told where `enter the code` is, and not where `postal code` is.
			const is = hit.senses.every(({kind}) => deeds.has(kind)) ? 'deeds' : 'nouns';
			const longest = is === 'deeds' ? Math.max(covered.nouns, covered.deeds) : covered.nouns;
			if (hit.end > longest) hits.push(hit);
			covered[is] = Math.max(covered[is], hit.end);
		}
		inWord = letter.test(folded[at] ?? '');
	}
	return hits;
};

const longestAt = (folded: string, at: number, inWord: boolean): Hit | undefined => {
	// Only writing without blanks, or with small words written together, has words that begin inside of others.
	if (inWord && folded.charCodeAt(at) < 0x590) return undefined;
	for (let length = 4; length > 0; length--) {
		const found = phrases
			.get(folded.slice(at, at + length))
			?.filter(phrase => fits(phrase, folded, at, inWord));
		const [first] = found ?? [];
		if (!found || !first) continue;
		const same = found.filter(({text}) => text === first.text);
		const minutes = same.find(phrase => phrase.minutes !== undefined)?.minutes;
		return {
			at,
			end: at + first.text.length,
			words: first.words,
			senses: same.flatMap(({senses}) => senses),
			...(minutes === undefined ? {} : {minutes}),
		};
	}
	return undefined;
};

const fits = ({text, begins, ends}: Phrase, folded: string, at: number, inWord: boolean): boolean =>
	!(begins && inWord) &&
	folded.startsWith(text, at) &&
	!(ends && letter.test(folded[at + text.length] ?? ''));

export const isAbout = (hit: Hit, kind: Kind): boolean => hit.senses.some(sense => sense.kind === kind);
