import type {SinkSession} from '../core/sink.ts';

/** Something that a sink has caught: the number of a message, or a session that ended. */
export type Told = {readonly message: number} | {readonly session: SinkSession};

/** What a sink has to tell, in the order in which it happened. */
export type Telling = {
	add(told: Told): void;
	/** What came after the first so many, but for what was dropped. */
	after(count: number): readonly Told[];
	/** How much came, dropped or not. */
	readonly count: number;
	/** Sessions without a message that were dropped. */
	readonly dropped: number;
};

/**
 * Every message is told, and every session that brought one. Of the others at most `mostIdle` are: those that came first
 * go first, so that a flood of them hides nothing that comes after it.
 */
export const telling = (mostIdle: number): Telling => {
	const all = new Map<number, Told>();
	const idle = new Set<number>();
	let count = 0;
	let dropped = 0;
	return {
		add(told) {
			count++;
			all.set(count, told);
			if ('message' in told || told.session.messages.length > 0) return;
			idle.add(count);
			const [first] = idle;
			if (idle.size <= mostIdle || first === undefined) return;
			idle.delete(first);
			all.delete(first);
			dropped++;
		},
		after: since => [...all].flatMap(([number, told]) => (number > since ? [told] : [])),
		get count() {
			return count;
		},
		get dropped() {
			return dropped;
		},
	};
};
