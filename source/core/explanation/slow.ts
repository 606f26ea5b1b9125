import {lasting} from '../duration.ts';
import type {Passage} from '../verification.ts';

/** Seconds after which most codes are worth nothing any more. */
const codeLife = 600;

/** One passage that took longer than most codes live, in words that are safe to print. */
export type Slow = {
	readonly took: string;
	readonly seconds: number;
	readonly before: string;
	readonly server: string;
};

/** The slowest passage from one server to the next, where it took longer than most codes live. */
export const slowestOf = (passages: readonly Passage[]): Slow | undefined => {
	const slow = passages
		.map(({seconds = 0, by, from}, index) => ({
			seconds: index === 0 ? 0 : seconds,
			before: passages[index - 1]?.by ?? from ?? 'the server before',
			server: by ?? 'the next server',
		}))
		.reduce((one, other) => (other.seconds > one.seconds ? other : one), {
			seconds: 0,
			before: '',
			server: '',
		});
	return slow.seconds > codeLife ? {...slow, took: lasting(slow.seconds)} : undefined;
};
