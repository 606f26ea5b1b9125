import {adviceOf} from '../../core/advice.ts';
import type {Case, Step} from '../../core/case.ts';
import {type Dialogues, dialogueKey} from '../../core/dialogue.ts';
import type {Asking} from '../../core/event.ts';
import {explainedOnce} from '../../core/explain/keyword.ts';
import {actorWords} from '../../core/knowledge.ts';
import {blank, clean, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {duration, signOfStep} from '../words.ts';
import {adviceFacts, adviceLines, detailLines} from './advice-lines.ts';
import {askingWords, briefly, evidenceLines} from './evidence.ts';

/** `Login · problem · 412 ms`. */
export const stepTitle = (step: Step, theme: Theme): string =>
	clean(
		[step.title, signOfStep(step, theme).word, ...(step.ms === undefined ? [] : [duration(step.ms)])].join(
			` ${theme.dot} `,
		),
	);

/** The pane beside the list: what was found, the end of what was said, and what follows from it, in `height` rows. */
export const stepBrief = (
	state: Case,
	step: Step,
	dialogues: Dialogues,
	{width, height}: {readonly width: number; readonly height: number},
	theme: Theme,
): readonly Line[] => {
	const follows = followsLines(state, step, width);
	const details = partLines(step, width);
	// What follows from a finding comes before its details.
	const found = [...foundLines(state, step, width), ...(follows.length > 0 ? [] : details)];
	const said = step.evidence.flatMap(evidence => briefly(evidence, dialogues, width, theme));
	const room = Math.max(3, height - found.length - follows.length - (follows.length > 0 ? 2 : 1));
	const shown = said.length > room ? said.slice(1 - room) : said;
	return [
		...found,
		...(said.length > 0 ? [blank] : []),
		...(said.length > room
			? [[span(`${theme.ellipsis} ${said.length - shown.length} more lines before: t`, 'faint')]]
			: []),
		...shown,
		...(follows.length > 0 ? [blank, ...follows, ...(details.length > 0 ? [blank, ...details] : [])] : []),
	];
};

/** The same step with everything that is known of it. */
export const stepPage = (
	state: Case,
	step: Step,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Line[] => [
	...foundLines(state, step, width),
	...partLines(step, width),
	...followsLines(state, step, width),
	...(step.evidence.length > 0 ? [blank] : []),
	...step.evidence.flatMap(evidence => evidenceLines(evidence, dialogues, width, theme)),
	...factLines(step, width),
	...labelled(
		span('Check   ', 'faint'),
		`${step.check}, hop ${step.hop}${step.needs.length > 0 ? `, after ${step.needs.join(', ')}` : ''}`,
		width,
	),
];

/** The whole dialogue that this step was a part of: what earlier and later steps said to the same server included. */
export const dialoguePage = (
	state: Case,
	step: Step,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const own = new Set(step.evidence.filter(({probe}) => probe === 'smtp').map(dialogueKey));
	if (own.size === 0) return stepPage(state, step, dialogues, width, theme);
	const once = explainedOnce();
	return state.steps.flatMap(other => {
		const part = other.evidence.filter(
			evidence => evidence.probe === 'smtp' && own.has(dialogueKey(evidence)),
		);
		if (part.length === 0) return [];
		const {mark, tone} = signOfStep(other, theme);
		return [
			[
				span(`${mark} `, tone),
				{text: clean(other.title), strong: true} as const,
				span(other.id === step.id ? '  (this step)' : '', 'faint'),
			],
			...part.flatMap(evidence =>
				evidenceLines(evidence, dialogues, width, theme, once).slice(own.size > 1 ? 0 : 1),
			),
		];
	});
};

const doingWords = (asking: Asking | undefined): string => {
	if (!asking) return 'Running';
	return asking.probe === 'pause' ? `This is ${askingWords(asking)}.` : `Asking ${askingWords(asking)}`;
};

const partLines = ({state}: Step, width: number): readonly Line[] =>
	state.status === 'finished' ? detailLines(state.finding, width) : [];

const foundLines = (state: Case, step: Step, width: number): readonly Line[] => {
	const titles = (ids: readonly string[]) =>
		ids.map(id => state.steps.find(other => other.id === id)?.title ?? id).join(', ');
	switch (step.state.status) {
		case 'waiting':
			return paragraph(
				step.needs.length > 0 ? `Waits for ${titles(step.needs)}.` : 'Waits for its turn.',
				width,
				'faint',
			);
		case 'running':
			return paragraph(doingWords(step.state.asking), width, 'accent');
		case 'finished':
			return [...paragraph(step.state.finding.text, width), ...adviceLines(step.state.finding, width)];
		case 'skipped':
			return paragraph(`Skipped: ${step.state.reason}`, width, 'faint');
		case 'crashed':
			return paragraph(`This is our fault, not the mail's: ${step.state.message}`, width, 'unknown');
	}
};

/** What the diagnosis makes of it; who must act only where the finding itself has not said so. */
const followsLines = ({diagnosis}: Case, {id, state}: Step, width: number): readonly Line[] => {
	if (!diagnosis?.because.includes(id)) return [];
	const told = state.status === 'finished' && adviceOf(state.finding.facts).who !== undefined;
	return [
		...labelled(span('Means  ', 'faint'), diagnosis.plain, width),
		...(told ? [] : labelled(span('Who    ', 'faint'), actorWords[diagnosis.who], width)),
		...labelled(span('Do     ', 'faint'), diagnosis.fix, width),
	];
};

const factLines = ({state}: Step, width: number): readonly Line[] => {
	if (state.status !== 'finished') return [];
	const facts = Object.entries(state.finding.facts).filter(
		([name, value]) => value !== undefined && !adviceFacts.has(name),
	);
	return [
		...labelled(span('Finding ', 'faint'), state.finding.code, width),
		...facts.flatMap(([name, value], index) =>
			labelled(
				span(index === 0 ? 'Facts   ' : '        ', 'faint'),
				`${name}: ${typeof value === 'string' ? value : JSON.stringify(value).slice(0, 500)}`,
				width,
			),
		),
	];
};
