import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {readBounded} from '../cases/bounded.ts';
import type {Knowledge} from '../core/knowledge.ts';
import {nearest} from '../core/nearest.ts';
import type {Playbook} from '../core/playbook.ts';
import type {Source} from '../playbook/document.ts';
import {formatProblem, type Problem} from '../playbook/problem.ts';
import {fileTrouble} from './file-trouble.ts';
import {type Heading, readHeading} from './heading.ts';
import {playbooksFolder} from './installed.ts';
import {UsageError} from './io.ts';

export {version} from './installed.ts';

/** Reads causes, replies and procedures; mistakes in them are told like those of a playbook. */
export const readKnowledge = async (): Promise<Knowledge> => {
	const {loadKnowledge} = await import('../playbook/knowledge.ts');
	const {knowledge, problems} = await loadKnowledge(playbooksFolder());
	if (!knowledge) throw new UsageError(shownProblems(problems));
	return knowledge;
};

export type Listed = Heading & {readonly name: string};

const bundled = async (): Promise<readonly string[]> =>
	(await readdir(playbooksFolder()))
		.filter(file => file.endsWith('.yaml'))
		.map(file => file.slice(0, -5))
		.toSorted();

/** What most people come for, and so the line that Enter starts. */
const mainJob = 'tos-verification-code';

/** The bundled playbooks by their headings, as the console's first screen lists them: the main job first. */
export const listPlaybooks = async (): Promise<readonly Listed[]> =>
	Promise.all(
		(await bundled())
			.toSorted((a, b) => Number(b === mainJob) - Number(a === mainJob))
			.map(
				async (name): Promise<Listed> => ({
					name,
					...(readHeading(path.join(playbooksFolder(), `${name}.yaml`)) ?? (await headOf(name))),
				}),
			),
	);

/** Of a playbook whose first lines do not tell, all is read. */
const headOf = async (name: string): Promise<Heading> => {
	const {title, about, appliesTo} = await readPlaybook(name, await readKnowledge());
	return {title, about, ...(appliesTo === undefined ? {} : {appliesTo})};
};

export type PlaybookFile = {
	readonly playbook: Playbook;
	readonly document: Source;
	readonly source: string;
};

/** Reads a playbook by path or bundled name, with its text; every mistake in it is told, with its place. */
export const readPlaybookFile = async (nameOrPath: string, knowledge: Knowledge): Promise<PlaybookFile> => {
	const {file, source} = await sourceOf(nameOrPath);
	const name = path.basename(file).replace(/\.ya?ml$/, '');
	const {checks} = await import('../checks/index.ts');
	const {parsePlaybook} = await import('../playbook/parse.ts');
	const {playbook, document, problems} = parsePlaybook({name, file, source, checks, ...knowledge});
	if (!playbook || !document)
		throw new UsageError(problems.map(problem => formatProblem(problem, source)).join('\n'));
	return {playbook, document, source};
};

export const readPlaybook = async (nameOrPath: string, knowledge: Knowledge): Promise<Playbook> =>
	(await readPlaybookFile(nameOrPath, knowledge)).playbook;

/** Octets. */
const largestPlaybook = 4 * 1024 * 1024;

const sourceOf = async (nameOrPath: string): Promise<{readonly file: string; readonly source: string}> => {
	const names = await bundled();
	const file = names.includes(nameOrPath)
		? path.join(playbooksFolder(), `${nameOrPath}.yaml`)
		: path.resolve(nameOrPath);
	try {
		const source = readBounded(file, {most: largestPlaybook, links: 'followed'}).toString('utf8');
		return {file: names.includes(nameOrPath) ? file : nameOrPath, source};
	} catch (error) {
		if ((error as {code?: string}).code !== 'ENOENT')
			throw new UsageError(`lostmail: cannot read the playbook ${nameOrPath}: ${fileTrouble(error)}`);
		const near = nearest(nameOrPath, names);
		throw new UsageError(
			`lostmail: there is no playbook "${nameOrPath}"${near ? `; did you mean ${near}?` : '.'}\n` +
				`  expected a path, or one of: ${names.join(', ')}`,
		);
	}
};

const shownProblems = (problems: readonly Problem[]): string =>
	problems
		.map(problem =>
			formatProblem(problem, existsSync(problem.file) ? readFileSync(problem.file, 'utf8') : ''),
		)
		.join('\n');

/** Random enough to set one run's test message apart from every other. */
export const newTag = (): string => randomBytes(6).toString('hex');
