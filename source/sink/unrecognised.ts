import {maskedLink} from '../core/verification.ts';
import {standingAsCode} from './code-place.ts';

/** What stands where something was taken out. */
export const gone = '••••';

/** Digits as codes are grouped, in any script. */
const digits = /\p{Nd}[\p{Nd} \u00a0._-]{2,30}\p{Nd}/gu;
const link = /\bhttps?:\/\/[^\s<>"']+/giu;
/** Words of scripts with capitals; the others spell no codes. */
const word = /[\p{Lu}\p{Ll}\p{Lt}\p{Nd}]+/gu;
/** What the parts of one code are grouped by. */
const between = /^[\p{Z}\p{Pd}\p{Cf}._·*/|+']{1,3}$/u;
const digit = /\p{Nd}/u;
const capital = /\p{Lu}/u;

/**
 * A text without what may be a code or a link that nobody recognised: digits, words of letters and digits, and words of
 * capitals alone, however they are grouped; and small letters where a code stands. Other words stay, and so do the shortest
 * of these.
 */
export const withoutUnrecognised = (text: string): string =>
	withoutWords(withoutStanding(text.replaceAll(link, maskedLink)).replaceAll(digits, gone));

const withoutStanding = (text: string): string =>
	standingAsCode(text).reduceRight((rest, {from, to}) => rest.slice(0, from) + gone + rest.slice(to), text);

type Run = {readonly from: number; to: number; digits: boolean; length: number};

const withoutWords = (text: string): string => {
	const runs: Run[] = [];
	for (const {0: written, index} of text.matchAll(word)) {
		if (!isSuspicious(written)) continue;
		const last = runs.at(-1);
		const to = index + written.length;
		if (last && between.test(text.slice(last.to, index))) {
			last.to = to;
			last.digits ||= digit.test(written);
			last.length += [...written].length;
		} else runs.push({from: index, to, digits: digit.test(written), length: [...written].length});
	}
	let rest = '';
	let told = 0;
	for (const run of runs) {
		if (run.length < (run.digits ? shortestWithDigits : shortestOfLetters)) continue;
		rest += text.slice(told, run.from) + gone;
		told = run.to;
	}
	return rest + text.slice(told);
};

const shortestWithDigits = 4;
const shortestOfLetters = 5;
/** A word changes between small and capital letters no more often than this: `TerraMaster` does so three times. */
const mostChanges = 3;

const isSuspicious = (written: string): boolean => {
	if (digit.test(written)) return true;
	const capitals = [...written].map(letter => capital.test(letter));
	if (capitals.every(Boolean)) return true;
	return capitals.filter((is, at) => at > 0 && is !== capitals[at - 1]).length > mostChanges;
};
