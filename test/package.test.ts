import {cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startProgram} from './program/lostmail.ts';

const project = path.resolve(import.meta.dirname, '..');
let folder: string;
let copy: string;

/** npm changes package.json while it packs, so it packs a copy: whoever else works in this folder notices nothing. */
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'lostmail-package-'));
	copy = path.join(folder, 'project');
	await mkdir(copy);
	for (const part of [
		'.ci',
		'.npmrc',
		'LICENSE',
		'package.json',
		'package-lock.json',
		'playbooks',
		'source',
		'tsconfig.json',
	])
		await cp(path.join(project, part), path.join(copy, part), {recursive: true});
	await symlink(path.join(project, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const npm = (cwd: string, ...args: readonly string[]) => startProgram('npm', args, {cwd}).ended;
const manifest = () => readFile(path.join(copy, 'package.json'), 'utf8');
const original = () => readFile(path.join(project, 'package.json'), 'utf8');

test('the package installs without a registry, and runs', async () => {
	const packed = await npm(copy, 'pack', '--json', '--pack-destination', folder);
	expect(packed, packed.stderr).toMatchObject({code: 0});
	expect(await manifest()).toBe(await original());

	const empty = path.join(folder, 'empty');
	await mkdir(empty);
	await writeFile(path.join(empty, 'package.json'), '{}');
	const [tarball = ''] = (await readdir(folder)).filter(file => file.endsWith('.tgz'));
	const installed = await npm(
		empty,
		'install',
		'--offline',
		'--no-audit',
		'--no-fund',
		path.join(folder, tarball),
	);
	expect(installed, installed.stderr).toMatchObject({code: 0});
	expect((await readdir(path.join(empty, 'node_modules'))).filter(name => !name.startsWith('.'))).toEqual([
		'lostmail',
	]);

	const shipped = path.join(empty, 'node_modules/lostmail');
	const wanted = JSON.parse(await original()) as Record<string, unknown>;
	expect(JSON.parse(await readFile(path.join(shipped, 'package.json'), 'utf8'))).toEqual(
		Object.fromEntries(
			['name', 'version', 'description', 'license', 'type', 'bin', 'files', 'engines'].map(key => [
				key,
				wanted[key],
			]),
		),
	);
	const files = await readdir(shipped, {recursive: true});
	expect(files.filter(file => /\.tsx?$|^(test|\.ci)\b/.test(file))).toEqual([]);

	const lostmail = path.join(empty, 'node_modules/.bin/lostmail');
	const version = await startProgram(lostmail, ['--version'], {cwd: empty}).ended;
	expect(version).toMatchObject({code: 0, stdout: `${wanted['version']}\n`, stderr: ''});
	const demo = await startProgram(lostmail, ['demo', '--plain'], {cwd: empty}).ended;
	expect(demo).toMatchObject({code: 0, stderr: ''});
	expect(demo.stdout).toContain('app password');
}, 30_000);

test('a package that cannot be written leaves package.json as it was', async () => {
	const before = await manifest();
	const {code} = await npm(copy, 'pack', '--pack-destination', path.join(folder, 'there-is-no-such-folder'));
	expect(code).not.toBe(0);
	await expect.poll(manifest, {timeout: 5000}).toBe(before);
	expect(await readdir(copy)).not.toContain('.package.json');
}, 30_000);

test('npm killed while it packs leaves package.json as it was', async () => {
	const before = await manifest();
	const {child, ended} = startProgram('npm', ['pack', '--pack-destination', folder], {cwd: copy});
	await expect.poll(manifest, {timeout: 20_000, interval: 1}).not.toBe(before);
	child.kill('SIGKILL');
	await ended;
	await expect.poll(manifest, {timeout: 5000}).toBe(before);
}, 30_000);

test('a build that fails leaves package.json as it was', async () => {
	const before = await manifest();
	await writeFile(path.join(copy, 'source/cli.ts'), 'this is no program');
	const {code} = await npm(copy, 'pack', '--pack-destination', folder);
	expect(code).not.toBe(0);
	expect(await manifest()).toBe(before);
}, 30_000);
