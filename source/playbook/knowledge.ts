import {createReadStream} from 'node:fs';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import {filterRuleSchema} from '../core/filter-rule.ts';
import {
	blocklistSchema,
	type Cause,
	causeSchema,
	type Knowledge,
	type ProcedureSource,
	procedureSchema,
	replyRuleSchema,
} from '../core/knowledge.ts';
import {largestSource, readDocument, type Source} from './document.ts';
import {inspectorsOf, inspectorsSchema, providersOf, providersSchema} from './knowledge/inspectors.ts';
import {mostRules, repliesOf} from './knowledge/replies.ts';
import {misshapen} from './misshapen.ts';
import {inOrder, type Problem} from './problem.ts';

export type LoadedKnowledge = {
	/** Absent when there is a problem. */
	readonly knowledge?: Knowledge;
	/** File by file, in the order of each. */
	readonly problems: readonly Problem[];
};

const mostProcedures = 200;

/** Reads the files of `knowledge/` and `procedures/` below a folder, mistakes and all. */
export const loadKnowledge = async (folder: string): Promise<LoadedKnowledge> => {
	const problems: Problem[] = [];
	const report: Report = found => problems.push(...found);

	const causes = await read(join(folder, 'knowledge', 'causes.yaml'), causesSchema, report);
	const replies = await read(join(folder, 'knowledge', 'replies.yaml'), repliesSchema, report);
	const blocklists = await read(join(folder, 'knowledge', 'blocklists.yaml'), blocklistsSchema, report);
	const providers = await read(join(folder, 'knowledge', 'providers.yaml'), providersSchema, report);
	const inspectors = await read(join(folder, 'knowledge', 'inspectors.yaml'), inspectorsSchema, report);
	const filterRules = await read(join(folder, 'knowledge', 'filter-rules.yaml'), filterRulesSchema, report);
	const acting = causesOf(causes);
	const knowledge = {
		causes: acting,
		replies: repliesOf(replies, {ids: Object.keys(causes?.value ?? {}), acting}, report),
		blocklists: blocklistsSchema.safeParse(blocklists?.value).data ?? [],
		providers: providersOf(providers, report),
		inspectors: inspectorsOf(inspectors, report),
		filterRules: filterRulesSchema.safeParse(filterRules?.value).data ?? [],
		procedures: await proceduresIn(join(folder, 'procedures'), report),
	};
	return problems.length > 0 ? {problems: inOrderOfFiles(problems)} : {knowledge, problems};
};

const inOrderOfFiles = (problems: readonly Problem[]): readonly Problem[] =>
	[...new Set(problems.map(({file}) => file))].flatMap(name =>
		inOrder(problems.filter(({file}) => file === name)),
	);

type Report = (problems: readonly Problem[]) => void;

const causeId = z.string().regex(/^[a-z]+\.[a-z]+(?:-[a-z]+)*$/, {
	error: 'expected the id of a cause: a hop, a dot, and words with hyphens',
});
const causesSchema = z.record(causeId, causeSchema);
const repliesSchema = z.array(replyRuleSchema).max(mostRules, {error: `expected at most ${mostRules} rules`});

const filterRulesSchema = z.array(filterRuleSchema).max(1000, {error: 'expected at most 1000 rules'});

const blocklistsSchema = z.array(blocklistSchema).max(200, {error: 'expected at most 200 lists'});

/** The document, whatever its shape: what is wrong with that is reported, and the rest is still looked at. */
const read = async (file: string, schema: z.ZodType, report: Report): Promise<Source | undefined> => {
	const source = await textOf(file);
	if (typeof source !== 'string') {
		report([source]);
		return undefined;
	}
	const {document, problems} = readDocument(file, source);
	report(problems);
	if (document) report(misshapen(document, schema));
	return document;
};

/** At most one octet more than is ever parsed, so that a larger file is still known to be too large. */
const textOf = async (file: string): Promise<string | Problem> => {
	try {
		const chunks: Buffer[] = [];
		for await (const chunk of createReadStream(file, {end: largestSource})) chunks.push(chunk);
		return Buffer.concat(chunks).toString();
	} catch (error) {
		return atStart(file, 'unreadable', `this file cannot be read: ${reasonOf(error)}`);
	}
};

const atStart = (file: string, rule: string, message: string): Problem => ({
	file,
	line: 1,
	column: 1,
	rule,
	message,
});

const reasonOf = (error: unknown): string =>
	error instanceof Error && 'code' in error ? String(error.code) : String(error);

const causesOf = (document: Source | undefined): ReadonlyMap<string, Cause> =>
	new Map(
		Object.entries(document?.value ?? {}).flatMap(([id, written]) => {
			const cause = causeSchema.safeParse(written);
			return cause.success ? [[id, {...cause.data, id}] as const] : [];
		}),
	);

const proceduresIn = async (
	folder: string,
	report: Report,
): Promise<ReadonlyMap<string, ProcedureSource>> => {
	const procedures = new Map<string, ProcedureSource>();
	const files = await yamlFilesIn(folder, report);
	for (const file of files) {
		const name = file.slice(0, -'.yaml'.length);
		const document = await read(join(folder, file), procedureSchema, report);
		const shaped = procedureSchema.safeParse(document?.value);
		if (!document || !shaped.success) continue;
		if (shaped.data.destructive && !shaped.data.confirm)
			report([
				document.problemAtKey(
					['destructive'],
					'unconfirmed',
					'a destructive procedure is never named without a confirmation',
					'add "confirm" with the input and the word to type',
				),
			]);
		procedures.set(name, {...shaped.data, name});
	}
	return procedures;
};

const yamlFilesIn = async (folder: string, report: Report): Promise<readonly string[]> => {
	try {
		const files = (await readdir(folder)).filter(file => file.endsWith('.yaml')).sort();
		if (files.length <= mostProcedures) return files;
		report([atStart(folder, 'too-many', `at most ${mostProcedures} procedures are read`)]);
		return [];
	} catch (error) {
		report([atStart(folder, 'unreadable', `this folder cannot be read: ${reasonOf(error)}`)]);
		return [];
	}
};
