import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {parseScenario, scenarioSchema} from '../../source/lab/scenario.ts';
import {listScenarios, readScenario} from '../../source/lab/world.ts';

const folder = fileURLToPath(new URL('../../playbooks/scenarios/', import.meta.url));
const blocklists = await readFile(`${folder}../knowledge/blocklists.yaml`, 'utf8');
const providers = await readFile(`${folder}../knowledge/providers.yaml`, 'utf8');
const names = await listScenarios(folder);

test.each(names)('%s is a scenario', async name => {
	const read = await readScenario(folder, name);
	expect(read.ok ? [] : read.failure).toEqual([]);
	expect(await readFile(`${folder}${name}.yaml`, 'utf8')).toMatch(
		/^# yaml-language-server: \$schema=\.\.\/scenario\.schema\.json\n/,
	);
});

/** Real names of providers and of those whom they use: only under these it can be shown what lostmail knows of them. */
const named = (providers.match(/\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b/g) ?? []).map(name =>
	name.split('.').slice(-2).join('.'),
);
const real = [...new Set([...named, 'smtp-brevo.com', 'aol.jp'])];
const isKnown = (name: string): boolean => real.some(known => name === known || name.endsWith(`.${known}`));
/** RFC 2606 section 3 and RFC 6761 section 6, and for addresses RFC 5737. */
const isReserved = (name: string): boolean =>
	/(?:^|\.)(?:test|example|example\.(?:com|net|org))\.?$/.test(name) ||
	/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(name);

test.each(names)(
	'%s stays within names that nobody can own (RFC 6761), or that are known to lostmail',
	async name => {
		const read = await readScenario(folder, name);
		if (!read.ok) throw new Error('does not parse');
		const {zones, servers, web, answers, playbook} = read.value;
		const mayBeKnown = (host: string) => playbook === 'smtp-settings' && isKnown(host);
		const {'smtp-host': told = 'unknown'} = answers;
		const hosts = [...servers, ...web].map(({host}) => host);
		const owned = [...hosts, ...(told === 'unknown' ? [] : [told])].filter(
			host => !isReserved(host) && !mayBeKnown(host),
		);
		expect(owned).toEqual([]);
		// Reverse zones belong to nobody in particular, and blocklists have the names that checks ask for.
		const others = Object.keys(zones).filter(
			zone =>
				!isReserved(zone) && !/(^|\.)arpa$/.test(zone) && !blocklists.includes(zone) && !mayBeKnown(zone),
		);
		expect(others).toEqual([]);
	},
);

test('the schema can be written down for editors', () => {
	const schema = z.toJSONSchema(scenarioSchema, {io: 'input'});
	expect(schema).toMatchObject({type: 'object', additionalProperties: false});
});

const sound = `title: One
about: A world.
fault: none
zones:
  provider.test:
    smtp: A 127.0.0.1
servers:
  - host: smtp.provider.test
    port: 587
    replies:
      rcpt: 550 5.1.1 No such user
answers:
  smtp-port: 587
expect:
  verdict: healthy
`;

test('settings that were left out have their usual values', () => {
	const parsed = parseScenario('one', sound);
	expect(parsed).toMatchObject({
		ok: true,
		value: {
			name: 'one',
			playbook: 'tos-verification-code',
			elsewhere: 'refused',
			answers: {'smtp-port': '587'},
			servers: [{security: 'starttls', certificate: 'good', delay: 0}],
		},
	});
});

test.each([
	['an unknown key', ['port: 587', 'port: 587\n    prot: 25'], 'servers.0.prot', 10, 'prot'],
	['a port out of range', ['port: 587', 'port: 70000'], 'servers.0.port', 9, '65535'],
	['a reply without a code', ['550 5.1.1 No', 'No'], 'servers.0.replies.rcpt', 11, 'SMTP reply'],
	['a verdict that there is not', ['verdict: healthy', 'verdict: fine'], 'expect.verdict', 15, 'healthy'],
	['a missing key', ['title: One\n', ''], 'title', 1, 'string'],
	['a key that comes twice', ['about:', 'title: Two\nabout:'], '', 2, 'unique'],
] as const)('%s is a problem with a line', (_, [before, after], path, line, word) => {
	const parsed = parseScenario('one', sound.replace(before, after));
	if (parsed.ok) throw new Error('expected a problem');
	expect(parsed.failure).toEqual([
		{message: expect.stringContaining(word), path, line, column: expect.any(Number)},
	]);
});

test('every problem is told at once', () => {
	const parsed = parseScenario('one', sound.replace('587', '0').replace('fault: none', 'fault: some'));
	expect(parsed.ok ? [] : parsed.failure.map(({path}) => path)).toEqual(['fault', 'servers.0.port']);
});

test('one place is served once', () => {
	const again = sound.replace('answers:', '  - host: smtp.provider.test\n    port: 587\nanswers:');
	const parsed = parseScenario('one', again);
	expect(parsed.ok ? [] : parsed.failure.map(({path}) => path)).toEqual(['servers.1.port']);
});

test.each([
	['an alias', 'title: &a One\nabout: *a\n'],
	['a text that is too long', `# ${'x'.repeat(70_000)}\n`],
	['no map at all', '- 1\n'],
	['nothing', ''],
])('%s is no scenario', (_, source) => {
	const parsed = parseScenario('one', source);
	expect(parsed.ok ? [] : parsed.failure).not.toEqual([]);
});

test('a name is not a path', async () => {
	for (const name of ['../package', 'no-such-world', '/etc/passwd', '']) {
		const read = await readScenario(folder, name);
		expect(read.ok).toBe(false);
	}
});
