import {nearest} from '../core/nearest.ts';
import {failed, type Result, success} from '../core/result.ts';
import {momentOf} from './query/moment.ts';
import {type Term, termsOf} from './query/term.ts';

/** One condition of a search; all of them have to hold. `not`: it must not. Texts are compared without case. */
export type Condition = {readonly not?: true} & (
	| {readonly is: 'from' | 'to' | 'subject' | 'inbox' | 'text'; readonly text: string}
	/** Not before this, in milliseconds since 1970. */
	| {readonly is: 'since' | 'until'; readonly at: number}
	| {readonly is: 'has'; readonly what: 'code' | 'link' | 'attachment'}
	/** `failed`: no message came of the session, or something was refused in it. */
	| {readonly is: 'session'; readonly what: 'failed' | 'delivered' | 'open'}
	| {readonly is: 'remote'; readonly text: string}
);

export type SinkQuery = readonly Condition[];

/** A mistake in a search: `at` is its column, from 1, in characters; `meant` the known word that is closest. */
export type QueryMistake = {readonly message: string; readonly at: number; readonly meant?: string};

/** Characters and terms of one search. */
const longest = 1000;
const mostTerms = 32;

const texts = ['from', 'to', 'subject', 'inbox', 'remote'] as const;
const moments = ['since', 'until'] as const;
const things = ['code', 'link', 'attachment'] as const;
const outcomes = ['failed', 'delivered', 'open'] as const;
const fields = [...texts, ...moments, 'has', 'session'] as const;

/**
 * Reads a search: `from: to: subject: inbox: remote: since: until: has: session:`, each with its value right behind it, in
 * quotes where blanks are in it; anything else is looked for in the text. A `-` before a term turns it round. Moments are
 * durations before `now` (`10m`, `2h`) or local dates and times; `until` a date is until its end.
 */
export const parseQuery = (text: string, now: number): Result<SinkQuery, QueryMistake> => {
	if ([...text].length > longest)
		return failed({message: `a search has at most ${longest} characters`, at: longest + 1});
	const terms = termsOf(text);
	if (!terms.ok) return terms;
	const tooMuch = terms.value[mostTerms];
	if (tooMuch) return failed({message: `a search has at most ${mostTerms} terms`, at: tooMuch.at});
	const query: Condition[] = [];
	for (const term of terms.value) {
		const condition = conditionOf(term, now);
		if (!condition.ok) return condition;
		query.push(term.not ? {...condition.value, not: true} : condition.value);
	}
	return success(query);
};

const conditionOf = (
	{field, at, value, valueAt, quoted}: Term,
	now: number,
): Result<Condition, QueryMistake> => {
	if (field === undefined) return success({is: 'text', text: value});
	const known = fields.find(name => name === field.toLowerCase());
	if (known === undefined)
		return failed({
			message: `there is no field "${field}" to search in; in quotes, the text itself is searched for`,
			at,
			...meant(field, fields),
		});
	if (value === '') return failed({message: `"${known}:" has nothing behind it`, at: valueAt});
	switch (known) {
		case 'from':
		case 'to':
		case 'subject':
		case 'inbox':
			return success({is: known, text: value});
		case 'remote':
			if (/\/\d+$/.test(value))
				return failed({
					message: `"remote:" looks for a part of an address and knows no networks; write a part such as ${partOf(value)}`,
					at: valueAt,
				});
			return success({is: known, text: value});
		case 'since':
		case 'until': {
			const moment = quoted ? undefined : momentOf(value, now);
			if (moment) return success({is: known, at: known === 'since' ? moment.begin : moment.end});
			return failed({
				message: `"${value}" is no time; write 10m, 2h, 3d, a date such as 2026-11-22, or 2026-11-22T12:00`,
				at: valueAt,
			});
		}
		case 'has': {
			const what = things.find(thing => thing === value.toLowerCase());
			return what ? success({is: 'has', what}) : failed(unknownValue('has', value, valueAt, things));
		}
		case 'session': {
			const what = outcomes.find(outcome => outcome === value.toLowerCase());
			return what
				? success({is: 'session', what})
				: failed(unknownValue('session', value, valueAt, outcomes));
		}
	}
};

/** The octets of an IPv4 network that all of its addresses begin with, else what stands before the slash. */
const partOf = (network: string): string => {
	const [address = '', bits = ''] = network.split('/');
	const octets = address.split('.');
	const whole = Math.max(1, Math.floor(Number(bits) / 8));
	return octets.length === 4 && whole < 4 ? `${octets.slice(0, whole).join('.')}.` : address;
};

const unknownValue = (field: string, value: string, at: number, known: readonly string[]): QueryMistake => ({
	message: `"${field}:" takes ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, not "${value}"`,
	at,
	...meant(value, known),
});

const meant = (word: string, known: readonly string[]): {readonly meant?: string} => {
	const near = nearest(word, known);
	return near === undefined ? {} : {meant: near};
};
