import {copyFile, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openCases} from './kept-cases.ts';
import {lostmail, startLostmail} from './lostmail.ts';

const {inFolder, surroundings, cases, whole, command, keep, forget} = openCases();

const found = (json: string) => {
	const {verdict, diagnosis, route, steps} = JSON.parse(json) as {
		readonly verdict: string;
		readonly diagnosis: {readonly cause: string} | null;
		readonly route: unknown;
		readonly steps: ReadonlyArray<{readonly id: string; readonly finding?: {readonly code: string}}>;
	};
	return {verdict, cause: diagnosis?.cause, route, steps: steps.map(({id, finding}) => [id, finding?.code])};
};

test.each([
	['in its questions', 12, ''],
	['in a step', 50, '{"seq":50,"at":1,"type":"step.fin'],
])('a case that was broken off %s comes to the same as one that was not', async (_where, lines, more) => {
	await forget();
	const file = await keep('abcd01', lines, more);
	const resumed = await command('case', 'resume', 'abcd');
	expect(resumed).toMatchObject({code: 1, stderr: ''});
	const text = await readFile(file, 'utf8');
	expect(text.startsWith(`${whole().slice(0, lines).join('\n')}\n`)).toBe(true);
	const events = text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as {readonly seq: number; readonly type: string});
	expect(events.map(({seq}) => seq)).toEqual(events.map((_, index) => index));
	expect(events[lines]?.type).toBe('case.resumed');
	const after = await command('case', 'export', file, '--report', 'json');
	const before = await lostmail(['case', 'export', inFolder('whole.ndjson'), '--report', 'json']);
	expect(found(after.stdout)).toEqual(found(before.stdout));
	expect(await readdir(cases())).toEqual([path.basename(file)]);
	// Of the lab, so it is not what somebody means who names none.
	expect(await command('case', 'resume')).toMatchObject({code: 2, stderr: /abcd01/});
	// It has come to its end: nothing is looked at again.
	expect(await command('case', 'resume', 'abcd01')).toMatchObject({code: 1, stdout: resumed.stdout});
	expect(await readFile(file, 'utf8')).toBe(text);
});

test('a process that is killed leaves a case that goes on, and no other may open it before', async () => {
	await forget();
	const file = inFolder('killed.ndjson');
	const first = startLostmail(['demo', 'port-silent', '--record', file], surroundings());
	for (let text = ''; !text.includes('"step.asked","step":"connect"'); )
		text = await readFile(file, 'utf8').catch(() => '');
	const other = await command('case', 'resume', file);
	expect(other).toMatchObject({code: 2, stdout: ''});
	expect(other.stderr).toContain(`process ${first.child.pid}`);
	expect(await command('case', 'rm', '--yes', file)).toMatchObject({code: 2, stderr: /open in another/});
	expect(await command('demo', 'wrong-password', '--record', file)).toMatchObject({
		code: 2,
		stderr: /open in another/,
	});
	first.child.kill('SIGKILL');
	await first.ended;
	expect((await readFile(file, 'utf8')).includes('case.closed')).toBe(false);
	expect(await command('case', 'resume', file)).toMatchObject({
		code: 2,
		stdout: '',
		stderr: /the world of the lab port-silent[\s\S]*--as-recorded/,
	});
	const resumed = await command('case', 'resume', file, '--as-recorded');
	expect(resumed.code).toBe(3);
	const again = await lostmail(['demo', 'port-silent', '--json']);
	const json = await command('case', 'export', file, '--report', 'json');
	expect(found(json.stdout)).toEqual(found(again.stdout));
}, 60_000);

/** A case of a playbook of one's own that stays offline. */
const begun = async (name: string, more: readonly string[] = []) => {
	const playbook = inFolder(`${name}.yaml`);
	await copyFile('playbooks/smtp-settings.yaml', playbook);
	const file = inFolder(`${name}.ndjson`);
	const settings = {
		'smtp-host': 'smtp.example.org',
		'smtp-port': '587',
		'smtp-security': 'starttls',
		'smtp-user': "o'neil",
		'smtp-from': 'nas@example.org',
		address: 'unknown',
	};
	await writeFile(inFolder('secret'), 'canary-5Kz-secret');
	const run = await command(
		'run',
		playbook,
		...['--offline', '--record', file, '--secret', `smtp-password=file:${inFolder('secret')}`],
		...Object.entries(settings).flatMap(([input, value]) => ['--set', `${input}=${value}`]),
		...more,
	);
	expect(run.code).toBe(3);
	const lines = (await readFile(file, 'utf8')).split('\n');
	await writeFile(
		file,
		lines
			.slice(0, 25)
			.map(line => `${line}\n`)
			.join(''),
	);
	return {file, playbook};
};

