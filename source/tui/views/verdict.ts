import type {Case, Step} from '../../core/case.ts';
import type {Theme, Tone} from '../theme.ts';
import {verdictWords} from '../words.ts';
import {progressWords} from './now.ts';

export type VerdictSign = {
	readonly mark: string;
	readonly text: string;
	readonly tone: Tone;
	readonly cause?: string;
};

/** The sentence of the verdict line: from the first broken hop on, and "so far" while the case is open. */
export const verdictSign = (state: Case, {marks}: Theme): VerdictSign => {
	const {diagnosis, verdict, steps} = state;
	if (diagnosis && verdict === undefined && isAskedAnew(steps, diagnosis.because))
		return {
			mark: marks.unknown,
			tone: 'unknown',
			text: `Being checked again (${progressWords(state)}); before: ${diagnosis.text}`,
		};
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
		case 'inconclusive':
			return {mark: marks.unknown, tone: 'unknown', text: openWords(state)};
		case 'diagnosed':
		case 'cancelled':
			return {mark: marks.unknown, tone: 'unknown', text: verdictWords[verdict]};
	}
};

/** What spoke for the cause says nothing now: it is on its way once more. */
const isAskedAnew = (steps: readonly Step[], because: readonly Step['id'][]): boolean =>
	steps.some(
		({id, state}) => because.includes(id) && (state.status === 'waiting' || state.status === 'running'),
	);

/**
 * The first thing that was not found out, and before it a problem that no rule explains. What others waited for in vain
 * says more than what stood alone.
 */
const openWords = ({steps}: Case): string => {
	const textOf = ({state}: Step) => (state.status === 'finished' ? state.finding.text : '');
	const found = (level: string) =>
		steps.filter(({state}) => state.status === 'finished' && state.finding.level === level);
	const [problem] = found('problem');
	if (problem) return `Inconclusive: no rule says what this means: ${textOf(problem)}`;
	const open = found('unknown');
	const stopped = open.find(({id}) =>
		steps.some(({needs, state}) => needs.includes(id) && state.status === 'skipped'),
	);
	const first = stopped ?? open[0];
	if (first) return `Inconclusive: ${textOf(first)}`;
	const untaken = steps.find(
		({state}) => state.status === 'crashed' || (state.status === 'skipped' && state.why === 'unknown'),
	);
	return untaken ? `Inconclusive: “${untaken.title}” could not be looked at` : verdictWords.inconclusive;
};

/** What is worth a look although nothing stops the mail. */
const notesOf = ({steps}: Case): string => {
	const noted = steps.filter(({state}) => state.status === 'finished' && state.finding.level === 'warning');
	return noted.length > 0 ? `; to be noted: ${noted.map(({title}) => title).join(', ')}` : '';
};

const soFar = (state: Case, marks: Theme['marks']): VerdictSign => {
	const problem = state.steps.find(
		step => step.state.status === 'finished' && step.state.finding.level === 'problem',
	);
	const count = `${progressWords(state)} steps done`;
	return problem?.state.status === 'finished'
		? {mark: marks.problem, tone: 'bad', text: `So far: ${problem.state.finding.text} (${count})`}
		: {mark: marks.notReached, tone: 'faint', text: `Nothing found so far: ${count}`};
};
