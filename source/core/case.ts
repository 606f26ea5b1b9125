import type {Finding} from './check.ts';
import type {
	Asking,
	CaseReach,
	Diagnosis,
	Event,
	Evidence,
	OpenedStep,
	PlannedInput,
	Route,
	SkipReason,
	Suspicion,
	Turn,
	Verdict,
} from './event.ts';
import {type HopState, hops, type MailState, type PathHop} from './hop.ts';
import type {PersonQuestion} from './person.ts';
import type {InputName, StepId} from './playbook.ts';

export type StepState =
	| {readonly status: 'waiting'}
	/** `since`: when that was asked, in milliseconds since 1970. */
	| {readonly status: 'running'; readonly asking?: Asking; readonly since?: number}
	| {readonly status: 'finished'; readonly finding: Finding}
	| {
			readonly status: 'skipped';
			readonly why: SkipReason;
			readonly reason: string;
			/** It was begun, and given up before it came to a finding. */
			readonly begun?: true;
	  }
	| {readonly status: 'crashed'; readonly message: string};

export type Step = OpenedStep & {
	readonly state: StepState;
	readonly evidence: readonly Evidence[];
	/** From start to end, in milliseconds. */
	readonly ms?: number;
};

export type Answer = {readonly value: string; readonly from: 'given' | 'person' | 'fallback'};

export type Case = {
	readonly playbook: {
		readonly name: string;
		readonly title: string;
		readonly sha256: string;
		readonly appliesTo?: string;
	};
	readonly version: string;
	/** When the first event happened, in milliseconds since 1970. */
	readonly openedAt: number;
	/** From the first event to the last one folded. */
	readonly ms: number;
	/** What was assumed instead of asked, one line each. */
	readonly assumed: readonly string[];
	/** How the outside world is reached; absent in a case that nobody may continue. */
	readonly reach?: CaseReach;
	readonly inputs: readonly PlannedInput[];
	readonly answers: Readonly<Record<InputName, Answer>>;
	/** The question that waits for the person. */
	readonly question?: PersonQuestion;
	/** What was wrong with the last answer. */
	readonly complaint?: string;
	readonly steps: readonly Step[];
	readonly mail: MailState;
	readonly diagnosis?: Diagnosis;
	readonly notRuledOut: readonly Suspicion[];
	/** What would change the verdict. */
	readonly turns: readonly Turn[];
	readonly route?: Route;
	readonly undecided: readonly string[];
	/** Ticked actions, as `procedure:index`. */
	readonly ticked: readonly string[];
	readonly verdict?: Verdict;
	/** What went wrong in lostmail itself, outside of any step. */
	readonly fault?: string;
};

export const noCase: Case = {
	playbook: {name: '', title: '', sha256: ''},
	version: '',
	openedAt: 0,
	ms: 0,
	assumed: [],
	inputs: [],
	answers: {},
	steps: [],
	mail: 'unknown',
	notRuledOut: [],
	turns: [],
	undecided: [],
	ticked: [],
};

