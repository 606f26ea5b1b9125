import type {FilterRule} from '../../../core/filter-rule.ts';
import type {FiredRule, Piece, SpamAnswer} from '../../../core/spam.ts';
import {markOf} from '../../filtering.ts';
import {searchTrigger} from './search.ts';
import type {Nest, PieceSet} from './set.ts';
import {suspects} from './suspects.ts';
import {onlyIn} from './told.ts';
import {bestOf, drive, isSame, type Tries} from './tries.ts';

/** What the tries come to. */
export type Outcome =
	| {readonly is: 'found'; readonly left: PieceSet; readonly after: SpamAnswer}
	| {readonly is: 'not-in-message'; readonly after: SpamAnswer}
	| {readonly is: 'changed-its-mind'; readonly first: SpamAnswer; readonly second: SpamAnswer}
	| {readonly is: 'gave-up'; readonly why: string; readonly best?: ReturnType<typeof bestOf>};

type Searched = {
	readonly whole: SpamAnswer;
	readonly pieces: readonly Piece[];
	readonly nest: Nest;
	readonly rules: readonly FilterRule[];
	readonly tries: Tries;
};

/** Looks that are kept for the end: the whole message and what was found, once more each. */
const kept = 2;

/** Finds out which pieces of a message that is spam make it so. */
export const outcomeOf = async (searched: Searched): Promise<Outcome> => {
	const {whole, pieces, nest, rules, tries} = searched;
	const gaveUp = (why: string): Outcome => ({is: 'gave-up', why, best: bestOf(tries.made)});
	const bare = pieces.length === 0 ? {ok: true as const, value: whole} : await tries.ask(nest.tops);
	if (!bare.ok) return gaveUp(bare.failure.failure);
	if (bare.value.spam && remainsSpam(bare.value, whole)) {
		const again = await tries.askAgain(nest.tops);
		if (!again.ok) return gaveUp(again.failure.failure);
		return isSame(bare.value, again.value)
			? {is: 'not-in-message', after: bare.value}
			: {is: 'changed-its-mind', first: bare.value, second: again.value};
	}
	const {order, suspected} = suspects(pieces, whole.rules, rules, nest);
	const plan = {nest, order, singles: singlesOf(order, suspected), passesWithoutAll: !bare.value.spam};
	const found = await drive(searchTrigger(plan), tries, kept);
	if (!found.ok) return gaveUp(found.failure);
	return found.value === undefined
		? gaveUp('no piece and no two of them are enough, and without all of them it is spam for other reasons')
		: confirmed(found.value, searched);
};

/** Single pieces that are tried before halves, suspects or not. */
const fewest = 6;
const mostSingles = 16;

const singlesOf = (order: readonly string[], suspected: number): number =>
	Math.min(mostSingles, order.length, Math.max(fewest, suspected));

/**
 * Whether what is left of a message is spam by rules that the whole message tripped as well. Where it is spam only by
 * new ones, such as for being empty, it says nothing of the whole.
 */
const remainsSpam = (bare: SpamAnswer, whole: SpamAnswer): boolean => {
	const added = onlyIn(bare, whole).reduce((sum: number, {score}: FiredRule) => sum + score, 0);
	return added === 0 || bare.score - added >= markOf(bare);
};

const confirmed = async (left: PieceSet, {whole, tries}: Searched): Promise<Outcome> => {
	const before = await tries.ask(left);
	const [wholeAgain, leftAgain] = [await tries.askAgain([]), await tries.askAgain(left)];
	if (!before.ok || !wholeAgain.ok || !leftAgain.ok) {
		const why = [before, wholeAgain, leftAgain].flatMap(one => (one.ok ? [] : [one.failure.failure]))[0];
		return {is: 'gave-up', why: `a second look failed: ${why}`, best: bestOf(tries.made)};
	}
	if (!isSame(whole, wholeAgain.value))
		return {is: 'changed-its-mind', first: whole, second: wholeAgain.value};
	if (!isSame(before.value, leftAgain.value))
		return {is: 'changed-its-mind', first: before.value, second: leftAgain.value};
	return {is: 'found', left, after: leftAgain.value};
};
