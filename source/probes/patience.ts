/** Milliseconds after which it is looked anew how much time is left, at most. */
const longestSlice = 50;
const fewestSlices = 8;

/**
 * Calls back after so many milliseconds in which this process was there to read what came in; returns the way to call
 * that off. While the process is held up, by a busy machine or by work of its own, answers lie unread: that is not the
 * silence of a server, so however long it takes, it counts as two slices of the time, and what came in is read before
 * the next one.
 */
export const whenPatienceEnds = (ms: number, callBack: () => void): (() => void) => {
	const slice = Math.max(1, Math.min(longestSlice, ms / fewestSlices));
	let left = ms;
	let timer: NodeJS.Timeout;
	const wait = () => {
		const since = performance.now();
		timer = setTimeout(
			() => {
				left -= Math.min(2 * slice, performance.now() - since);
				if (left > 0) wait();
				else callBack();
			},
			Math.max(0, Math.min(slice, left)),
		);
	};
	wait();
	return () => clearTimeout(timer);
};
