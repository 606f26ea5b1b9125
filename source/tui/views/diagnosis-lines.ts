import {actorWords} from '../../core/actor.ts';
import type {Case} from '../../core/case.ts';
import type {Suspicion} from '../../core/event.ts';
import {leftOutWords} from '../../core/left-out.ts';
import type {OpenCase} from '../host.ts';
import {blank, clean, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {repairWords, signOfStep} from '../words.ts';
import {type Change, changeLines} from './changes.ts';
import {proceduresOf, undecidedTitles} from './procedure-lines.ts';
import {turnLines} from './turn-lines.ts';
import {verdictSign} from './verdict.ts';

type Judged = {
	readonly state: Case;
	readonly open: Pick<OpenCase, 'closed'>;
	readonly changes: readonly Change[];
};

/** Cause, who must act, why we think so, what else was found, what stays open, and what would change the verdict. */
export const diagnosisLines = (
	{state, open, changes}: Judged,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const {diagnosis, assumed} = state;
	const {mark, text, tone, cause} = verdictSign(state, theme);
	const row = (label: string, words: string) => labelled(span(label.padEnd(9), 'faint'), words, width);
	return [
		...labelled({text: `${mark} `, tone}, text, width),
		...(cause ? [[span('  '), span(clean(cause), 'accent')]] : []),
		blank,
		...(changes.length > 0 ? [...changeLines(changes, width, theme), blank] : []),
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
			suspicionLines(
				state,
				diagnosis?.alsoFound ?? [],
				'shown by',
				width,
				span(`${theme.marks.problem} `, 'bad'),
			),
		),
		...section('Could not be found out', openLines(state, width, theme)),
		...section('What would change this verdict', turnLines(state, open.closed, width, theme)),
		...section('Not ruled out', notRuledOutLines(state, width, theme)),
		...section(
			'Procedures that may still turn out to be the right one',
			undecidedTitles(state).flatMap(title =>
				labelled(span(`  ${theme.marks.unknown} `, 'unknown'), title, width),
			),
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

/** Each cause in words, with its name and the steps that it rests on, as the list of steps has them. */
const suspicionLines = (
	{steps}: Case,
	list: readonly Suspicion[],
	how: 'shown by' | 'open at',
	width: number,
	mark: {readonly text: string},
): readonly Line[] =>
	list.flatMap(({cause, because, plain}) => {
		const titles = because.map(id => steps.find(step => step.id === id)?.title ?? id);
		const name = `${cause}${titles.length === 0 ? '' : `, ${how} ${titles.join(', ')}`}`;
		return labelled(
			{...mark, text: `  ${mark.text}`},
			plain === undefined ? name : `${plain} ${name}`,
			width,
		);
	});

/**
 * What was looked at and may still be the cause, cause by cause; what lies behind a step that was not reached can be
 * anything, so that it is counted by its steps.
 */
const notRuledOutLines = (state: Case, width: number, theme: Theme): readonly Line[] => {
	const {diagnosis, notRuledOut, steps} = state;
	const unreached = new Set(
		steps.filter(one => one.state.status === 'skipped' || one.state.status === 'waiting').map(({id}) => id),
	);
	const isBehind = ({because}: Suspicion) => because.length > 0 && because.every(id => unreached.has(id));
	const all = diagnosis?.notRuledOut ?? notRuledOut;
	const near = all.filter(one => !isBehind(one));
	const behind = all.filter(isBehind);
	const titles = steps
		.filter(({id}) => behind.some(({because}) => because.includes(id)))
		.map(({title}) => title);
	const more = near.length > 0 ? ' more' : '';
	return [
		...suspicionLines(
			state,
			near.slice(0, mostSuspicions),
			'open at',
			width,
			span(`${theme.marks.unknown} `, 'unknown'),
		),
		...(near.length > mostSuspicions
			? labelled(
					span('  '),
					leftOutWords(near.length - mostSuspicions, ['cause'], `at most ${mostSuspicions} are shown`),
					width,
				)
			: []),
		...(behind.length > 0
			? labelled(
					span(`  ${theme.marks.notReached} `, 'faint'),
					`${behind.length}${more} cause${behind.length === 1 ? ' lies' : 's lie'} behind what was not reached: ${titles.join(', ')}`,
					width,
				)
			: []),
	];
};

const mostSuspicions = 60;

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
