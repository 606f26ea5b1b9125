import type {CaptureQuestion} from '../../core/capture.ts';
import type {Case, Step} from '../../core/case.ts';
import type {Asking} from '../../core/event.ts';
import type {PauseQuestion} from '../../core/pause.ts';
import {longestPause} from '../../core/pause.ts';

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
			const {seconds, why, enter} = waitAsked(state.asking);
			if (typeof seconds !== 'number') return [];
			const left = Math.ceil(Math.min(seconds, longestPause) - (now - state.since) / 1000);
			return [{id, why: String(why), enter, seconds: Math.max(0, left)}];
		})
		.toSorted((a, b) => b.seconds - a.seconds);
	return last && {step: last.id, left: clockwise(last.seconds), why: last.why, enter: last.enter};
};

/** A case file may hold anything. */
const waitAsked = ({probe, question}: Asking): Partial<PauseQuestion> & Pick<Wait, 'enter'> => {
	const {seconds, why, enter, ...asked} = (question ?? {}) as Partial<
		PauseQuestion & Extract<CaptureQuestion, {readonly do: 'wait'}>
	>;
	if (probe !== 'pause' && !(probe === 'sink' && asked.do === 'wait')) return {enter: []};
	const rows = Array.isArray(enter) ? enter.slice(0, mostRows) : [];
	return {
		...(seconds === undefined ? {} : {seconds}),
		...(why === undefined ? {} : {why}),
		enter: rows.map(({label, value}) => ({label: String(label), value: String(value)})),
	};
};

const mostRows = 20;

const clockwise = (seconds: number): string =>
	`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
