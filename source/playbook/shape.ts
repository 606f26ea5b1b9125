import {z} from 'zod';
import {hops} from '../core/hop.ts';
import {repairPlaces} from '../core/knowledge.ts';
import {unknownAnswer, valueTypes} from '../core/person.ts';
import {noneFound, routeKeys} from '../core/playbook.ts';

/** How much of everything a playbook may have. */
export const most = {inputs: 200, steps: 200, rules: 500, codes: 64, keys: 64, words: 2000};

/** Names of inputs, steps, choices and codes. */
const nameShape = z
	.string()
	.max(64, {error: 'expected at most 64 characters'})
	.regex(/^[a-z][a-z0-9-]*$/, {
		error: 'expected a name: small letters, digits and hyphens, a letter first',
	});

const sentence = z
	.string()
	.min(1, {error: 'expected a text'})
	.max(most.words, {
		error: `expected at most ${most.words} characters`,
	});

const atMost = <S extends z.ZodType>(schema: S, count: number) =>
	schema
		.refine(value => Object.keys(value as object).length <= count, {
			error: `expected at most ${count} entries`,
		})
		.meta({maxProperties: count});

const word = z
	.string()
	.min(1, {error: 'expected a word'})
	.max(200, {error: 'expected at most 200 characters'});
const wordsAs = <S extends z.ZodType<string>>(one: S) =>
	z.union(
		[
			one,
			z
				.array(one)
				.min(1, {error: 'expected at least one value'})
				.max(most.codes, {error: `expected at most ${most.codes} values`}),
		],
		{error: `expected a word or a list of 1 to ${most.codes} words`},
	);

/** Key → a word or a list of words. */
const conditionShape = atMost(z.record(word, wordsAs(word)), most.keys);

const choicesShape = atMost(
	z.record(
		nameShape.refine(name => name !== unknownAnswer, {
			error: '"unknown" is always an answer and is never listed',
		}),
		sentence,
	),
	most.codes,
)
	.refine(choices => Object.keys(choices).length > 0, {error: 'expected at least one choice'})
	.describe('Values and the labels that people see. "unknown" is always allowed and never listed.');

export const inputShape = z.strictObject({
	ask: sentence.describe('The question.'),
	why: sentence.optional().describe('Why we ask, and what answering does not do.'),
	caution: sentence.optional().describe('What the person should not do meanwhile.'),
	choices: choicesShape.optional(),
	type: z.enum(valueTypes).optional().describe('What a typed answer must be.'),
	secret: z.literal(true).optional().describe('The answer is kept out of every log.'),
	confirm: word.optional().describe('The word that must be typed.'),
	unsure: z
		.strictObject({ask: sentence, why: sentence.optional(), choices: choicesShape})
		.optional()
		.describe('The question that settles "I don\'t know": its values are values of this input.'),
	default: z
		.union([z.string(), z.number().transform(String)], {error: 'expected a word'})
		.optional()
		.describe('The answer when nobody can be asked; without it a missing answer is a usage error.'),
	when: conditionShape.optional().describe('Asked only where earlier answers do not exclude it.'),
	later: z
		.literal(true)
		.optional()
		.describe('Not asked by itself: only when it was given beforehand, or when a procedure asks for it.'),
	consent: z
		.literal(true)
		.optional()
		.describe('Used up by one round: asked again before a step that rests on it runs once more.'),
});
export type InputShape = z.output<typeof inputShape>;

export const stepShape = z.strictObject({
	id: nameShape,
	title: sentence.optional().describe("Instead of the check's own title."),
	check: word.describe('The question that this step answers.'),
	with: atMost(z.record(word, z.unknown()), most.keys)
		.optional()
		.describe('Parameters of the check; $name is the answer to an input, $$ is a dollar.'),
	needs: z
		.array(word)
		.max(most.steps, {error: `expected at most ${most.steps} steps`})
		.optional()
		.describe('Steps that must be ok before this one makes sense.'),
	when: conditionShape.optional().describe('Answers under which this step applies.'),
	optional: z
		.literal(true)
		.optional()
		.describe('Where nobody told a fact that it needs, the case is complete without this step.'),
});
export type StepShape = z.output<typeof stepShape>;

export const diagnoseShape = z.strictObject({
	when: conditionShape.describe('Step → the finding codes, one of which it must have found.'),
	cause: word,
});
export type DiagnoseShape = z.output<typeof diagnoseShape>;

export const routeShape = z.strictObject({
	when: conditionShape
		.optional()
		.describe(`What must be known to hold: ${routeKeys.join(', ')} and names of inputs.`),
	found: conditionShape
		.optional()
		.describe('Step → the finding codes, one of which it must have found, whatever their level.'),
	go: word.describe('The procedure.'),
	also: z
		.array(word)
		.max(most.codes, {error: `expected at most ${most.codes} procedures`})
		.optional()
		.describe('Further procedures worth offering, none of them destructive.'),
	else: word
		.optional()
		.describe('What a destructive procedure is replaced by for as long as anything speaks against it.'),
});
export type RouteShape = z.output<typeof routeShape>;

/** What a route row may want of the keys that are not inputs. */
export const routeValues = (causes: readonly string[]) =>
	({
		cause: [...causes, noneFound],
		hop: [...hops, noneFound],
		repair: [...repairPlaces, noneFound],
		mail: ['working', 'broken', 'unknown'],
	}) as const satisfies Record<(typeof routeKeys)[number], readonly string[]>;

export const playbookShape = z.strictObject({
	title: sentence,
	about: sentence.describe('One sentence for the list of playbooks.'),
	'applies-to': sentence.optional(),
	inputs: atMost(z.record(nameShape, inputShape), most.inputs)
		.optional()
		.describe('What a person is asked, in this order.'),
	steps: z
		.array(stepShape)
		.min(1, {error: 'expected at least one step'})
		.max(most.steps, {error: `expected at most ${most.steps} steps`}),
	diagnose: z
		.array(diagnoseShape)
		.max(most.rules, {error: `expected at most ${most.rules} rules`})
		.optional()
		.describe('The first row that holds names the cause.'),
	route: z
		.array(routeShape)
		.max(most.rules, {error: `expected at most ${most.rules} rules`})
		.optional()
		.describe('The first row that is known to hold names the procedure.'),
});
