import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openCases} from './kept-cases.ts';
import {lostmail} from './lostmail.ts';

const {inFolder, cases, whole, command, keep, forget} = openCases();

test('where nothing is kept, that is said, and nothing that nobody looked at is kept', async () => {
	await forget();
	await command('demo', 'wrong-password');
	expect(await command('case', 'list')).toMatchObject({code: 0, stdout: /No case is kept/});
	expect(await command('case', 'list', '--json')).toMatchObject({code: 0, stdout: '[]\n'});
	expect(await command('case', 'resume')).toMatchObject({code: 2, stderr: /no case is unfinished/});
});

test('a line for each case, newest first; the newest 20 unless all are wanted', async () => {
	await forget();
	await keep('aaaa01', whole().length, '', '2026-11-22T07-00-00-000Z');
	await keep('bbbb02', 40);
	await writeFile(path.join(cases(), '2026-11-21T07-00-00-000Z-x-cccc03.ndjson'), '\u001B[2J not a case\n');
	for (let number = 10; number < 30; number++)
		await keep(`dddd${number}`, whole().length, '', '2026-11-01T07-00-00-000Z');
	const {stdout, stderr, code} = await command('case', 'list', '--all');
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout.split('\n')).toHaveLength(24);
	const lines = ['aaaa01', 'bbbb02', 'cccc03'].map(id =>
		stdout.split('\n').find(line => line.startsWith(id)),
	);
	expect(lines[0]).toMatch(
		/^aaaa01 {2}2026-\d\d-\d\d \d\d:\d\d {2}diagnosed +tos-verification-code {2}auth\.wrong-credentials {2}lab: wrong-password$/,
	);
	expect(lines[1]).toMatch(
		/broken off +tos-verification-code {2}lab: wrong-password {2}lostmail case resume bbbb02$/,
	);
	expect(lines[2]).toMatch(/unreadable +it is no case file$/);
	const few = await command('case', 'list');
	expect(few.stdout.trimEnd().split('\n')).toHaveLength(20);
	expect(few.stderr).toContain('3 older');
	const json: unknown = JSON.parse((await command('case', 'list', '--json', '--all')).stdout);
	expect(json).toHaveLength(23);
});

test('where nothing was found yet, the list says that such a case does not stay', async () => {
	await forget();
	const said = 'A case in which nothing was found yet is deleted a week after its last answer.\n';
	await keep('aaaa01', whole().length);
	expect((await command('case', 'list')).stderr).toBe('');
	await keep('bbbb02', 5);
	expect((await command('case', 'list')).stderr).toBe(said);
	expect((await command('case', 'list', '--json')).stderr).toBe('');
}, 60_000);

test('show, replay and export tell the same as the run; a case is named by its id or the beginning of it', async () => {
	await forget();
	const file = await keep('abcd01', whole().length);
	await keep('abcd02', whole().length);
	const run = await lostmail(['case', 'replay', inFolder('whole.ndjson')]);
	expect(run.code).toBe(1);
	for (const name of ['abcd01', path.basename(file), file]) {
		expect(await command('case', 'show', name)).toEqual(run);
		expect(await command('case', 'replay', name)).toEqual(run);
	}
	const written = inFolder('report.json');
	expect(await command('case', 'export', 'abcd01', '--report', 'json', '--output', written)).toMatchObject({
		code: 0,
		stdout: '',
	});
	expect(JSON.parse(await readFile(written, 'utf8'))).toMatchObject({verdict: 'diagnosed'});
	for (const report of ['text', 'json', 'ndjson', 'transcript'])
		expect(await command('case', 'export', 'abcd02', '--report', report)).toMatchObject({
			code: 0,
			stdout: /\S/,
		});
	const several = await command('case', 'show', 'abcd');
	expect(several).toMatchObject({code: 2, stdout: ''});
	expect(several.stderr).toMatch(
		/2 cases[\s\S]*abcd02\.ndjson[\s\S]*abcd01\.ndjson|2 cases[\s\S]*abcd01\.ndjson[\s\S]*abcd02\.ndjson/,
	);
	expect(await command('case', 'show', 'abcd11')).toMatchObject({code: 2, stderr: /did you mean abcd01/});
	expect(await command('case', 'export', 'abcd01')).toMatchObject({code: 2, stderr: /--report/});
});

test('cases are deleted together or not at all, and nobody is asked where nobody is', async () => {
	await forget();
	await keep('abcd01', whole().length);
	await keep('abcd02', whole().length);
	const mine = inFolder('mine.txt');
	await writeFile(mine, 'mine');
	expect(await command('case', 'rm', 'abcd01')).toMatchObject({code: 2, stderr: /--yes/});
	expect(await command('case', 'rm', '--yes', 'abcd01', 'ffff09')).toMatchObject({
		code: 2,
		stderr: /no case "ffff09"/,
	});
	expect(await command('case', 'rm', '--yes', 'abcd01', mine)).toMatchObject({
		code: 2,
		stderr: /no case file/,
	});
	expect(await readdir(cases())).toHaveLength(2);
	expect(await command('case', 'rm', '--yes', 'abcd01', 'abcd02')).toMatchObject({
		code: 0,
		stderr: /2 cases are deleted/,
	});
	expect(await readdir(cases())).toEqual([]);
	expect(await readFile(mine, 'utf8')).toBe('mine');
});
