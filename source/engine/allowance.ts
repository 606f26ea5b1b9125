import type {World} from '../core/world.ts';

/**
 * A time limit that stands still while something is waited for on purpose: for a person, or for a time that a server
 * asked for. It goes by a clock that nobody sets, so that no change of the time of day ends a step.
 */
export type Allowance = {
	/** From now on time does not count; as often as it is said, so often must it be taken back. */
	hold(): void;
	release(): void;
	callOff(): void;
};

/** Calls `act` when so many milliseconds that count have passed from now on. */
export const openAllowance = (
	{after, ticks}: Pick<World, 'after' | 'ticks'>,
	ms: number,
	act: () => void,
): Allowance => {
	let left = ms;
	let since = ticks();
	let held = 0;
	let over = false;
	let stop = after(left, act);
	return {
		hold() {
			if (held++ > 0 || over) return;
			stop();
			left -= ticks() - since;
		},
		release() {
			if (--held > 0 || over) return;
			since = ticks();
			stop = after(Math.max(0, left), act);
		},
		callOff() {
			over = true;
			stop();
		},
	};
};
