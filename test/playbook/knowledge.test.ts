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
	[
		'- stages: [login]',
		...lines,
		"means: 'It says x.'",
		...(lines.some(line => line.startsWith('retry')) ? [] : ['retry: stop']),
		'seen: {last: 2026-11-22}',
		"samples: ['535 x']",
		"source: 'x'",
	].join('\n  ');

const inReplies = async (...rules: readonly (readonly string[])[]) => {
	await write('knowledge/replies.yaml', rules.map(rule).join('\n'));
	return (await problems()).map(found => found.replace(/^knowledge\/replies\.yaml:/, ''));
};

test('what is shipped has no mistake', async () => {
	const {knowledge, problems: found} = await loadKnowledge(playbooks);
	expect(found).toEqual([]);
	expect(knowledge?.replies.length).toBeGreaterThanOrEqual(200);
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
	const found = await inReplies(
		["text: '(?!password)'", 'cause: auth.refused'],
		["text: 'x*'", 'cause: auth.refused'],
		["text: 'x'", 'cause: auth.wrong-credential'],
		["text: 'x'", 'cause: auth.refused', 'retry: never'],
		["code: '53['", "enhanced: '('", 'cause: auth.refused'],
		[`code: '${'5'.repeat(1001)}'`, 'unsure: true', 'cause: auth.refused'],
		['unsure: true', 'cause: auth.refused'],
	);
	expect(found).toEqual([
		'2:9: error parsing regexp: invalid or unsupported Perl syntax: `(?!` [pattern]',
		'10:9: this pattern matches an empty text [pattern]',
		'19:10: there is no cause "auth.wrong-credential" [unknown-cause]',
		'28:10: expected stop or fix or wait or retry, got "never" [value]',
		'34:9: error parsing regexp: missing closing ]: `[` [pattern]',
		'35:13: error parsing regexp: missing closing ): `(?i)(` [pattern]',
		'43:9: expected at most 1000 characters [pattern]',
		'51:3: a rule needs at least one of: text, enhanced, code [pattern]',
	]);
	const unknown = (await loadKnowledge(folder)).problems.find(found => found.rule === 'unknown-cause');
	expect(unknown?.hint).toMatch(/^did you mean "auth\.wrong-credentials"\?/);
});

test('a rule that knows more may not stand behind one that knows less, and the complaint names both', async () => {
	expect(
		await inReplies(
			["text: 'no entry'", 'cause: auth.refused'],
			["enhanced: '5\\.7\\.8'", 'cause: auth.refused'],
			["text: 'other words'", 'cause: auth.refused'],
			['provider: gmail', "text: 'gmail words'", 'cause: auth.refused'],
			["code: '535'", 'unsure: true', 'cause: auth.refused'],
			["enhanced: '5\\.7\\.9'", 'cause: auth.refused'],
		),
	).toEqual([
		'17:3: the rule other words (login) goes by words that anybody may use and has to stand before rule number 2, 5\\.7\\.8 (login) [order]',
		'25:3: the rule gmail: gmail words (login) goes by words of one provider and has to stand before rule number 2, 5\\.7\\.8 (login) [order]',
		'43:3: the rule 5\\.7\\.9 (login) goes by an enhanced status code and has to stand before rule number 5, 535 (login) [order]',
	]);
});

test('a catch-all says that it is unsure, and a rule of a provider knows words', async () => {
	expect(
		await inReplies(
			['provider: gmail', "enhanced: '5\\.7\\.8'", 'cause: auth.refused'],
			["code: '535'", 'cause: auth.refused'],
		),
	).toEqual([
		'1:3: the rule gmail: 5\\.7\\.8 (login) is of one provider and has to know its words: add "text" [no-words]',
		'10:3: the rule 535 (login) goes by a reply code alone: add "unsure: true" [catch-all]',
	]);
});

test('a placeholder is refused, in a pattern, in a sentence and in a sample', async () => {
	expect(await inReplies(["text: 'an example'", 'remedy: TODO', 'cause: auth.refused'])).toEqual([
		'2:9: "an example" is a placeholder: write what is really said [placeholder]',
		'3:11: "TODO" is a placeholder: write what is really said [placeholder]',
	]);
	const text = rule(["text: 'no entry'", 'cause: auth.refused']);
	await write('knowledge/replies.yaml', text.replace("['535 x']", "['535 no entry', '535 <...>: no entry']"));
	expect(await problems()).toEqual([
		'knowledge/replies.yaml:7:29: "<...>" is a placeholder: write what is really said [placeholder]',
	]);
});

test('a time to wait goes with waiting, and nothing was first seen after it was last seen', async () => {
	const text = ["text: 'no entry'", 'cause: auth.refused'];
	expect(await inReplies([...text, 'retry: stop', 'wait-minutes: 5'])).toEqual([
		expect.stringContaining('a time to wait goes with "retry: wait" or "retry: retry" [value]'),
	]);
	expect(await inReplies([...text, 'ordinary: true'])).toEqual([
		expect.stringContaining('only words of a provider can be ordinary ones [value]'),
	]);
	expect(await inReplies([...text, 'retry: wait', 'wait-minutes: 5'])).toEqual([]);
	const seen = (words: string) =>
		write('knowledge/replies.yaml', rule(text).replace('seen: {last: 2026-11-22}', `seen: {${words}}`));
	await seen('first: 2026-12, last: 2026-11-22');
	expect(await problems()).toEqual([expect.stringContaining('not after the last one [value]')]);
	await seen('first: 2026-11, last: 2026-11-22');
	expect(await problems()).toEqual([]);
	await seen('last: 22.11.2026');
	expect(await problems()).toEqual([expect.stringContaining('expected a day such as 2026-11-22')]);
});

test('who acts on a rule is who acts on its cause, where it names nobody', async () => {
	await write(
		'knowledge/replies.yaml',
		[
			rule(["text: 'no entry'", 'cause: auth.refused']),
			rule(["text: 'other'", 'cause: auth.refused', 'who: vendor']),
		].join('\n'),
	);
	const {knowledge} = await loadKnowledge(folder);
	expect(knowledge?.replies.map(({who}) => who)).toEqual(['mail-owner', 'vendor']);
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
