import type {Step, StepState} from './case.ts';
import {type HopState, hops, type PathHop} from './hop.ts';

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
