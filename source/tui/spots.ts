import type {ActionsPage} from './views/procedure-lines.ts';

type Window = {readonly scroll: number; readonly height: number};
type Spots = ActionsPage['spots'];

/** Whether the first row of what can be chosen, with its mark, is on the screen. */
export const isSpotSeen = (spots: Spots, at: number, {scroll, height}: Window): boolean => {
	const [from] = spots[at] ?? [0, 0];
	return from >= scroll && from < scroll + height;
};

const overlaps = (spots: Spots, at: number, {scroll, height}: Window): boolean => {
	const [from, to] = spots[at] ?? [0, 0];
	return from < scroll + height && to > scroll;
};

/**
 * Where a page stands so that some of what is chosen is on the screen, whatever size that has by now. What stands before
 * the first, and behind the last, can be read without them.
 */
export const scrollWith = (spots: Spots, at: number, {scroll, height}: Window): number => {
	const [from, to] = spots[at] ?? [0, 0];
	if (overlaps(spots, at, {scroll, height})) return scroll;
	if ((at === 0 && scroll < from) || (at === spots.length - 1 && scroll >= to)) return scroll;
	return from < scroll ? from : Math.min(from, to - height);
};

/** What is chosen when the page stands there: the same for as long as its mark is seen, else the nearest whose mark is. */
export const spotAt = (spots: Spots, at: number, window: Window): number => {
	if (isSpotSeen(spots, at, window)) return at;
	const seen = spots.flatMap((_, index) => (isSpotSeen(spots, index, window) ? [index] : []));
	const isAbove = (spots[at]?.[0] ?? 0) < window.scroll;
	const nearest = isAbove ? seen[0] : seen.at(-1);
	if (nearest !== undefined) return nearest;
	return Math.max(
		0,
		spots.findLastIndex(([from]) => from <= window.scroll),
	);
};
