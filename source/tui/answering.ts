import {type Edit, edit, emptyField, type Field} from './field.ts';

/** `jump` counts the moves that the list itself did not make: it has to be told. */
export type Picked = {readonly selected: number; readonly jump: number};

/**
 * `edited`: since it was given last; what was wrong with it then is no news. `drafts`: what was typed for other questions
 * of this case, the latest last, never a secret.
 */
export type Answer = {
	readonly key: string;
	readonly field: Field;
	readonly edited?: true;
	readonly drafts: readonly Draft[];
} & Picked;
/** `id`: of the question, whenever it is asked. */
type Draft = {readonly id: string; readonly field: Field};
const mostDrafts = 40;

export type AnswerAction =
	| {readonly type: 'answer.picked'; readonly key: string; readonly selected: number}
	| {readonly type: 'answer.jumped'; readonly key: string; readonly selected: number}
	/** `kept`: what was typed is there again when the question comes back; a secret is not. */
	| {readonly type: 'answer.edited'; readonly key: string; readonly edit: Edit; readonly kept: 'draft' | 'no'}
	| {readonly type: 'answer.given'; readonly key: string; readonly is: 'taken' | 'refused'};

const first: Picked = {selected: 0, jump: 0};

export const noAnswer: Answer = {key: '', field: emptyField, drafts: [], ...first};

/** What the person typed or chose, folded; pure. */
export const reduceAnswer = (from: Answer, action: AnswerAction): Answer => {
	const answer = answerTo({answer: from}, action.key);
	const id = idIn(action.key);
	const others = answer.drafts.filter(draft => draft.id !== id);
	switch (action.type) {
		case 'answer.picked':
			return {...answer, selected: action.selected};
		case 'answer.jumped':
			return {...answer, selected: action.selected, jump: answer.jump + 1};
		case 'answer.edited': {
			const field = edit(answer.field, action.edit);
			const drafts = action.kept === 'draft' ? [...others, {id, field}].slice(-mostDrafts) : others;
			return {...answer, selected: 0, field, edited: true, drafts};
		}
		case 'answer.given': {
			const {edited: _, ...given} = answer;
			return {...given, drafts: action.is === 'taken' ? others : answer.drafts};
		}
	}
};

/** What was typed or picked for this question so far; a new question starts empty, one that comes back does not. */
export const answerTo = ({answer}: {readonly answer: Answer}, key: string): Answer => {
	if (answer.key === key) return answer;
	const {drafts} = answer;
	return {key, field: drafts.find(({id}) => id === idIn(key))?.field ?? emptyField, drafts, ...first};
};

const idIn = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('@')));
