import {z} from 'zod';
import type {Case, Step} from './case.ts';
import {pathOf} from './case.ts';
import type {Dialogues, Explainer} from './dialogue.ts';
import {format, type Suspicion} from './event.ts';
import {dialogueLine, lineSchema} from './explain/line.ts';
import {hops} from './hop.ts';
import {actors} from './knowledge.ts';

const suspicionSchema = z.object({cause: z.string(), because: z.array(z.string())});

const stepSchema = z.object({
	id: z.string(),
	check: z.string(),
	hop: z.enum(hops),
	title: z.string(),
	status: z.enum(['waiting', 'running', 'finished', 'skipped', 'crashed']),
	finding: z
		.object({
			code: z.string(),
			level: z.enum(['ok', 'warning', 'problem', 'unknown']),
			facts: z.record(z.string(), z.unknown()),
			text: z.string(),
		})
		.optional(),
	reason: z.string().optional().describe('Why a step was skipped, or how it crashed.'),
	ms: z.number(),
	evidence: z.array(
		z.object({
			probe: z.string(),
			question: z.unknown(),
			answer: z.unknown().optional(),
			failure: z.object({code: z.string(), detail: z.string().optional()}).optional(),
			at: z.number(),
			ms: z.number(),
		}),
	),
	dialogue: z
		.array(lineSchema)
		.optional()
		.describe('What this step heard of its SMTP conversation, explained line by line.'),
});

/** What `run --json` prints. Fields are added, never renamed, within a format number. */
export const outcomeSchema = z.object({
	format: z.literal(format),
	version: z.string(),
	playbook: z.object({name: z.string(), sha256: z.string()}),
	assumed: z
		.array(z.string())
		.describe('What was assumed instead of asked, such as records not published yet.'),
	verdict: z.enum(['healthy', 'diagnosed', 'inconclusive', 'cancelled']),
	mail: z.enum(['working', 'broken', 'unknown']),
	diagnosis: z
		.object({
			cause: z.string(),
			hop: z.enum(hops),
			who: z.enum(actors),
			text: z.string(),
			plain: z.string(),
			fix: z.string(),
			because: z.array(z.string()),
			alsoFound: z.array(suspicionSchema),
			notRuledOut: z.array(suspicionSchema),
		})
		.nullable(),
	notRuledOut: z.array(suspicionSchema).describe('The same list when there is no diagnosis.'),
	turns: z
		.array(
			z.object({
				step: z.string(),
				when: z.enum(['found-out', 'mended']),
				codes: z.array(z.string()),
				cause: z.string().nullable(),
			}),
		)
		.describe(
			'What would change the verdict: with one of these findings of this step, this cause would be named, or none.',
		),
	fault: z.string().optional().describe('How lostmail itself failed, outside of every step.'),
	route: z
		.object({
			procedure: z.string(),
			destructive: z.boolean(),
			title: z.string(),
			also: z.array(z.string()),
		})
		.nullable(),
	undecided: z.array(z.string()).describe('Procedures whose conditions rest on something unknown.'),
	answers: z.record(z.string(), z.string()),
	path: z.array(z.object({hop: z.enum(hops), state: z.enum(['good', 'bad', 'unknown', 'not-reached'])})),
	steps: z.array(stepSchema),
	startedAt: z.string().describe('ISO 8601.'),
	ms: z.number(),
});

export type Outcome = z.output<typeof outcomeSchema>;
export type StepOutcome = z.output<typeof stepSchema>;

/** One step as `check --json` prints it, and as `run --json` lists it. */
export const stepOutcome = (step: Step, dialogues: Dialogues): StepOutcome => {
	const dialogue = step.evidence.flatMap(evidence => dialogues.get(evidence) ?? []);
	return {...factsOf(step), ...(dialogue.length > 0 ? {dialogue: dialogue.map(dialogueLine)} : {})};
};

const factsOf = ({id, check, hop, title, state, ms = 0, evidence}: Step): StepOutcome => ({
	id,
	check,
	hop,
	title,
	status: state.status,
	...(state.status === 'finished' ? {finding: {...state.finding, facts: {...state.finding.facts}}} : {}),
	...(state.status === 'skipped' ? {reason: state.reason} : {}),
	...(state.status === 'crashed' ? {reason: state.message} : {}),
	ms,
	evidence: evidence.map(item => ({
		probe: item.probe,
		question: item.question,
		...('answer' in item ? {answer: item.answer} : {}),
		...(item.failure ? {failure: {...item.failure}} : {}),
		at: item.at,
		ms: item.ms,
	})),
});

/** The whole case, when it is over. */
export const outcomeOf = (state: Case, explain: Explainer): Outcome => ({
	format,
	version: state.version,
	playbook: {name: state.playbook.name, sha256: state.playbook.sha256},
	assumed: [...state.assumed],
	verdict: state.verdict ?? 'cancelled',
	mail: state.mail,
	diagnosis: state.diagnosis
		? {
				cause: state.diagnosis.cause,
				hop: state.diagnosis.hop,
				who: state.diagnosis.who,
				text: state.diagnosis.text,
				plain: state.diagnosis.plain,
				fix: state.diagnosis.fix,
				because: [...state.diagnosis.because],
				alsoFound: suspicions(state.diagnosis.alsoFound),
				notRuledOut: suspicions(state.diagnosis.notRuledOut),
			}
		: null,
	notRuledOut: suspicions(state.notRuledOut),
	turns: state.turns.map(({step, when, codes, cause}) => ({step, when, codes: [...codes], cause})),
	...(state.fault === undefined ? {} : {fault: state.fault}),
	route: state.route
		? {
				procedure: state.route.procedure.name,
				destructive: state.route.procedure.destructive,
				title: state.route.procedure.title,
				also: state.route.also.map(({name}) => name),
			}
		: null,
	undecided: [...state.undecided],
	answers: Object.fromEntries(Object.entries(state.answers).map(([name, {value}]) => [name, value])),
	path: pathOf(state.steps).map(entry => ({...entry})),
	steps: stepsOf(state.steps, explain(state.steps)),
	startedAt: new Date(state.openedAt).toISOString(),
	ms: state.ms,
});

const stepsOf = (steps: readonly Step[], dialogues: Dialogues): StepOutcome[] =>
	steps.map(step => stepOutcome(step, dialogues));

const suspicions = (list: readonly Suspicion[]) =>
	list.map(({cause, because}) => ({cause, because: [...because]}));
