import type {SinkLine} from './printer.ts';

type Waiting = {
	readonly act: () => void | Promise<void>;
	/** Lines that are missed where it fails. */
	readonly count: number;
};

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
	const waiting: Waiting[] = [];
	let isAtIt = false;
	let missed = 0;
	let listening: (() => void)[] = [];
	/** Without a promise for each: there may be thousands in a second, and few that take a while. */
	const goOn = () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const {act, count} = next;
			const miss = () => {
				missed += count;
			};
			try {
				const going = act();
				if (going) return void going.catch(miss).then(goOn);
			} catch {
				miss();
			}
		}
		isAtIt = false;
		const all = listening;
		listening = [];
		for (const tellOver of all) tellOver();
	};
	const add = (act: Waiting['act'], count = 1) => {
		waiting.push({act, count});
		if (isAtIt) return;
		isAtIt = true;
		queueMicrotask(goOn);
	};
	const over = (): Promise<void> =>
		isAtIt ? new Promise(resolve => void listening.push(resolve)) : Promise.resolve();
	const tellMissed = () => {
		const count = missed;
		if (count === 0) return;
		missed = 0;
		add(() => tell({type: 'lines.missed', at: Date.now(), count}), count);
	};
	return {
		later(act) {
			if (waiting.length >= mostWaiting) {
				missed += 1;
				return;
			}
			tellMissed();
			add(act);
		},
		async told() {
			await over();
			tellMissed();
			await over();
		},
	};
};
