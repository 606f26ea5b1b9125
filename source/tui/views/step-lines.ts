import {type Case, mostEvidence, type Step} from '../../core/case.ts';
import type {Dialogues} from '../../core/dialogue.ts';
import {dialogueKey} from '../../core/dialogue-key.ts';
import {exchangesIn} from '../../core/exchanges.ts';
import {explainedOnce} from '../../core/explain/keyword.ts';
import {leftOutWords, thousands} from '../../core/left-out.ts';
import type {Piece} from '../laying.ts';
import {blank, clean, type Line, paragraph, span, unbroken} from '../text.ts';
import type {Theme} from '../theme.ts';
import {duration, signOfStep} from '../words.ts';
import {later} from './at-once.ts';
import {beside} from './beside.ts';
import {type Change, changeLines} from './changes.ts';
import {briefly, evidenceLines, evidenceRow} from './evidence.ts';
import {askedIn, factLines, followsLines, foundLines, partLines, restLines} from './found-lines.ts';

/** `Login · problem · 412 ms`. */
export const stepTitle = (step: Step, theme: Theme): string =>
	clean(
		[step.title, signOfStep(step, theme).word, ...(step.ms === undefined ? [] : [duration(step.ms)])].join(
			` ${theme.dot} `,
		),
	);

/** From so many columns up what a step says and what it rests on stand side by side. */
const wide = 100;

/** Where the right one of two columns begins. */
const middleOf = (width: number): number => Math.min(84, Math.ceil(width / 2)) + 1;

export type Told = {
	readonly state: Case;
	readonly step: Step;
	readonly dialogues: Dialogues;
	/** What the last round of checking again has changed. */
	readonly changes?: readonly Change[];
};

/** The pane beside the list: what was found, the end of what was said, and what follows from it, in `height` rows. */
export const stepBrief = (
	{state, step, dialogues, changes = []}: Told,
	{width, height}: {readonly width: number; readonly height: number},
	theme: Theme,
): readonly Line[] => {
	if (width >= wide) return sentencePage({state, step, dialogues, changes}, width, theme);
	const follows = followsLines(state, step, width);
	const details = partLines(step, width);
	// What follows from a finding comes before its details.
	const found = [
		...newsLines(changes, step, width, theme),
		...foundLines(state, step, width),
		...(follows.length > 0 ? [] : details),
	];
	const {lines: said, before} = endOfSaid(step, dialogues, width, theme);
	const room = Math.max(3, height - found.length - follows.length - (follows.length > 0 ? 2 : 1));
	const shown = said.length > room ? said.slice(1 - room) : said;
	return [
		...found,
		...(said.length > 0 ? [blank] : []),
		...[
			...(said.length > room ? [moreBefore(before + said.length - shown.length, step, theme)] : []),
			...shown,
		].map(row => later(row)),
		...(follows.length > 0 ? [blank, ...follows, ...(details.length > 0 ? [blank, ...details] : [])] : []),
	];
};

/** Things said that are laid out beside the list; of a longer dialogue the beginning is only counted. */
const mostSaid = 200;

const endOfSaid = (
	{evidence}: Step,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): {readonly lines: readonly Line[]; readonly before: number} => {
	const counts = evidence.map(one => exchangesIn(one).length || 1);
	let from = evidence.length;
	for (let said = 0; from > 0 && said < mostSaid; from--) said += counts[from - 1] ?? 0;
	return {
		lines: evidence.slice(from).flatMap(one => briefly(one, dialogues, width, theme)),
		before: counts.slice(0, from).reduce((sum, count) => sum + count, 0),
	};
};

const moreBefore = (count: number, step: Step, {ellipsis, keys}: Theme): Line => [
	span(
		`${ellipsis} ${count} more line${count === 1 ? '' : 's'} before: ${hasDialogue(step) ? 't' : keys['enter']}`,
		'faint',
	),
];

/** A step that was run again says first what has changed. */
const newsLines = (changes: readonly Change[], {id}: Step, width: number, theme: Theme): readonly Line[] =>
	changes.some(({step}) => step.id === id) ? [...changeLines(changes, width, theme), blank] : [];

