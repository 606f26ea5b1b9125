import type {FilterRule} from '../../../core/filter-rule.ts';
import {printable} from '../../../core/printable.ts';
import type {FiredRule, Piece, SpamAnswer} from '../../../core/spam.ts';
import {heaviest, markOf, points, ruleLines, ruleWords} from '../../filtering.ts';
import type {PieceSet} from './set.ts';
import type {Try} from './tries.ts';

/** Pieces that a sentence has room for. */
const room = 3;
/** Characters of each of them. */
const longest = 300;

/** A set of pieces in words. */
export const inWords = (left: PieceSet, pieces: readonly Piece[]): string => {
	const shown = left
		.slice(0, room)
		.map(id => printable((pieces.find(piece => piece.id === id)?.shown ?? id).slice(0, longest)));
	const more = left.length - shown.length;
	const all = [...shown, ...(more > 0 ? [`${more} more ${more === 1 ? 'piece' : 'pieces'}`] : [])];
	const last = all.pop() ?? 'nothing';
	return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
};

/** One line for each try, in their order. */
export const tryLines = (made: readonly Try[], pieces: readonly Piece[], tops: PieceSet): readonly string[] =>
	made.map(({left, heard, again}, index) => {
		const what =
			left.length === 0
				? 'the whole message'
				: left.length === tops.length && tops.every(id => left.includes(id))
					? `without all ${pieces.length} pieces`
					: `without ${inWords(left, pieces)}`;
		const came = heard.ok
			? `score ${points(heard.value.score)}, ${heard.value.spam ? 'spam' : 'passes'}`
			: heard.failure.failure;
		return `${String(index + 1).padStart(3)}. ${what}${again ? ', asked again' : ''}: ${came}`;
	});

const named = (fired: readonly FiredRule[]) => new Set(fired.map(({name}) => name));

/** Rules that speak against one message and not against the other; where no points do, those that decide without. */
export const onlyIn = (one: SpamAnswer, other: SpamAnswer): readonly FiredRule[] => {
	const known = named(other.rules);
	const own = one.rules.filter(({name}) => !known.has(name));
	const counted = own.filter(({score}) => score > 0);
	return counted.length === 0 && one.spam && !other.spam ? own.filter(({score}) => score === 0) : counted;
};

/** Points below the limit within which what remains is told as well. */
const margin = 1;

/** What no longer fires, and what still does where it is nearly enough. */
export const goneWords = (
	gone: readonly FiredRule[],
	after: SpamAnswer,
	rules: readonly FilterRule[],
): string => {
	const close = after.score >= markOf(after) - margin;
	return [
		gone.length === 0
			? 'The same rules fire without it, with fewer points.'
			: `What no longer fires: ${ruleWords(gone, rules)}`,
		...(close ? [`What remains is nearly enough as well: ${heaviest(after, rules)}`] : []),
	].join(' ');
};

/** Lines about rules under a heading; none where there are none. */
export const underHeading = (
	heading: string,
	fired: readonly FiredRule[],
	rules: readonly FilterRule[],
): readonly string[] => (fired.length === 0 ? [] : [heading, ...ruleLines(fired, rules, 20)]);
