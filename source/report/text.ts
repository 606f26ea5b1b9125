import type {Case, Step} from '../core/case.ts';
import {pathOf} from '../core/case.ts';
import type {Suspicion} from '../core/event.ts';
import {type HopState, hops, stations} from '../core/hop.ts';
import type {Actor, Procedure} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import type {Reporter} from '../core/reporter.ts';
import {indented, wrapped} from './wrap.ts';

/** A state is a mark and a word, never one of them alone. */
const marks: Readonly<Record<HopState | 'warning', string>> = {
	good: '✔',
	warning: '!',
	bad: '✖',
	unknown: '?',
	'not-reached': '○',
};
const words: Readonly<Record<HopState, string>> = {
	good: 'good',
	bad: 'broken',
	unknown: 'unknown',
	'not-reached': 'not reached',
};

/** Who acts, as a person would say it. */
export const actorNames: Readonly<Record<Actor, string>> = {
	'end-user': 'the person who waits for the code',
	admin: 'somebody who can change the settings of the device',
	'mail-owner': 'the owner of the sending mailbox',
	'mail-admin': 'the administrator of the mail service',
	'domain-owner': 'the owner of the sending domain',
	'recipient-admin': 'the administrator of the receiving mail service',
	'network-owner': 'whoever looks after the network or the internet line',
	vendor: 'the vendor of the device',
	nobody: 'nobody: time repairs it',
};

export const text: Reporter = {
	name: 'text',
	about:
		'The verdict in one line, then the path, the evidence and what to do; for a person and for a ticket.',
	report: (event, after) => (event.type === 'case.closed' ? textOf(after) : ''),
};

const textOf = (state: Case): string =>
	[
		wrapped(`${headline(state)}`),
		[...pathLines(state)],
		section('What was found', state.steps.filter(isTold).flatMap(stepLines)),
		section('Why', whyLines(state)),
		state.route ? procedureLines(state.route.procedure, 'What to do') : [],
		section(
			'Also possible',
			(state.route?.also ?? []).map(({title, name}) => `  ${title} (${name})`),
		),
		[
			`lostmail ${state.version} · ${state.playbook.name} · ${new Date(state.openedAt).toISOString()} · ${state.ms} ms`,
		],
	]
		.filter(lines => lines.length > 0)
		.map(lines => lines.map(line => printable(line).trimEnd()).join('\n'))
		.join('\n\n')
		.concat('\n');

const headline = ({verdict = 'cancelled', diagnosis, steps, notRuledOut}: Case): string => {
	switch (verdict) {
		case 'healthy':
			return '✔ HEALTHY: nothing was found that would stop the mail.';
		case 'diagnosed':
			return `✖ DIAGNOSED: ${diagnosis?.plain ?? ''} [${diagnosis?.cause ?? ''}]`;
		case 'cancelled':
			return '○ CANCELLED: the run was ended before it came to a verdict.';
		case 'inconclusive': {
			if (diagnosis)
				return `? INCONCLUSIVE: ${diagnosis.plain} [${diagnosis.cause}] No procedure fits for sure.`;
			const open = steps.find(isOpen);
			const more = notRuledOut.length > 0 ? ` ${notRuledOut.length} causes are not ruled out.` : '';
			return `? INCONCLUSIVE: could not find out: ${open ? open.title : 'everything'}.${more}`;
		}
	}
};

const isOpen = ({state}: Step): boolean =>
	(state.status === 'finished' && state.finding.level === 'unknown') || state.status === 'crashed';

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
		return names.length > 0
			? wrapped(`${marks[state]} ${words[state]}: ${names.join(', ')}`, '  ', '      ')
			: [];
	});
	return [line, ...inside];
};

const isTold = ({state}: Step): boolean => !(state.status === 'skipped' && state.why === 'excluded');

const stepLines = (step: Step): readonly string[] => {
	const {state, title, ms} = step;
	const took = ms === undefined || ms < 1 ? '' : ` (${Math.round(ms)} ms)`;
	switch (state.status) {
		case 'finished': {
			const mark = {ok: marks.good, warning: marks.warning, problem: marks.bad, unknown: marks.unknown}[
				state.finding.level
			];
			const evidence = state.finding.level === 'ok' ? [] : transcriptLines(step);
			return [...wrapped(`${mark} ${title}: ${state.finding.text}${took}`, '  ', '    '), ...evidence];
		}
		case 'skipped':
			return wrapped(`${marks['not-reached']} ${title}: ${state.reason}`, '  ', '    ');
		case 'crashed':
			return wrapped(`${marks.unknown} ${title}: our own fault: ${state.message}`, '  ', '    ');
		case 'waiting':
		case 'running':
			return [`  ${marks['not-reached']} ${title}`];
	}
};

/** The last things said before a finding that is not fine. */
const transcriptLines = ({evidence}: Step): readonly string[] =>
	evidence
		.flatMap(({answer}) => {
			const said = (answer as {exchanges?: unknown} | undefined)?.exchanges;
			return Array.isArray(said) ? (said as Array<{side: string; text: string}>) : [];
		})
		.slice(-6)
		.flatMap(({side, text: line}) =>
			line.split('\n').flatMap(part => indented(part, `      ${{client: 'C', server: 'S'}[side] ?? '·'} `)),
		);

const whyLines = ({diagnosis, notRuledOut, steps, undecided}: Case): readonly string[] => [
	...(diagnosis
		? [
				...wrapped(diagnosis.text, '  '),
				...wrapped(`Who can change it: ${actorNames[diagnosis.who]}.`, '  '),
				...wrapped(`Shown by: ${titles(steps, diagnosis.because)}.`, '  '),
				...(diagnosis.alsoFound.length > 0
					? wrapped(`Also found: ${causes(diagnosis.alsoFound)}.`, '  ')
					: []),
			]
		: []),
	...(notRuledOut.length > 0 ? wrapped(`Not ruled out: ${causes(notRuledOut)}.`, '  ', '    ') : []),
	...(undecided.length > 0
		? wrapped(`Not decided, because something is unknown: ${undecided.join(', ')}.`, '  ', '    ')
		: []),
];

const titles = (steps: readonly Step[], ids: readonly string[]): string =>
	ids.map(id => steps.find(step => step.id === id)?.title ?? id).join(', ');

const causes = (list: readonly Suspicion[]): string => {
	const names = list.map(({cause}) => cause);
	return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
};

const procedureLines = (procedure: Procedure, heading: string): readonly string[] => [
	...wrapped(`${heading}: ${procedure.title} (${procedure.name})`),
	...(procedure.about === undefined ? [] : wrapped(procedure.about, '  ')),
	...procedure.warnings.flatMap(warning => wrapped(`! ${warning}`, '  ', '    ')),
	...procedure.actions.flatMap(({do: action, details, warning}, index) => [
		...wrapped(`${String(index + 1).padStart(2)}  ${action}`, '  ', '      '),
		...(warning === undefined ? [] : wrapped(`! ${warning}`, '      ', '        ')),
		...(details === undefined ? [] : wrapped(details, '      ')),
	]),
	...procedure.notStated.flatMap(open => wrapped(`Not stated by the vendor: ${open}`, '  ', '    ')),
];

const section = (heading: string, lines: readonly string[]): readonly string[] =>
	lines.length > 0 ? [heading, ...lines] : [];
