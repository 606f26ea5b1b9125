/**
 * Whether the same message may be handed in again. `stop`: never as it is, something has to be changed first. `fix`: it
 * is refused for now, and will be until somebody has repaired something, whatever its code promises. `wait`: a limit
 * or a lock, which time lifts and which every further attempt prolongs. `retry`: a passing trouble; a later attempt
 * may pass.
 */
export const retries = ['stop', 'fix', 'wait', 'retry'] as const;
export type Retry = (typeof retries)[number];

/** Whether to try again, as a person would say it. */
export const retryWords = (retry: Retry, minutes?: number): string => {
	switch (retry) {
		case 'stop':
			return 'Do not try again before something is changed.';
		case 'fix':
			return 'A later attempt passes only after the repair, even where the reply sounds temporary.';
		case 'wait':
			return `Wait${minutes === undefined ? '' : ` ${lengthOf(minutes)}`} before you try again; trying sooner makes it longer.`;
		case 'retry':
			return `A later attempt may pass; wait${minutes === undefined ? ' a while' : ` ${lengthOf(minutes)}`} before it.`;
	}
};

const lengthOf = (minutes: number): string => {
	if (minutes % 60 !== 0 || minutes < 60) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
	return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
};