test('a playbook that has changed is not mixed with what the old one found', async () => {
	const {file, playbook} = await begun('mine');
	const before = await readFile(file, 'utf8');
	await writeFile(playbook, `${await readFile(playbook, 'utf8')}\n# changed\n`);
	const {code, stdout, stderr} = await command('case', 'resume', file, '--as-recorded');
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain('has changed');
	expect(stderr).toContain(`lostmail run ${playbook} --offline --set smtp-host=smtp.example.org`);
	expect(stderr).toContain(`--set 'smtp-user=o'\\''neil'`);
	expect(stderr).not.toContain('smtp-password');
	expect(await readFile(file, 'utf8')).toBe(before);
	expect(stderr).not.toContain('canary');
});

test('a playbook of one’s own is found again; a secret is asked for again, or has to be given', async () => {
	const {file} = await begun('own');
	const refused = await command('case', 'resume', file, '--as-recorded');
	expect(refused).toMatchObject({code: 2, stdout: ''});
	expect(refused.stderr).toContain('--secret smtp-password=');
	const given = ['--secret', `smtp-password=file:${inFolder('secret')}`];
	const resumed = await command('case', 'resume', file, '--as-recorded', ...given);
	expect(resumed.code).toBe(3);
	expect(resumed.stderr).toContain('goes on as its file says');
	const text = await readFile(file, 'utf8');
	for (const secret of ['canary-5Kz-secret', Buffer.from('canary-5Kz-secret').toString('base64')])
		expect(text + resumed.stdout + resumed.stderr).not.toContain(secret);
});

test('a file that the case was begun with and that is gone is named', async () => {
	const ca = inFolder('ca.pem');
	await writeFile(ca, '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n');
	const {file} = await begun('ca', ['--ca', ca]);
	await rm(ca);
	const {code, stderr} = await command('case', 'resume', file, '--as-recorded');
	expect(code).toBe(2);
	expect(stderr).toContain(`--ca ${ca}`);
	expect(stderr).toContain('gone');
});

test('a case that does not say how it reached the network is shown, and not gone on with', async () => {
	const file = inFolder('check.ndjson');
	await lostmail(['check', 'settings.port-tls', 'port=465', 'security=starttls', '--record', file]);
	const {code, stderr} = await command('case', 'resume', file);
	expect(code).toBe(2);
	expect(stderr).toContain('lostmail check settings.port-tls');
	expect((await command('case', 'show', file)).stdout).toContain('465');
});

test('an answer that was masked is named where nobody is there to type it once more', async () => {
	const {file} = await begun('masked');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace(`"value":"o'neil"`, '"value":"••••••"'));
	const given = ['--as-recorded', '--secret', `smtp-password=file:${inFolder('secret')}`];
	const {code, stdout, stderr} = await command('case', 'resume', file, ...given);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toMatch(/smtp-user, which held a secret and was masked/);
});

/** A case from elsewhere that names what it wants read and reached. */
const foreign = async (name: string, reach: object) => {
	const [opened = '{}'] = whole();
	const event = JSON.parse(opened) as {readonly reach: object};
	const {scenario: _, ...own} = event.reach as {readonly scenario?: string};
	const file = inFolder(`${name}.ndjson`);
	await writeFile(file, `${JSON.stringify({...event, reach: {...own, ...reach}})}\n`);
	return file;
};

test('what a stranger’s case wants is listed before any of it is read, and nothing of it is quoted', async () => {
	const hidden = inFolder('private');
	await writeFile(hidden, 'canary-8Lp: private\n');
	const wants = {
		playbook: [hidden, `the playbook ${hidden}`],
		overlay: [hidden, `--dns-overlay ${hidden}`],
		ca: [[hidden], `--ca ${hidden}`],
		resolvers: [['192.0.2.66'], '--resolver 192.0.2.66'],
		connectTo: [['::192.0.2.66:25'], '--connect-to ::192.0.2.66:25'],
		scenario: ['../x', 'the world of the lab ../x'],
	} as const;
	for (const [name, [value, told]] of Object.entries(wants)) {
		const file = await foreign(`wants-${name}`, {[name]: value});
		const refused = await command('case', 'resume', file);
		expect(refused).toMatchObject({code: 2, stdout: ''});
		expect(refused.stderr).toContain(told);
		expect(refused.stderr).toContain('--as-recorded');
		const agreed = await command('case', 'resume', file, '--as-recorded', '--offline');
		expect(agreed.code).toBe(2);
		expect(agreed.stdout + agreed.stderr + refused.stderr).not.toContain('canary');
	}
	const overridden = await foreign('overridden', {resolvers: ['192.0.2.66']});
	const {stderr} = await command('case', 'resume', overridden, '--resolver', '127.0.0.1:9');
	expect(stderr).toContain('nobody is here to be asked, and this is not known');
});
