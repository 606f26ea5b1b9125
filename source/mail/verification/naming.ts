import type {Line} from './lines.ts';
import type {Found, Shape} from './shapes.ts';
import {type Hit, isAbout} from './words.ts';

/** What the words around a shape call it. */
export type Name = {
	readonly is: 'code' | 'bare' | 'other';
	readonly words: string;
	/** Where those words stand; `apart`: in the same line, but in another sentence. */
	readonly stands: 'before' | 'after' | 'apart' | 'above' | 'below';
	/** Nothing but a few characters between. */
	readonly direct: boolean;
	/** They stand in a line above it, and not in the next one. */
	readonly far?: true;
	/** They name another number already, and this one stands in brackets or far behind it. */
	readonly spent?: true;
};

/** Characters between a number and the words that are about it. */
const farthestBefore = 90;
const farthestAfter = 40;
const direct = 14;
/** Characters that an enumeration of codes takes at most up to its second one. */
const enumerated = 20;
/** A full stop of any writing, and what begins a new sentence. */
const stop = /[.!?;](?:\s|$)|[。！？；]/;

const isNoun = (hit: Hit): boolean => isAbout(hit, 'code') || isAbout(hit, 'bare') || isAbout(hit, 'other');

const kindOf = (hit: Hit): Name['is'] =>
	isAbout(hit, 'code') ? 'code' : isAbout(hit, 'bare') ? 'bare' : 'other';

/** What the words of its own line call a shape; absent where no such words stand near it. */
export const nameInLine = ({text, hits}: Line, {numbers, shapes}: Found, shape: Shape): Name | undefined => {
	const nouns = hits.filter(isNoun);
	const between = (from: number, to: number) =>
		numbers.some(({at, end}) => at >= from && end <= to && !(at >= shape.at && end <= shape.end));
	const before = nouns
		.filter(({end}) => end <= shape.at && shape.at - end <= farthestBefore)
		// Words about another number are spent on the first number after them.
		.filter(hit => kindOf(hit) !== 'other' || !between(hit.end, shape.at));
	const nearest = before.at(-1);
	if (nearest) {
		const best = before
			.filter(hit => !stop.test(text.slice(hit.end, nearest.at)))
			.findLast(hit => kindOf(hit) === 'code');
		const hit = kindOf(nearest) === 'bare' && best ? best : nearest;
		const gap = text.slice(nearest.end, shape.at);
		return {
			is: kindOf(hit),
			words: hit.words,
			stands: stop.test(gap) ? 'apart' : 'before',
			direct: gap.length <= direct,
			...(shapes.some(({at, end}) => at >= nearest.end && end <= shape.at) &&
			(gap.length > enumerated || /[([]/.test(gap))
				? {spent: true}
				: {}),
		};
	}
	const after = nouns.filter(
		({at}) => at >= shape.end && at - shape.end <= farthestAfter && !between(shape.end, at),
	);
	const [first] = after.filter(({at}) => !stop.test(text.slice(shape.end, at)));
	if (!first) return undefined;
	const strong = after.find(hit => kindOf(hit) === 'code' && !stop.test(text.slice(shape.end, hit.at)));
	const hit = kindOf(first) === 'bare' && strong ? strong : first;
	return {is: kindOf(hit), words: hit.words, stands: 'after', direct: first.at - shape.end <= direct};
};

/** What a line calls the one that stands alone below or above it; words that are spent on a number of that line are not about it. */
export const nameOfNeighbour = (
	{hits, text}: Line,
	{numbers, shapes}: Found,
	stands: 'above' | 'below',
): Name | undefined => {
	const free = hits
		.filter(isNoun)
		.filter(hit => kindOf(hit) !== 'other' || !numbers.some(({at}) => at >= hit.end));
	const label = free.findLast(hit => kindOf(hit) === 'code') ?? free.at(-1);
	if (!label) return undefined;
	// A line that names a code and holds one says nothing about the next one.
	if (
		kindOf(label) !== 'other' &&
		shapes.some(({is, at}) => is !== 'letters' && at >= label.end && at - label.end <= direct)
	)
		return undefined;
	return {is: kindOf(label), words: label.words, stands, direct: text.endsWith(':')};
};

type Span = {readonly at: number; readonly end: number};

/** Whether no full stop is between two places of a line. */
export const areInOneSentence = (text: string, one: Span, other: Span): boolean => {
	const [first, second] = one.at <= other.at ? [one, other] : [other, one];
	return !stop.test(text.slice(first.end, Math.max(first.end, second.at)));
};
