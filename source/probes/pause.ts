import {longestPause, type PauseAnswer, type PauseQuestion} from '../core/pause.ts';
import type {Probe} from '../core/probe.ts';
import {failed, success} from '../core/result.ts';

/** Waits as long as it is asked to, unless it is called off; `clock` counts milliseconds and never goes back. */
export const pauseProbe =
	(clock: () => number): Probe<PauseQuestion, PauseAnswer> =>
	({seconds}, signal) =>
		new Promise(resolve => {
			if (signal.aborted) return resolve(failed({code: 'cancelled'}));
			if (!(seconds >= 0 && seconds <= longestPause))
				return resolve(
					failed({code: 'not-permitted', detail: `nothing waits longer than ${longestPause} s`}),
				);
			const began = clock();
			const settle = (result: Awaited<ReturnType<Probe<PauseQuestion, PauseAnswer>>>) => {
				clearTimeout(timer);
				signal.removeEventListener('abort', callOff);
				resolve(result);
			};
			const callOff = () => settle(failed({code: 'cancelled'}));
			const timer = setTimeout(
				() => settle(success({seconds: Math.round((clock() - began) / 100) / 10})),
				seconds * 1000,
			);
			signal.addEventListener('abort', callOff, {once: true});
			return undefined;
		});
