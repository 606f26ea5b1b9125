import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {start} from '../tui/pty.ts';
import {lostmail} from './lostmail.ts';

const canary = 'canary-2Vb-hunter';

const casesIn = (state: string) => path.join(state, 'lostmail', 'cases');
const fileIn = (state: string): string => {
	const [name = ''] = readdirSync(casesIn(state)).filter(file => file.endsWith('.ndjson'));
	return path.join(casesIn(state), name);
};
const everythingIn = (state: string): string =>
	readdirSync(casesIn(state))
		.map(name => readFileSync(path.join(casesIn(state), name), 'utf8'))
		.join('\n');

type Program = ReturnType<typeof start>;

const question = (number: number) => new RegExp(`question ${number} of`);

/** Answers the first four questions of the mail settings; `user` is the login name. */
const answerFour = async ({child, until}: Pick<Program, 'child' | 'until'>, user: string) => {
	for (const [number, answer] of ['smtp.example.org', '587', '', user].entries()) {
		await until(question(number + 1));
		child.write(`${answer}\r`);
	}
	await until(question(5));
};

test.each(['SIGHUP', 'SIGKILL', 'SIGTERM'] as const)(
	'a console that %s ends in the middle of the questions goes on with the answers',
	async signal => {
		const first = start(['run', 'smtp-settings', '--offline']);
		await answerFour(first, 'kim@example.org');
		first.child.kill(signal);
		await first.exit;
		const {state} = first;
		const env = {XDG_STATE_HOME: state};
		const file = fileIn(state);
		const listed = await lostmail(['case', 'list'], {env});
		expect(listed.stdout).toMatch(
			/(?:broken off|cancelled) +smtp-settings {2}lostmail case resume [0-9a-f]{6}\n$/,
		);

		const second = start(['case', 'resume'], {env});
		await second.until(question(5));
		second.child.write('nas@example.org\r');
		await second.until(question(6));
		second.child.write(`${canary}\r`);
		await second.until(question(7));
		second.child.write('\u0003');
		await second.until(/once more quits/);
		second.child.write('\u0003');
		await second.exit;
		expect(second.raw().slice(second.raw().lastIndexOf('\u001B[?1049l'))).toMatch(
			/Next: lostmail case resume [0-9a-f]{6}/,
		);
		const text = readFileSync(file, 'utf8');
		for (const answer of ['smtp.example.org', '587', 'starttls', 'kim@example.org', 'nas@example.org'])
			expect(text).toContain(`"value":"${answer}","from":"person"`);
		expect(readdirSync(casesIn(state))).toEqual([path.basename(file)]);
		for (const secret of [canary, Buffer.from(canary).toString('base64')])
			expect(everythingIn(state) + second.raw()).not.toContain(secret);
	},
	60_000,
);

test('what was typed as a name and turns out to be the secret is nowhere once that is known', async () => {
	const program = start(['run', 'smtp-settings', '--offline']);
	const {child, until, exit, state} = program;
	await answerFour(program, canary);
	child.write('nas@example.org\r');
	await until(question(6));
	child.write(`${canary}\r`);
	await until(question(7));
	child.kill('SIGKILL');
	await exit;
	for (const secret of [canary, Buffer.from(canary).toString('base64')])
		expect(everythingIn(state)).not.toContain(secret);
	expect(existsSync(`${fileIn(state)}-held`)).toBe(true);
}, 60_000);

const foundIn = (json: string) => {
	const {verdict, diagnosis, steps} = JSON.parse(json) as {
		readonly verdict: string;
		readonly diagnosis: {readonly cause: string} | null;
		readonly steps: ReadonlyArray<{readonly id: string; readonly finding?: {readonly code: string}}>;
	};
	return {verdict, cause: diagnosis?.cause, steps: steps.map(({id, finding}) => [id, finding?.code])};
};

test.each(['SIGHUP', 'SIGKILL'] as const)(
	'a run that %s ends while it waits for a server comes to the same when it goes on',
	async signal => {
		const first = start(['demo', 'port-silent']);
		await first.until(/Server answers · running/);
		first.child.kill(signal);
		await first.exit;
		const env = {XDG_STATE_HOME: first.state};
		const id = /-([0-9a-f]{6})\.ndjson$/.exec(fileIn(first.state))?.[1] ?? '';
		const second = start(['case', 'resume', id], {env});
		await second.until(/\? .*did not answer/);
		second.child.write('q');
		await second.exit;
		expect(second.raw().slice(second.raw().lastIndexOf('\u001B[?1049l'))).toContain(
			`Look again: lostmail case show ${id}`,
		);
		const [resumed, whole] = await Promise.all([
			lostmail(['case', 'export', id, '--report', 'json'], {env}),
			lostmail(['demo', 'port-silent', '--json']),
		]);
		expect(foundIn(resumed.stdout)).toEqual(foundIn(whole.stdout));
	},
	60_000,
);

test('line by line, a case that was broken off goes on as well, and is kept', async () => {
	const first = start(['run', 'smtp-settings', '--offline', '--plain']);
	await first.untilWritten(/Which mail server[\s\S]*> /);
	first.child.write('smtp.example.org\r');
	await first.untilWritten(/Which port[\s\S]*> /);
	first.child.kill('SIGKILL');
	await first.exit;
	const env = {XDG_STATE_HOME: first.state};
	const second = start(['case', 'resume', '--plain'], {env});
	await second.until(/Which port/);
	second.child.kill('SIGTERM');
	await second.exit;
	expect(readFileSync(fileIn(first.state), 'utf8')).toContain('"value":"smtp.example.org"');
}, 60_000);
