import {z} from 'zod';
import {type Event, skipReasons} from '../../core/event.ts';
import {hops} from '../../core/hop.ts';
import {actors, repairPlaces} from '../../core/knowledge.ts';
import {probeNames} from '../../core/probe.ts';

const text = z.string();
const texts = z.array(text);
const count = z.number();
const probe = z.enum(probeNames);
const kind = z.enum(['choice', 'text', 'secret', 'confirmation']);
const suspicions = z.array(z.object({cause: text, because: texts, plain: text.optional()}));
const finding = z.object({
	code: text,
	level: z.enum(['ok', 'warning', 'problem', 'unknown']),
	facts: z.record(z.string(), z.unknown()),
	text,
});
const procedure = z.object({
	name: text,
	title: text,
	about: text.optional(),
	destructive: z.boolean(),
	warnings: texts,
	actions: z.array(z.object({do: text, details: text.optional(), warning: text.optional()})),
	again: texts,
	ask: texts.optional(),
	notStated: texts,
	source: text.optional(),
});

/** What must be true of each event so that folding and showing it cannot fail; fields may be added to it. */
const shapes = {
	'case.opened': z.object({
		version: text,
		playbook: z.object({name: text, title: text, sha256: text, appliesTo: text.optional()}),
		inputs: z.array(z.object({name: text, ask: text, kind, labels: z.record(z.string(), text)})),
		steps: z.array(z.object({id: text, title: text, check: text, hop: z.enum(hops), needs: texts})),
		assumed: texts.optional(),
		reach: z
			.object({
				scenario: text.optional(),
				playbook: text.optional(),
				resolvers: texts,
				connectTo: texts,
				ca: texts,
				overlay: text.optional(),
				timeout: count,
				deadline: count,
				offline: z.literal(true).optional(),
			})
			.optional(),
	}),
	'input.asked': z.object({
		question: z.object({
			id: text,
			ask: text,
			why: text.optional(),
			caution: text.optional(),
			kind,
			choices: z.array(z.object({value: text, label: text})).optional(),
			word: text.optional(),
			current: text.optional(),
			mayBeUnknown: z.boolean(),
			place: z.object({number: count, about: count}).optional(),
		}),
	}),
	'input.refused': z.object({id: text, value: text, complaint: text}),
	'input.retracted': z.object({input: text}),
	'input.answered': z.object({input: text, value: text, from: z.enum(['given', 'person', 'fallback'])}),
	'step.started': z.object({step: text}),
	'step.asked': z.object({step: text, asking: z.object({probe, question: z.unknown()})}),
	'step.observed': z.object({
		step: text,
		evidence: z.object({
			probe,
			question: z.unknown(),
			answer: z.unknown().optional(),
			failure: z.object({code: text, detail: text.optional()}).optional(),
			at: count,
			ms: count,
		}),
	}),
	'step.finished': z.object({step: text, finding, ms: count}),
	'step.skipped': z.object({step: text, why: z.enum(skipReasons), reason: text}),
	'step.crashed': z.object({step: text, message: text, ms: count}),
	'case.diagnosed': z.object({
		mail: z.enum(['working', 'broken', 'unknown']),
		diagnosis: z
			.object({
				cause: text,
				hop: z.enum(hops),
				who: z.enum(actors),
				repair: z.enum(repairPlaces),
				text,
				plain: text,
				fix: text,
				because: texts,
				alsoFound: suspicions,
				notRuledOut: suspicions,
			})
			.nullable(),
		notRuledOut: suspicions,
		turns: z
			.array(
				z.object({
					step: text,
					when: z.enum(['found-out', 'mended']),
					codes: texts,
					cause: text.nullable(),
					plain: text.optional(),
				}),
			)
			.optional(),
	}),
	'case.routed': z.object({
		route: z.object({procedure, also: z.array(procedure)}).nullable(),
		undecided: texts,
	}),
	'action.ticked': z.object({procedure: text, action: count}),
	'action.unticked': z.object({procedure: text, action: count}),
	'case.closed': z.object({verdict: z.enum(['healthy', 'diagnosed', 'inconclusive', 'cancelled'])}),
	'case.reopened': z.object({steps: texts}),
	'case.resumed': z.object({version: text}),
} satisfies Readonly<Record<Event['type'], z.ZodObject>>;

const stamped = z.object({type: text, seq: count, at: count.min(0).max(8.64e15)});

/** An event read from outside, or what is wrong with it in one sentence. */
export const eventFrom = (raw: unknown): {readonly event: Event} | {readonly wrong: string} => {
	const stamp = stamped.safeParse(raw);
	if (!stamp.success) return {wrong: `not an event: ${told(stamp.error)}`};
	const {type} = stamp.data;
	if (!Object.hasOwn(shapes, type)) return {wrong: `an event that this version does not know: ${type}`};
	const parsed = shapes[type as Event['type']].safeParse(raw);
	return parsed.success ? {event: raw as Event} : {wrong: `${type}: ${told(parsed.error)}`};
};

const told = ({issues: [issue]}: z.ZodError): string =>
	issue ? [issue.path.join('.'), issue.message].filter(Boolean).join(': ') : 'not usable';
