import {type Case, noCase, reduceCase} from '../core/case.ts';
import type {Event, Happening} from '../core/event.ts';
import type {World} from '../core/world.ts';
import {redacted} from './redact.ts';
import {createStream} from './stream.ts';

/** Writes what happens, numbered and dated, and keeps the case that it adds up to. */
export type Journal = {
	readonly events: AsyncIterable<Event>;
	/** Returns when it was written down, in milliseconds since 1970: the only time that a run reads. */
	write(happening: Happening | ((at: number) => Happening)): number;
	/** What the events add up to: without secrets, as everybody else sees it. */
	state(): Case;
	/** The answers as they were given, even where the log masks them: what a check is asked with. */
	answers(): Case['answers'];
	/** Nothing is written any more. */
	end(): void;
};

/** A journal goes on where the one `before` ended: with its numbers, and with the answers as they stand in it. */
export const openJournal = (
	{now, vault}: Pick<World, 'now' | 'vault'>,
	before: readonly Event[] = [],
): Journal => {
	const stream = createStream<Event>();
	let seq = (before.at(-1)?.seq ?? -1) + 1;
	let state = before.reduce(reduceCase, noCase);
	let {answers} = state;
	let ended = false;

	return {
		events: stream,
		state: () => state,
		answers: () => answers,
		end() {
			ended = true;
			stream.end();
		},
		write(happening) {
			const at = now();
			if (ended) return at;
			const happened = typeof happening === 'function' ? happening(at) : happening;
			answers = reduceCase({...noCase, answers}, {seq, at, ...happened}).answers;
			const event: Event = {seq, at, ...redacted(happened, vault, state.inputs)};
			state = reduceCase(state, event);
			seq++;
			stream.push(event);
			return at;
		},
	};
};
