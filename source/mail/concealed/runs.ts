import type {Span} from './kept.ts';

/** Words of letters and digits, by what they are made of. */
type Token = {readonly from: number; readonly to: number; readonly is: 'digits' | 'letters' | 'mixed'};

const word = /[\p{L}\p{Nd}]+/gu;
/** What the digits of one code are grouped by, and what ties a word to the one before it without a blank. */
const grouping = /^(?:[ ._·*|+'’/,:-]{1,3})$/u;
const tie = /^[-_·.*+'’]$/u;

const status = String.raw`[245]\.[0-7]\.\d{1,3}`;
const reply = String.raw`[2-5]\d\d`;
const answer = `(?:${reply}[ -]{1,2})?${status}(?: ${reply})?`;
/** Replies with their enhanced status (RFC 3463). */
const replies = new RegExp(`^${answer}(?:[ -]{1,3}${answer}){0,9}$`);
const replyCode = new RegExp(`^${reply}$`);
/** Points of filters with a fraction, alone or in a row. */
const points = /^\d{1,3}\.\d{1,2}(?: ?[ /,|] ?\d{1,3}\.\d{1,2}){0,40}$/;
const share = /^[01]\.\d{1,7}(?: ?[ /,|] ?[01]\.\d{1,7}){0,9}$/;
/** The same with more digits behind the point, where a name says what they are. */
const precise = /^\d{1,4}\.\d{1,4}(?: ?\/ ?\d{1,4}\.\d{1,4})?$/;
const measured = /(?:score|required|hits|bayes|probability|spamicity|points|[[(/])[=: ]?-?$/i;

/** Letters and digits of a code together. */
const shortest = 4;

/** Whether digits are the reply of a mail server, with or without its text. */
export const isReply = (written: string): boolean => replies.test(written);

/** Digits, and words of letters and digits, that may be a code, however they are grouped; the rest of the text is left. */
export const runsIn = (plain: string): readonly Span[] =>
	runsOf(plain).flatMap(tokens => {
		const [first, last] = [tokens[0], tokens.at(-1)];
		if (!first || !last) return [];
		const span = {from: first.from, to: last.to};
		const written = plain.slice(span.from, span.to);
		const before = plain.slice(Math.max(0, span.from - 20), span.from);
		return isHarmless(tokens, written, before) ? [] : [span];
	});

const runsOf = (plain: string): readonly (readonly Token[])[] => {
	const runs: Token[][] = [];
	for (const {0: written, index} of plain.matchAll(word)) {
		const token = {from: index, to: index + written.length, is: kindOf(written)};
		const run = runs.at(-1);
		const last = run?.at(-1);
		if (run && last && goTogether(plain, last, token)) run.push(token);
		else runs.push([token]);
	}
	return runs.filter(run => run.some(({is}) => is !== 'letters'));
};

const kindOf = (written: string): Token['is'] => {
	if (/^\d+$/.test(written)) return 'digits';
	return /\d/.test(written) ? 'mixed' : 'letters';
};

const goTogether = (plain: string, one: Token, other: Token): boolean => {
	const gap = plain.slice(one.to, other.from);
	if (one.is === 'digits' && other.is === 'digits') {
		// Behind the name of a rule stand its points.
		const isName =
			plain[one.from - 1] === '_' && (/^[ -]$/.test(gap) ? plain[other.to] === '.' : gap !== '_');
		return grouping.test(gap) && !isName;
	}
	if (gap === '_') return true;
	if (gap === ' ') return one.is === 'mixed' && other.is === 'mixed' && lengthOf(one) === lengthOf(other);
	if (!tie.test(gap)) return false;
	if (one.is === 'letters' && other.is === 'letters') return isGroup(plain, one) && isGroup(plain, other);
	// A reply of several lines has a hyphen behind its code (RFC 5321 section 4.2.1).
	if (one.is === 'digits' && other.is === 'letters')
		return gap !== '.' && isGroup(plain, other) && !replyCode.test(textOf(plain, one));
	if (one.is === 'letters' && other.is === 'digits') return gap !== '.' && isGroup(plain, one);
	return gap !== '.' || (one.is === 'mixed' && other.is === 'mixed');
};

const lengthOf = ({from, to}: Token): number => to - from;
const textOf = (plain: string, {from, to}: Token): string => plain.slice(from, to);

/** Letters as the groups of a code have them. */
const isGroup = (plain: string, token: Token): boolean =>
	/^(?:[A-Z]{1,6}|[a-z]{1,4})$/.test(textOf(plain, token));

const isHarmless = (tokens: readonly Token[], written: string, before: string): boolean => {
	const length = tokens.reduce((sum, token) => sum + lengthOf(token), 0);
	if (length < shortest) return true;
	if (tokens.every(({is}) => is === 'digits'))
		return (
			isReply(written) ||
			points.test(written) ||
			share.test(written) ||
			(precise.test(written) && measured.test(before))
		);
	return isRuleName(written) || (tokens.length > 1 && written.replaceAll(/\D/g, '').length < 2);
};

/** `RCVD_IN_MSPIKE_H2`, `DATE_IN_PAST_03_06`, `BAYES_99`: capitals, and between them little that has digits. */
const isRuleName = (written: string): boolean => {
	if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(written)) return false;
	const parts = written.split('_');
	const numbered = parts.filter(part => /\d/.test(part));
	return (
		parts.some(part => /^[A-Z]{2,}$/.test(part)) &&
		numbered.length <= 3 &&
		numbered.every(
			part => part.length <= 3 || /^[A-Z]{3,9}\d{1,2}$|^(?:BASE64|SHA256|UTF8|IPV[46])$/.test(part),
		)
	);
};
