import {printable} from '../../core/printable.ts';
import {hidden} from '../concealed/hidden.ts';
import {concealed, secretsIn} from '../concealed.ts';
import type {Mail} from '../mail.ts';
import {foldedLine, plainLine} from '../verification/characters.ts';
import {isAbout, wordsIn} from '../verification/words.ts';
import {commonWords} from './common-words.ts';

/** What is told of a message, without what may be a code or make a link work; safe to print and short. */
export type Masks = {
	/** Of what lostmail says of a piece, with names in it that the message chose. */
	readonly description: (text: string) => string;
	/**
	 * Of words of the message. Near the name of a code only common words are told, since any other may be it; elsewhere a
	 * word that stands alone is not. `before` and `behind`: the words around these, nearest first.
	 */
	readonly words: (text: string, around?: Around) => string;
	/** Of the name of a file: its end, and common words. */
	readonly file: (name: string) => string;
};

export type Around = {readonly before: readonly string[]; readonly behind: readonly string[]};

const longest = 100;
/** Phrases below a name in which its code may stand, and words that such a phrase has at most. */
const linesBelow = 3;
const fewWords = 4;

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
/** Digits of any script but those that tell a length of time, a share or a size. */
const digits =
	/\p{Nd}+(?:[.,]\p{Nd}+)?(?!\p{Nd}|[.,]\p{Nd}|[ {2}]?(?:%|minut|hours?|hrs?|stunde|days?|tage?n?|seconds?|sekunden|heures?|jours?|horas?|giorni|uur|dagen|分|小时|時間|MB|GB|KB)(?!\p{Nd}))/giu;

/** What filters are tested with (GTUBE), and what rspamd adds to it. */
const testText =
	/^[ "'“”]{0,3}[XYZ]JS\*C4JDBQADN1\.NSBN3\*2IDNEN\*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL\*C\.34X[ ."'“”]{0,3}$/;

/** The masks of one message: by what it is read to bring, and by whatever looks as if it did. */
export const masksFor = (mail: Mail | undefined): Masks => {
	const secrets = secretsIn(mail);
	const hide = (text: string): string => concealed(text, secrets);
	return {
		description: text => printable(hide(text.slice(0, longest * 4))),
		words: (text, around = {before: [], behind: []}) => {
			const begin = text.slice(0, longest * 4);
			if (testText.test(begin)) return begin.trim();
			const bare = withoutDigits(hide(begin)).replaceAll(/\s+/g, ' ').trim();
			const kept = isNearName(begin, around) ? onlyCommon(bare) : withoutLonely(withoutPhrases(bare));
			return shortened(kept, begin.length < text.length);
		},
		file: name => {
			const begin = name.slice(0, longest * 4);
			const [, base = begin, end = ''] = /^(.*?)(\.[A-Za-z]{1,5})?$/s.exec(begin) ?? [];
			return shortened(`${onlyCommon(withoutDigits(hide(base)))}${end}`, begin.length < name.length);
		},
	};
};

const shortened = (text: string, isCut: boolean): string =>
	printable(text.length > longest || isCut ? `${text.slice(0, longest)}…` : text);

/** What is left of a code stays as it is. */
const withoutDigits = (text: string): string =>
	text.replaceAll(digits, (run, at: number) => (text.startsWith(hidden, at + run.length) ? run : hidden));

/** Names that tell a code from no other secret. */
const alsoNames = /pass-?phrase|kennwort|mot de passe|contrase[nñ]a|wachtwoord/i;

const isNearName = (text: string, {before, behind}: Around): boolean =>
	namesCode(text) ||
	(countWords(text) <= fewWords &&
		(before.slice(0, linesBelow).some(namesCode) || behind.slice(0, 1).some(namesCode)));

const namesCode = (text: string): boolean =>
	alsoNames.test(text) ||
	wordsIn(foldedLine(plainLine(text))).some(
		hit => isAbout(hit, 'code') || (isAbout(hit, 'bare') && !isAbout(hit, 'other')),
	);

const countWords = (text: string): number => text.match(word)?.length ?? 0;

/** Words that a code could be stay only where they are common, or such as mails about codes are written with. */
const onlyCommon = (text: string): string => {
	const hits = wordsIn(foldedLine(text));
	return merged(
		text.replaceAll(word, (one, at: number) =>
			isTelling(one) || text.startsWith(hidden, at + one.length) || isLinked(text, at)
				? one
				: hits.some(hit => hit.at <= at && hit.end >= at + one.length)
					? one
					: hidden,
		),
	);
};

/** A link is masked already, and its host says whose it is. */
const isLinked = (text: string, at: number): boolean => {
	const begin = Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('“', at)) + 1;
	return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text.slice(begin, begin + 40));
};

/** No code is made of such a word: it is common, too short, or written with letters that nobody types in a code. */
const isTelling = (one: string): boolean =>
	one.length <= 2 ||
	/[^\x20-\x7e’]/.test(one) ||
	commonWords.has(one.toLowerCase().replaceAll(/['’]/g, '')) ||
	commonWords.has(one.toLowerCase().split(/['’]/, 1)[0] ?? '');

/** Words in a row that hyphens join, as a passphrase has them. */
const withoutPhrases = (text: string): string =>
	text.replaceAll(/(?<![\p{L}\p{N}-])[A-Za-z]{2,20}(?:-[A-Za-z]{2,20}){2,12}(?![\p{L}\p{N}-])/gu, one =>
		one.split('-').every(isTelling) ? one : hidden,
	);

const withoutLonely = (text: string): string => (countWords(text) === 1 ? onlyCommon(text) : text);

const merged = (text: string): string => text.replaceAll(/••••(?:[-_. ]{1,2}••••)+/g, hidden);
