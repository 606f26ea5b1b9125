import type {PersonQuestion} from '../../core/person.ts';
import {emptyField, type Field} from '../field.ts';
import {blank, type Line, labelled, paragraph, span, wrap} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {enterLines} from './enter-lines.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {type Typed, typedSoFar, wrongestWords} from './typed.ts';

type Given = {
	readonly question: PersonQuestion;
	readonly key: string;
	readonly field: Field;
	/** What was wrong with the answer that was given last, while that stands there as it was. */
	readonly complaint: string | undefined;
	/** The labels of the choices, in their order. */
	readonly choices: readonly string[];
	readonly title: string;
};

/** One question: why we ask, what answering does not do, and what not to do meanwhile. */
export const questionContent = (
	{question, key, field, complaint, choices, title}: Given,
	width: number,
	theme: Theme,
): GuideContent => {
	const {place, ask, why, enter, caution, kind, mayBeUnknown} = question;
	const typed = kind !== 'choice';
	return {
		of: key,
		title,
		right: place ? `${width < 56 ? '' : 'question '}${place.number} of about ${place.about}` : 'a question',
		ask: paragraph(ask, width, 'strong'),
		text: paragraphs(
			enter ? enterLines(enter, width) : [],
			caution ? labelled(span(`${theme.marks.warning} `, 'warning'), caution, width, 'warning') : [],
			why ? paragraph(why, width) : [],
		),
		rows: typed ? [] : choices,
		...(typed ? {typed: 1 + hintRows(question, width) + (mayBeUnknown ? 1 : 0)} : {}),
		foot:
			complaint && (!typed || !['fits', 'doubt'].includes(typedSoFar(question, field).state))
				? labelled(
						span(`${theme.marks.problem} `, 'bad'),
						complaintWords(question, field, complaint),
						width,
						'bad',
					).slice(0, 3)
				: [],
	};
};

/** Rows below a field: as many whatever they say, so that nothing jumps while somebody types. */
const hintRows = (question: PersonQuestion, width: number): number =>
	Math.min(
		2,
		Math.max(
			...[typedSoFar(question, emptyField).words, wrongestWords(question)].map(
				words => wrap(words, width - 2).length,
			),
		),
	);

/** What is said below the field while one types, with its mark. */
export const hintLines = (
	question: PersonQuestion,
	field: Field,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const {state, words} = typedSoFar(question, field);
	const tone = toneOf[state];
	const mark = state === 'fits' ? theme.marks.good : theme.marks.warning;
	const isMarked = state === 'fits' || state === 'doubt' || state === 'wrong';
	const lines = labelled(span(isMarked ? `${mark} ` : '  ', tone), words, width, tone);
	return [...lines, blank, blank].slice(0, hintRows(question, width));
};

const toneOf: Readonly<Record<Typed['state'], Tone>> = {
	empty: 'faint',
	'not-yet': 'faint',
	fits: 'good',
	doubt: 'warning',
	wrong: 'warning',
};

const complaintWords = ({kind, mayBeUnknown}: PersonQuestion, {text}: Field, complaint: string): string => {
	const isAboutText = text.trim() !== '' || complaint.includes(', got ');
	if (kind === 'choice' || isAboutText) return sentence(complaint);
	const way = mayBeUnknown && kind !== 'confirmation' ? ', or choose "I don\'t know"' : '';
	return `Nothing is typed yet: type an answer${way}.`;
};

const sentence = (text: string): string =>
	`${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
