import type {Failure} from '../../core/failure.ts';
import type {Result} from '../../core/result.ts';
import {failed} from '../../core/result.ts';
import {attempt} from './attempt.ts';
import {classify} from './failure.ts';

type Shared<T> = {
	readonly result: Promise<Result<T, Failure>>;
	readonly controller: AbortController;
	waiting: number;
	done: boolean;
};

export type Share<T> = (
	key: string,
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/**
 * Does work of one key once and hands its result to all who ask, now and later. Each may leave by a signal of
 * their own; when the last one leaves, the work is called off and forgotten.
 */
export const share = <T>(): Share<T> => {
	const known = new Map<string, Shared<T>>();

	const begin = (key: string, work: (signal: AbortSignal) => Promise<Result<T, Failure>>): Shared<T> => {
		const controller = new AbortController();
		const result = work(controller.signal).catch(thrown => failed(classify(thrown, 'The lookup')));
		const shared = {result, controller, waiting: 0, done: false};
		known.set(key, shared);
		return shared;
	};

	return (key, signal, work) =>
		attempt({signal}, settle => {
			const shared = known.get(key) ?? begin(key, work);
			shared.waiting += 1;
			void shared.result.then(result => {
				shared.done = true;
				settle(result);
			});
			return () => {
				shared.waiting -= 1;
				if (shared.waiting > 0 || shared.done) return;
				known.delete(key);
				shared.controller.abort();
			};
		});
};
