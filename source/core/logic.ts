import type {Condition} from './playbook.ts';

/** Kleene's three values: a condition on something unknown is itself unknown, unless another part already decides. */
export type Truth = 'true' | 'false' | 'unknown';

export const all = (truths: readonly Truth[]): Truth =>
	truths.includes('false') ? 'false' : truths.includes('unknown') ? 'unknown' : 'true';

/** Tests a condition, one key at a time. */
export const test = (condition: Condition, ask: (key: string, wanted: readonly string[]) => Truth): Truth =>
	all(Object.entries(condition).map(([key, wanted]) => ask(key, wanted)));

/**
 * What an answer says about the wanted values. "unknown" may be wanted by name; otherwise it leaves the question
 * open. An answer that was never asked for is as unknown as one that nobody knows.
 */
export const testAnswer = (answer: string | undefined, wanted: readonly string[]): Truth => {
	if (answer === undefined || answer === 'unknown') return wanted.includes('unknown') ? 'true' : 'unknown';
	return wanted.includes(answer) ? 'true' : 'false';
};
