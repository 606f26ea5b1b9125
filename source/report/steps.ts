import {mostEvidence, type Step} from '../core/case.ts';
import type {Finding} from '../core/check.ts';
import {type Dialogues, dialogueKey} from '../core/dialogue.ts';
import type {Evidence} from '../core/event.ts';
import {type DialogueLine, dialogueLine, troubleWord} from '../core/explain/line.ts';
import {leftOutWords, thousands} from '../core/left-out.ts';
import type {SmtpQuestion} from '../core/smtp.ts';
import {adviceLines} from './advice.ts';
import {foldedRows} from './dialogue.ts';
import {marks} from './marks.ts';
import {shortened, wrapped} from './wrap.ts';

/** What each step has found, in the order of the path; what is wrong or open has its word before it. */
export const stepLines = (steps: readonly Step[], dialogues: Dialogues): readonly string[] =>
	grouped(steps.filter(isTold)).flatMap(group =>
		group.length > 1 ? skippedLines(group) : group.flatMap(step => linesOf(step, dialogues)),
	);

const isTold = ({state}: Step): boolean => !(state.status === 'skipped' && state.why === 'excluded');

/** Steps that were skipped for the same reason, or because of one another, are told as one. */
const grouped = (steps: readonly Step[]): ReadonlyArray<readonly Step[]> => {
	const groups: Step[][] = [];
	for (const step of steps) {
		const last = groups.at(-1);
		if (last && belongs(step, last)) last.push(step);
		else groups.push([step]);
	}
	return groups;
};

const belongs = ({state, needs}: Step, group: readonly Step[]): boolean => {
	const [first] = group;
	return (
		state.status === 'skipped' &&
		first?.state.status === 'skipped' &&
		state.begun === first.state.begun &&
		(state.reason === first.state.reason || group.some(({id}) => needs.includes(id)))
	);
};

const skippedLines = (group: readonly Step[]): readonly string[] => {
	const state = group[0]?.state;
	if (state?.status !== 'skipped') return [];
	const titles = group.map(({title}) => title).join(', ');
	const word = state.begun ? words.unknown : marks['not-reached'];
	return wrapped(`${word} ${titles}: ${shortened(state.reason, 300)}`, '  ', '    ');
};

const words: Readonly<Record<Finding['level'], string>> = {
	ok: marks.good,
	warning: `${marks.warning} NOTE`,
	problem: `${marks.bad} BROKEN`,
	unknown: `${marks.unknown} UNKNOWN`,
};

const linesOf = (step: Step, dialogues: Dialogues): readonly string[] => {
	const {state, title} = step;
	switch (state.status) {
		case 'finished': {
			const {level, text} = state.finding;
			const told = wrapped(`${words[level]} ${title}: ${shortened(text, 600)}${took(step)}`, '  ', '    ');
			const advice = [...adviceLines(state.finding), ...unkeptLines(step, '      ')];
			return level === 'ok' ? [...told, ...advice] : [...told, ...heardLines(step, dialogues), ...advice];
		}
		case 'skipped':
			return skippedLines([step]);
		case 'crashed':
			return [
				...wrapped(`${words.unknown} ${title}: a fault in lostmail itself, not in the mail:`, '  ', '    '),
				...wrapped(shortened(state.message, 500), '      '),
			];
		case 'waiting':
		case 'running':
			return wrapped(`${marks['not-reached']} ${title}: not finished`, '  ', '    ');
	}
};

/** That not all of what was asked in a step is told. */
export const unkeptLines = ({leftOut = 0}: Step, margin: string): readonly string[] =>
	leftOut === 0
		? []
		: wrapped(
				`(${leftOutWords(leftOut, ['question'], `of one step at most ${thousands(mostEvidence)} are kept`, 'The case file has all of them.')})`,
				margin,
			);

/** The time between asking and knowing; a step that asked nothing outside took none worth telling. */
const took = ({ms = 0, evidence}: Step): string =>
	evidence.length > 0 && ms >= 1 ? ` (${duration(ms)})` : '';

export const duration = (ms: number): string =>
	ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** What matters of what was said, before a finding that is not fine: of several conversations the one that decides. */
const heardLines = ({evidence, state}: Step, dialogues: Dialogues): readonly string[] => {
	const margin = '      ';
	const talks = [
		...Map.groupBy(
			evidence.filter(one => dialogues.has(one)),
			dialogueKey,
		).values(),
	].map(parts => ({server: serverOf(parts[0]), lines: linesIn(parts, dialogues)}));
	const {host, port} = state.status === 'finished' ? state.finding.facts : {};
	const named = talks.filter(({server}) => server === `${host}:${port}`);
	const own = named.length > 0 ? named : talks.filter(({server}) => server === talks[0]?.server);
	const [first] = own;
	if (!first) return [];
	const {lines} = own.findLast(talk => talk.lines.some(line => troubleWord(line) !== undefined)) ?? first;
	const more = talks.length - 1;
	return [
		...foldedRows(lines, margin),
		...(more > 0
			? wrapped(
					`(${more} more ${more === 1 ? 'conversation' : 'conversations'}: --report transcript has all)`,
					margin,
				)
			: []),
	];
};

const linesIn = (parts: readonly Evidence[], dialogues: Dialogues): readonly DialogueLine[] =>
	parts.flatMap(part => dialogues.get(part) ?? []).map(dialogueLine);

/** The server of a conversation, as `host:port`. */
export const serverOf = (evidence: Evidence | undefined): string => {
	const {host, port} = (evidence?.question ?? {}) as Partial<SmtpQuestion>;
	return `${host}:${port}`;
};

/** A step by its title, with its mark, and its word where it is not fine. */
export const titleWords = ({title, state}: Step): string =>
	`${state.status === 'finished' ? words[state.finding.level] : marks['not-reached']} ${title}`;
