import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openFolder} from './in-lab.ts';
import {launcher, lostmail, startLostmail, startProgram} from './lostmail.ts';

const inFolder = openFolder();

test('lab list names every scenario', async () => {
	const folder = path.resolve(import.meta.dirname, '../../playbooks/scenarios');
	const files = (await readdir(folder)).filter(file => file.endsWith('.yaml'));
	const {code, stdout, stderr} = await lostmail(['lab', 'list', '--json']);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const listed = JSON.parse(stdout) as ReadonlyArray<{readonly name: string}>;
	expect(listed.map(({name}) => `${name}.yaml`).sort()).toEqual(files.sort());
	const {stdout: text} = await lostmail(['lab', 'list']);
	expect(text.trimEnd().split('\n')).toHaveLength(files.length);
});

/** A folder for PATH that holds the built program as `lostmail`. */
const installed = async (): Promise<string> => {
	const folder = inFolder('bin');
	await mkdir(folder, {recursive: true});
	await writeFile(
		path.join(folder, 'lostmail'),
		`#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`,
		{
			mode: 0o755,
		},
	);
	return `${folder}:${path.dirname(process.execPath)}:${process.env['PATH']}`;
};

test.each([
	['healthy', 0],
	['wrong-password', 1],
	['domain-healthy', 0],
	['domain-dkim-not-signed', 0],
] as const)(
	'lab up %s prints a command that reaches it: exit code %i',
	async (name, wanted) => {
		const PATH = await installed();
		const temporary = inFolder(name);
		await mkdir(temporary);
		const lab = startLostmail(['lab', 'up', name], {env: {TMPDIR: temporary}});
		await lab.says('until Ctrl+C');
		const shown = lab.printed().stdout;
		const run = await startProgram('/bin/sh', ['-s'], {input: shown, env: {PATH}}).ended;
		expect(run, run.stderr + run.stdout).toMatchObject({code: wanted, stderr: ''});

		lab.child.kill('SIGINT');
		const ended = await lab.ended;
		expect(ended.signal).toBe(null);
		// Node keeps its compiled code there.
		expect((await readdir(temporary)).filter(name => name !== 'node-compile-cache')).toEqual([]);
		const afterwards = await startProgram('/bin/sh', ['-s'], {input: shown, env: {PATH}}).ended;
		expect(afterwards.code).not.toBe(wanted);
	},
	30_000,
);

test('lab up of a world whose mailbox is played inside of the program prints a command that goes through it', async () => {
	const PATH = await installed();
	const lab = startLostmail(['lab', 'up', 'intercept-imap-in-junk']);
	await lab.says('until Ctrl+C');
	lab.child.kill('SIGINT');
	await lab.ended;
	const run = await startProgram('/bin/sh', ['-s'], {input: lab.printed().stdout, env: {PATH}}).ended;
	expect(run, run.stderr + run.stdout).toMatchObject({code: 0, stderr: ''});
	expect(run.stdout).toContain('[mailbox.junk]');
}, 30_000);
