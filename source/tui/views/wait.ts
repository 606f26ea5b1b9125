import type {CaptureQuestion} from '../../core/capture.ts';
import type {Case, Step} from '../../core/case.ts';
import type {Asking} from '../../core/event.ts';
import {longestPause} from '../../core/pause.ts';
import {waitOf} from '../../core/wait.ts';

/** What is waited for on purpose; `left` as minutes and seconds. */
export type Wait = {
	readonly step: Step['id'];
	readonly left: string;
	readonly why: string;
	/** What the person has to enter on the device meanwhile. */
	readonly enter: readonly {readonly label: string; readonly value: string}[];
};

/** The wait that ends last, of those that are going on at this time (milliseconds since 1970). */
export const waitIn = ({steps}: Case, now: number): Wait | undefined => {
	const [last] = steps
		.flatMap(({id, state}) => {
			if (state.status !== 'running' || !state.asking || state.since === undefined) return [];
			const wait = waitOf(state.asking);
			if (!wait) return [];
			const left = Math.ceil(Math.min(wait.seconds, longestPause) - (now - state.since) / 1000);
			return [{id, why: wait.why, enter: enterIn(state.asking), seconds: Math.max(0, left)}];
		})
		.toSorted((a, b) => b.seconds - a.seconds);
	return last && {step: last.id, left: clockwise(last.seconds), why: last.why, enter: last.enter};
};

/** A case file may hold anything. */
const enterIn = ({probe, question}: Asking): Wait['enter'] => {
	const {enter} = (question ?? {}) as Partial<Extract<CaptureQuestion, {readonly do: 'wait'}>>;
	if (probe !== 'sink' || !Array.isArray(enter)) return [];
	return enter.slice(0, mostRows).map(({label, value}) => ({label: String(label), value: String(value)}));
};

const mostRows = 20;

const clockwise = (seconds: number): string =>
	`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
