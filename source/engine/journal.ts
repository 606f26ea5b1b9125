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
	state(): Case;
	/** Nothing is written any more. */
	end(): void;
};

export const openJournal = ({now, vault}: Pick<World, 'now' | 'vault'>): Journal => {
	const stream = createStream<Event>();
	let seq = 0;
	let state = noCase;
	let ended = false;

	return {
		events: stream,
		state: () => state,
		end() {
			ended = true;
			stream.end();
		},
		write(happening) {
			const at = now();
			if (ended) return at;
			const happened = typeof happening === 'function' ? happening(at) : happening;
			const event: Event = {seq, at, ...redacted(happened, vault)};
			state = reduceCase(state, event);
			seq++;
			stream.push(event);
			return at;
		},
	};
};
