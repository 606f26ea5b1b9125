import {type Case, noCase, reduceCase} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {Command, Session} from '../core/session.ts';

/** A reader of the stream: each event, and the case right after it. */
export type Reader = (event: Event, after: Case) => void;

/** Follows a stream of events, live or recorded, and keeps the case that they add up to. */
export const follow = (
	events: AsyncIterable<Event>,
	send: (command: Command) => void,
	readers: readonly Reader[] = [],
): Session & {readonly done: Promise<Case>} => {
	const listeners = new Set<() => void>();
	const log: Event[] = [];
	let state = noCase;

	const done = (async () => {
		for await (const event of events) {
			state = reduceCase(state, event);
			log.push(event);
			for (const reader of readers) reader(event, state);
			for (const listener of listeners) listener();
		}
		return state;
	})();

	return {
		done,
		send,
		snapshot: () => state,
		log: () => log,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};
