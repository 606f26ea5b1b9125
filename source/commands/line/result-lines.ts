import {type Case, pathOf, type Step} from '../../core/case.ts';
import {type Hop, type HopState, stations} from '../../core/hop.ts';
import {actorWords} from '../../core/knowledge.ts';
import {stateWords} from '../../report/marks.ts';
import type {OpenCase} from '../../tui/host.ts';
import {proceduresOf, wayWords} from '../../tui/views/procedure-lines.ts';
import {hopWords, repairWords} from '../../tui/words.ts';
import {notTaken, stepLine} from './run-lines.ts';
import {counted, listed, sentence} from './sentence.ts';

/** What is wrong, in plain words and one or two sentences. */
export const verdictWords = (state: Case): string => {
	const {verdict, diagnosis, fault} = state;
	if (fault !== undefined)
		return `lostmail itself failed, which says nothing about the mail: ${sentence(fault)}`;
	if (diagnosis) {
		const so = verdict === 'cancelled' || verdict === undefined ? 'So far: ' : '';
		const end = verdict === 'inconclusive' ? ' No procedure is known to fit.' : '';
		return `${so}${sentence(diagnosis.plain)}${end}`;
	}
	if (verdict === undefined) return 'Not finished.';
	switch (verdict) {
		case 'healthy':
			return `Nothing was found that would stop the mail.${notesOf(state)}`;
		case 'cancelled':
			return 'Cancelled before it came to a verdict.';
		case 'diagnosed':
		case 'inconclusive':
			return openWords(state);
	}
};

/** What is worth a look although nothing stops the mail. */
const notesOf = ({steps}: Case): string => {
	const noted = steps.filter(({state}) => state.status === 'finished' && state.finding.level === 'warning');
	return noted.length > 0 ? ` To be noted: ${listed(noted.map(({title}) => title))}.` : '';
};

/** Where no cause could be named. */
const openWords = (state: Case): string => {
	const problem = state.steps.find(
		({state: step}) => step.status === 'finished' && step.finding.level === 'problem',
	);
	if (problem) return `“${problem.title}” found a problem, and no rule says what it means.`;
	const open = openSteps(state);
	return open.length === 0
		? 'The cause could not be found out.'
		: `The cause could not be found out, because something is unknown: ${listed(
				open.map(({title}) => title),
				5,
			)}.`;
};

/** The whole result: what is wrong, who can change it, what to do, the way of the mail, and how sure all this is. */
export const resultLines = (state: Case): readonly string[] => {
	const {diagnosis, assumed} = state;
	const [procedure] = proceduresOf(state);
	return [
		'',
		`Result: ${verdictWords(state)}`,
		...assumed.map(line => `Assumed, and so not what the world sees now: ${sentence(line)}`),
		...(diagnosis
			? [
					`Who can change it: ${actorWords[diagnosis.who]}. Where: ${repairWords[diagnosis.repair]}.`,
					`What to change: ${sentence(diagnosis.fix)}`,
				]
			: []),
		...(procedure
			? [
					`What to do now: ${sentence(procedure.title)}${procedure.destructive ? ' This cannot be undone; read it first.' : ''}`,
				]
			: []),
		...(isUntouched(state) ? [] : [...pathLines(state), ...sureLines(state)]),
	];
};

/** Cancelled before the first step, nothing is known of the way of the mail, and so nothing is said about it. */
const isUntouched = ({verdict, steps}: Case): boolean =>
	verdict === 'cancelled' &&
	steps.every(({evidence, state}) => evidence.length === 0 && state.status === 'skipped');

const stationWords: Readonly<Record<(typeof stations)[number]['station'], string>> = {
	account: 'Account',
	device: 'Device',
	provider: 'Mail provider',
	recipient: 'Receiving side',
	mailbox: 'Mailbox',
};

const order = ['bad', 'unknown', 'good', 'not-reached', 'not-looked-at'] as const;

const pathWords: Readonly<Record<HopState | 'not-looked-at', string>> = {
	...stateWords,
	'not-looked-at': 'not looked at',
};

