import type {Check} from './check.ts';
import type {Json} from './json.ts';
import type {Choice, PersonQuestion, ValueType} from './person.ts';

export type StepId = string;
export type InputName = string;

/** Key → accepted values. All keys must hold; one value of each is enough. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** A fact that the playbook needs from a person or from the command line. */
export type Input = {
	readonly name: InputName;
	readonly ask: string;
	readonly why?: string;
	readonly caution?: string;
	readonly kind: PersonQuestion['kind'];
	readonly choices: readonly Choice[];
	readonly type: ValueType;
	readonly word?: string;
	/** Asked only where earlier answers do not exclude it. */
	readonly when: Condition;
	/** The answer when nobody can be asked; without it a missing answer is a usage error. */
	readonly fallback?: string;
	/** Not asked by itself: only when it was given beforehand, or when a procedure asks for it. */
	readonly later?: true;
	/** Used up by one round: asked again before a step that rests on it runs once more. */
	readonly consent?: true;
	/** The question that settles "I don't know": its choices' values are values of this input. */
	readonly unsure?: {readonly ask: string; readonly why?: string; readonly choices: readonly Choice[]};
};

/** A parameter as written: the value itself, or the answer to an input (`$name`). */
export type Argument = {readonly value: Json} | {readonly input: InputName};

export type PlannedStep = {
	readonly id: StepId;
	readonly title: string;
	readonly check: Check;
	readonly with: Readonly<Record<string, Argument>>;
	/** Steps that must be ok (or ok with a warning) before this one makes sense. */
	readonly needs: readonly StepId[];
	/** Answers under which this step applies. */
	readonly when: Condition;
	/** Where nobody told a fact that it needs, the case is complete without it. */
	readonly optional?: true;
};

/** A row of `diagnose`: when every named step found one of its codes, this is the cause. */
export type DiagnoseRule = {readonly when: Condition; readonly cause: string};

/**
 * A row of `route`: keys are `cause`, `hop`, `repair` (where the cause is repaired), `mail` (the state of the
 * mail path) and names of inputs. `found`: steps, and the codes one of which each of them has found, whatever its level;
 * no destructive procedure rests on that. `also` names further procedures worth offering; `otherwise` takes the place of a
 * destructive procedure for as long as anything speaks against it.
 */
export type RouteRule = {
	readonly when: Condition;
	readonly found?: Condition;
	readonly procedure: string;
	readonly also: readonly string[];
	readonly otherwise?: string;
};

/** Keys of a route rule that are not inputs. */
export const routeKeys = ['cause', 'hop', 'repair', 'mail'] as const;

/** The value of `cause`, `hop` and `repair` when no cause was found. */
export const noneFound = 'none';

export type Playbook = {
	readonly name: string;
	readonly title: string;
	/** One sentence for the list of playbooks. */
	readonly about: string;
	readonly appliesTo?: string;
	/** Of the source text, hexadecimal. */
	readonly sha256: string;
	readonly inputs: readonly Input[];
	readonly steps: readonly PlannedStep[];
	readonly diagnose: readonly DiagnoseRule[];
	readonly route: readonly RouteRule[];
};
