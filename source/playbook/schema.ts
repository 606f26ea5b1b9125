import {z} from 'zod';
import type {Check} from '../core/check.ts';
import type {Knowledge} from '../core/knowledge.ts';
import {routeKeys} from '../core/playbook.ts';
import {isSecret} from './parse/arguments.ts';
import {playbookShape, routeValues} from './shape.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = {readonly [keyword: string]: unknown};

/** The JSON Schema (2020-12) with which an editor completes and checks a playbook while it is typed. */
export const playbookSchema = (
	checks: readonly Check[],
	{causes, procedures}: Pick<Knowledge, 'causes' | 'procedures'>,
): JsonSchema => {
	const base = z.toJSONSchema(playbookShape, {io: 'input', unrepresentable: 'any'}) as JsonSchema;
	const {inputs, steps, diagnose, route} = propertiesOf(base);
	const cause = named([...causes.values()].map(({id, plain}) => [id, plain]));
	const procedure = named([...procedures.values()].map(({name, title}) => [name, title]));
	return {
		...base,
		title: 'A playbook of lostmail',
		properties: {
			...propertiesOf(base),
			inputs: change(inputs, 'additionalProperties', withOneKind),
			steps: change(steps, 'items', step => withChecks(step, checks)),
			diagnose: change(diagnose, 'items', row =>
				withProperties(row, {
					when: {
						...property(row, 'when'),
						additionalProperties: words(codesOf(checks)),
					},
					cause,
				}),
			),
			route: change(route, 'items', row =>
				withProperties(row, {
					when: {...property(row, 'when'), properties: situation([...causes.keys()])},
					go: procedure,
					also: {...property(row, 'also'), items: procedure},
					else: {...property(row, 'else'), ...procedure},
				}),
			),
		},
	};
};

const withOneKind = (input: JsonSchema): JsonSchema => ({
	...input,
	oneOf: ['choices', 'type', 'secret', 'confirm'].map(kind => ({required: [kind]})),
});

/** One condition for each check, so that an editor knows which parameters belong to the check that is named. */
const withChecks = (step: JsonSchema, checks: readonly Check[]): JsonSchema => ({
	...withProperties(step, {check: named(checks.map(({id, about}) => [id, about]))}),
	allOf: checks.map(check => ({
		if: {properties: {check: {const: check.id}}, required: ['check']},
		// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
		then: argumentsOf(check),
	})),
});

const argumentsOf = ({about, params}: Check): JsonSchema => {
	const {required, properties} = z.toJSONSchema(params, {io: 'input', unrepresentable: 'any'});
	const needed = required ?? [];
	return {
		...(needed.length > 0 ? {required: ['with']} : {}),
		properties: {
			with: {
				type: 'object',
				description: about,
				additionalProperties: false,
				required: needed,
				properties: Object.fromEntries(
					Object.entries(properties ?? {}).map(([name, schema]) => {
						const field: unknown = params.shape[name];
						const secret = field instanceof z.ZodType && isSecret(field);
						return [name, argument(schema as JsonSchema, secret ? [] : [schema as JsonSchema])];
					}),
				),
			},
		},
	};
};

const argument = ({description}: JsonSchema, literals: readonly JsonSchema[]): JsonSchema => ({
	...(description === undefined ? {} : {description}),
	anyOf: [
		...literals,
		{type: 'string', pattern: '^\\$[a-z][a-z0-9-]*$', description: 'The answer to an input.'},
		...(literals.length > 0 ? [{type: 'string', pattern: '^\\$\\$'}] : []),
	],
});

const situation = (causes: readonly string[]): JsonSchema => {
	const values = routeValues(causes);
	return Object.fromEntries(routeKeys.map(key => [key, words(values[key])]));
};

const codesOf = (checks: readonly Check[]): readonly string[] =>
	[...new Set(checks.flatMap(({findings}) => Object.keys(findings)))].sort();

const words = (values: readonly string[]): JsonSchema => {
	const one = {type: 'string', enum: values};
	return {anyOf: [one, {type: 'array', minItems: 1, maxItems: 64, items: one}]};
};

const named = (entries: ReadonlyArray<readonly [id: string, about: string]>): JsonSchema => ({
	type: 'string',
	oneOf: entries.map(([id, about]) => ({const: id, description: about})),
});

const asSchema = (value: unknown): JsonSchema =>
	typeof value === 'object' && value !== null ? (value as JsonSchema) : {};

const propertiesOf = ({properties}: JsonSchema) => asSchema(properties);

const property = (schema: JsonSchema, name: string) => asSchema(propertiesOf(schema)[name]);

const withProperties = (schema: JsonSchema, properties: JsonSchema): JsonSchema => ({
	...schema,
	properties: {...propertiesOf(schema), ...properties},
});

const change = (schema: unknown, keyword: string, edit: (inner: JsonSchema) => JsonSchema): JsonSchema => ({
	...asSchema(schema),
	[keyword]: edit(asSchema(asSchema(schema)[keyword])),
});
