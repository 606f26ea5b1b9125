import type {Nest, PieceSet} from './set.ts';

/** Asks whether the message passes without a set of pieces. */
type Search<Found> = Generator<PieceSet, Found, boolean>;

export type Plan = {
	readonly nest: Nest;
	/** Single pieces in the order in which they are tried. */
	readonly order: readonly string[];
	/** How many of them are tried before halves. */
	readonly singles: number;
	/** Whether the message is known to pass without everything. */
	readonly passesWithoutAll: boolean;
};

/**
 * Looks for a smallest change: single pieces, the most suspected first; then halves of everything, quarters and so on,
 * until no single one of what is left can be put back (Zeller and Hildebrandt, Simplifying and Isolating
 * Failure-Inducing Input, 2002); what of a part is enough; and, where that is more than two, pairs of suspects. The same
 * answers always lead the same way. Nothing: no change was found.
 */
export function* searchTrigger(plan: Plan): Search<PieceSet | undefined> {
	const {nest, order, singles, passesWithoutAll} = plan;
	for (const id of order.slice(0, singles)) if (yield nest.setOf([id])) return yield* insideOf(id, plan);
	if (!passesWithoutAll) {
		for (const id of order.slice(singles)) if (yield nest.setOf([id])) return yield* insideOf(id, plan);
		return yield* pairOf(order, nest);
	}
	const found = yield* narrowed(yield* minimal(nest.tops, nest), nest);
	if (found.length <= 2) return found;
	return (yield* pairOf(order.slice(0, mostInPairs), nest)) ?? found;
}

/** Pieces of which all pairs are tried. */
const mostInPairs = 6;

function* pairOf(ids: readonly string[], {setOf}: Nest): Search<PieceSet | undefined> {
	for (const [index, one] of ids.entries())
		for (const other of ids.slice(index + 1)) {
			const pair = setOf([one, other]);
			if (pair.length === 2 && (yield pair)) return pair;
		}
	return undefined;
}

/** One piece that is enough, or what inside of it is. */
function* insideOf(id: string, {nest}: Plan): Search<PieceSet> {
	for (const child of nest.childrenOf(id))
		if (yield nest.setOf([child])) return yield* insideOfChild(child, nest);
	return nest.setOf([id]);
}

function* insideOfChild(id: string, nest: Nest): Search<PieceSet> {
	for (const child of nest.childrenOf(id))
		if (yield nest.setOf([child])) return yield* insideOfChild(child, nest);
	return nest.setOf([id]);
}

/** A set without which the message passes, made smaller until every single one of its pieces is needed. */
function* minimal(from: PieceSet, {setOf}: Nest): Search<PieceSet> {
	let left = from;
	let parts = 2;
	while (left.length > 1) {
		const chunks = chunksOf(left, Math.min(parts, left.length));
		let smaller: PieceSet | undefined;
		for (const chunk of chunks) {
			if (!(yield setOf(chunk))) continue;
			smaller = chunk;
			parts = 2;
			break;
		}
		if (!smaller && chunks.length > 2)
			for (const chunk of chunks) {
				const rest = left.filter(id => !chunk.includes(id));
				if (!(yield setOf(rest))) continue;
				smaller = rest;
				parts = Math.max(2, chunks.length - 1);
				break;
			}
		if (smaller) left = smaller;
		else if (chunks.length >= left.length) return left;
		else parts = chunks.length * 2;
	}
	return left;
}

const chunksOf = (ids: PieceSet, count: number): readonly PieceSet[] =>
	Array.from({length: count}, (_, index) =>
		ids.slice(Math.floor((index * ids.length) / count), Math.floor(((index + 1) * ids.length) / count)),
	);

/** For each piece that others are inside of, what of those is enough. */
function* narrowed(found: PieceSet, nest: Nest): Search<PieceSet> {
	let left = found;
	for (const id of found) {
		const inner = nest.childrenOf(id);
		const instead = nest.setOf([...left.filter(other => other !== id), ...inner]);
		if (inner.length > 0 && (yield instead)) left = yield* narrowed(yield* minimal(instead, nest), nest);
	}
	return left;
}
