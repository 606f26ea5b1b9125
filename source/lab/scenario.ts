import {type Document, isMap, isNode, isScalar, LineCounter, parseDocument} from 'yaml';
import {z} from 'zod';
import {hops} from '../core/hop.ts';
import {failed, type Result, success} from '../core/result.ts';
import {serverSchema} from './settings.ts';
import {resolverFaultSchema, zonesSchema} from './zones.ts';

const expectSchema = z.strictObject({
	verdict: z.enum(['healthy', 'diagnosed', 'inconclusive']),
	cause: z.string().nullable().optional().describe('The cause that has to be named; null for none.'),
	hop: z.enum(hops).nullable().optional().describe('The first broken hop; null for none.'),
	mail: z.enum(['working', 'broken', 'unknown']).optional().describe('The state of the mail path.'),
	found: z.record(z.string(), z.string()).default({}).describe('Finding code by step id.'),
	never: z.array(z.string()).default([]).describe('Finding codes that no step may have.'),
	notRuledOut: z.array(z.string()).optional().describe('Causes that must be named as still possible.'),
	procedure: z.string().nullable().optional().describe('The procedure that has to be named; null for none.'),
});

const answersSchema = z.record(z.string(), z.union([z.string(), z.number().transform(String)]));

export const scenarioSchema = z.strictObject({
	title: z.string().max(80).describe('What is wrong in this world, in one line.'),
	about: z.string().max(400).describe('One or two sentences: what a person would notice.'),
	playbook: z.string().default('tos-verification-code').describe('The playbook that it is made for.'),
	fault: z.enum(['none', ...hops]).describe('The hop at which the fault sits.'),
	zones: zonesSchema.describe('What the DNS of this world holds.'),
	resolver: z
		.strictObject({
			fault: resolverFaultSchema.optional().describe('How the resolver misbehaves.'),
			delay: z.int().min(0).max(60_000).optional().describe('Milliseconds before each answer.'),
		})
		.default({}),
	servers: z
		.array(serverSchema)
		.max(32)
		.default([])
		.superRefine((servers, context) => {
			const seen = new Set<string>();
			for (const [index, {host, port: number}] of servers.entries()) {
				const place = `${host}:${number}`;
				if (seen.has(place))
					context.addIssue({code: 'custom', message: `${place} is served twice`, path: [index, 'port']});
				seen.add(place);
			}
		}),
	elsewhere: z
		.enum(['refused', 'silent'])
		.default('refused')
		.describe('How every port behaves that no server has.'),
	answers: answersSchema.describe("Answers to the playbook's inputs."),
	secrets: z
		.record(z.string(), z.string())
		.default({})
		.describe('Secrets by name; they open lab servers only.'),
	expect: expectSchema.describe('What a run in this world must come to.'),
});

/** A small world with one fault, and what must be found in it. */
export type Scenario = z.output<typeof scenarioSchema> & {readonly name: string};

/** One mistake in a scenario file; `line` and `column` count from 1. */
export type ScenarioProblem = {
	readonly message: string;
	/** Keys from the top of the file down to the place, with dots. */
	readonly path: string;
	readonly line: number;
	readonly column: number;
};

type Parsed = Result<Scenario, readonly ScenarioProblem[]>;

/** Looking for repeated keys takes time that grows with their square; no scenario comes near this many characters. */
const longest = 64 * 1024;

/** Reads one scenario and names all of its mistakes at once. */
export const parseScenario = (name: string, source: string): Parsed => {
	if (source.length > longest)
		return failed([{message: `longer than ${longest} characters`, path: '', line: 1, column: 1}]);
	const lines = new LineCounter();
	const document = parseDocument(source, {lineCounter: lines, prettyErrors: false});
	const at = (offset: number) => {
		const {line, col} = lines.linePos(offset);
		return {line: Math.max(line, 1), column: Math.max(col, 1)};
	};
	const mistakes = [...document.errors, ...document.warnings];
	if (mistakes.length > 0)
		return failed(mistakes.map(({message, pos}) => ({message, path: '', ...at(pos[0])})));

	let value: unknown;
	try {
		value = document.toJS({maxAliasCount: 0});
	} catch (error) {
		return failed([{message: String(error instanceof Error ? error.message : error), path: '', ...at(0)}]);
	}
	const parsed = scenarioSchema.safeParse(value);
	if (parsed.success) return success({...parsed.data, name});
	return failed(
		parsed.error.issues.flatMap(issue =>
			placesOf(issue).map(({path, message}) => ({
				message,
				path: path.join('.'),
				...at(offsetOf(document, path)),
			})),
		),
	);
};

type Place = {readonly path: readonly PropertyKey[]; readonly message: string};

/** An unknown key is pointed at itself, and not at the map that has it; of a choice, its nearest miss is told. */
const placesOf = (issue: z.core.$ZodIssue): readonly Place[] => {
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map(key => ({path: [...issue.path, key], message: `nothing here is called "${key}"`}));
	if (issue.code !== 'invalid_union') return [issue];
	const misses = issue.errors.flat().filter(miss => miss.code !== 'invalid_type' || miss.path.length > 0);
	const nearest = misses.flatMap(placesOf);
	return nearest.length > 0
		? nearest.map(({path, message}) => ({path: [...issue.path, ...path], message}))
		: [issue];
};

/** Where the key or value of this path is written, or else what is written nearest above it. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
	for (let depth = path.length; depth > 0; depth--) {
		const parent = document.getIn(path.slice(0, depth - 1), true);
		if (isMap(parent)) {
			const pair = parent.items.find(({key}) => isScalar(key) && key.value === path[depth - 1]);
			if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
		}
		const node = document.getIn(path.slice(0, depth), true);
		if (isNode(node) && node.range) return node.range[0];
	}
	return 0;
};
