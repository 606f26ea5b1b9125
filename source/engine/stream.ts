/** A queue with one writer and one reader: what happens inside a run comes out in order. */
export const createStream = <T>() => {
	const waiting: T[] = [];
	let wake: (() => void) | undefined;
	let ended = false;

	return {
		push(item: T) {
			waiting.push(item);
			wake?.();
		},
		end() {
			ended = true;
			wake?.();
		},
		async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
			for (;;) {
				while (waiting.length > 0) yield waiting.shift() as T;
				if (ended) return;
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			}
		},
	};
};
