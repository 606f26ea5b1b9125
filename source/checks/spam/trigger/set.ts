import type {Piece} from '../../../core/spam.ts';

/** Ids of pieces in the order of the message, without those that go with another one anyhow. */
export type PieceSet = readonly string[];

/** The pieces of one message, and how they are nested. */
export type Nest = {
	/** Brings ids into the form of a set. */
	setOf(ids: Iterable<string>): PieceSet;
	childrenOf(id: string): PieceSet;
	/** Those that are inside of no other. */
	readonly tops: PieceSet;
	depthOf(id: string): number;
};

const deepest = 20;

export const nestOf = (pieces: readonly Piece[]): Nest => {
	const place = new Map(pieces.map(({id}, index) => [id, index]));
	const around = new Map(
		pieces.flatMap(({id, inside}) => (inside === undefined ? [] : [[id, inside] as const])),
	);
	const outer = (id: string): readonly string[] => {
		const found: string[] = [];
		for (let at = around.get(id); at !== undefined && found.length < deepest; at = around.get(at))
			found.push(at);
		return found;
	};
	const setOf = (ids: Iterable<string>): PieceSet => {
		const wanted = new Set(ids);
		return [...wanted]
			.filter(id => place.has(id) && !outer(id).some(other => wanted.has(other)))
			.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
	};
	return {
		setOf,
		childrenOf: id => pieces.filter(({inside}) => inside === id).map(piece => piece.id),
		tops: setOf(pieces.map(({id}) => id)),
		depthOf: id => outer(id).length,
	};
};
