import type {Case} from './case.ts';
import type {Event} from './event.ts';
import type {InputName, StepId} from './playbook.ts';

/** The one wire between a screen and a running case: state comes down, commands go up. */
export type Session = {
	/** Calls back after every event; returns the way to stop that. */
	subscribe(listener: () => void): () => void;
	snapshot(): Case;
	/** Every event so far, for reports and for the case file. */
	log(): readonly Event[];
	send(command: Command): void;
};

export type Command =
	/** An answer to the question that waits, by its id. A secret goes into the vault, never into the log. */
	| {readonly type: 'answer'; readonly id: string; readonly value: string}
	/** Takes the last answer of the questionnaire back and asks again. */
	| {readonly type: 'back'}
	| {readonly type: 'cancel'}
	/**
	 * After the case was closed: asks for these inputs anew, then runs these steps again, whatever used an input that
	 * changed, and all that depends on them.
	 */
	| {
			readonly type: 'redo';
			readonly steps: readonly StepId[];
			readonly ask?: readonly InputName[];
			/** Answers that changed, where they are known already. */
			readonly answers?: Readonly<Record<string, string>>;
	  }
	| {readonly type: 'tick'; readonly procedure: string; readonly action: number}
	| {readonly type: 'untick'; readonly procedure: string; readonly action: number}
	/** Nobody will send anything any more: the stream may end. */
	| {readonly type: 'leave'};
