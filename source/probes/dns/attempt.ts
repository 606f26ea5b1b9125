import {setMaxListeners} from 'node:events';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result} from '../../core/result.ts';
import {whenPatienceEnds} from '../patience.ts';
import {classify} from './failure.ts';

type Limits = {
	readonly signal: AbortSignal;
	/** What to say when `ms` are over, in which this process was not held up; without it there is no time limit. */
	readonly late?: {readonly ms: number; readonly failure: () => Failure};
};

export type Settle<T> = (result: Result<T, Failure>) => void;

/**
 * Runs something that settles later, exactly once: by itself, by its time or by the signal. Never rejects.
 * `start` returns what must be undone; that is called in every case.
 */
export const attempt = <T>(
	{signal, late}: Limits,
	start: (settle: Settle<T>) => () => void,
): Promise<Result<T, Failure>> =>
	new Promise(resolve => {
		if (signal.aborted) return resolve(failed({code: 'cancelled'}));
		let settled = false;
		let stop: (() => void) | undefined;
		const settle: Settle<T> = result => {
			if (settled) return;
			settled = true;
			callOff?.();
			signal.removeEventListener('abort', cancel);
			stop?.();
			resolve(result);
		};
		const cancel = () => settle(failed({code: 'cancelled'}));
		const callOff = late && whenPatienceEnds(late.ms, () => settle(failed(late.failure())));
		// One signal serves every question of a step, and Node warns from the eleventh listener on.
		setMaxListeners(0, signal);
		signal.addEventListener('abort', cancel, {once: true});
		try {
			stop = start(settle);
			if (settled) stop();
		} catch (thrown) {
			settle(failed(classify(thrown, 'the query')));
		}
	});
