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
import type {MailState} from './hop.ts';
import type {PersonQuestion} from './person.ts';
import type {InputName, StepId} from './playbook.ts';

export {pathOf} from './path.ts';

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
	/** At most 2,000: of more than that, the first 1,000 and the last 1,000. */
	readonly evidence: readonly Evidence[];
	/** How many lay between those, and are in the log alone. */
	readonly leftOut?: number;
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
	/** Of the last event, in milliseconds since 1970. */
	readonly lastAt: number;
	/** From the first event to the last one, without the time in which no process had the case. */
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
	lastAt: 0,
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
	const passed = event.type === 'case.resumed' ? 0 : event.at - state.lastAt;
	const after = {...state, lastAt: event.at, ms: state.ms + passed};
	switch (event.type) {
		case 'case.opened':
			return {
				...noCase,
				playbook: event.playbook,
				version: event.version,
				openedAt: event.at,
				lastAt: event.at,
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
				answers: !hasRoomFor(state.answers, event.input)
					? state.answers
					: {...state.answers, [event.input]: {value: event.value, from: event.from}},
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
				...withEvidence(step, event.evidence),
				state: {status: 'running'},
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
			return {
				...after,
				ticked: [...unticked(state, event).slice(1 - mostTicked), tickKey(event.procedure, event.action)],
			};
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

const begunAnew = (step: Step): Step => ({
	...without(without(step, 'ms'), 'leftOut'),
	state: {status: 'waiting'},
	evidence: [],
});

/** Pieces of evidence of one step: more than any playbook comes to. A log that says more is no reason to take minutes to read it. */
export const mostEvidence = 2000;
const [mostAnswers, mostTicked] = [500, 500];

const hasRoomFor = (answers: Case['answers'], input: InputName): boolean =>
	Object.hasOwn(answers, input) || Object.keys(answers).length < mostAnswers;

/** The beginning and the end are kept of what is more than a step ever needs. */
const withEvidence = (step: Step, one: Evidence): Step => {
	const {evidence, leftOut = 0} = step;
	if (evidence.length < mostEvidence) return {...step, evidence: [...evidence, one]};
	// Much faster than `toSpliced`, and this is done for each answer.
	const kept = [...evidence, one];
	kept.splice(mostEvidence / 2, 1);
	return {...step, evidence: kept, leftOut: leftOut + 1};
};

/** How a ticked action is written down in `Case.ticked`. */
export const tickKey = (procedure: string, action: number): string => `${procedure}:${action}`;

type Ticked = {readonly procedure: string; readonly action: number};

const unticked = ({ticked}: Case, {procedure, action}: Ticked): readonly string[] =>
	ticked.filter(key => key !== tickKey(procedure, action));

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
