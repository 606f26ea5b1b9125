import {type Case, noCase, reduceCase} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {Command, Session} from '../core/session.ts';
import type {Vault} from '../core/world.ts';
import {isTyped, redacted} from './redact.ts';

/** A reader of the stream: each event, and the case right after it. */
export type Reader = {
	(event: Event, after: Case): void;
	/** Told, each time that it changes, what has happened and is held back: it may still turn out to hold a secret. */
	readonly held?: (events: readonly Event[]) => void;
	/** Nothing comes any more. */
	readonly end?: () => void;
};

/** The log of a case that another process has begun. */
export type Before = {
	/** What readers have heard. */
	readonly told: readonly Event[];
	/** What was held back then, right after it. */
	readonly held: readonly Event[];
};

const nothing: Before = {told: [], held: []};

/**
 * Follows a stream of events, live or recorded, and keeps the case that they add up to, `before` included, which readers
 * do not hear once more. A secret that is typed last may be what was answered before, and is then taken out of that, too:
 * so from the first answer in free text until the questions are over, readers wait, unless the case has no secret. What
 * readers have heard by then, `before` included, is taken out of the case and of the log here; what a file holds stays.
 */
export const follow = (
	events: AsyncIterable<Event>,
	send: (command: Command) => void,
	readers: readonly Reader[] = [],
	vault?: Pick<Vault, 'redact'>,
	before: Before = nothing,
): Session & {readonly done: Promise<Case>} => {
	const listeners = new Set<() => void>();
	const log: Event[] = [...before.told, ...before.held];
	/** The case and the length of the log as readers know them. */
	let told = before.told.reduce(reduceCase, noCase);
	let read = before.told.length;
	let state = before.held.reduce(reduceCase, told);

	/** Takes the secrets that are known by now out of what was told, up to `end` of the log, and out of the case. */
	const cleanUpTo = (end: number) => {
		if (!vault || log.length === 0) return;
		const {inputs} = told;
		for (const [index, event] of log.slice(0, end).entries())
			log[index] = {...event, ...redacted(event, vault, inputs)};
		told = log.slice(0, read).reduce(reduceCase, noCase);
		state = log.slice(read).map(clean).reduce(reduceCase, told);
	};
	const clean = (event: Event): Event =>
		vault && isOfQuestions(event) ? {...event, ...redacted(event, vault, told.inputs)} : event;
	const tell = () => {
		for (; read < log.length; read++) {
			const event = clean(log[read] as Event);
			log[read] = event;
			told = reduceCase(told, event);
			for (const reader of readers) reader(event, told);
		}
		state = told;
	};
	const hear = (event: Event) => {
		if (givesSecret(event, told)) cleanUpTo(read);
		const wasHeld = read < log.length;
		state = reduceCase(state, event);
		log.push(event);
		const mayPass = !wasHeld && tellsNothing(event, told);
		if (!vault || mayPass || !isOfQuestions(event)) tell();
		if (!wasHeld && read === log.length) return;
		const held = log.slice(read).map(clean);
		for (const reader of readers) reader.held?.(held);
	};

	cleanUpTo(log.length);
	const done = (async () => {
		for await (const event of events) {
			hear(event);
			for (const listener of listeners) listener();
		}
		tell();
		for (const reader of readers) {
			reader.held?.([]);
			reader.end?.();
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

/** Between the first of them and a step, a secret may be typed. */
const isOfQuestions = ({type}: Event): boolean =>
	type === 'case.opened' || type === 'case.resumed' || type === 'case.reopened' || type.startsWith('input.');

const givesSecret = (event: Event, {inputs}: Pick<Case, 'inputs'>): boolean =>
	event.type === 'input.answered' &&
	event.value === 'given' &&
	inputs.some(({name, kind}) => kind === 'secret' && name === event.input);

/** No secret can be in it, whatever is typed later: it holds no text that a person typed, or no secret is ever asked for. */
const tellsNothing = (event: Event, {inputs}: Pick<Case, 'inputs'>): boolean => {
	if (event.type !== 'case.opened' && !inputs.some(({kind}) => kind === 'secret')) return true;
	switch (event.type) {
		case 'input.asked':
			return event.question.kind !== 'text' || event.question.current === undefined;
		case 'input.answered':
			return !isTyped(event, inputs);
		case 'input.refused':
			return false;
	}
	return true;
};
