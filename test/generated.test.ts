import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {z} from 'zod';
import type {Check} from '../source/core/check.ts';
import {explainSchema} from '../source/core/explanation.ts';
import {procedureSchema} from '../source/core/knowledge.ts';
import {outcomeSchema} from '../source/core/outcome.ts';
import {partSchema, scenarioSchema} from '../source/lab/scenario/schema.ts';
import {loadKnowledge} from '../source/playbook/knowledge.ts';
import {playbookSchema} from '../source/playbook/schema.ts';
import {withPictures} from './pictures.ts';

/** A check is a file in the folder of its topic; what only one check needs stands in a folder of the check's name. */
const unitsBelow = (folder: string) =>
	readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(file => file.endsWith('.ts') && file.split('/').length === 2)
		.sort();

const checkFiles = unitsBelow('source/checks');
const checks = await Promise.all(
	checkFiles.map(async file => ((await import(`../source/checks/${file}`)) as {default: Check}).default),
);
const nameOf = (file: string) =>
	file.replace(/\.ts$/, '').replaceAll(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());

/** The formatter's own line width decides whether a list stands on one line. */
const list = (head: string, names: readonly string[]) => {
	const one = `${head} = [${names.join(', ')}];`;
	return one.length <= 110 ? one : [`${head} = [`, ...names.map(name => `\t${name},`), '];'].join('\n');
};

test('the registry lists every check', async () => {
	const text = [
		'// Written by `npm run generate`: one line for each check below this folder.',
		"import type {Check} from '../core/check.ts';",
		...checkFiles.map(file => `import ${nameOf(file)} from './${file}';`),
		'',
		list('export const checks: readonly Check[]', checkFiles.map(nameOf)),
		'',
	].join('\n');
	await expect(text).toMatchFileSnapshot('../source/checks/index.ts');
});

test('every check bears the name of its place', () => {
	expect(checks.map(({id}) => id)).toEqual(
		checkFiles.map(file => file.replace(/\.ts$/, '').replaceAll('/', '.')),
	);
});

test('the registry lists every command', async () => {
	const files = readdirSync('source/commands')
		.filter(
			file =>
				/^\s*configure\(command, act/m.test(
					file.endsWith('.ts') ? readFileSync(`source/commands/${file}`, 'utf8') : '',
				) && file !== 'command.ts',
		)
		.sort();
	const names = files.map(file => path.basename(file, '.ts'));
	const text = [
		'// Written by `npm run generate`: one line for each command in this folder.',
		...names.map(name => `import ${name === 'case' ? 'caseCommand' : name} from './${name}.ts';`),
		"import type {Command} from './command.ts';",
	];
	const sorted = [...text.slice(1)].sort((a, b) =>
		(a.split("'./")[1] ?? '').localeCompare(b.split("'./")[1] ?? ''),
	);
	const body = [
		text[0],
		...sorted,
		'',
		list(
			'export const commands: readonly Command[]',
			names.map(name => (name === 'case' ? 'caseCommand' : name)),
		),
		'',
	].join('\n');
	await expect(body).toMatchFileSnapshot('../source/commands/index.ts');
});

const json = (schema: unknown) => `${JSON.stringify(schema, undefined, '\t')}\n`;

test('the schemas that editors and other programs read are up to date', async () => {
	const {knowledge} = await loadKnowledge('playbooks');
	await expect(json(playbookSchema(checks, knowledge!))).toMatchFileSnapshot(
		'../playbooks/playbook.schema.json',
	);
	await expect(
		json(z.toJSONSchema(scenarioSchema, {io: 'input', unrepresentable: 'any'})),
	).toMatchFileSnapshot('../playbooks/scenario.schema.json');
	await expect(json(z.toJSONSchema(partSchema, {io: 'input', unrepresentable: 'any'}))).toMatchFileSnapshot(
		'../playbooks/part.schema.json',
	);
	await expect(json(z.toJSONSchema(procedureSchema, {io: 'input'}))).toMatchFileSnapshot(
		'../playbooks/procedure.schema.json',
	);
	await expect(json(z.toJSONSchema(outcomeSchema))).toMatchFileSnapshot('../playbooks/result.schema.json');
	await expect(json(z.toJSONSchema(explainSchema))).toMatchFileSnapshot(
		'../playbooks/explanation.schema.json',
	);
});

test('the README lists every check, and shows what the program shows', async () => {
	const readme = readFileSync('README.md', 'utf8');
	const rows = checks.map(({id, about}) => `| \`${id}\` | ${about} |`);
	const table = ['| check | answers |', '|---|---|', ...rows].join('\n');
	const fresh = readme.replace(/(<!-- checks -->\n)[\s\S]*?(<!-- \/checks -->)/, `$1${table}\n$2`);
	await expect(await withPictures(fresh)).toMatchFileSnapshot('../README.md');
}, 180_000);
