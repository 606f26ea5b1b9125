import type {Case, Step} from '../../core/case.ts';
import type {Suspicion, Turn} from '../../core/event.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {signOfStep} from '../words.ts';
import {plainCheck} from './guide-checks.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';
import {isOpen, resultSentence, tellingSteps} from './guide-result.ts';
import {wayLines} from './guide-run.ts';

/** Why we think so: a fact a line, what else was found, what stays open, and what would change it. */
export const whyContent = (state: Case, width: number, theme: Theme): GuideContent => {
	const {diagnosis, notRuledOut, turns, assumed} = state;
	const {marks} = theme;
	const {text} = resultSentence(state, theme);
	const section = (title: string, lines: readonly Line[]): readonly Line[] =>
		lines.length > 0 ? [[span(title, 'strong')], ...lines] : [];
	const item = (mark: string, words: string) => labelled(span(`  ${mark} `, 'faint'), words, width);
	const because = state.steps.filter(({id}) => diagnosis?.because.includes(id));
	const rivals = plainOf(diagnosis?.notRuledOut ?? notRuledOut);
	return {
		of: 'why',
		title: state.playbook.title,
		right: 'why',
		ask: paragraph(diagnosis ? `Why we think so: ${text}` : text, width, 'strong'),
		text: paragraphs(
			section(
				'Assumed, and so not what is really there',
				assumed.flatMap(words => item(marks.warning, words)),
			),
			section(
				'Because',
				because.flatMap(step => item(marks.problem, factWords(step))),
			),
			diagnosis ? section('What to change', paragraph(diagnosis.fix, width)) : [],
			section(
				'Also found',
				plainOf(diagnosis?.alsoFound ?? []).flatMap(words => item(marks.problem, words)),
			),
			section(
				diagnosis ? 'Noticed besides' : 'What was noticed',
				noticedIn(state).flatMap(step => {
					const {mark, tone} = signOfStep(step, theme);
					return labelled(span(`  ${mark} `, tone), factWords(step), width);
				}),
			),
			section(
				'Could not be found out',
				openIn(state).flatMap(step => item(marks.unknown, factWords(step))),
			),
			section('The way of the mail, as far as it was looked at', wayLines(state, width, theme)),
			section(
				'What would change this',
				few(turns.map(turn => turnWords(turn, state.steps))).flatMap(words => item(theme.pointer, words)),
			),
			section(
				`Could not be ruled out: ${rivals.length}`,
				few(rivals).flatMap(words => item(marks.unknown, words)),
			),
		),
		rows: [],
	};
};

/** What is wrong or strange, and is not what the diagnosis rests on. */
const noticedIn = (state: Case): readonly Step[] =>
	tellingSteps(state).filter(step => !isOpen(step) && !state.diagnosis?.because.includes(step.id));

/** What said why it could not be found out, then what was not reached because of that. */
const openIn = ({steps}: Case): readonly Step[] =>
	steps
		.filter(isOpen)
		.toSorted((a, b) => Number(a.state.status === 'skipped') - Number(b.state.status === 'skipped'));

/** Lines of what nobody has seen; the desk has all of them. */
const most = 5;

const few = (all: readonly string[]): readonly string[] =>
	all.length > most ? [...all.slice(0, most), `and ${all.length - most} more`] : all;

/** What was looked at, and what was found, in the words of the finding. */
const factWords = (step: Step): string => {
	const {whether} = plainCheck(step);
	const {state} = step;
	const found =
		state.status === 'finished'
			? state.finding.text
			: state.status === 'skipped'
				? `not looked at: ${state.reason}`
				: state.status === 'crashed'
					? 'lostmail itself failed here; that says nothing about the mail.'
					: 'not looked at.';
	return `${capital(whether)}: ${found}`;
};

/** Each once; a cause that takes facts has no words of its own, and goes by its name. */
const plainOf = (list: readonly Suspicion[]): readonly string[] => [
	...new Set(list.map(({plain, cause}) => plain ?? cause)),
];

/** What would be said if one thing were found to be otherwise. */
export const turnWords = ({step, when, cause, plain}: Turn, steps: readonly Step[]): string => {
	const found = steps.find(({id}) => id === step);
	const whether = found ? plainCheck(found).whether : step;
	if (cause === null)
		return when === 'mended'
			? `Once this is in order, nothing that is known so far would be wrong: ${whether}. What comes after it is looked at then.`
			: `Nothing that is known so far would be named as wrong, if it were known ${whether}.`;
	const then = plain ?? `The cause would be ${cause}.`;
	return when === 'mended'
		? `Once this is in order, something else would show (${whether}): ${then}`
		: `This might turn out, if it were known ${whether}: ${then}`;
};

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
