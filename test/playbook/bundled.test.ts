import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {checks} from '../../source/checks/index.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {parsePlaybook} from '../../source/playbook/parse.ts';
import {prove} from '../../source/playbook/prove.ts';

const {knowledge, problems} = await loadKnowledge('playbooks');
const names = readdirSync('playbooks').flatMap(file => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));

test('causes, replies and procedures have no mistakes', () => {
	expect(problems).toEqual([]);
});

test.each(names)('%s has no mistakes, and every case in it has a safe route', name => {
	const file = `playbooks/${name}.yaml`;
	const parsed = parsePlaybook({name, file, source: readFileSync(file, 'utf8'), checks, ...knowledge!});
	expect(parsed.problems).toEqual([]);
	expect(prove(parsed.playbook!, knowledge!)).toEqual([]);
});

test('initialization needs all of: broken mail, nobody inside, a general model, the typed word', () => {
	const {playbook} = parsePlaybook({
		name: 'tos-verification-code',
		file: 'tos-verification-code.yaml',
		source: readFileSync('playbooks/tos-verification-code.yaml', 'utf8'),
		checks,
		...knowledge!,
	});
	const destructive = playbook!.route.filter(
		({procedure}) => knowledge!.procedures.get(procedure)?.destructive,
	);
	expect(destructive).toHaveLength(1);
	expect(destructive[0]!.when).toMatchObject({
		mail: ['broken'],
		repair: ['device'],
		account: ['super-user'],
		'who-can-log-in': ['nobody'],
		model: ['general'],
		'initialize-confirmed': ['typed'],
	});
	const weakened = playbook!.route.map(rule =>
		rule === destructive[0] ? {...rule, when: {mail: ['broken'], account: ['super-user']}} : rule,
	);
	expect(prove({...playbook!, route: weakened}, knowledge!).map(({kind}) => kind)).toContain('unsafe');
});

test.each([
	['no consent', [`default: "no"\n    consent: true`, `default: "no"`]],
	['yes by itself', [`default: "no"\n    consent: true`, `default: "yes"\n    consent: true`]],
	['written down', ['may-send: $may-send', 'may-send: "yes"']],
] as const)('a mail is sent only after somebody agreed to it: %s', (_, [before, after]) => {
	const source = readFileSync('playbooks/smtp-settings.yaml', 'utf8');
	const changed = source.replace(before, after);
	expect(changed).not.toBe(source);
	const file = 'smtp-settings.yaml';
	const parsed = parsePlaybook({name: 'smtp-settings', file, source: changed, checks, ...knowledge!});
	expect(parsed.problems.map(({rule}) => rule)).toEqual(['consent']);
});
