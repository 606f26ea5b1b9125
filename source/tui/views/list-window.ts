/**
 * The first row to draw of a list, from 0. It stays where it is while the pointer moves within it, because a list that
 * scrolls with every key sends every row over the line; when the pointer leaves it, it turns by most of a page and two
 * rows of what was seen before remain.
 */
export const windowOf = (count: number, height: number, at: number): number => {
	if (count <= height) return 0;
	const margin = height >= 8 ? 2 : height >= 4 ? 1 : 0;
	const step = Math.max(1, height - 2 * margin);
	const start = Math.floor(Math.max(0, at - margin) / step) * step;
	return Math.max(0, Math.min(start, count - height));
};
