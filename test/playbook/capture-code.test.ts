import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {checks} from '../../source/checks/index.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {parsePlaybook} from '../../source/playbook/parse.ts';

const name = 'capture-code';
const file = `playbooks/${name}.yaml`;
const source = readFileSync(file, 'utf8');
const {knowledge} = await loadKnowledge('playbooks');
const {playbook} = parsePlaybook({name, file, source, checks, ...knowledge!});
const endings = new Set(playbook!.route.flatMap(({procedure, also}) => [procedure, ...also]));

test.each([...endings])('%s begins with the device’s own mail settings, and destroys nothing', ending => {
	const procedure = knowledge!.procedures.get(ending)!;
	expect(procedure.destructive).toBeUndefined();
	expect(procedure.actions[0]?.when).toBeUndefined();
	expect(procedure.actions[0]?.do).toMatch(
		/^(Put the device's own mail settings back|If anything was changed in the device's mail settings for this, put it back first)/,
	);
});

test('every step talks to the same sink', () => {
	const plan = (id: string, ...names: readonly string[]) => {
		const step = playbook!.steps.find(one => one.id === id)!;
		return names.map(one => step.with[one]);
	};
	const captured = plan('test', 'ports', 'reach', 'user', 'password');
	for (const id of ['code', 'newest'])
		expect(plan(id, 'ports', 'reach', 'user', 'password')).toEqual(captured);
	expect(plan('release', 'ports', 'reach', 'expected-user', 'expected-password')).toEqual(captured);
});

test.each([
	['no consent', ['consent: true\n', '\n']],
	['yes by itself', ['default: "no"\n    consent: true', 'default: "yes"\n    consent: true']],
	['written down', ['may-release: $may-release', 'may-release: "yes"']],
] as const)('a caught mail is handed on only after somebody agreed to it: %s', (_, [before, after]) => {
	const changed = source.replace(before, after);
	expect(changed).not.toBe(source);
	const parsed = parsePlaybook({name, file, source: changed, checks, ...knowledge!});
	expect(parsed.problems.map(({rule}) => rule)).toEqual(['consent']);
});
