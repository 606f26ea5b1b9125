import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {checks} from '../../source/checks/index.ts';
import type {Step} from '../../source/core/case.ts';
import type {Finding, Level} from '../../source/core/check.ts';
import {routeFor} from '../../source/core/decide.ts';
import {diagnose} from '../../source/core/diagnose.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {parsePlaybook} from '../../source/playbook/parse.ts';

const name = 'capture-code';
const file = `playbooks/${name}.yaml`;
const source = readFileSync(file, 'utf8');
const {knowledge} = await loadKnowledge('playbooks');
const {playbook} = parsePlaybook({name, file, source, checks, ...knowledge!});
const finding = (code: string, level: Level, facts: Finding['facts']): Finding => ({
	code,
	level,
	facts,
	text: '',
});
/** The steps of the playbook, those that found something and the others, which were not reached. */
const stepsWith = (found: Readonly<Record<string, Finding>>): readonly Step[] =>
	playbook!.steps.map(({id, title, check, needs}) => ({
		id,
		title,
		check: check.id,
		hop: check.hop,
		needs,
		evidence: [],
		state: found[id]
			? {status: 'finished', finding: found[id]}
			: {status: 'skipped', why: 'unknown', reason: ''},
	}));
const endings = new Set(playbook!.route.flatMap(({procedure, also}) => [procedure, ...also]));

/** Where lostmail could not even listen, nobody was asked to change anything. */
const unchanged = 'let-lostmail-listen';

test.each([...endings])('%s destroys nothing', ending => {
	expect(knowledge!.procedures.get(ending)!.destructive).toBeUndefined();
});

test.each([...endings].filter(one => one !== unchanged))(
	'%s begins with the device’s own mail settings',
	ending => {
		const procedure = knowledge!.procedures.get(ending)!;
		expect(procedure.actions[0]?.when).toBeUndefined();
		expect(procedure.actions[0]?.do).toMatch(
			/^(Put the device's own mail settings back|If anything was changed in the device's mail settings for this, put it back first)/,
		);
	},
);

test('a port that is taken leads to other ports, and not to settings that nobody changed', () => {
	const taken = finding('cannot-listen', 'unknown', {remedy: 'End node (process 7), or take 3525.'});
	const {route} = routeFor(
		playbook!,
		knowledge!,
		diagnose(playbook!, knowledge!, stepsWith({test: taken})),
		{},
	);
	expect(route?.procedure).toMatchObject({name: unchanged, ask: ['sink-ports']});
	expect(route?.procedure.actions.map(one => one.do)).toContain('End node (process 7), or take 3525.');
	const silent = finding('nobody-connected', 'unknown', {});
	const other = routeFor(
		playbook!,
		knowledge!,
		diagnose(playbook!, knowledge!, stepsWith({test: silent})),
		{},
	);
	expect(other.route?.procedure.name).toBe('put-back-and-try-again');
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
