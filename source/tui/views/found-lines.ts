import {actorWords} from '../../core/actor.ts';
import {adviceOf} from '../../core/advice.ts';
import type {Case, Step} from '../../core/case.ts';
import {lasting} from '../../core/duration.ts';
import type {Asking, Suspicion} from '../../core/event.ts';
import {cutWords, leftOutWords, thousands} from '../../core/left-out.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import {adviceFacts, adviceLines, detailLines} from './advice-lines.ts';
import {askingWords} from './evidence.ts';
import {isLimited} from './now.ts';

const doingWords = (asking: Asking | undefined): string => {
	if (!asking) return 'Running';
	return asking.probe === 'pause' ? `This is ${askingWords(asking)}.` : `Asking ${askingWords(asking)}`;
};

/** Each part that was looked at. */
export const partLines = ({state}: Step, width: number): readonly Line[] =>
	state.status === 'finished' ? detailLines(state.finding, width) : [];

/** What the step says, or why it says nothing yet. */
export const foundLines = (state: Case, step: Step, width: number): readonly Line[] => {
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
			return [
				...paragraph(doingWords(step.state.asking), width, 'accent'),
				...(state.reach && isLimited(step.state.asking)
					? paragraph(`One answer may take ${lasting(state.reach.timeout / 1000)}.`, width, 'faint')
					: []),
			];
		case 'finished':
			return [...paragraph(step.state.finding.text, width), ...adviceLines(step.state.finding, width)];
		case 'skipped':
			return paragraph(`Skipped: ${step.state.reason}`, width, 'faint');
		case 'crashed':
			return paragraph(`This is our fault, not the mail's: ${step.state.message}`, width, 'unknown');
	}
};

/** What the diagnosis makes of it; who must act only where the finding itself has not said so. */
export const followsLines = (
	{diagnosis, notRuledOut}: Case,
	{id, state}: Step,
	width: number,
): readonly Line[] => {
	const row = (label: string, words: string) => labelled(span(label.padEnd(7), 'faint'), words, width);
	const told = state.status === 'finished' && adviceOf(state.finding.facts).who !== undefined;
	if (diagnosis?.because.includes(id))
		return [
			...row('Means', diagnosis.plain),
			...(told ? [] : row('Who', actorWords[diagnosis.who])),
			...row('Do', diagnosis.fix),
		];
	const speaksFor = ({because}: Suspicion) => because.includes(id);
	const rows = [
		...(diagnosis?.alsoFound ?? [])
			.filter(speaksFor)
			.flatMap(({plain = '', cause}) => row('Means', `${plain} (${cause}, beside the diagnosis)`.trim())),
		...(diagnosis?.notRuledOut ?? notRuledOut)
			.filter(speaksFor)
			.flatMap(({plain = '', cause}) => row('Maybe', `${plain} (${cause}, not ruled out)`.trim())),
	];
	const more = rows.length - mostFollowing;
	return more <= 0
		? rows
		: [
				...rows.slice(0, mostFollowing),
				...row('', leftOutWords(more, ['line'], 'the diagnosis has all that may follow')),
			];
};

/** Characters of a fact that is no text. */
const longestFact = 500;

/** Rows of what may follow from one step. */
const mostFollowing = 40;

/** The finding's code, and what it is made of. */
export const factLines = ({state}: Step, width: number): readonly Line[] => {
	if (state.status !== 'finished') return [];
	const facts = Object.entries(state.finding.facts).filter(
		([name, value]) => value !== undefined && !adviceFacts.has(name),
	);
	return [
		...labelled(span('Finding ', 'faint'), state.finding.code, width),
		...facts.flatMap(([name, value], index) =>
			labelled(
				span(index === 0 ? 'Facts   ' : '        ', 'faint'),
				`${name}: ${typeof value === 'string' ? value : cutWords(JSON.stringify(value), longestFact)}`,
				width,
			),
		),
	];
};

/** How many questions were asked in a step, those that were not kept included. */
export const askedIn = ({evidence, leftOut = 0}: Step): number => evidence.length + leftOut;

/** What the finding is called, what looked for it, and how much was asked for it. */
export const restLines = (step: Step, width: number): readonly Line[] => {
	const count = askedIn(step);
	return [
		...(step.state.status === 'finished'
			? labelled(span('Finding ', 'faint'), step.state.finding.code, width)
			: []),
		...labelled(
			span('Check   ', 'faint'),
			`${step.check}, hop ${step.hop}${step.needs.length > 0 ? `, after ${step.needs.join(', ')}` : ''}`,
			width,
		),
		...(count > 0 || step.state.status === 'finished'
			? labelled(
					span('Asked   ', 'faint'),
					count === 0
						? 'nothing outside'
						: `${thousands(count)} question${count === 1 ? '' : 's'}, under evidence`,
					width,
				)
			: []),
	];
};
