import type {HopState} from '../core/hop.ts';

/** A state is a mark and a word, never one of them alone. */
export const marks: Readonly<Record<HopState | 'warning', string>> = {
	good: '✔',
	warning: '!',
	bad: '✖',
	unknown: '?',
	'not-reached': '○',
};

export const stateWords: Readonly<Record<HopState, string>> = {
	good: 'good',
	bad: 'broken',
	unknown: 'unknown',
	'not-reached': 'not reached',
};
