import type {World} from '../core/world.ts';

/**
 * A time limit that stands still while something is waited for on purpose: for a person, or for a time that a server
 * asked for. Times are those of the journal.
 */
export type Allowance = {
	/** From now on time does not count; as often as it is said, so often must it be taken back. */
	hold(at: number): void;
	release(at: number): void;
	callOff(): void;
};

/** Calls `act` when so many milliseconds that count have passed since `at`. */
export const openAllowance = (
	{after}: Pick<World, 'after'>,
	ms: number,
	at: number,
	act: () => void,
): Allowance => {
	let left = ms;
	let since = at;
	let held = 0;
	let over = false;
	let stop = after(left, act);
	return {
		hold(now) {
			if (held++ > 0 || over) return;
			stop();
			left -= now - since;
		},
		release(now) {
			if (--held > 0 || over) return;
			since = now;
			stop = after(Math.max(0, left), act);
		},
		callOff() {
			over = true;
			stop();
		},
	};
};
