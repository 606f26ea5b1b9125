import type {CaseReach} from './event.ts';
import type {Knowledge} from './knowledge.ts';
import type {PersonAnswer} from './person.ts';
import type {Probes} from './probe.ts';

/** Where secrets are kept: by name, outside of every question, answer, event and report. */
export type Vault = {
	has(name: string): boolean;
	/** Undefined when nobody gave it. */
	get(name: string): string | undefined;
	set(name: string, value: string): void;
	/** Replaces every secret's value (and its base64) that turned up where it should not. */
	redact(text: string): string;
};

/** Probes for one round of a run; `close` ends the conversations that they still hold. */
export type OpenProbes = {readonly probes: Probes; close(): void};

/** The far end of the person probe: what was typed goes in here. */
export type Desk = {
	answer(id: string, answer: PersonAnswer): void;
};

/** All that a run depends on: no clock, id, socket or file comes from anywhere else. */
export type World = {
	/** Fresh probes: a run has one round, and one more for each time the person asks to run steps again. */
	readonly open: (round: number) => OpenProbes;
	readonly vault: Vault;
	readonly knowledge: Knowledge;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Milliseconds of a clock that nobody sets: only how far two readings lie apart means something. */
	readonly ticks: () => number;
	/** Lets this many milliseconds pass, then calls back; the returned function calls it off. */
	readonly after: (ms: number, act: () => void) => () => void;
	/** What sets this run's test message apart from every other. */
	readonly tag: string;
	/** Aborted when the whole run must end now. */
	readonly signal: AbortSignal;
	/** Answers given beforehand; secrets are in the vault. */
	readonly answers: Readonly<Record<string, string>>;
	/** Where the person's answers go; absent when nobody is there to be asked. */
	readonly desk?: Desk;
	/** Milliseconds that one step and the whole of a round may take. */
	readonly limits: {readonly step: number; readonly round: number; readonly stepsAtOnce: number};
	/** What was assumed instead of asked, one line each, such as a record that is not published yet. */
	readonly assumed?: readonly string[];
	/** How the outside world is reached, for whoever continues the case. */
	readonly reach?: CaseReach;
	/** A world of the lab: what its servers say was written by us. */
	readonly lab?: true;
	/** Lets go of what lasts longer than a round, such as a sink; called once, when the case is over. */
	readonly close?: () => Promise<void>;
	/** Of the program. */
	readonly version: string;
};
