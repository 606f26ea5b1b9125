import type {Dislike} from '../../core/verification.ts';
import type {Letter} from './letter.ts';

/** What is wrong, and what to change: two sentences. */
export type Complaint = Pick<Dislike, 'says' | 'fix'>;

/**
 * One thing that spam filters hold against a message. `heavy` only where receivers are known to refuse a message for it
 * alone.
 */
export type Rule = Pick<Dislike, 'id' | 'weight'> & {
	readonly about: (letter: Letter) => Complaint | undefined;
};
