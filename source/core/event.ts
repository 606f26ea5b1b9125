import type {Finding} from './check.ts';
import type {Failure} from './failure.ts';
import type {Hop, MailState} from './hop.ts';
import type {Actor, Procedure, RepairPlace} from './knowledge.ts';
import type {PersonQuestion} from './person.ts';
import type {InputName, StepId} from './playbook.ts';
import type {ProbeName} from './probe.ts';

/** The format number of the event stream and of the results: a field is added, never renamed, within it. */
export const format = 1;

export type Asking = {readonly probe: ProbeName; readonly question: unknown};

/** One question to the outside world and what came of it; `at` in milliseconds since 1970, `ms` until the answer. */
export type Evidence = Asking & {
	readonly answer?: unknown;
	readonly failure?: Failure;
	readonly at: number;
	readonly ms: number;
};

export type Suspicion = {
	readonly cause: string;
	readonly because: readonly StepId[];
	/** The cause for the person who waits for the code, where that takes no facts. */
	readonly plain?: string;
};

/** The first broken hop, who can mend it, and what remains open; all words included, so that a log explains itself. */
export type Diagnosis = {
	readonly cause: string;
	readonly hop: Hop;
	readonly who: Actor;
	readonly repair: RepairPlace;
	/** For a support engineer. */
	readonly text: string;
	/** For the person who waits for the code. */
	readonly plain: string;
	/** What exactly to change. */
	readonly fix: string;
	readonly because: readonly StepId[];
	readonly alsoFound: readonly Suspicion[];
	readonly notRuledOut: readonly Suspicion[];
};

export type Route = {
	readonly procedure: Procedure;
	/** Other ways that are open, none of them destructive. */
	readonly also: readonly Procedure[];
};

/** How a case ended: exit codes 0, 1, 3 and 130. */
export type Verdict = 'healthy' | 'diagnosed' | 'inconclusive' | 'cancelled';

export type PlannedInput = {
	readonly name: InputName;
	readonly ask: string;
	readonly kind: PersonQuestion['kind'];
	readonly labels: Readonly<Record<string, string>>;
};

export type OpenedStep = {
	readonly id: StepId;
	readonly title: string;
	readonly check: string;
	readonly hop: Hop;
	readonly needs: readonly StepId[];
};

/** How a case reaches the outside world, so that it can be continued in the same way. No secret is in it. */
export type CaseReach = {
	/** The scenario of the lab that it looks at. */
	readonly scenario?: string;
	/** The file of its playbook, where that is none of those that come with the program. */
	readonly playbook?: string;
	/** Empty: the system's. */
	readonly resolvers: readonly string[];
	/** As `--connect-to` takes them. */
	readonly connectTo: readonly string[];
	/** Files of authorities that are trusted in addition. */
	readonly ca: readonly string[];
	/** The file of records that are assumed. */
	readonly overlay?: string;
	/** Milliseconds for one connection, handshake or reply, and for a round of steps. */
	readonly timeout: number;
	readonly deadline: number;
	readonly offline?: true;
};

/** What would turn the verdict: another finding of one step, and what would be said then. */
export type Turn = {
	readonly step: StepId;
	/** `found-out`: it said nothing that can be relied on. `mended`: it is what speaks for the cause. */
	readonly when: 'found-out' | 'mended';
	/** Codes of its check, each of which would do it. */
	readonly codes: readonly string[];
	/** The cause that would be named; null: none any more. */
	readonly cause: string | null;
	/** That cause for the person who waits for the code, where that takes no facts. */
	readonly plain?: string;
};

/**
 * `excluded`: an answer says that it does not apply. `blocked`: a step before it found a problem. `unknown`: something
 * before it could not be found out. `untold`: nobody told a fact that the playbook can do without.
 */
export const skipReasons = ['excluded', 'blocked', 'unknown', 'untold'] as const;
export type SkipReason = (typeof skipReasons)[number];

export type Happening =
	| {
			readonly type: 'case.opened';
			readonly format: number;
			readonly version: string;
			readonly playbook: {
				readonly name: string;
				readonly title: string;
				readonly sha256: string;
				readonly appliesTo?: string;
			};
			readonly inputs: readonly PlannedInput[];
			readonly steps: readonly OpenedStep[];
			/** What was assumed instead of asked, one line each: every reader must say so. */
			readonly assumed?: readonly string[];
			/** Absent where nobody may continue it. */
			readonly reach?: CaseReach;
	  }
	| {readonly type: 'input.asked'; readonly question: PersonQuestion}
	/** `value` is what was answered where there was a choice, else empty; secrets are never refused. */
	| {readonly type: 'input.refused'; readonly id: string; readonly value: string; readonly complaint: string}
	/** The person went back to this input: its answer no longer counts. */
	| {readonly type: 'input.retracted'; readonly input: InputName}
	| {
			readonly type: 'input.answered';
			readonly input: InputName;
			/** Never a secret's value: `given` or `unknown` for those. */
			readonly value: string;
			readonly from: 'given' | 'person' | 'fallback';
	  }
	| {readonly type: 'step.started'; readonly step: StepId}
	| {readonly type: 'step.asked'; readonly step: StepId; readonly asking: Asking}
	| {readonly type: 'step.observed'; readonly step: StepId; readonly evidence: Evidence}
	| {readonly type: 'step.finished'; readonly step: StepId; readonly finding: Finding; readonly ms: number}
	| {readonly type: 'step.skipped'; readonly step: StepId; readonly why: SkipReason; readonly reason: string}
	| {readonly type: 'step.crashed'; readonly step: StepId; readonly message: string; readonly ms: number}
	| {
			readonly type: 'case.diagnosed';
			readonly mail: MailState;
			readonly diagnosis: Diagnosis | null;
			readonly notRuledOut: readonly Suspicion[];
			readonly turns?: readonly Turn[];
	  }
	| {
			readonly type: 'case.routed';
			readonly route: Route | null;
			/** Rows that could not be decided, by the procedure that they would have named. */
			readonly undecided: readonly string[];
	  }
	| {readonly type: 'action.ticked'; readonly procedure: string; readonly action: number}
	| {readonly type: 'action.unticked'; readonly procedure: string; readonly action: number}
	| {readonly type: 'case.closed'; readonly verdict: Verdict}
	| {readonly type: 'case.reopened'; readonly steps: readonly StepId[]}
	/** The process that ran it was gone; another one goes on. What was on its way is begun anew, what was found is kept. */
	| {readonly type: 'case.resumed'; readonly version: string};

/** One line of a case log; `at` in milliseconds since 1970. The log is the whole truth: every screen and report is folded from it. */
export type Event = Happening & {readonly seq: number; readonly at: number};
