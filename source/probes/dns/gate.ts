import type {Failure} from '../../core/failure.ts';
import {type Result, success} from '../../core/result.ts';
import {attempt} from './attempt.ts';

export type Gate = <T>(
	signal: AbortSignal,
	work: () => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/** Lets so many pieces of work run at a time, the others wait in order; who is called off leaves the queue. */
export const gate = (places: number): Gate => {
	let free = places;
	const queue: (() => void)[] = [];

	const enter = (signal: AbortSignal): Promise<Result<undefined, Failure>> =>
		attempt({signal}, settle => {
			const go = () => {
				free -= 1;
				settle(success(undefined));
			};
			if (free > 0) go();
			else queue.push(go);
			return () => {
				const at = queue.indexOf(go);
				if (at >= 0) queue.splice(at, 1);
			};
		});

	return async (signal, work) => {
		const entered = await enter(signal);
		if (!entered.ok) return entered;
		try {
			return await work();
		} finally {
			free += 1;
			queue.shift()?.();
		}
	};
};
