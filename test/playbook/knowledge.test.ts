import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const playbooks = fileURLToPath(new URL('../../playbooks', import.meta.url));

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lostmail-knowledge-'));
	await cp(join(playbooks, 'knowledge'), join(folder, 'knowledge'), {recursive: true});
	await cp(join(playbooks, 'procedures'), join(folder, 'procedures'), {recursive: true});
});
afterEach(() => rm(folder, {recursive: true}));

const write = (path: string, text: string) => writeFile(join(folder, path), text);
const problems = async () =>
	(await loadKnowledge(folder)).problems.map(
		({file, line, column, rule, message}) =>
			`${file.slice(folder.length + 1)}:${line}:${column}: ${message} [${rule}]`,
	);

const rule = (lines: readonly string[]) =>
	['- stages: [login]', ...lines, "means: 'x'", "samples: ['535 x']", "source: 'x'"].join('\n  ');

test('what is shipped has no mistake', async () => {
	const {knowledge, problems: found} = await loadKnowledge(playbooks);
	expect(found).toEqual([]);
	expect(knowledge?.replies.length).toBeGreaterThan(120);
	expect(knowledge?.procedures.get('initialize')).toMatchObject({name: 'initialize', destructive: true});
});

test('names of procedures are names of files, and other files are left alone', async () => {
	await write('procedures/call-a-friend.yaml', 'title: Call\nactions:\n  - do: Call a friend.\n');
	await write('procedures/notes.txt', 'not a procedure');
	const {knowledge} = await loadKnowledge(folder);
	expect(knowledge?.procedures.get('call-a-friend')).toEqual({
		name: 'call-a-friend',
		title: 'Call',
		actions: [{do: 'Call a friend.'}],
		warnings: [],
		again: [],
		ask: [],
		'not-stated': [],
	});
	expect(knowledge?.procedures.has('notes')).toBe(false);
});

test('every mistake of every rule is found at once', async () => {
	await write(
		'knowledge/replies.yaml',
		[
			rule(["text: '(?!password)'", 'cause: auth.refused']),
			rule(["text: 'x*'", 'cause: auth.refused']),
			rule(["code: '53['", "enhanced: '('", 'cause: auth.refused']),
			rule(['cause: auth.refused']),
			rule(["text: 'x'", 'cause: auth.wrong-credential']),
			rule([`code: '${'5'.repeat(1001)}'`, 'cause: auth.refused']),
			rule(["text: 'x'", 'cause: auth.refused', 'retry: never']),
		].join('\n'),
	);
	expect(await problems()).toEqual([
		'knowledge/replies.yaml:2:9: error parsing regexp: invalid or unsupported Perl syntax: `(?!` [pattern]',
		'knowledge/replies.yaml:8:9: this pattern matches an empty text [pattern]',
		'knowledge/replies.yaml:14:9: error parsing regexp: missing closing ]: `[` [pattern]',
		'knowledge/replies.yaml:15:13: error parsing regexp: missing closing ): `(?i)(` [pattern]',
		'knowledge/replies.yaml:20:3: a rule needs at least one of: text, enhanced, code [pattern]',
		'knowledge/replies.yaml:27:10: there is no cause "auth.wrong-credential" [unknown-cause]',
		'knowledge/replies.yaml:32:9: expected at most 1000 characters [pattern]',
		'knowledge/replies.yaml:40:3: unknown key "retry" [unknown-key]',
	]);
	const unknown = (await loadKnowledge(folder)).problems.find(found => found.rule === 'unknown-cause');
	expect(unknown?.hint).toMatch(/^did you mean "auth\.wrong-credentials"\?/);
});

test('a cause with a mistake is still a known cause', async () => {
	const file = join(folder, 'knowledge/causes.yaml');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace('  repair: device', '  repair: somewhere'));
	expect(await problems()).toEqual([
		'knowledge/causes.yaml:14:11: expected device or outside or wait, got "somewhere" [value]',
	]);
});

test('a mistake leaves no knowledge', async () => {
	await write('knowledge/causes.yaml', 'nowhere: {}\n');
	await write('knowledge/replies.yaml', 'text: x\n');
	const {knowledge, problems: found} = await loadKnowledge(folder);
	expect(knowledge).toBeUndefined();
	expect(found.map(({rule: broken}) => broken)).toContain('name');
	expect(new Set(found.map(({file}) => dirname(file)))).toEqual(new Set([join(folder, 'knowledge')]));
});

test('a destructive procedure needs a confirmation', async () => {
	await write('procedures/burn.yaml', 'title: Burn\ndestructive: true\nactions:\n  - do: Burn it.\n');
	expect(await problems()).toEqual([
		'procedures/burn.yaml:2:1: a destructive procedure is never named without a confirmation [unconfirmed]',
	]);
});

test('files that are missing or too large are problems, not exceptions', async () => {
	await rm(join(folder, 'procedures'), {recursive: true});
	await rm(join(folder, 'knowledge/causes.yaml'));
	await write('knowledge/replies.yaml', `# ${'x'.repeat(300_000)}\n`);
	expect(await problems()).toEqual([
		'knowledge/causes.yaml:1:1: this file cannot be read: ENOENT [unreadable]',
		'knowledge/replies.yaml:1:1: this file has 262145 bytes; at most 262144 are read [too-large]',
		'procedures:1:1: this folder cannot be read: ENOENT [unreadable]',
	]);
});
