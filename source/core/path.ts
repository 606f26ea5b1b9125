import type {Step, StepState} from './case.ts';
import {type HopState, hops, type PathHop} from './hop.ts';

/**
 * What an `ok` says beside its sentence (a fact) when it only tells where the mail is not: whoever did not see it in one
 * folder has not seen it arrive.
 */
export const absenceOnly = {proves: 'absence'} as const;

/**
 * The state of every hop, in order, from what the steps that look at it have found. It is good when every step that
 * applies is: where one of them could not be taken, half a look is no proof. Where all that speaks for it is that the
 * mail was not seen somewhere (see `absenceOnly`), it is unknown.
 */
export const pathOf = (steps: readonly Step[]): readonly PathHop[] =>
	hops.map(hop => {
		const states = steps.flatMap(step => (step.hop === hop ? (stateOfStep(step.state) ?? []) : []));
		if (states.includes('bad')) return {hop, state: 'bad'};
		if (states.includes('unknown')) return {hop, state: 'unknown'};
		if (!states.includes('good') && !states.includes('absent')) return {hop, state: 'not-reached'};
		if (states.includes('untaken')) return {hop, state: 'unknown'};
		if (states.includes('not-reached')) return {hop, state: 'not-reached'};
		return {hop, state: states.includes('good') ? 'good' : 'unknown'};
	});

/**
 * Nothing when the step does not apply; `untaken`: skipped for something that nobody knows or told; `absent`: fine as far
 * as it goes, and no proof.
 */
const stateOfStep = (state: StepState): HopState | 'untaken' | 'absent' | undefined => {
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
			if (state.finding.level === 'ok' && state.finding.facts['proves'] === absenceOnly.proves)
				return 'absent';
			return ({ok: 'good', warning: 'good', problem: 'bad', unknown: 'unknown'} as const)[
				state.finding.level
			];
	}
};
