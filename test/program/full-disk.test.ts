import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {startIn} from '../tui/pty.ts';
import {openCases} from './kept-cases.ts';
import {launcher, lostmail, startProgram} from './lostmail.ts';

const {inFolder, surroundings, whole, command, keep, forget} = openCases();

/** The built program with a limit on the size of every file that it writes, in KiB: to it, that is a disk that is full. */
const limited = (limit: number, ...args: readonly string[]) => ({
	file: '/bin/bash',
	args: [
		'-c',
		`ulimit -f ${limit}; cd '${inFolder('here')}' && exec '${process.execPath}' '${launcher}' "$@"`,
		'bash',
		...args,
	],
});

const emptyFolder = (): string => {
	const folder = inFolder('here');
	rmSync(folder, {recursive: true, force: true});
	mkdirSync(folder);
	return folder;
};

test('a report that cannot be written says what to do, and nothing of it is left', async () => {
	await forget();
	await keep('abcd01', whole().length);
	const folder = emptyFolder();
	const written = (output: string) =>
		command('case', 'export', 'abcd01', '--report', 'text', '--output', output);
	expect(await written(path.join(folder, 'gone', 'ticket.txt'))).toMatchObject({
		code: 2,
		stdout: '',
		stderr: /no such file or folder\n {2}Make its folder first, .* Nothing of the report is there\.\n$/,
	});
	expect(await written(folder)).toMatchObject({
		code: 2,
		stderr: /it is a folder\n {2}Name a file in it with --output/,
	});
	if (existsSync('/dev/full'))
		expect(await written('/dev/full')).toMatchObject({
			code: 2,
			stderr: /no space is left there\n {2}Make room, or choose another place with --output/,
		});
	expect(readdirSync(folder)).toEqual([]);
});

test('a report takes the place of what is there as a whole, or not at all', async () => {
	await forget();
	await keep('abcd01', whole().length);
	const folder = emptyFolder();
	const file = path.join(folder, 'ticket.json');
	writeFileSync(file, 'what was there before', {mode: 0o640});
	const run = limited(1, 'case', 'export', 'abcd01', '--report', 'json', '--output', file);
	expect(await startProgram(run.file, run.args, surroundings()).ended).toMatchObject({
		code: 2,
		stderr: /it would become too large\n {2}Make room/,
	});
	expect(readFileSync(file, 'utf8')).toBe('what was there before');
	expect(readdirSync(folder)).toEqual(['ticket.json']);
	expect(await command('case', 'export', 'abcd01', '--report', 'json', '--output', file)).toMatchObject({
		code: 0,
	});
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({verdict: 'diagnosed'});
	expect(statSync(file).mode & 0o777).toBe(0o640);
	expect(readdirSync(folder)).toEqual(['ticket.json']);
});

test.runIf(existsSync('/dev/full'))(
	'a run whose case file cannot be written goes on, and says so once',
	async () => {
		const {code, stdout, stderr} = await lostmail([
			'demo',
			'wrong-password',
			'--record',
			'/dev/full',
			'--json',
		]);
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({verdict: 'diagnosed'});
		expect(stderr.match(/from here on this case is not kept: no space is left there/g)).toHaveLength(1);
	},
);

test('a case file that the disk has no room for ends with its last whole event, and goes on from there', async () => {
	await forget();
	const folder = emptyFolder();
	const file = path.join(folder, 'case.ndjson');
	const run = limited(24, 'demo', 'wrong-password', '--record', file, '--json');
	const {code, stderr} = await startProgram(run.file, run.args, surroundings()).ended;
	expect(code).toBe(0);
	expect(stderr).toMatch(/from here on this case is not kept: it would become too large/);
	const text = readFileSync(file, 'utf8');
	expect(text.length).toBeGreaterThan(1000);
	expect(text.endsWith('}\n')).toBe(true);
	for (const line of text.trimEnd().split('\n')) JSON.parse(line);
	const resumed = await command('case', 'resume', file, '--as-recorded');
	expect(resumed.stdout).toMatch(/auth\.|already/);
	expect(readFileSync(file, 'utf8').startsWith(text)).toBe(true);
});

test('the console says that the case is not kept, and that a report is not written, and goes on', async () => {
	const folder = emptyFolder();
	const run = limited(2, 'demo', 'wrong-password');
	const {until, child, exit, raw, state} = startIn(run.file, run.args, {columns: 160, rows: 50});
	await until(/From here on this case is not kept: it would become too large/);
	await until(/did not accept the login/);
	child.write('e');
	await until(/:export text/);
	child.write('\r');
	await until(/Not written: it would become too large\. Make room, or start lostmail in another folder/);
	child.write('d');
	await until(/Who must act|Diagnosis/);
	child.write('q');
	expect((await exit).exitCode).toBe(0);
	const left = raw().slice(raw().lastIndexOf('\u001B[?1049l'));
	expect(left).toContain('From here on this case is not kept: it would become too large.');
	expect(left).toContain('Next: lostmail run tos-verification-code');
	expect(readdirSync(folder)).toEqual([]);
	expect(readdirSync(path.join(state, 'lostmail', 'cases'))).toEqual([]);
}, 60_000);

test('where nothing can be kept at all, a case begins all the same, and says so', async () => {
	const {until, child, exit, raw} = startIn(process.execPath, [launcher, 'demo', 'wrong-password'], {
		env: {XDG_STATE_HOME: '/dev/null'},
	});
	await until(/From here on this case is not kept: a part of its path is no folder/);
	await until(/did not accept the login/);
	child.write('q');
	expect((await exit).exitCode).toBe(0);
	expect(raw().slice(raw().lastIndexOf('\u001B[?1049l'))).toContain('From here on this case is not kept');
}, 60_000);

test('line by line, it is said as well that nothing is kept', async () => {
	const program = startIn(process.execPath, [launcher, 'run', 'smtp-settings', '--offline', '--plain'], {
		env: {XDG_STATE_HOME: '/dev/null'},
	});
	await program.untilWritten(/Which mail server/);
	expect(program.raw().replaceAll(/\s+/g, ' ')).toMatch(
		/[Ff]rom here on this case is not kept: a part of its path is no folder\. Go on,/,
	);
	program.child.kill('SIGTERM');
	await program.exit;
}, 60_000);
