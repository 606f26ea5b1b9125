import {mkdir, mkdtemp, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {parseScenario} from '../../../source/lab/scenario.ts';
import {listScenarios, readScenario} from '../../../source/lab/world.ts';

const real = path.resolve(import.meta.dirname, '../../../playbooks/scenarios');

const folders: string[] = [];
afterEach(async () => {
	await Promise.all(folders.splice(0).map(folder => rm(folder, {recursive: true})));
});

const scenario = (answers: string) =>
	`title: One\nabout: A world.\nfault: none\nanswers: ${answers}\nexpect:\n  verdict: healthy\n`;

/** Scenario `one` with these answers, beside one message and a link out of the folder. */
const read = async (answers: string, parts: Readonly<Record<string, string>> = {}) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-messages-'));
	folders.push(folder);
	await mkdir(path.join(folder, 'messages', 'folder.eml'), {recursive: true});
	await mkdir(path.join(folder, 'parts'));
	await writeFile(path.join(folder, 'secret.eml'), 'From: a@a.test\n\n');
	await writeFile(path.join(folder, 'messages', 'a-mail.eml'), 'From: a@a.test\n\n');
	await symlink(path.join(folder, 'secret.eml'), path.join(folder, 'messages', 'link.eml'));
	const named = Object.keys(parts).length > 0 ? `parts: [${Object.keys(parts).join(', ')}]\n` : '';
	await writeFile(path.join(folder, 'one.yaml'), `${scenario(answers)}${named}`);
	for (const [name, text] of Object.entries(parts))
		await writeFile(path.join(folder, 'parts', `${name}.yaml`), text);
	return {folder, scenario: await readScenario(folder, 'one')};
};

test('an answer that is a message becomes its absolute path', async () => {
	const {folder, scenario: one} = await read('{message: {file: messages/a-mail.eml}, port: 25}');
	expect(one).toMatchObject({
		ok: true,
		value: {answers: {message: path.join(folder, 'messages', 'a-mail.eml'), port: '25'}},
	});
	const relative = await readScenario(path.relative(process.cwd(), folder), 'one');
	expect(relative).toEqual(one);
});

test.each(['messages/none.eml', 'messages/link.eml', 'messages/folder.eml'])(
	'%s is not among the messages',
	async file => {
		const {scenario: one} = await read(`{message: {file: ${file}}}`);
		expect(one.ok ? [] : one.failure).toEqual([
			{message: `there is no file "${file}"`, path: 'answers.message.file', line: 4, column: 21},
		]);
	},
);

test.each(['secret.eml', 'messages/../secret.eml', '/etc/passwd', 'messages/a/b.eml', 'messages/a.txt', ''])(
	'%j is not the name of a message',
	async file => {
		const {scenario: one} = await read(`{message: {file: '${file}'}}`);
		expect(one.ok ? [] : one.failure).toMatchObject([
			{message: expect.stringContaining('messages/NAME.eml'), path: 'answers.message.file', line: 4},
		]);
	},
);

test('a message that a part names is found beside the scenarios, or missed in the part', async () => {
	const {folder, scenario: one} = await read('{}', {
		base: 'answers: {message: {file: messages/a-mail.eml}}\n',
	});
	expect(one).toMatchObject({value: {answers: {message: path.join(folder, 'messages/a-mail.eml')}}});
	const {scenario: other} = await read('{}', {base: 'answers: {message: {file: messages/none.eml}}\n'});
	expect(other.ok ? [] : other.failure).toMatchObject([{file: 'parts/base.yaml', line: 1}]);
});

test('without a folder there are no messages', () => {
	const one = parseScenario('one', scenario('{message: {file: messages/a-mail.eml}}'));
	expect(one.ok ? [] : one.failure).toMatchObject([{path: 'answers.message.file'}]);
});

test('every message of the lab is read by some scenario', async () => {
	const used = new Set<string>();
	for (const name of await listScenarios(real)) {
		const one = await readScenario(real, name);
		for (const answer of one.ok ? Object.values(one.value.answers) : []) used.add(answer);
	}
	const files = await readdir(path.join(real, 'messages'));
	expect(files.map(file => path.join(real, 'messages', file)).filter(file => !used.has(file))).toEqual([]);
});
