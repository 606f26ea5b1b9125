import type {Case} from '../../core/case.ts';
import type {Theme, Tone} from '../theme.ts';
import {verdictWords} from '../words.ts';

export type VerdictSign = {
	readonly mark: string;
	readonly text: string;
	readonly tone: Tone;
	readonly cause?: string;
};

/** The sentence of the verdict line: from the first broken hop on, and "so far" while the case is open. */
export const verdictSign = (state: Case, {marks}: Theme): VerdictSign => {
	const {diagnosis, verdict} = state;
	if (diagnosis)
		return {
			mark: marks.problem,
			tone: 'bad',
			text: verdict === undefined ? `So far: ${diagnosis.text}` : diagnosis.text,
			cause: diagnosis.cause,
		};
	if (verdict === undefined) return soFar(state, marks);
	switch (verdict) {
		case 'healthy':
			return {mark: marks.good, tone: 'good', text: verdictWords.healthy + notesOf(state)};
		case 'diagnosed':
		case 'inconclusive':
		case 'cancelled':
			return {mark: marks.unknown, tone: 'unknown', text: verdictWords[verdict]};
	}
};

/** What is worth a look although nothing stops the mail. */
const notesOf = ({steps}: Case): string => {
	const noted = steps.filter(({state}) => state.status === 'finished' && state.finding.level === 'warning');
	return noted.length > 0 ? `; to be noted: ${noted.map(({title}) => title).join(', ')}` : '';
};

const soFar = ({steps}: Case, marks: Theme['marks']): VerdictSign => {
	const done = steps.filter(({state}) => state.status !== 'waiting' && state.status !== 'running').length;
	const problem = steps.find(({state}) => state.status === 'finished' && state.finding.level === 'problem');
	const count = `${done} of ${steps.length} steps done`;
	return problem?.state.status === 'finished'
		? {mark: marks.problem, tone: 'bad', text: `So far: ${problem.state.finding.text} (${count})`}
		: {mark: marks.notReached, tone: 'faint', text: `Nothing found so far: ${count}`};
};