/** A finding as a sentence: what it says and means, who must act and what to do; where there is room, what it rests on beside it. */
export const sentencePage = (
	{state, step, dialogues, changes = []}: Told,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const isWide = width >= wide && width < unbroken && step.evidence.length > 0;
	const at = isWide ? middleOf(width) : width;
	const room = isWide ? at - 2 : width;
	const follows = followsLines(state, step, room);
	const details = partLines(step, room);
	const left = [
		...newsLines(changes, step, room, theme),
		...foundLines(state, step, room),
		...(follows.length > 0 ? [blank, ...follows] : []),
		...(details.length > 0 ? [blank, ...details] : []),
		blank,
		...restLines(step, room),
	];
	return isWide
		? beside(left, besideRows(step, dialogues, width - at, theme), at).map((row, index) =>
				later(row, left[index]),
			)
		: left;
};

/** As much of the evidence as anybody reads beside a sentence; its own page has all of it. */
const besideRows = (step: Step, dialogues: Dialogues, width: number, theme: Theme): readonly Line[] => {
	const rows: Line[] = [];
	for (const [index, evidence] of step.evidence.entries()) {
		rows.push(...evidenceRow(evidence, `${index + 1}`, dialogues, width, theme));
		if (rows.length > mostBeside) break;
	}
	return rows.length > mostBeside
		? [...rows.slice(0, mostBeside), [span(`${theme.ellipsis} more under evidence`, 'faint')]]
		: rows;
};

const mostBeside = 200;

/** What a finding rests on: each question with its answer and its time, then the facts. */
export const evidencePage = ({step, dialogues}: Told, width: number, theme: Theme): readonly Piece[] => [
	...(step.evidence.length === 0
		? [() => paragraph('Nothing outside was asked in this step.', width, 'faint')]
		: step.evidence.map((evidence, index) => () => {
				const number = `${numberOf(step, index)}`.padStart(String(askedIn(step)).length);
				const row = evidenceRow(evidence, number, dialogues, width, theme);
				return index === mostEvidence / 2 ? [...leftOutLines(step, width), ...row] : row;
			})),
	() => [blank, ...factLines(step, width)],
];

/** Which question of the step this is: of very many, those in the middle were not kept. */
const numberOf = ({leftOut = 0}: Step, index: number): number =>
	index + 1 + (index < mostEvidence / 2 ? 0 : leftOut);

/** That the middle of what a step was told is not there. */
const leftOutLines = ({leftOut = 0}: Step, width: number): readonly Line[] =>
	leftOut === 0
		? []
		: paragraph(
				leftOutWords(
					leftOut,
					['question'],
					`of one step the first ${thousands(mostEvidence / 2)} and the last ${thousands(mostEvidence / 2)} are kept`,
					'The case file has all of them.',
				),
				width,
				'warning',
			);

/** Whether a mail server was talked to. */
export const hasDialogue = ({evidence}: Step): boolean => evidence.some(({probe}) => probe === 'smtp');

/** A part of a page may be laid out a second time: what was left out of a line then is what was left out at first. */
const sameAgain = (once: ReturnType<typeof explainedOnce>): typeof once => {
	const told = new Map<unknown, unknown>();
	return line => {
		if (line.offers === undefined) return line;
		const known = (told.get(line) as typeof line | undefined) ?? once(line);
		told.set(line, known);
		return known;
	};
};

/** The whole dialogue that this step was a part of: what earlier and later steps said to the same server included. */
export const dialoguePage = (
	state: Case,
	step: Step,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Piece[] => {
	const own = new Set(step.evidence.filter(({probe}) => probe === 'smtp').map(dialogueKey));
	if (own.size === 0)
		return [
			() =>
				paragraph(
					'No mail server was talked to in this step, so there is no conversation. What was asked stands under evidence.',
					width,
					'faint',
				),
		];
	const once = sameAgain(explainedOnce());
	return state.steps.flatMap(other => {
		const part = other.evidence.filter(
			evidence => evidence.probe === 'smtp' && own.has(dialogueKey(evidence)),
		);
		if (part.length === 0) return [];
		const {mark, tone} = signOfStep(other, theme);
		const title: Line = [
			span(`${mark} `, tone),
			{text: clean(other.title), strong: true},
			span(other.id === step.id ? '  (this step)' : '', 'faint'),
		];
		return [
			() => [title],
			...part.map(
				evidence => () => evidenceLines(evidence, dialogues, width, theme, once).slice(own.size > 1 ? 0 : 1),
			),
			() => leftOutLines(other, width),
		];
	});
};