/** The way of the mail, a sentence for each station; a hop that no step looks at is told as that. */
const pathLines = ({steps}: Case): readonly string[] => {
	const looked = new Set(
		steps.filter(({state}) => !(state.status === 'skipped' && state.why === 'excluded')).map(({hop}) => hop),
	);
	const states = new Map(
		pathOf(steps).map(({hop, state}) => [hop, looked.has(hop) ? state : 'not-looked-at'] as const),
	);
	return [
		'The way of the mail:',
		...stations.map(({station, hops}) => {
			const inside: readonly Hop[] = hops;
			const parts = order.flatMap(wanted => {
				const those = inside.filter(hop => states.get(hop) === wanted);
				if (those.length === 0) return [];
				const names = listed(those.map(hop => hopWords[hop]));
				if (those.length === inside.length) return [pathWords[wanted]];
				return [`${pathWords[wanted]}${wanted === 'not-looked-at' ? ': ' : ' at '}${names}`];
			});
			return `${stationWords[station]}: ${parts.join('; ')}.`;
		}),
	];
};

/** Lines of what could not be found out that are read out unasked. */
const mostOpen = 6;

/** What could not be found out, and so how far the result can be relied on. */
const sureLines = (state: Case): readonly string[] => {
	const lines = openLines(state);
	const causes = state.diagnosis ? state.diagnosis.notRuledOut : state.notRuledOut;
	return [
		...(lines.length === 0
			? ['How sure this is: everything that was asked gave an answer.']
			: ['How sure this is: some of it could not be found out.', ...lines.slice(0, mostOpen)]),
		...(lines.length > mostOpen ? [`And ${lines.length - mostOpen} more; “why” has them all.`] : []),
		...(causes.length > 0
			? [
					`${counted(causes.length, 'other cause')} ${causes.length === 1 ? 'is' : 'are'} not ruled out; “why” names ${causes.length === 1 ? 'it' : 'them'}.`,
				]
			: []),
	];
};

/** Steps that said nothing that can be relied on; where there is none, those that could not be taken for it. */
const openSteps = ({steps}: Pick<Case, 'steps'>): readonly Step[] => {
	const open = steps.filter(
		({state}) =>
			state.status === 'crashed' ||
			(state.status === 'finished' && state.finding.level === 'unknown') ||
			(state.status === 'skipped' && state.begun === true),
	);
	return open.length > 0
		? open
		: steps.filter(({state}) => state.status === 'skipped' && state.why === 'unknown');
};

/** The same in sentences, what was left out for one reason together; then what nobody told enough for. */
export const openLines = (state: Case): readonly string[] => {
	const open = openSteps(state);
	const left = Map.groupBy(open, step => (step.state.status === 'skipped' ? step.state.reason : undefined));
	const untold = state.steps.filter(step => step.state.status === 'skipped' && step.state.why === 'untold');
	return [
		...[...left].flatMap(([reason, steps]) =>
			reason === undefined
				? steps.flatMap(step => stepLine(step) ?? [])
				: [notTaken(titlesOf(steps), reason)],
		),
		...(untold.length > 0
			? [`Not looked at, because what it needs was not told: ${listed(titlesOf(untold))}.`]
			: []),
	];
};

const titlesOf = (steps: readonly Step[]): readonly string[] => steps.map(({title}) => title);

/** What is left behind: what was found, where the case is, what to type next. */
export const leavingLines = (
	state: Case,
	{file, id, trouble}: Partial<Pick<OpenCase, 'file' | 'id' | 'trouble'>>,
): readonly string[] => {
	const {verdict} = state;
	const [procedure] = proceduresOf(state);
	const last = trouble?.snapshot();
	const cause = state.diagnosis ? ` (${state.diagnosis.cause})` : '';
	const next =
		id === undefined || last?.ends
			? file === undefined || last?.ends
				? `lostmail run ${state.playbook.name}`
				: `lostmail case replay ${file}`
			: `lostmail case resume ${id}`;
	return [
		'',
		`Found: ${verdictWords(state)}${cause}`,
		...(last?.ends ? [sentence(last.text)] : file === undefined ? [] : [`The case is kept in ${file}`]),
		`Next: ${procedure ? sentence(wayWords(procedure)) : verdict === 'cancelled' ? 'go on with it.' : 'look at it again.'} To come back to this case, type ${next}`,
	];
};
