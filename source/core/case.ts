import type {Finding} from './check.ts';
import type {
	Asking,
	Diagnosis,
	Event,
	Evidence,
	OpenedStep,
	PlannedInput,
	Route,
	SkipReason,
	Suspicion,
	Verdict,
} from './event.ts';
import {hops, type MailState, type PathHop} from './hop.ts';
import type {PersonQuestion} from './person.ts';
import type {InputName, StepId} from './playbook.ts';

export type StepState =
	| {readonly status: 'waiting'}
	| {readonly status: 'running'; readonly asking?: Asking}
	| {readonly status: 'finished'; readonly finding: Finding}
	| {readonly status: 'skipped'; readonly why: SkipReason; readonly reason: string}
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
	readonly route?: Route;
	readonly undecided: readonly string[];
	/** Ticked actions, as `procedure:index`. */
	readonly ticked: readonly string[];
	readonly verdict?: Verdict;
};

export const noCase: Case = {
	playbook: {name: '', title: '', sha256: ''},
	version: '',
	openedAt: 0,
	ms: 0,
	inputs: [],
	answers: {},
	steps: [],
	mail: 'unknown',
	notRuledOut: [],
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
			return change(after, event.step, step => ({...step, state: {status: 'running'}}));
		case 'step.asked':
			return change(after, event.step, step => ({
				...step,
				state: {status: 'running', asking: event.asking},
			}));
		case 'step.observed':
			return {
				...change(
					event.evidence.probe === 'person' ? without(without(after, 'complaint'), 'question') : after,
					event.step,
					step => ({...step, state: {status: 'running'}, evidence: [...step.evidence, event.evidence]}),
				),
			};
		case 'step.finished':
			return change(after, event.step, step => ({
				...step,
				state: {status: 'finished', finding: event.finding},
				ms: event.ms,
			}));
		case 'step.skipped':
			return change(after, event.step, step => ({
				...step,
				state: {status: 'skipped', why: event.why, reason: event.reason},
			}));
		case 'step.crashed':
			return change(after, event.step, step => ({
				...step,
				state: {status: 'crashed', message: event.message},
				ms: event.ms,
			}));
		case 'case.diagnosed': {
			const judged = {...without(after, 'diagnosis'), mail: event.mail, notRuledOut: event.notRuledOut};
			return event.diagnosis ? {...judged, diagnosis: event.diagnosis} : judged;
		}
		case 'case.routed': {
			const routed = {...without(after, 'route'), undecided: event.undecided};
			return event.route ? {...routed, route: event.route} : routed;
		}
		case 'action.ticked':
			return {...after, ticked: [...state.ticked, tickKey(event.procedure, event.action)]};
		case 'action.unticked': {
			const key = tickKey(event.procedure, event.action);
			return {...after, ticked: state.ticked.filter(ticked => ticked !== key)};
		}
		case 'case.closed':
			return {...without(without(after, 'question'), 'complaint'), verdict: event.verdict};
		case 'case.reopened':
			return {
				...without(after, 'verdict'),
				steps: state.steps.map(step =>
					event.steps.includes(step.id)
						? {...without(step, 'ms'), state: {status: 'waiting'}, evidence: []}
						: step,
				),
			};
	}
};

/** How a ticked action is written down in `Case.ticked`. */
export const tickKey = (procedure: string, action: number): string => `${procedure}:${action}`;

/** The state of every hop, in order, from what the steps that look at it have found. */
export const pathOf = (steps: readonly Step[]): readonly PathHop[] =>
	hops.map(hop => {
		const states = steps.filter(step => step.hop === hop).map(({state}) => stateOfStep(state));
		const state =
			(['bad', 'unknown', 'good'] as const).find(wanted => states.includes(wanted)) ?? 'not-reached';
		return {hop, state};
	});

const stateOfStep = (state: StepState): PathHop['state'] => {
	switch (state.status) {
		case 'waiting':
		case 'running':
		case 'skipped':
			return 'not-reached';
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

const change = (state: Case, id: StepId, edit: (step: Step) => Step): Case => ({
	...state,
	steps: state.steps.map(step => (step.id === id ? edit(step) : step)),
});
