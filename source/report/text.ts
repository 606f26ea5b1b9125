import type {Case, Step} from '../core/case.ts';
import {pathOf} from '../core/case.ts';
import type {Explainer} from '../core/dialogue.ts';
import type {Suspicion} from '../core/event.ts';
import {hops, stations} from '../core/hop.ts';
import {actorWords} from '../core/knowledge.ts';
import type {Reporter} from '../core/reporter.ts';
import {marks, stateWords} from './marks.ts';
import {procedureLines} from './procedure.ts';
import {duration, stepLines} from './steps.ts';
import {shortened, wrapped} from './wrap.ts';

export const text: Reporter = {
	name: 'text',
	about:
		'The verdict in one line, then the path, the evidence and what to do; for a person and for a ticket.',
	report: (event, after, explain) => (event.type === 'case.closed' ? textOf(after, explain) : ''),
};

/** A case that was broken off without a cause has nothing to decide yet, so nothing is advised. */
const isDecided = ({verdict, diagnosis}: Case): boolean => verdict !== 'cancelled' || diagnosis !== undefined;

const textOf = (state: Case, explain: Explainer): string =>
	[
		wrapped(headline(state), '', '  '),
		section(
			'Assumed, and so not what the world sees now',
			state.assumed.flatMap(line => wrapped(shortened(line, 300), '  ', '    ')),
		),
		pathLines(state),
		section('What was found', stepLines(state.steps, explain(state.steps))),
		section('Why', isDecided(state) ? whyLines(state) : []),
		...(state.route && isDecided(state)
			? [
					procedureLines(state.route.procedure),
					section(
						'Also possible',
						state.route.also.flatMap(({title, name}) => wrapped(`${title} (${name})`, '  ', '    ')),
					),
				]
			: []),
		wrapped(
			`lostmail ${state.version} · ${state.playbook.name} · ${new Date(state.openedAt).toISOString()} · ${duration(state.ms)}`,
		),
	]
		.filter(lines => lines.length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n')
		.concat('\n');

const headline = (state: Case): string => {
	const {verdict = 'cancelled', diagnosis} = state;
	switch (verdict) {
		case 'healthy':
			return `${marks.good} HEALTHY: nothing was found that would stop the mail.${notesOf(state)}`;
		case 'diagnosed':
			return `${marks.bad} DIAGNOSED: ${diagnosis?.plain ?? ''} [${diagnosis?.cause ?? ''}]`;
		case 'cancelled':
			return diagnosis
				? `${marks.bad} CANCELLED, but so far: ${diagnosis.plain} [${diagnosis.cause}]`
				: `${marks['not-reached']} CANCELLED: the run was ended before it came to a verdict.`;
		case 'inconclusive':
			return `${marks.unknown} INCONCLUSIVE: ${whyOpen(state)}`;
	}
};

/** What is worth a look although nothing stops the mail. */
const notesOf = ({steps}: Case): string => {
	const noted = steps.filter(({state}) => state.status === 'finished' && state.finding.level === 'warning');
	return noted.length > 0 ? ` To be noted: ${noted.map(({title}) => title).join(', ')}.` : '';
};

/** What stands between the case and a verdict, in one or two sentences. */
const whyOpen = ({diagnosis, fault, steps, notRuledOut}: Case): string => {
	if (fault !== undefined)
		return `lostmail itself failed, which says nothing about the mail: ${shortened(fault, 500)}`;
	if (diagnosis) return `${diagnosis.plain} [${diagnosis.cause}] No procedure is known to fit.`;
	const [first, ...others] = openSteps(steps);
	const unexplained = steps.filter(
		({state}) => state.status === 'finished' && state.finding.level === 'problem',
	);
	if (unexplained[0]) return `“${unexplained[0].title}” found a problem, and no rule says what it means.`;
	if (!first) return 'nothing was looked at.';
	const more = others.length > 0 ? ` and ${others.length} more` : '';
	const causes =
		notRuledOut.length > 0
			? ` ${notRuledOut.length} cause${notRuledOut.length === 1 ? ' is' : 's are'} not ruled out.`
			: '';
	const silence = silenceIn(steps);
	const because = silence === undefined ? '' : ` Nothing that was asked gave an answer: ${stopped(silence)}`;
	return `could not find out: ${first.title}${more}.${because}${causes}`;
};

/** Why nothing outside answered at all, by the first that was asked; nothing when anybody did answer. */
const silenceIn = (steps: readonly Step[]): string | undefined => {
	const asked = steps.flatMap(({evidence}) => evidence).filter(({probe}) => probe !== 'person');
	const isSilent = asked.every(
		({answer, failure}) =>
			answer === undefined && failure && !['no-such-name', 'no-data'].includes(failure.code),
	);
	const [failure] = asked.flatMap(({failure}) => failure ?? []);
	return isSilent && asked.length > 1 && failure ? shortened(failure.detail ?? failure.code, 200) : undefined;
};

const stopped = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`);

/** The steps that are open themselves; when there is none, those that could not be taken. */
const openSteps = (steps: readonly Step[]): readonly Step[] => {
	const open = steps.filter(
		({state}) =>
			(state.status === 'finished' && state.finding.level === 'unknown') ||
			(state.status === 'skipped' && state.begun) ||
			state.status === 'crashed',
	);
	return open.length > 0
		? open
		: steps.filter(({state}) => state.status === 'skipped' && state.why === 'unknown');
};

const pathLines = ({steps}: Case): readonly string[] => {
	const path = new Map(pathOf(steps).map(({hop, state}) => [hop, state]));
	const line = stations
		.map(({station, hops: inside}) => {
			const states = inside.map(hop => path.get(hop));
			const state =
				(['bad', 'unknown', 'good'] as const).find(wanted => states.includes(wanted)) ?? 'not-reached';
			return `${station} ${marks[state]}`;
		})
		.join(' ── ');
	const inside = (['bad', 'unknown', 'good', 'not-reached'] as const).flatMap(state => {
		const names = hops.filter(hop => path.get(hop) === state);
		const label = `  ${marks[state]} ${stateWords[state].padEnd(11)}  `;
		return names.length > 0 ? wrapped(names.join(', '), label, ' '.repeat(label.length)) : [];
	});
	return [line, ...inside];
};

const whyLines = ({diagnosis, notRuledOut, steps, undecided, route}: Case): readonly string[] => [
	...(diagnosis
		? [
				...wrapped(shortened(diagnosis.text, 800), '  '),
				...labelled('Shown by', titles(steps, diagnosis.because)),
				...labelled('Who can change it', actorWords[diagnosis.who]),
				...(route?.procedure.actions.some(action => action.do.includes(diagnosis.fix))
					? []
					: labelled('What to change', diagnosis.fix)),
				...causeLines('Also found', diagnosis.alsoFound, 5),
			]
		: []),
	...causeLines('Not ruled out', notRuledOut, diagnosis ? 5 : 8),
	...labelled('Not decided, because something is unknown', undecided.join(', ')),
];

const labelled = (label: string, said: string): readonly string[] =>
	said === '' ? [] : wrapped(`${label}: ${stopped(said)}`, '  ', '    ');

const titles = (steps: readonly Step[], ids: readonly string[]): string =>
	ids.map(id => steps.find(step => step.id === id)?.title ?? id).join(', ');

/** Causes in words, a few of them; their names alone where a case file has no words for them. */
const causeLines = (label: string, list: readonly Suspicion[], most: number): readonly string[] => {
	const more = list.length - most;
	const told = list.slice(0, most);
	if (told.every(({plain}) => plain === undefined)) {
		const names = told.map(({cause}) => cause).join(', ');
		return labelled(label, more > 0 ? `${names} and ${more} more` : names);
	}
	return [
		`  ${label}:`,
		...told.flatMap(({cause, plain}) =>
			wrapped(shortened(plain === undefined ? `[${cause}]` : `${plain} [${cause}]`, 300), '    - ', '      '),
		),
		...(more > 0 ? [`      and ${more} more`] : []),
	];
};

const section = (heading: string, lines: readonly string[]): readonly string[] =>
	lines.length > 0 ? [heading, ...lines] : [];
