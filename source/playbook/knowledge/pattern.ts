import {RE2JS, RE2JSException} from 're2js';

/** Characters of a remote text that are looked at. */
const longestText = 1500;

const longestPattern = 1000;

/** What a pattern says of a text or of the whole of it, in linear time, or what is wrong with the pattern. */
export type Compiled =
	| {readonly fits: (text: string) => boolean; readonly fitsWhole: (text: string) => boolean}
	| {readonly fault: string};

/** Compiles an RE2 pattern, case-insensitive, that may fit anywhere in a text but not in every text. */
export const compilePattern = (pattern: string): Compiled => {
	if (pattern.length > longestPattern) return {fault: `expected at most ${longestPattern} characters`};
	try {
		const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
		if (compiled.matches('')) return {fault: 'this pattern matches an empty text'};
		return {
			fits: text => compiled.test(text.slice(0, longestText)),
			fitsWhole: text => compiled.testExact(text.slice(0, longestText)),
		};
	} catch (error) {
		if (!(error instanceof RE2JSException)) throw error;
		return {fault: error.message};
	}
};
