import type {Explainer} from '../core/dialogue.ts';
import type {Verdict} from '../core/event.ts';
import type {Session} from '../core/session.ts';

/** What the console can open, and how: all that it knows of the rest of the program. */
export type ConsoleHost = {
	readonly version: string;
	readonly playbooks: ReadonlyArray<{
		readonly name: string;
		readonly title: string;
		readonly about: string;
		readonly appliesTo?: string;
	}>;
	readonly scenarios: ReadonlyArray<{readonly name: string; readonly title: string; readonly about: string}>;
	/** Milliseconds since 1970, by the clock that the events are dated by. */
	readonly now: () => number;
	/** Tells what the lines of a dialogue mean. */
	readonly explain: Explainer;
	/** Opens a case; its questions come up in the session's snapshot. A rejection is shown as it is. */
	open(choice: CaseChoice): Promise<OpenCase>;
};

export type CaseChoice =
	| {readonly kind: 'playbook'; readonly name: string}
	| {readonly kind: 'scenario'; readonly name: string};

/** A running case and what holds it: `file` is the case file on disk; `close` lets go of servers and files. */
export type OpenCase = {readonly session: Session; readonly file?: string; close(): Promise<void>};

export type ConsoleStart = {readonly kind: 'home'} | {readonly kind: 'case'; readonly case: OpenCase};

/** What is left on the normal screen: up to three lines, and how the last case ended. */
export type Summary = {readonly lines: readonly string[]; readonly verdict?: Verdict};
