import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {launcher, startProgram} from './program/lostmail.ts';

const readme = await readFile('README.md', 'utf8');

/** The lines after `$ ` of every console block, but not of those that say that they are not executed. */
const commands = [...readme.matchAll(/(<!-- not executed -->\s*)?^```console\n([\s\S]*?)^```/gm)]
	.filter(([, marked]) => marked === undefined)
	.flatMap(([, , block = '']) => block.split('\n'))
	.filter(line => line.startsWith('$ '))
	.map(line => line.slice(2));

let folder: string;
let PATH: string;

/** One folder for all of them, in order: a later command may use what an earlier one wrote. */
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'lostmail-readme-'));
	const installed = path.join(folder, '.bin');
	await mkdir(installed);
	await writeFile(
		path.join(installed, 'lostmail'),
		`#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`,
		{mode: 0o755},
	);
	PATH = `${installed}:${path.dirname(process.execPath)}:${process.env['PATH']}`;
});
afterAll(() => rm(folder, {recursive: true, force: true}));

test('the README shows commands', () => {
	expect(commands.length).toBeGreaterThan(3);
});

test.each(commands)(
	'%s',
	async command => {
		const {code, stdout, stderr} = await startProgram('/bin/sh', ['-c', command], {cwd: folder, env: {PATH}})
			.ended;
		// A cause that was found (1) and one that was not (3) are results; a usage error is a mistake of the README.
		expect([0, 1, 3], stderr).toContain(code);
		expect(stderr).not.toContain('our fault');
		expect(stdout).not.toBe('');
	},
	20_000,
);

test('every file that the README points to is there', () => {
	const links = [...readme.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
		([, file = '']) => file,
	);
	expect(links.filter(file => !existsSync(file))).toEqual([]);
});
