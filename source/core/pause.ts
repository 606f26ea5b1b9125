/** Lets time pass on purpose, because a server asked for it and the person agreed. */
export type PauseQuestion = {
	/** At most half an hour. */
	readonly seconds: number;
	/** What is waited for, for the person who watches. */
	readonly why: string;
};

export type PauseAnswer = {
	/** Seconds that really passed. */
	readonly seconds: number;
};

/** Seconds of the longest pause. */
export const longestPause = 1800;
