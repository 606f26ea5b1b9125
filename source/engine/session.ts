import {type Case, noCase, reduceCase} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {Command, Session} from '../core/session.ts';
import type {Vault} from '../core/world.ts';
import {redacted} from './redact.ts';

/** A reader of the stream: each event, and the case right after it. */
export type Reader = (event: Event, after: Case) => void;

/**
 * Follows a stream of events, live or recorded, and keeps the case that they add up to. While questions are asked, readers
 * wait: a secret that is typed last may be what was answered before, and is then taken out of that, too.
 */
export const follow = (
	events: AsyncIterable<Event>,
	send: (command: Command) => void,
	readers: readonly Reader[] = [],
	vault?: Pick<Vault, 'redact'>,
): Session & {readonly done: Promise<Case>} => {
	const listeners = new Set<() => void>();
	const log: Event[] = [];
	let state = noCase;
	/** The case and the length of the log as readers know them. */
	let [told, read] = [noCase, 0];

	const tell = () => {
		for (; read < log.length; read++) {
			const heard = log[read] as Event;
			const event: Event =
				vault && isOfQuestions(heard) ? {...heard, ...redacted(heard, vault, told.inputs)} : heard;
			log[read] = event;
			told = reduceCase(told, event);
			for (const reader of readers) reader(event, told);
		}
		state = told;
	};

	const done = (async () => {
		for await (const event of events) {
			state = reduceCase(state, event);
			log.push(event);
			if (!vault || !isOfQuestions(event)) tell();
			for (const listener of listeners) listener();
		}
		tell();
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

const isOfQuestions = ({type}: Event): boolean => type === 'case.opened' || type.startsWith('input.');
