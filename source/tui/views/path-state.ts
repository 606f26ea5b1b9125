import {type Case, pathOf, type Step} from '../../core/case.ts';
import {type Hop, type HopState, stations} from '../../core/hop.ts';
import {asksPerson} from './now.ts';

export type State = HopState | 'running';

/** How each of the five stations stands, which of them matters, and how the hops inside it stand. */
export type Look = {
	readonly states: readonly State[];
	readonly words: readonly string[];
	readonly focus: number;
	readonly inside: readonly Hopping[];
	/** No step has been begun. */
	readonly untouched: boolean;
};
/** `asks`: what runs there waits for the person. */
export type Hopping = {readonly hop: Hop; readonly state: State; readonly asks?: true};

/** What of a case its path is drawn from. */
export const lookAt = (state: Case): Look => {
	const {steps} = state;
	const states = stationStates(state);
	const focus = focusOf(state);
	const applying = steps.filter(step => !(step.state.status === 'skipped' && step.state.why === 'excluded'));
	const has = (hop: Hop) => applying.some(step => step.hop === hop);
	return {
		states,
		words: stations.map(({hops: inside}, at) =>
			inside.some(has) ? stateWords[states[at] ?? 'not-reached'] : 'not asked',
		),
		focus,
		inside: (stations[focus]?.hops ?? []).filter(has).map(hop => ({
			hop,
			state: hopState(steps, hop),
			...(asksThere(steps, hop) ? {asks: true} : {}),
		})),
		untouched: isUntouched(state),
	};
};

const asksThere = (steps: readonly Step[], hop: Hop): boolean => {
	const running = steps.filter(step => step.hop === hop && step.state.status === 'running');
	return running.length > 0 && running.every(asksPerson);
};

/** Nothing has been looked at yet: the person answers first. */
export const isUntouched = ({steps}: Pick<Case, 'steps'>): boolean =>
	steps.every(({state}) => state.status === 'waiting');

/** Which of the five stations matters most: the one of the cause, else the first broken one, else what runs. */
export const focusOf = (state: Case): number => {
	const {diagnosis} = state;
	const named = stations.findIndex(({hops: inside}) => inside.some((hop: Hop) => hop === diagnosis?.hop));
	return named >= 0 ? named : whatMatters(stationStates(state));
};

/** A state in one word or two. */
export const stateWords: Readonly<Record<State, string>> = {
	good: 'good',
	bad: 'bad',
	unknown: 'unknown',
	'not-reached': 'not reached',
	running: 'running',
};

/** How each of the five stations stands, in their order. */
export const stationStates = ({steps}: Pick<Case, 'steps'>): readonly State[] =>
	stations.map(({hops: inside}) => stationState(steps, inside));

/** A station is good only when nothing in it was left out for want of knowledge. */
const stationState = (steps: readonly Step[], inside: readonly Hop[]): State => {
	const states = inside.map(hop => hopState(steps, hop));
	const here = steps.filter(({hop}) => inside.includes(hop));
	const open = here.some(
		({state}) => state.status === 'waiting' || (state.status === 'skipped' && state.why !== 'excluded'),
	);
	if (states.includes('bad')) return 'bad';
	if (states.includes('running')) return 'running';
	if (states.includes('unknown')) return 'unknown';
	if (!states.includes('good')) return 'not-reached';
	return !open ? 'good' : here.some(({state}) => state.status === 'waiting') ? 'not-reached' : 'unknown';
};

const hopState = (steps: readonly Step[], hop: Hop): State => {
	const here = steps.filter(step => step.hop === hop);
	const known = pathOf(here).find(entry => entry.hop === hop)?.state ?? 'not-reached';
	return known !== 'bad' && here.some(({state}) => state.status === 'running') ? 'running' : known;
};

/** Which one of several: the first that is bad, else that runs, else that is unknown, else the last good one. */
export const whatMatters = (states: readonly State[]): number => {
	for (const wanted of ['bad', 'running', 'unknown'] as const) {
		const index = states.indexOf(wanted);
		if (index >= 0) return index;
	}
	return Math.max(0, states.lastIndexOf('good'));
};