/** Folds one event into the case. No other code knows what an event means. */
export const reduceCase = (state: Case, event: Event): Case => {
	const after = {...state, ms: event.type === 'case.opened' ? 0 : event.at - state.openedAt};
	switch (event.type) {
		case 'case.opened':
			return {
				...noCase,
				playbook: event.playbook,
				version: event.version,
				openedAt: event.at,
				assumed: event.assumed ?? [],
				...(event.reach ? {reach: event.reach} : {}),
				inputs: event.inputs,
				steps: event.steps.map(step => ({...step, state: {status: 'waiting'}, evidence: []})),
			};
		case 'input.asked':
			return {...without(after, 'complaint'), question: event.question};
		case 'input.refused':
			return {...after, complaint: event.complaint};
		case 'input.answered':
			return {
				...without(without(after, 'complaint'), 'question'),
				answers: {...state.answers, [event.input]: {value: event.value, from: event.from}},
			};
		case 'input.retracted':
			return {
				...without(without(after, 'complaint'), 'question'),
				answers: Object.fromEntries(Object.entries(state.answers).filter(([name]) => name !== event.input)),
			};
		case 'step.started':
			return changeStep(after, event.step, step => ({...step, state: {status: 'running'}}));
		case 'step.asked':
			return changeStep(after, event.step, step => ({
				...step,
				state: {status: 'running', asking: event.asking, since: event.at},
			}));
		case 'step.observed':
			return changeStep(after, event.step, step => ({
				...step,
				state: {status: 'running'},
				evidence: [...step.evidence, event.evidence],
			}));
		case 'step.finished':
			return changeStep(after, event.step, step => ({
				...step,
				state: {status: 'finished', finding: event.finding},
				ms: event.ms,
			}));
		case 'step.skipped':
			return changeStep(after, event.step, step => ({
				...step,
				state: {
					status: 'skipped',
					why: event.why,
					reason: event.reason,
					...(step.state.status === 'running' ? {begun: true} : {}),
				},
			}));
		case 'step.crashed':
			if (!state.steps.some(({id}) => id === event.step)) return {...after, fault: event.message};
			return changeStep(after, event.step, step => ({
				...step,
				state: {status: 'crashed', message: event.message},
				ms: event.ms,
			}));
		case 'case.diagnosed': {
			const {mail, notRuledOut, turns = []} = event;
			const judged = {...without(after, 'diagnosis'), mail, notRuledOut, turns};
			return event.diagnosis ? {...judged, diagnosis: event.diagnosis} : judged;
		}
		case 'case.routed': {
			const routed = {...without(after, 'route'), undecided: event.undecided};
			return event.route ? {...routed, route: event.route} : routed;
		}
		case 'action.ticked':
			return {...after, ticked: [...unticked(state, event), tickKey(event.procedure, event.action)]};
		case 'action.unticked':
			return {...after, ticked: unticked(state, event)};
		case 'case.closed':
			return {...without(without(after, 'question'), 'complaint'), verdict: event.verdict};
		case 'case.reopened':
			return {
				...without(without(after, 'verdict'), 'complaint'),
				steps: state.steps.map(step => (event.steps.includes(step.id) ? begunAnew(step) : step)),
			};
		case 'case.resumed':
			return {
				...without(without(after, 'question'), 'complaint'),
				steps: state.steps.map(step => (step.state.status === 'running' ? begunAnew(step) : step)),
			};
	}
};

const begunAnew = (step: Step): Step => ({...without(step, 'ms'), state: {status: 'waiting'}, evidence: []});

/** How a ticked action is written down in `Case.ticked`. */
export const tickKey = (procedure: string, action: number): string => `${procedure}:${action}`;

const unticked = (
	{ticked}: Case,
	{procedure, action}: {readonly procedure: string; readonly action: number},
): readonly string[] => ticked.filter(key => key !== tickKey(procedure, action));

/**
 * The state of every hop, in order, from what the steps that look at it have found. It is good when every step that
 * applies is: where one of them could not be taken, half a look is no proof.
 */
export const pathOf = (steps: readonly Step[]): readonly PathHop[] =>
	hops.map(hop => {
		const states = steps.flatMap(step => (step.hop === hop ? (stateOfStep(step.state) ?? []) : []));
		if (states.includes('bad')) return {hop, state: 'bad'};
		if (states.includes('unknown')) return {hop, state: 'unknown'};
		if (!states.includes('good')) return {hop, state: 'not-reached'};
		if (states.includes('untaken')) return {hop, state: 'unknown'};
		return {hop, state: states.includes('not-reached') ? 'not-reached' : 'good'};
	});

/** Nothing when the step does not apply; `untaken`: skipped for something that nobody knows or told. */
const stateOfStep = (state: StepState): HopState | 'untaken' | undefined => {
	switch (state.status) {
		case 'waiting':
		case 'running':
			return 'not-reached';
		case 'skipped':
			if (state.begun) return 'unknown';
			return ({excluded: undefined, blocked: 'not-reached', unknown: 'untaken', untold: 'untaken'} as const)[
				state.why
			];
		case 'crashed':
			return 'unknown';
		case 'finished':
			return ({ok: 'good', warning: 'good', problem: 'bad', unknown: 'unknown'} as const)[
				state.finding.level
			];
	}
};

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> & {[P in K]?: never} => {
	const {[key]: _, ...rest} = value;
	return rest as Omit<T, K> & {[P in K]?: never};
};

/** A step's new state; the question that waits is then that of the first step that asks the person something. */
const changeStep = (state: Case, id: StepId, edit: (step: Step) => Step): Case => {
	const steps = state.steps.map(step => (step.id === id ? edit(step) : step));
	const question = steps.map(personQuestion).find(asked => asked !== undefined);
	if (question === undefined) return {...without(without(state, 'question'), 'complaint'), steps};
	return {...(question === state.question ? state : without(state, 'complaint')), steps, question};
};

const personQuestion = ({state}: Step): PersonQuestion | undefined =>
	state.status === 'running' && state.asking?.probe === 'person'
		? (state.asking.question as PersonQuestion)
		: undefined;
