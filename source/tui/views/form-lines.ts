import type {Case} from '../../core/case.ts';
import type {PlannedInput} from '../../core/event.ts';
import {type PersonQuestion, unknownAnswer} from '../../core/person.ts';
import type {Room} from '../layout.ts';
import {cellsOf, clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';

/** Cells of the list of answers, none where there is no room for it, and the cells and rows that a question has. */
export const formSizes = ({
	kind,
	columns,
	body,
}: Pick<Room, 'kind' | 'columns' | 'body'>): {
	readonly list: number;
	readonly width: number;
	readonly height: number;
} => {
	if (kind === 'narrow') return {list: 0, width: columns - 2, height: body};
	const list = Math.min(64, Math.floor(columns * 0.42));
	return {list, width: columns - list - 4, height: body - 2};
};

/** A question of the playbook and where it stands: answered, on the screen now, or not come to yet. */
export type InputRow = {
	readonly name: string;
	readonly ask: string;
	readonly is: 'answered' | 'unknown' | 'now' | 'open';
	/** The answer in words; never that of a secret. */
	readonly says: string;
};

/**
 * Every question that applies, as far as that is known, in its order. One that was passed over without an answer does not
 * apply; one that lies ahead may turn out not to.
 */
export const inputRows = (
	{inputs, answers}: Pick<Case, 'inputs' | 'answers'>,
	{id}: Pick<PersonQuestion, 'id'>,
): readonly InputRow[] => {
	const now = inputs.findIndex(({name}) => id === name || id.startsWith(`${name}.`));
	return inputs.flatMap((input, index): readonly InputRow[] => {
		const {name, ask} = input;
		const answer = answers[name];
		const says = answer ? wordsOf(input, answer.value) : '';
		if (index === now) return [{name, ask, is: 'now', says}];
		if (answer) return [{name, ask, is: answer.value === unknownAnswer ? 'unknown' : 'answered', says}];
		return now >= 0 && index > now ? [{name, ask, is: 'open', says: ''}] : [];
	});
};

const wordsOf = ({kind, labels}: PlannedInput, value: string): string => {
	if (value === unknownAnswer) return 'not known';
	return kind === 'secret' ? 'given' : (labels[value] ?? value);
};

/** The question, cut, and at the right its answer. */
export const inputLine = (
	{ask, is, says}: InputRow,
	width: number,
	{marks, pointer, ellipsis}: Theme,
): Line => {
	const {mark, tone} = (
		{
			answered: {mark: marks.good, tone: 'good'},
			unknown: {mark: marks.unknown, tone: 'unknown'},
			now: {mark: pointer, tone: 'accent'},
			open: {mark: marks.notReached, tone: 'faint'},
		} as const
	)[is];
	const answer = cut(clean(says), Math.floor((width - 4) / 2), ellipsis);
	const room = width - 3 - (answer === '' ? 0 : cellsOf(answer) + 1);
	const asked = padded(clean(ask), room, ellipsis);
	return [
		span(`${mark} `, tone),
		is === 'now' ? {text: asked, strong: true} : span(asked, is === 'open' ? 'faint' : undefined),
		...(answer === '' ? [] : [span(` ${answer}`, is === 'answered' ? 'accent' : 'faint')]),
	];
};
