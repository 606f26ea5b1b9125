import type {Case, Step} from '../../core/case.ts';
import type {PauseQuestion} from '../../core/pause.ts';
import {longestPause} from '../../core/pause.ts';

/** What is waited for on purpose; `left` as minutes and seconds. */
export type Wait = {readonly step: Step['id']; readonly left: string; readonly why: string};

/** The wait that ends last, of those that are going on at this time (milliseconds since 1970). */
export const waitIn = ({steps}: Case, now: number): Wait | undefined => {
	const [last] = steps
		.flatMap(({id, state}) => {
			if (state.status !== 'running' || state.asking?.probe !== 'pause') return [];
			const {seconds, why} = (state.asking.question ?? {}) as Partial<PauseQuestion>;
			if (typeof seconds !== 'number' || state.since === undefined) return [];
			const left = Math.ceil(Math.min(seconds, longestPause) - (now - state.since) / 1000);
			return [{id, why: String(why), seconds: Math.max(0, left)}];
		})
		.toSorted((a, b) => b.seconds - a.seconds);
	return last && {step: last.id, left: clockwise(last.seconds), why: last.why};
};

const clockwise = (seconds: number): string =>
	`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
