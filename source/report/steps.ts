import type {Step} from '../core/case.ts';
import type {Finding} from '../core/check.ts';
import {adviceLines} from './advice.ts';
import {marks} from './marks.ts';
import {indented, shortened, wrapped} from './wrap.ts';

/** What each step has found, in the order of the path; what is wrong or open has its word before it. */
export const stepLines = (steps: readonly Step[]): readonly string[] =>
	grouped(steps.filter(isTold)).flatMap(group =>
		group.length > 1 ? skippedLines(group) : group.flatMap(linesOf),
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

const linesOf = (step: Step): readonly string[] => {
	const {state, title} = step;
	switch (state.status) {
		case 'finished': {
			const {level, text} = state.finding;
			const told = wrapped(`${words[level]} ${title}: ${shortened(text, 600)}${took(step)}`, '  ', '    ');
			const advice = adviceLines(state.finding);
			return level === 'ok' ? [...told, ...advice] : [...told, ...transcriptLines(step), ...advice];
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

/** The time between asking and knowing; a step that asked nothing outside took none worth telling. */
const took = ({ms = 0, evidence}: Step): string =>
	evidence.length > 0 && ms >= 1 ? ` (${duration(ms)})` : '';

export const duration = (ms: number): string =>
	ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

const sides: Readonly<Record<string, string>> = {client: 'C', server: 'S'};

/** The last things said before a finding that is not fine. */
const transcriptLines = ({evidence}: Step): readonly string[] =>
	evidence
		.flatMap(({answer}) => exchangesOf(answer))
		.slice(-6)
		.flatMap(({side, text}) => text.split(/\r?\n/).map(line => ({side, line})))
		.slice(-12)
		.flatMap(({side, line}) => indented(shortened(line, 300), `      ${sides[side] ?? '·'} `));

type Said = {readonly side: string; readonly text: string};

const exchangesOf = (answer: unknown): readonly Said[] => {
	const said = (answer as {readonly exchanges?: unknown} | undefined)?.exchanges;
	return Array.isArray(said) ? (said as readonly Said[]).filter(({text}) => typeof text === 'string') : [];
};
