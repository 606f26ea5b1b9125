import type {SinkLine} from './printer.ts';

/** Lines that wait to be told; what comes while so many do is left out, and its number told. */
const mostWaiting = 1000;

/**
 * Has lines told one after the other, each by an act of its own that may take a while. One that cannot be told is left
 * out; before the next that is told, it is said how many were.
 */
export const inOrder = (
	tell: (line: SinkLine) => void,
): {
	later(act: () => void | Promise<void>): void;
	/** Resolves when nothing waits any more; never rejects. */
	told(): Promise<void>;
} => {
	let last: Promise<void> = Promise.resolve();
	let waiting = 0;
	let missed = 0;
	const attempt = async (act: () => void | Promise<void>, count: number) => {
		try {
			await act();
		} catch {
			missed += count;
		}
	};
	const add = (act: () => void | Promise<void>, count = 1) => {
		waiting += 1;
		last = last.then(() => attempt(act, count)).then(() => void waiting--);
	};
	const tellMissed = () => {
		const count = missed;
		if (count === 0) return;
		missed = 0;
		add(() => tell({type: 'lines.missed', at: Date.now(), count}), count);
	};
	return {
		later(act) {
			if (waiting >= mostWaiting) {
				missed += 1;
				return;
			}
			tellMissed();
			add(act);
		},
		async told() {
			await last;
			tellMissed();
			await last;
		},
	};
};
