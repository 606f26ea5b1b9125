import type {DatabaseSync} from 'node:sqlite';

/** Ids from one to another, both included; any message that nobody has understood lies in one of these. */
type Stretch = {from: number; to: number};

/** Messages that are looked at in one turn, some milliseconds of work. */
const looksATurn = 5000;

/** Which messages nobody has understood yet. */
export type Backlog = {
	/** Ids of the newest of them. Of a big store it may take some turns until old ones are found. */
	newest(most: number): readonly number[];
};

/**
 * Remembers where it has found none, so that a message is looked at once and not for each question; an index would cost
 * every message a page. `last` is the highest id that was given away.
 */
export const backlogIn = (database: DatabaseSync, last: () => number): Backlog => {
	const look = database.prepare(
		'SELECT id, understood FROM message WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?',
	);
	/** Newest first, apart from each other. */
	let unknown: readonly Stretch[] = [];
	let seen = 0;

	const lookAt = ({from, to}: Stretch, most: number, looks: number) => {
		const found: number[] = [];
		let looked = 0;
		let end = from;
		for (const row of look.iterate(from, to, looks)) {
			looked++;
			end = Number(row['id']);
			if (row['understood'] === 0) found.push(end);
			if (found.length === most) break;
		}
		const isThrough = found.length < most && looked < looks;
		return {found, looked, rest: isThrough ? [] : [{from, to: end - 1}]};
	};
	return {
		newest: most => {
			if (last() > seen) unknown = [{from: seen + 1, to: last()}, ...unknown];
			seen = last();
			const found: number[] = [];
			const left: Stretch[] = [];
			let looks = looksATurn;
			for (const stretch of unknown) {
				if (found.length === most || looks === 0) {
					left.push(stretch);
					continue;
				}
				const part = lookAt(stretch, most - found.length, looks);
				found.push(...part.found);
				looks -= part.looked;
				left.push(...part.found.map(id => ({from: id, to: id})), ...part.rest);
			}
			unknown = joined(left);
			return found;
		},
	};
};

/** Those that touch are one. */
const joined = (stretches: readonly Stretch[]): readonly Stretch[] => {
	const runs: Stretch[] = [];
	for (const {from, to} of stretches) {
		if (to < from) continue;
		const last = runs.at(-1);
		if (last?.from === to + 1) last.from = from;
		else runs.push({from, to});
	}
	return runs;
};
