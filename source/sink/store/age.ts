import type {Totals} from './totals.ts';

/** Nothing was stored before 2020 but under a clock that was not set. */
const plausible = Date.UTC(2020);

/** Milliseconds that a clock which is not being set goes wrong by at most between two looks. */
const jump = 86_400_000;

/** Whether a message or a session goes by its age, does not yet, or never does as long as this process lives. */
export type Ageing = 'goes' | 'stays yet' | 'is spared';

export type AgeLimit = (
	kind: 'message' | 'session',
	row: {readonly id: number; readonly at: number},
) => Ageing;

/**
 * A machine without a clock of its own begins at 1970, or where it was switched off, and jumps when it is told the time:
 * what it stored a moment ago is old then, and is not. What is dated before 2020 never goes by age. Nor does, as long as
 * this process lives, what it stored before its clock jumped forward by more than a day; so it is after a machine slept
 * for longer. The clock is looked at where something is written. What an earlier process stored under a wrong clock later
 * than 2020 is not known, nor is a clock that is put forward little by little.
 */
export const ageLimitOf = (
	totals: Totals,
	{age, now, elapsed}: {readonly age: number; readonly now: () => number; readonly elapsed: () => number},
): AgeLimit => {
	const first = {message: totals.lastMessage + 1, session: totals.lastSession + 1};
	const spared = {message: 0, session: 0};
	let difference = now() - elapsed();
	return (kind, {id, at}) => {
		const time = now();
		if (time - elapsed() - difference > jump)
			Object.assign(spared, {message: totals.lastMessage, session: totals.lastSession});
		difference = time - elapsed();
		if (at < plausible || (id >= first[kind] && id <= spared[kind])) return 'is spared';
		return at < time - age ? 'goes' : 'stays yet';
	};
};
