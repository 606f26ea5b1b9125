import type {Case} from '../../core/case.ts';
import type {Suspicion} from '../../core/event.ts';
import {actorWords} from '../../core/knowledge.ts';
import {blank, clean, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {repairWords, signOfStep} from '../words.ts';
import {proceduresOf} from './procedure-lines.ts';
import {verdictSign} from './verdict.ts';

/** Cause, who must act, why we think so, what else was found and what stays open. */
export const diagnosisLines = (state: Case, width: number, theme: Theme): readonly Line[] => {
	const {diagnosis, notRuledOut, undecided, assumed} = state;
	const {mark, text, tone, cause} = verdictSign(state, theme);
	const row = (label: string, words: string) => labelled(span(label.padEnd(9), 'faint'), words, width);
	return [
		...labelled({text: `${mark} `, tone}, text, width),
		...(cause ? [[span('  '), span(clean(cause), 'accent')]] : []),
		blank,
		...section(
			'Assumed, and so not what the world sees now',
			assumed.flatMap(line => labelled(span(`  ${theme.marks.warning} `, 'warning'), line, width)),
		),
		...(diagnosis
			? [
					...row('In short', diagnosis.plain),
					...row('Who', actorWords[diagnosis.who]),
					...row('Where', repairWords[diagnosis.repair]),
					...row('Do', diagnosis.fix),
					blank,
				]
			: []),
		...(diagnosis ? section('Because', stepsSay(state, diagnosis.because, width, theme)) : []),
		...section(
			'Also found',
			suspicionLines(diagnosis?.alsoFound ?? [], width, span(`${theme.marks.problem} `, 'bad')),
		),
		...section(
			'Not ruled out',
			suspicionLines(
				diagnosis?.notRuledOut ?? notRuledOut,
				width,
				span(`${theme.marks.unknown} `, 'unknown'),
			),
		),
		...section('Could not be found out', diagnosis ? [] : openLines(state, width, theme)),
		...section(
			'Procedures that may still turn out to be the right one',
			undecided.flatMap(name => labelled(span(`  ${theme.marks.unknown} `, 'unknown'), name, width)),
		),
		...nextLines(state, width),
	];
};

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length > 0 ? [[{text: title, strong: true}], ...lines, blank] : [];

const stepsSay = ({steps}: Case, ids: readonly string[], width: number, theme: Theme): readonly Line[] =>
	ids.flatMap(id => {
		const step = steps.find(candidate => candidate.id === id);
		if (!step) return paragraph(`  ${id}`, width);
		const {mark, tone} = signOfStep(step, theme);
		const says = step.state.status === 'finished' ? step.state.finding.text : step.state.status;
		return labelled(span(`  ${mark} `, tone), `${step.title}: ${says}`, width);
	});

const suspicionLines = (
	list: readonly Suspicion[],
	width: number,
	mark: {readonly text: string},
): readonly Line[] =>
	list.flatMap(({cause, because, plain}) => {
		const name = `${cause} (${because.join(', ')})`;
		return labelled(
			{...mark, text: `  ${mark.text}`},
			plain === undefined ? name : `${plain} ${name}`,
			width,
		);
	});

const openLines = (state: Case, width: number, theme: Theme): readonly Line[] =>
	stepsSay(
		state,
		state.steps
			.filter(
				step =>
					step.state.status === 'crashed' ||
					(step.state.status === 'finished' && step.state.finding.level === 'unknown'),
			)
			.map(({id}) => id),
		width,
		theme,
	);

const nextLines = (state: Case, width: number): readonly Line[] =>
	proceduresOf(state)
		.slice(0, 1)
		.flatMap(({title, destructive}) =>
			labelled(
				span('p  ', 'accent'),
				`${title}${destructive ? ' (cannot be undone: read it first)' : ''}`,
				width,
			),
		);
