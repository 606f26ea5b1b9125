import {readFile, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import type {StepOutcome} from '../../source/core/outcome.ts';
import {openFolder, raise} from './in-lab.ts';
import {launcher, lostmail, startProgram} from './lostmail.ts';

const inFolder = openFolder();

test('without a terminal, lostmail alone says so in one line and prints the demo', async () => {
	const {code, stdout, stderr} = await lostmail([]);
	expect(code).toBe(0);
	expect(stderr).toMatch(/^lostmail: no terminal here[^\n]*\n$/);
	expect(stdout).toContain('[auth.app-password-needed]');
	expect(stdout).toMatch(/^What to do|^Next/m);
});

test('check --json is one step', async () => {
	const world = await raise('healthy', inFolder());
	const {code, stdout, stderr} = await lostmail([
		'check',
		'dns.mx',
		'domain=mailbox.test',
		'--json',
		...world.reach,
	]);
	await world.lab.close();
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const step = JSON.parse(stdout) as StepOutcome;
	expect(step).toMatchObject({
		id: 'dns.mx',
		check: 'dns.mx',
		hop: 'mx',
		status: 'finished',
		finding: {code: 'found', level: 'ok'},
	});
	expect(step.evidence.length).toBeGreaterThan(0);
	for (const {probe, question} of step.evidence)
		expect({probe, question}).toMatchObject({probe: 'dns', question: {}});
});

test('stdout holds the report and nothing else; a file takes it instead', async () => {
	const file = inFolder('report.json');
	const {code, stdout, stderr} = await lostmail(['demo', '--json', '--output', file]);
	expect({code, stdout, stderr}).toEqual({code: 0, stdout: '', stderr: ''});
	expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({format: 1});
	const nowhere = await lostmail(['demo', '--json', '--output', inFolder('missing', 'report.json')]);
	expect(nowhere).toMatchObject({code: 2, stdout: ''});
	expect(nowhere.stderr).toContain('cannot write');
});

test('offline, nothing leaves the machine, and what needs it is unknown', async () => {
	const {code, stdout} = await lostmail(['check', 'dns.mx', 'domain=mailbox.test', '--json', '--offline']);
	expect(code).toBe(3);
	expect(JSON.parse(stdout)).toMatchObject({
		finding: {level: 'unknown'},
		evidence: [{probe: 'dns', failure: {code: 'offline'}}],
	});
});

const mistaken = `title: Mistaken
inputs:
  address:
    ask: Which address?
    type: adress
steps:
  - {id: mx, check: dns.mxx, with: {domain: $address}}
  - {id: host, check: dns.host, with: {host: $hots}, needs: [mxx]}
diagnose:
  - {when: {mx: null-mx}, cause: mx.nul}
route:
  - {when: {}, go: self-rest}
`;

test('every mistake in a playbook is told with its place', async () => {
	await writeFile(inFolder('mistaken.yaml'), mistaken);
	const {code, stdout, stderr} = await lostmail(['run', 'mistaken.yaml'], {cwd: inFolder()});
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	const places = stderr.matchAll(/^mistaken\.yaml:(\d+):(\d+): .+ \[[a-z-]+\]$/gm);
	const told = [...places].map(([, line, column]) => `${line}:${column}`);
	expect(told).toEqual(['1:1', '5:11', '7:21', '8:46', '8:62', '10:34', '12:20']);
	expect(stderr.match(/^ +\| +\^+$/gm)).toHaveLength(told.length);
	expect(stderr).toContain('did you mean "dns.mx"?');
	const linted = await lostmail(['playbook', 'lint', 'mistaken.yaml'], {cwd: inFolder()});
	expect(linted).toMatchObject({code: 2, stderr: ''});
	expect(linted.stdout.trimEnd()).toBe(stderr.trimEnd());
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it.
const colour = /\u001B/;

test.each([{NO_COLOR: '1'}, {NO_COLOR: '1', FORCE_COLOR: '1'}, {}])(
	'no colours without a terminal: %j',
	async env => {
		const {stdout, stderr} = await lostmail(['demo', '--plain'], {env});
		expect(stdout + stderr).not.toMatch(colour);
	},
);

test.each([
	['lab', 'list'],
	['lab', 'list', '--json'],
	['demo', '--report', 'text'],
	['demo', '--report', 'ndjson'],
	['run', '--help'],
])('a reader that goes away ends %s %s quietly', async (...args) => {
	const {stdout, stderr, code} = await startProgram('/bin/sh', [
		'-c',
		'"$0" "$@" | head -n 1',
		process.execPath,
		launcher,
		...args,
	]).ended;
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout.split('\n')).toHaveLength(2);
});
