/** A question to the person: an input of the playbook, or what only a person can look up during a run. */
export type PersonQuestion = {
	/** The input's name, or the step's id. */
	readonly id: string;
	readonly ask: string;
	/** Why we ask, and what answering does not do. */
	readonly why?: string;
	/** What has to be entered elsewhere before it can be answered, line by line. */
	readonly enter?: readonly {readonly label: string; readonly value: string}[];
	/** What the person should not do meanwhile. */
	readonly caution?: string;
	readonly kind: 'choice' | 'text' | 'secret' | 'confirmation';
	readonly choices?: readonly Choice[];
	/** What a text must be; `choice` and `confirmation` bring their own. */
	readonly type?: ValueType;
	/** For a confirmation: the word to type. */
	readonly word?: string;
	/** The answer given before, which an empty one keeps; "given" for a secret. */
	readonly current?: string;
	/** Whether "I don't know" is an answer. */
	readonly mayBeUnknown: boolean;
	/** Place in the questionnaire, from 1, and about how many there are. */
	readonly place?: {readonly number: number; readonly about: number};
};

export type Choice = {readonly value: string; readonly label: string};

/** The word that always means "nobody knows". */
export const unknownAnswer = 'unknown';

/**
 * A secret is answered with the words "given" or "unknown"; its value goes to the vault, never into an answer.
 * `back`: the person wants to see the question before this one again.
 */
export type PersonAnswer = {readonly value: string} | {readonly back: true};

export const valueTypes = [
	'text',
	'address',
	'host',
	'port',
	'domain',
	'ip',
	'minutes',
	'wait-minutes',
	'sink-ports',
	'filter',
] as const;
export type ValueType = (typeof valueTypes)[number];
